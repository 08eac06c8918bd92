"""Pages of the room partners: agreements."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.privacy import masking
from naru.base.rulebook import project_year
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.partners import actions, queries, rules
from naru.domain.partners.enums import AgreementKind, AgreementState
from naru.domain.partners.models import Agreement, Party
from naru.web import context, deed, listing
from naru.web.frame import data, room
from naru.web.listing import Column, Filter, Link, Listing
from naru.web.partners import forms
from naru.web.partners.frame import HISTORY, NO_ROLE, Vow, crumbs, keepings, own_tabs, vow_of, writable
from naru.web.templatetags import naru as words

CODE_TAKEN = _("같은 코드가 이미 있습니다. 다른 코드를 적거나 비워 두십시오.")


SOON = timedelta(days=60)


@dataclass(frozen=True)
class Side:
    """One party, ready to show: its signatory's name as the viewer may read it."""

    party: Party
    signatory: str
    is_own: bool


def index(request: HttpRequest) -> HttpResponse:
    """Agreements with how many of their parties have signed."""
    viewer: Any = request.user
    may_write = access.can(viewer, Permission.PARTNERS_WRITE)
    return listing.page(
        request,
        Listing(
            title=_("협약"),
            intro=_("지구의 기관들이 맺었거나 맺고 있는 협약입니다."),
            rows=queries.listing(viewer).prefetch_related("parties__organisation").distinct(),
            district="district",
            columns=(
                Column("title", _("협약"), sort="title", link="partners:detail"),
                Column("parties", _("당사자"), value=_party_names),
                Column("kind", _("종류"), sort="kind", choices=AgreementKind),
                Column("state", _("상태"), sort="state", kind="state"),
                Column("signed", _("서명"), value=_signed, sort="signed_count"),
                Column("starts", _("시작일"), sort="starts", kind="date"),
                Column("ends", _("종료일"), sort="ends", kind="date"),
            ),
            sort="-starts",
            search=("title", "code", "parties__organisation__name", "parties__organisation__name_en"),
            search_hint=_("협약 이름, 당사자, 협약 코드"),
            filters=(
                Filter("state", _("상태"), AgreementState.choices, "state"),
                Filter("kind", _("종류"), AgreementKind.choices, "kind"),
            ),
            actions=(Link(_("협약 초안 쓰기"), reverse("partners:draft")),) if may_write else (),
            tabs=own_tabs(request),
            empty=_("아직 협약이 없습니다."),
            empty_todo=_("기관들이 무엇을 함께 하기로 했는지 초안을 쓰고 서명을 받으면 여기에 모입니다."),
            template="partners/list.html",
        ),
        {"waiting": [] if request.GET.get("download") else _waiting(request)},
    )


def _party_names(row: Agreement) -> str:
    names = [each.organisation.label for each in row.parties.all()]
    if len(names) <= 3:
        return ", ".join(names)
    return gettext("%(names)s 외 %(more)s곳") % {"names": ", ".join(names[:2]), "more": len(names) - 2}


def _signed(row: Any) -> str:
    return f"{row.signed_count} / {row.party_count}"


def _waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """What waits for the viewer: their own signature; drafts nobody was asked to sign; what ran past its end."""
    viewer: Any = request.user
    own = _own_organisations(viewer)
    found = []
    if own:
        sides = list(queries.unsigned(viewer).filter(organisation__in=own)[:HISTORY])
        if sides:
            found.append(
                {
                    "words": gettext("서명을 기다리는 협약이 %(n)s건 있습니다: %(title)s")
                    % {"n": len(sides), "title": sides[0].agreement.title},
                    "url": reverse("partners:detail", args=[sides[0].agreement_id]),
                    "action": gettext("읽고 서명하기"),
                }
            )
    here = context.here(request)
    if here.district is None or not access.can(viewer, Permission.PARTNERS_WRITE, on=here.district):
        return found
    rows = queries.listing(viewer).filter(district=here.district)
    late = rows.filter(state=AgreementState.ACTIVE, ends__lt=timezone.localdate()).order_by("ends", "pk").first()
    if late is not None:
        found.append(
            {
                "words": gettext("종료일이 지났는데 마치지 않은 협약이 있습니다: %(title)s") % {"title": late.title},
                "url": reverse("partners:detail", args=[late.pk]),
                "action": gettext("협약 보기"),
                "tone": "danger",
            }
        )
    draft = rows.filter(state=AgreementState.DRAFT).order_by("starts", "pk").first()
    if draft is not None:
        found.append(
            {
                "words": gettext("아직 서명을 요청하지 않은 초안이 있습니다: %(title)s") % {"title": draft.title},
                "url": reverse("partners:detail", args=[draft.pk]),
                "action": gettext("초안 보기"),
            }
        )
    return found


