"""Deeds of admission. Whoever is let in, by whom and until when stands in the audit for good."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership, User
from naru.base.accounts.roles import Permission
from naru.base.admission import letters, queries, rules
from naru.base.admission.enums import InvitationState
from naru.base.admission.models import OPEN, Invitation, Waiver, new_nonce
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.base.rulebook.errors import Conflict, NotAllowed, NotFound, RuleBroken

#: Makes the address of an invitation from its token; the web door gives it.
LinkOf = Callable[[str], str]
SAID = ("email", "name", "role", "organisation_id", "district_id", "starts", "ends", "state", "why")
HELD = ("user_id", "role", "organisation_id", "district_id", "starts", "ends", "ended_at")


def _require(by: User, permission: Permission, role: Role, place: Organisation | District) -> frozenset[Role]:
    """The roles by which this person may do that there to somebody in this role. Raises NotAllowed."""
    mine = access.roles_on(by, permission, place)
    if not mine:
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))
    rules.may_admit(mine, role)
    return mine


def _place(row: Invitation | Membership) -> Organisation | District:
    place = row.district or row.organisation
    if place is None:
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    return place


def _district_of(row: Invitation | Membership) -> int | None:
    """Where the audit shows it: the district, or the only one in which the organisation takes part."""
    if row.district_id:
        return row.district_id
    found = list(row.organisation.districts.values_list("district", flat=True)[:2]) if row.organisation else []
    return found[0] if len(found) == 1 else None


def invite(
    *,
    email: str,
    name: str,
    role: Role,
    place: Organisation | District,
    starts: date,
    ends: date | None,
    why: str,
    link_of: LinkOf,
    by: User,
) -> Invitation:
    """Offers a role. What a lead offers waits for approval; what a coordinator or administrator offers is sent."""
    mine = _require(by, Permission.ACCOUNTS_INVITE, role, place)
    rules.may_concern(by.email, email)
    rules.may_last(starts, ends)
    organisation = place if isinstance(place, Organisation) else None
    if organisation is None and not rules.is_of_district(role):
        raise RuleBroken(_("이 역할에는 기관이 필요합니다."), field="role")
    if organisation is not None:
        if rules.is_of_district(role):
            raise RuleBroken(_("이 역할에는 지구가 필요합니다."), field="role")
        rules.may_sit(role, organisation.kind)
    address = email.strip().lower()
    district = place if isinstance(place, District) else None
    with transaction.atomic():
        if Invitation.objects.filter(
            email=address, role=role, organisation=organisation, district=district, state__in=OPEN
        ).exists():
            raise Conflict(_("같은 사람에게 같은 역할로 보낸 초대가 아직 열려 있습니다."), field="email")
        today = timezone.localdate()
        held = Membership.objects.filter(user__email=address, role=role, organisation=organisation, district=district)
        if queries.holding(held, today).exists():
            raise Conflict(_("이 사람은 이미 이 역할을 맡고 있습니다."), field="email")
        row = Invitation.objects.create(
            email=address,
            name=name.strip(),
            role=role,
            organisation=organisation,
            district=district,
            starts=starts,
            ends=ends,
            why=why,
            state=InvitationState.WAITING,
            invited_by=by,
            invited_at=timezone.now(),
        )
        if rules.is_approved_at_once(mine, role):
            row.decided_by, row.decided_at = by, timezone.now()
            _send(row, link_of)
        _record("admission.invite", row, by)
    return row


def _send(row: Invitation, link_of: LinkOf) -> None:
    """A fresh link, valid for the days of the rule; older links of this invitation open nothing any more."""
    now = timezone.now()
    row.state = InvitationState.SENT
    row.nonce = new_nonce()
    row.expires_at = now + timedelta(days=rules.INVITATION_DAYS.on(timezone.localdate(now)).value)
    row.sent_at = None
    row.save()
    link = link_of(queries.token_of(row))

    def deliver() -> None:
        if letters.invitation(row, link):
            Invitation.objects.filter(pk=row.pk).update(sent_at=timezone.now())

    transaction.on_commit(deliver)


def _record(verb: str, row: Invitation, by: User, before: dict[str, Any] | None = None) -> None:
    record.record(verb, row, by=by, before=before, after=record.snapshot(row, *SAID), district=_district_of(row))


def _locked(row: Invitation) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation", "district", "invited_by")
        .get(pk=row.pk)
    )


def approve(*, invitation: Invitation, link_of: LinkOf, by: User) -> Invitation:
    """Says yes to what a lead offered, and sends the link. Nobody approves their own, or for themself."""
    _require(by, Permission.ACCOUNTS_APPROVE, Role(invitation.role), _place(invitation))
    with transaction.atomic():
        row = _locked(invitation)
        rules.may_concern(by.email, row.email)
        rules.may_approve(by.email, row.invited_by.email)
        if row.state != InvitationState.WAITING:
            rules.may_become(InvitationState(row.state), InvitationState.WAITING)
        before = record.snapshot(row, *SAID)
        row.decided_by, row.decided_at = by, timezone.now()
        _send(row, link_of)
        _record("admission.approve", row, by, before)
    return row


def refuse(*, invitation: Invitation, why: str, by: User) -> Invitation:
    """Says no, and why."""
    _require(by, Permission.ACCOUNTS_APPROVE, Role(invitation.role), _place(invitation))
    with transaction.atomic():
        row = _locked(invitation)
        rules.may_become(InvitationState(row.state), InvitationState.REFUSED)
        before = record.snapshot(row, *SAID)
        row.state, row.refusal = InvitationState.REFUSED, why
        row.decided_by, row.decided_at = by, timezone.now()
        row.save()
        _record("admission.refuse", row, by, before)
    return row


def withdraw(*, invitation: Invitation, by: User) -> Invitation:
    """Takes an offer back; its link opens nothing from now on."""
    _require(by, Permission.ACCOUNTS_INVITE, Role(invitation.role), _place(invitation))
    with transaction.atomic():
        row = _locked(invitation)
        rules.may_become(InvitationState(row.state), InvitationState.WITHDRAWN)
        before = record.snapshot(row, *SAID)
        row.state, row.nonce = InvitationState.WITHDRAWN, new_nonce()
        row.save()
        _record("admission.withdraw", row, by, before)
    return row


def resend(*, invitation: Invitation, link_of: LinkOf, by: User) -> Invitation:
    """A new link for an approved offer; the one before opens nothing any more."""
    _require(by, Permission.ACCOUNTS_INVITE, Role(invitation.role), _place(invitation))
    with transaction.atomic():
        row = _locked(invitation)
        if row.state != InvitationState.SENT:
            rules.may_become(InvitationState(row.state), InvitationState.WAITING)
        _send(row, link_of)
        _record("admission.resend", row, by)
    return row


def accept(*, token: str, by: User) -> Membership:
    """Takes the offered role with an account that is there. Raises NotFound for a useless link or another's."""
    invitation = queries.by_token(token)
    if by.email.lower() != invitation.email:
        raise NotFound(queries.USELESS)
    return _accept(invitation, by)


