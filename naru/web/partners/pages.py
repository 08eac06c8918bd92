"""Pages of the room partners: agreements with their signatures, and pledges beside what was kept."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError
from django.db.models import F, QuerySet
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
from naru.base.rulebook.number import percent
from naru.domain.partners import actions, queries, rules
from naru.domain.partners.enums import AgreementKind, AgreementState, PledgeKind
from naru.domain.partners.models import Agreement, Keeping, Party, Pledge
from naru.domain.partners.queries import Promise
from naru.web import context, deed, listing
from naru.web.listing import Column, Filter, Link, Listing
from naru.web.partners import forms
from naru.web.templatetags import naru as words

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
CODE_TAKEN = _("같은 코드가 이미 있습니다. 다른 코드를 적거나 비워 두십시오.")
HISTORY = 50
SOON = timedelta(days=60)
UNITS = {
    PledgeKind.HIRES: _("명"),
    PledgeKind.PRACTICUM_SEATS: _("자리"),
    PledgeKind.TRAINING_SEATS: _("자리"),
    PledgeKind.CREDIT_COURSES: _("과목"),
}


@dataclass(frozen=True)
class Side:
    """One party, ready to show: its signatory's name as the viewer may read it."""

    party: Party
    signatory: str
    is_own: bool


@dataclass(frozen=True)
class Vow:
    """One pledge beside what was kept, ready to show."""

    promise: Promise
    name: str
    text: str
    tone: str


def tabs(request: HttpRequest, *items: tuple[Any, str]) -> tuple[Link, ...]:
    """Sibling lists; the district and year that stand in the address go along."""
    here = context.here(request)
    is_given = here.district is not None and (request.GET.get("district") or request.GET.get("year"))
    place = f"?district={here.district.code}&year={here.year}" if is_given and here.district else ""
    found = []
    for title, name in items:
        url = reverse(name)
        found.append(Link(title, request.get_full_path() if url == request.path else f"{url}{place}"))
    return tuple(found)


def room(name: str) -> tuple[Any, str]:
    """The first crumb of a room's pages."""
    return context.room_title(name), reverse(f"{name}:list")


def data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _tabs(request: HttpRequest) -> tuple[Link, ...]:
    return tabs(request, (_("협약"), "partners:list"), (_("약속과 이행"), "partners:pledges"))


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
            tabs=_tabs(request),
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


def _kept_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(kept_sum__gte=F("amount")) if value == "yes" else rows.filter(kept_sum__lt=F("amount"))


def pledges(request: HttpRequest) -> HttpResponse:
    """Every pledge of the chosen year beside what was kept."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("약속과 이행"),
            intro=_("협약의 당사자가 그 해에 하기로 한 것과 지금까지 지킨 것입니다."),
            rows=queries.pledge_listing(viewer),
            district="agreement__district",
            year="year",
            columns=(
                Column(
                    "organisation",
                    _("약속한 기관"),
                    value="organisation__label",
                    sort="organisation__name",
                    link=lambda row: f"{reverse('partners:detail', args=[row.agreement_id])}#pledges",
                ),
                Column("agreement", _("협약"), value="agreement__title", sort="agreement__title"),
                Column("kind", _("약속"), sort="kind", choices=PledgeKind),
                Column("amount", _("약속 수량"), sort="amount", kind="count"),
                Column("kept", _("지킨 수량"), value="kept_sum", sort="kept_sum", kind="count"),
                Column("rate", _("이행률(%)"), value=lambda row: percent(row.kept_sum, row.amount), kind="percent"),
                Column("state", _("협약 상태"), value="agreement__state", sort="agreement__state", kind="state"),
            ),
            sort="organisation",
            search=("organisation__name", "organisation__name_en", "agreement__title"),
            search_hint=_("기관, 협약 이름"),
            filters=(
                Filter("kind", _("약속"), PledgeKind.choices, "kind"),
                Filter("kept", _("지켰습니까"), (("yes", _("다 지킴")), ("no", _("덜 지킴"))), _kept_state),
            ),
            tabs=_tabs(request),
            empty=_("이 해의 약속이 아직 없습니다."),
            empty_todo=_("협약 화면에서 당사자의 약속을 적으면 여기에 모입니다."),
        ),
    )


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One agreement: who has signed, what was promised and kept, and what comes next."""
    viewer: Any = request.user
    agreement = queries.one(viewer, pk)
    state = AgreementState(agreement.state)
    own = _own_organisations(viewer)
    sides = _sides(viewer, agreement)
    vows = [_vow(each) for each in queries.pledges_of(viewer, agreement)]
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
        "keepings": _keepings(queries.keepings_of(viewer, agreement)),
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