def _own_organisations(viewer: User) -> frozenset[int]:
    """Organisations for which the viewer may sign."""
    return access.reach(viewer, Permission.PARTNERS_SIGN).organisations


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: who has signed, what was promised and kept, and what comes next."""
    viewer: Any = request.user
    agreement = queries.one(viewer, pk)
    state = AgreementState(agreement.state)
    own = _own_organisations(viewer)
    sides = _sides(viewer, agreement)
    vows = [vow_of(each) for each in queries.pledges_of(viewer, agreement)]
    may_write = access.can(viewer, Permission.PARTNERS_WRITE, on=agreement.district)
    may_sign = state == AgreementState.SIGNING and any(
        side.party.organisation_id in own and side.party.signed_on is None for side in sides
    )
    is_over = state in {AgreementState.ENDED, AgreementState.CANCELLED}
    values = {
        "agreement": agreement,
        "sides": sides,
        "signed": sum(side.party.signed_on is not None for side in sides),
        "vows": vows,
        "keepings": keepings(queries.keepings_of(viewer, agreement)),
        "may_request": may_write and state == AgreementState.DRAFT and len(sides) > 1,
        "may_sign": may_sign,
        "may_pledge": may_write and not is_over,
        "may_keep": may_write and state in {AgreementState.ACTIVE, AgreementState.ENDED},
        "may_end": may_write and not is_over,
        "is_in_force": state == AgreementState.ACTIVE,
        "next": _next(agreement, sides, vows, own),
        "events": list(queries.history(viewer, agreement)[:HISTORY]),
        "title": agreement.title,
        "crumbs": (room("partners"), (agreement.title, "")),
    }
    return render(request, "partners/detail.html", values)


def _sides(viewer: User, agreement: Agreement) -> list[Side]:
    """Parties with the names of signatories, masked for whoever may see neither persons nor that organisation."""
    own = access.reach(viewer, Permission.PARTNERS_READ).organisations
    return [
        Side(
            each,
            masking.shown_name(each.signatory, viewer, is_own=each.organisation_id in own) if each.signatory else "",
            each.organisation_id in own,
        )
        for each in queries.parties(agreement)
    ]


def _next(agreement: Agreement, sides: list[Side], vows: list[Vow], own: frozenset[int]) -> dict[str, Any] | None:
    """What has to happen next and by whom; None when nothing has to."""
    today = timezone.localdate()
    centre = Role.COORDINATOR.label
    state = agreement.state
    if state == AgreementState.DRAFT:
        if len(sides) < 2:
            return {
                "words": gettext("당사자가 하나뿐이라 서명을 요청할 수 없습니다. 취소하고 초안을 다시 써 주십시오."),
                "who": centre,
                "deed": "end",
                "tone": "danger",
            }
        return {
            "words": gettext("내용과 당사자를 확인하고 서명을 요청해 주십시오."),
            "who": centre,
            "deed": "request",
            "by": words.day(agreement.starts),
        }
    if state == AgreementState.SIGNING:
        if agreement.ends < today:
            return {
                "words": gettext("종료일이 지나 더는 서명할 수 없습니다. 취소하고 초안을 다시 써 주십시오."),
                "who": centre,
                "deed": "end",
                "tone": "danger",
            }
        waiting = [side.party for side in sides if side.party.signed_on is None]
        is_mine = any(each.organisation_id in own for each in waiting)
        return {
            "words": gettext("내용을 읽고 서명해 주십시오. 모두 서명하면 협약이 발효됩니다.")
            if is_mine
            else gettext("당사자 %(n)s곳의 서명을 기다리고 있습니다. 모두 서명하면 발효됩니다.") % {"n": len(waiting)},
            "who": ", ".join(each.organisation.label for each in waiting),
            "deed": "sign",
            "by": words.day(agreement.starts),
            "tone": "danger" if agreement.starts < today else "soon",
        }
    if state != AgreementState.ACTIVE:
        return None
    if agreement.ends < today:
        return {
            "words": gettext("종료일이 지났습니다. 협약을 마치거나, 이어 가려면 새 초안을 써 주십시오."),
            "who": centre,
            "deed": "end",
            "tone": "danger",
        }
    this_year = project_year.of(today)
    open_vows = [each for each in vows if each.promise.year == this_year and each.promise.kept < each.promise.promised]
    if open_vows:
        whom = ", ".join(dict.fromkeys(each.promise.organisation.label for each in open_vows))
        return {
            "words": gettext(
                "%(year)s 사업연도의 약속 %(n)s건이 아직 덜 지켜졌습니다. 지킨 만큼 증빙과 함께 적어 주십시오."
            )
            % {"year": this_year, "n": len(open_vows)},
            "who": f"{whom} → {centre}",
            "deed": "keep",
            "by": words.day(project_year.last_day(this_year)),
            "tone": "now",
        }
    if agreement.ends - today <= SOON:
        return {
            "words": gettext("곧 끝나는 협약입니다. 이어 갈지 당사자와 정해 주십시오."),
            "who": centre,
            "deed": "end",
            "by": words.day(agreement.ends),
        }
    return None


def draft(request: HttpRequest) -> HttpResponse:
    """The form of a new agreement."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.PARTNERS_WRITE):
        raise NotAllowed(NO_ROLE)
    form = forms.Draft(data(request), viewer=viewer, district=context.here(request).district)

    def act(cleaned: dict[str, Any]) -> Agreement:
        code = cleaned["code"] or queries.free_code(cleaned["district"], project_year.of(cleaned["starts"]))
        try:
            return actions.draft_agreement(**{**cleaned, "code": code}, by=viewer)
        except IntegrityError as error:
            raise Conflict(CODE_TAKEN, field="code") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("협약 초안 쓰기"),
        submit=_("초안 남기기"),
        success=_("초안을 남겼습니다. 확인한 뒤 서명을 요청해 주십시오."),
        back=lambda made: reverse("partners:detail", args=[made.pk]),
        cancel=reverse("partners:list"),
        intro=_("초안은 서명을 요청할 때까지 효력이 없습니다."),
        crumbs=(room("partners"), (_("협약 초안 쓰기"), "")),
    )