def accept_as_new(*, token: str, name: str, password: str | None) -> User:
    """Makes the account that the invitation is for, and takes the role. Raises Conflict when it is already there.

    Without a password the account can only be entered through the office's own sign-in.
    """
    invitation = queries.by_token(token)
    with transaction.atomic():
        if queries.person(invitation.email) is not None:
            raise Conflict(_("이 이메일로 만든 계정이 이미 있습니다. 로그인한 뒤 수락해 주십시오."))
        made = User.objects.create_user(invitation.email, password, name=name.strip())
        _accept(invitation, made)
    return made


def _accept(invitation: Invitation, by: User) -> Membership:
    with transaction.atomic():
        row = _locked(invitation)
        rules.may_become(InvitationState(row.state), InvitationState.ACCEPTED)
        if row.nonce != invitation.nonce:
            raise NotFound(queries.USELESS)
        before = record.snapshot(row, *SAID)
        row.state, row.accepted_at, row.accepted_by = InvitationState.ACCEPTED, timezone.now(), by
        row.nonce = new_nonce()
        row.save()
        made = Membership.objects.create(
            user=by,
            role=row.role,
            organisation=row.organisation,
            district=row.district,
            starts=row.starts,
            ends=row.ends,
        )
        access.forget(by)
        _record("admission.accept", row, by, before)
        record.record("admission.begin", made, by=by, after=record.snapshot(made, *HELD), district=_district_of(row))
    return made