def _keepings(rows: QuerySet[Keeping]) -> list[Keeping]:
    return list(rows.select_related("pledge__organisation").order_by("-on", "-pk")[:HISTORY])


def _vow(promise: Promise) -> Vow:
    unit = str(UNITS[promise.kind])
    rate = percent(promise.kept, promise.promised)
    is_kept = promise.kept >= promise.promised
    is_past = promise.year < project_year.of(timezone.localdate())
    return Vow(
        promise,
        f"{promise.year} {promise.kind.label}",
        gettext("%(promised)s%(unit)s 가운데 %(kept)s%(unit)s (%(rate)s %%)")
        % {"promised": f"{promise.promised:,}", "kept": f"{promise.kept:,}", "unit": unit, "rate": words.count(rate)},
        "done" if is_kept else ("danger" if is_past else "now"),
    )


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
        crumbs=_crumbs(agreement, _("협약에 서명하기")),
        template="partners/sign.html",
        extra={
            "agreement": agreement,
            "sides": sides,
            "vows": [_vow(each) for each in queries.pledges_of(viewer, agreement)],
        },
    )


def _crumbs(agreement: Agreement, title: Any) -> tuple[tuple[Any, str], ...]:
    return room("partners"), (agreement.title, reverse("partners:detail", args=[agreement.pk])), (title, "")


def _writable(viewer: User, pk: int) -> Agreement:
    """The agreement, for whoever may change it."""
    agreement = queries.one(viewer, pk)
    if not access.can(viewer, Permission.PARTNERS_WRITE, on=agreement.district):
        raise NotAllowed(NO_ROLE)
    return agreement


def pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a pledge."""
    viewer: Any = request.user
    agreement = _writable(viewer, pk)
    parties = [each.organisation_id for each in queries.parties(agreement)]
    form = forms.MakePledge(
        data(request),
        agreement=agreement,
        parties=access.organisations_of(viewer).filter(pk__in=parties).order_by("name"),
        year=context.here(request).year,
    )
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.pledge(agreement=agreement, by=viewer, **cleaned),
        title=_("약속 적기"),
        submit=_("약속 남기기"),
        success=_("약속을 적었습니다."),
        back=f"{reverse('partners:detail', args=[pk])}#pledges",
        intro=agreement.title,
        crumbs=_crumbs(agreement, _("약속 적기")),
    )


def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of what was kept of a pledge."""
    viewer: Any = request.user
    of: Pledge = queries.pledge_one(viewer, pk)
    agreement = _writable(viewer, of.agreement_id)
    promise = next(each for each in queries.pledges_of(viewer, agreement) if each.pledge == pk)
    form = forms.Keep(data(request))

    def act(cleaned: dict[str, Any]) -> Keeping:
        try:
            return actions.record_kept(pledge=of, by=viewer, **cleaned)
        except IntegrityError as error:
            raise Conflict(_("같은 날 같은 증빙으로 이미 적은 이행이 있습니다."), field="evidence") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("지킨 것 적기"),
        submit=_("지킨 것 남기기"),
        success=_("지킨 것을 적었습니다."),
        back=f"{reverse('partners:detail', args=[agreement.pk])}#pledges",
        crumbs=_crumbs(agreement, _("지킨 것 적기")),
        template="partners/keep.html",
        extra={"vow": _vow(promise)},
    )


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that ends an agreement in force, or cancels one that is not; both ask why."""
    viewer: Any = request.user
    agreement = _writable(viewer, pk)
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
        crumbs=_crumbs(agreement, title),
        template="partners/end.html",
        extra={"is_in_force": is_in_force},
    )