def request_signatures(request: HttpRequest, pk: int) -> HttpResponse:
    """The button that asks the parties to sign."""
    viewer: Any = request.user
    agreement = queries.one(viewer, pk)
    return deed.press(
        request,
        lambda: actions.request_signatures(agreement=agreement, by=viewer),
        success=_("당사자에게 서명을 요청했습니다."),
        back=reverse("partners:detail", args=[pk]),
    )


def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a signature, under what is signed."""
    viewer: Any = request.user
    agreement = queries.one(viewer, pk)
    own = _own_organisations(viewer)
    sides = _sides(viewer, agreement)
    mine = [side.party for side in sides if side.party.organisation_id in own]
    if not mine:
        raise NotAllowed(NO_ROLE)
    waiting = [each for each in mine if each.signed_on is None]
    if request.method != "POST":
        party = (waiting or mine)[0]
        rules.may_sign(AgreementState(agreement.state), True, party.signed_on, timezone.localdate(), agreement.ends)
    form = forms.Sign(
        data(request),
        own=access.organisations_of(viewer).filter(pk__in=[each.organisation_id for each in mine]),
        first=waiting[0].organisation_id if waiting else None,
        name=viewer.name,
    )
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.sign(agreement=agreement, by=viewer, **cleaned),
        title=_("협약에 서명하기"),
        submit=_("서명하기"),
        success=_("서명했습니다."),
        back=reverse("partners:detail", args=[pk]),
        intro=_("서명은 되돌릴 수 없습니다. 아래 내용을 먼저 읽어 주십시오."),
        crumbs=crumbs(agreement, _("협약에 서명하기")),
        template="partners/sign.html",
        extra={
            "agreement": agreement,
            "sides": sides,
            "vows": [vow_of(each) for each in queries.pledges_of(viewer, agreement)],
        },
    )


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that ends an agreement in force, or cancels one that is not; both ask why."""
    viewer: Any = request.user
    agreement = writable(viewer, pk)
    state = AgreementState(agreement.state)
    is_in_force = state == AgreementState.ACTIVE
    if request.method != "POST":
        rules.may_become(state, AgreementState.ENDED if is_in_force else AgreementState.CANCELLED)
    form = forms.End(data(request), agreement=agreement)
    title = _("협약 마치기") if is_in_force else _("협약 취소하기")
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.end_agreement(
            agreement=agreement, on=cleaned.get("on", timezone.localdate()), why=cleaned["why"], by=viewer
        ),
        title=title,
        submit=title,
        success=_("협약을 마쳤습니다.") if is_in_force else _("협약을 취소했습니다."),
        back=reverse("partners:detail", args=[pk]),
        intro=agreement.title,
        crumbs=crumbs(agreement, title),
        template="partners/end.html",
        extra={"is_in_force": is_in_force},
    )