def end_membership(*, membership: Membership, on: date, why: str, by: User) -> Membership:
    """Ends a role: today at once, with every session that rests on it; a later day when that day is over."""
    role, place = Role(membership.role), _place_of(membership)
    _require(by, Permission.ACCOUNTS_INVITE, role, place)
    today = timezone.localdate()
    with transaction.atomic():
        row = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
        rules.may_concern(by.email, row.user.email, "on")
        rules.may_end(row.starts, row.ends, row.ended_at is not None, on, today)
        before = record.snapshot(row, *HELD)
        row.ends = on
        if on == today:
            row.ended_at = timezone.now()
        row.save()
        record.record(
            "admission.end",
            row,
            by=by,
            before=before,
            after=record.snapshot(row, *HELD),
            district=_district_of(row),
            why=why,
        )
        transaction.on_commit(lambda: _leave(row.user))
    return row


def _place_of(membership: Membership) -> Organisation | District:
    """Where the membership is judged: an administrator's has no place, and nobody's hand reaches it."""
    if membership.role == Role.ADMIN:
        raise NotAllowed(_("설치 관리자의 소속은 서버의 운영자만 끝낼 수 있습니다."))
    return _place(membership)


def _leave(user: User) -> None:
    """Ends the sessions of whoever holds no role any more; who holds another keeps only what that one opens."""
    access.forget(user)
    if not access.standings(user):
        for each in UserSession.objects.filter(user=user):
            each.end()


def transfer(*, membership: Membership, to: Organisation, on: date, why: str, by: User) -> Membership:
    """Moves somebody to another organisation from a day on, in the same role; takes both organisations' permission."""
    role, place = Role(membership.role), _place_of(membership)
    _require(by, Permission.ACCOUNTS_INVITE, role, place)
    _require(by, Permission.ACCOUNTS_INVITE, role, to)
    rules.may_sit(role, to.kind)
    today = timezone.localdate()
    with transaction.atomic():
        row = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
        rules.may_concern(by.email, row.user.email, "on")
        if row.district_id or row.organisation_id == to.pk:
            raise RuleBroken(_("지금과 다른 기관을 골라 주십시오."), field="to")
        rules.may_end(row.starts, row.ends, row.ended_at is not None, max(on - timedelta(days=1), today), today)
        if on < today:
            raise RuleBroken(_("지난날로 옮길 수 없습니다."), field="on")
        before = record.snapshot(row, *HELD)
        until = row.ends if row.ends is not None and row.ends >= on else None
        if on == today:
            row.ends, row.ended_at = today, timezone.now()
        else:
            row.ends = on - timedelta(days=1)
        row.save()
        made = Membership.objects.create(user=row.user, role=role, organisation=to, starts=on, ends=until)
        record.record(
            "admission.transfer",
            row,
            by=by,
            before=before,
            after=record.snapshot(row, *HELD) | {"to": made.pk},
            district=_district_of(row),
            why=why,
        )
        record.record(
            "admission.begin", made, by=by, after=record.snapshot(made, *HELD), district=_district_of(made), why=why
        )
    return made


def waive(*, district: District, since: date, until: date | None, why: str, by: User | None) -> Waiver:
    """Lifts the second factor from a district for a time; `by` is None for the operator of the installation."""
    if by is not None:
        access.require(by, Permission.ACCOUNTS_WRITE, on=district)
    if until is not None and until < since:
        raise RuleBroken(_("종료일이 시작일보다 앞섭니다."), field="until")
    if not why.strip():
        raise RuleBroken(_("까닭을 적어 주십시오."), field="why")
    with transaction.atomic():
        made = Waiver.objects.create(district=district, since=since, until=until, why=why.strip())
        record.record("admission.waive", made, by=by, district=district.pk, why=why)
    return made


def end_waiver(*, waiver: Waiver, on: date, by: User) -> None:
    """The second factor is wanted again from that day on, today included."""
    access.require(by, Permission.ACCOUNTS_WRITE, on=waiver.district)
    if on < timezone.localdate():
        raise RuleBroken(_("지난날로 끝낼 수 없습니다."), field="on")
    with transaction.atomic():
        row = Waiver.objects.select_for_update(of=("self",)).get(pk=waiver.pk)
        if row.until is not None and row.until < on:
            raise Conflict(_("이미 끝난 면제입니다."))
        before = record.snapshot(row)
        if on <= row.since:
            record.record("admission.end_waiver", row, by=by, before=before, after={}, district=row.district_id)
            row.delete()
            return
        row.until = on - timedelta(days=1)
        row.save()
        record.record("admission.end_waiver", row, by=by, before=before, district=row.district_id)
