"""Reads of admission: who belongs where, who was invited, and who has to prove themself twice."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.core import signing
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.enums import Role, Scope
from naru.base.accounts.models import Membership, User
from naru.base.accounts.roles import SCOPES, Permission
from naru.base.admission import rules
from naru.base.admission.enums import InvitationState
from naru.base.admission.models import Invitation, Waiver
from naru.base.district.models import District, Organisation
from naru.base.rulebook.errors import NotFound

SALT = "naru.admission.invitation"
USELESS = _("이 링크로는 들어올 수 없습니다. 이미 썼거나, 기한이 지났거나, 거둔 초대입니다.")


def memberships(viewer: User) -> QuerySet[Membership]:
    """The memberships of the organisations and districts whose people this person may know."""
    condition = access.reach(viewer, Permission.ACCOUNTS_READ).condition(Membership)
    return Membership.objects.filter(condition).select_related("user", "organisation", "district")


def membership(viewer: User, pk: int) -> Membership:
    return access.one(memberships(viewer), pk=pk)


def holding(rows: QuerySet[Membership], today: date) -> QuerySet[Membership]:
    """Those that hold today or will."""
    return rows.filter(Q(ends__isnull=True) | Q(ends__gte=today), ended_at__isnull=True)


def invitations(viewer: User) -> QuerySet[Invitation]:
    condition = access.reach(viewer, Permission.ACCOUNTS_READ).condition(Invitation)
    return Invitation.objects.filter(condition).select_related(
        "organisation", "district", "invited_by", "decided_by", "accepted_by"
    )


def invitation(viewer: User, pk: int) -> Invitation:
    return access.one(invitations(viewer), pk=pk)


def waiting(viewer: User) -> QuerySet[Invitation]:
    """Invitations that this person may approve or not."""
    condition = access.reach(viewer, Permission.ACCOUNTS_APPROVE).condition(Invitation, is_reading=False)
    rows = Invitation.objects.filter(condition, state=InvitationState.WAITING)
    return rows.exclude(invited_by=viewer).exclude(email__iexact=viewer.email)


def waivers(viewer: User) -> QuerySet[Waiver]:
    condition = access.reach(viewer, Permission.ACCOUNTS_READ).condition(Waiver)
    return Waiver.objects.filter(condition).select_related("district")


def waiver(viewer: User, pk: int) -> Waiver:
    return access.one(waivers(viewer), pk=pk)


def token_of(invitation: Invitation) -> str:
    """The signed part of an invitation's address: a number and its nonce, nothing about the person."""
    return signing.dumps([invitation.pk, invitation.nonce], salt=SALT)


def by_token(token: str) -> Invitation:
    """The invitation that this link opens now.

    Raises NotFound, in one sentence for all of them, when the link is forged, used, withdrawn, replaced or too old.
    """
    try:
        pk, nonce = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound(USELESS) from None
    found = (
        Invitation.objects.filter(pk=pk, nonce=nonce, state=InvitationState.SENT, expires_at__gt=timezone.now())
        .select_related("organisation", "district", "invited_by")
        .first()
    )
    if found is None:
        raise NotFound(USELESS)
    return found


def open_for(email: str) -> QuerySet[Invitation]:
    """Invitations that the owner of this address could accept now."""
    return Invitation.objects.filter(
        email__iexact=email, state=InvitationState.SENT, expires_at__gt=timezone.now()
    ).select_related("organisation", "district", "invited_by")


def person(email: str) -> User | None:
    """The account of an address, also one that is switched off."""
    return User.objects.filter(email=email.strip().lower()).first()


def invitable(viewer: User) -> list[tuple[Organisation | District, frozenset[Role]]]:
    """Every place for which this person may invite, with the roles; districts first."""
    found: list[tuple[Organisation | District, frozenset[Role]]] = []
    reach = access.reach(viewer, Permission.ACCOUNTS_INVITE)
    if not reach:
        return found
    mine = frozenset(each.role for each in access.standings(viewer))
    below = rules.roles_below(mine)
    of_district = frozenset(role for role in below if rules.is_of_district(role))
    if of_district and (reach.everywhere or reach.districts):
        districts = District.objects.order_by("code")
        if not reach.everywhere:
            districts = districts.filter(pk__in=reach.districts)
        found += [(each, of_district) for each in districts]
    rows = access.organisations_of(viewer).order_by("name")
    if not (reach.everywhere or reach.districts):
        rows = rows.filter(pk__in=reach.organisations)
    for each in rows:
        fitting = frozenset(role for role in below if rules.SITS_IN.get(role) == each.kind)
        if fitting:
            found.append((each, fitting))
    return found


def has_factor(user: User, besides: int | None = None) -> bool:
    """True when the person has set up an app or a key (another one than `besides`)."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=kinds).exclude(pk=besides).exists()


def factors(user: User, kind: str) -> int:
    """How many of one kind the person has."""
    return Authenticator.objects.filter(user=user, type=kind).count()


@dataclass(frozen=True)
class Demand:
    """Whether a person must prove themself twice today; `waivers` say why not, when that is the only reason."""

    is_wanted: bool
    waivers: tuple[Waiver, ...] = ()


def second_factor(user: User, today: date) -> Demand:
    """What the rule of the day asks of the roles that this person holds.

    A district's waiver lifts it only from roles all of whose districts are waived; a role that reaches the whole
    installation needs every district waived.
    """
    strict = [each for each in access.standings(user) if rules.wants_second_factor(each.role, today)]
    if not strict:
        return Demand(False)
    rows = list(
        Waiver.objects.filter(Q(until__isnull=True) | Q(until__gte=today), since__lte=today).select_related("district")
    )
    if not rows:
        return Demand(True)
    waived = {each.district_id for each in rows}
    reached: set[int] = set()
    for standing in strict:
        districts = set(standing.districts)
        if SCOPES[standing.role] == Scope.INSTALLATION:
            districts = set(District.objects.values_list("pk", flat=True))
        if not districts or districts - waived:
            return Demand(True)
        reached |= districts
    return Demand(False, tuple(each for each in rows if each.district_id in reached))
