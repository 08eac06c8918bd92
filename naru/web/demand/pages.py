"""Pages of the room demand: what firms want, every word they said, and what the cycle answered."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.privacy import masking
from naru.base.rulebook import project_year
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.competency import queries as competency
from naru.domain.curriculum import queries as curriculum
from naru.domain.demand import actions, queries, rules
from naru.domain.demand.enums import Confidence, SignalKind
from naru.domain.demand.models import Need, Revision
from naru.domain.placement import queries as placement
from naru.web import context, deed, listing
from naru.web.demand import forms
from naru.web.frame import tabs
from naru.web.listing import Column, Filter, Link, Listing

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
CODE_TAKEN = _("같은 코드가 이미 있습니다. 다른 코드를 적거나 비워 두십시오.")
HISTORY = 50


@dataclass(frozen=True)
class Said:
    """One word on a need, ready to show: who wrote it down, and what changed against the word before."""

    revision: Revision
    change: int | None
    actor: str
    is_same_units: bool
    units: list[Any]
    terms: str = ""


def crumb() -> tuple[Any, str]:
    return context.room_title("demand"), reverse("demand:list")


def room_tabs(request: HttpRequest) -> tuple[Link, ...]:
    here = access.reach(request.user, Permission.DEMAND_WRITE)  # type: ignore[arg-type]
    survey = ((_("수요조사"), "demand:surveys"),) if here.everywhere or here.districts else ()
    return tabs(
        request,
        (_("기업이 밝힌 수요"), "demand:list"),
        (_("수요 현황판"), "demand:board"),
        *survey,
        (_("모은 채용공고"), "demand:postings"),
        (_("채용 뒤에 온 신호"), "demand:signals"),
    )


def _changed(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(revision_count__gt=1) if value == "yes" else rows.filter(revision_count=1)


def index(request: HttpRequest) -> HttpResponse:
    """What firms last said, narrowed to the district and year of the page's head."""
    viewer: Any = request.user
    may_write = access.can(viewer, Permission.DEMAND_WRITE)
    return listing.page(
        request,
        Listing(
            title=_("기업 수요"),
            intro=_("기업이 그 해에 채용하겠다고 가장 최근에 밝힌 인원입니다."),
            rows=queries.listing(viewer),
            district="district",
            year="year",
            columns=(
                Column("firm", _("기업"), value="firm__label", sort="firm__name", link="demand:detail"),
                Column("occupation", _("직업"), value="occupation__name", sort="occupation__name"),
                Column("headcount", _("인원"), value="current_headcount", sort="current_headcount", kind="count"),
                Column(
                    "confidence",
                    _("확실성"),
                    value="current_confidence",
                    sort="current_confidence",
                    kind="state",
                    choices=Confidence,
                ),
                Column("said_on", _("밝힌 날"), value="current_said_on", sort="current_said_on", kind="date"),
                Column("revision_count", _("차수"), sort="revision_count", kind="count"),
                Column("code", _("수요 코드"), sort="code"),
                Column("complex", _("산업단지"), value="current_complex", sort="current_complex", is_extra=True),
                Column("quarter", _("분기"), value="current_quarter", sort="current_quarter", is_extra=True),
            ),
            sort="-said_on",
            search=("firm__name", "firm__name_en", "occupation__name", "code"),
            search_hint=_("기업, 직업, 수요 코드"),
            filters=(
                Filter("confidence", _("확실성"), Confidence.choices, "current_confidence"),
                Filter("changed", _("바뀐 적"), (("yes", _("있음")), ("no", _("없음"))), _changed),
            ),
            actions=(Link(_("수요 적기"), reverse("demand:state")),) if may_write else (),
            tabs=room_tabs(request),
            empty=_("이 해에 밝힌 수요가 아직 없습니다."),
            empty_todo=_("기업이 채용하려는 인원과 필요한 능력단위를 적으면 여기에 모입니다."),
            template="demand/list.html",
        ),
        {"waiting": [] if request.GET.get("download") else _waiting(request)},
    )


def _waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """What waits for the viewer: a firm that has said nothing of the year, or plans that are not yet sure."""
    viewer: Any = request.user
    here = context.here(request)
    reach = access.reach(viewer, Permission.DEMAND_WRITE)
    if not reach.organisations:
        return []
    rows: QuerySet[Any] = queries.listing(viewer)
    own = rows.filter(year=here.year, firm__in=reach.organisations)
    unsure = own.filter(current_confidence__in=(Confidence.IDEA, Confidence.PLANNED))
    first = unsure.order_by("current_said_on", "pk").first()
    if first is not None:
        return [
            {
                "words": gettext("아직 확실하지 않은 수요가 있습니다. 그사이 달라졌으면 다시 밝혀 주십시오."),
                "links": [
                    {"url": reverse("demand:detail", args=[first.pk]), "title": gettext("가장 오래된 수요 보기")}
                ],
            }
        ]
    if not own.exists():
        return [
            {
                "words": gettext("%(year)s 사업연도에 몇 명이 필요한지 아직 밝히지 않았습니다.") % {"year": here.year},
                "links": [{"url": reverse("demand:state"), "title": gettext("수요 적기")}],
            }
        ]
    return []


def _hired(viewer: User) -> Any:
    """A function that shows the hires of a signal as this viewer may know them."""
    return lambda row: masking.shown_count(row.hired, viewer, row.recorded_on)


def _less(hired: int | None, said: int) -> int | None:
    return None if hired is None else hired - said


def signals(request: HttpRequest) -> HttpResponse:
    """What confirmed findings say of firms' words: said against hired."""
    viewer: Any = request.user
    may_evidence = access.can(viewer, Permission.EVIDENCE_READ)
    return listing.page(
        request,
        Listing(
            title=_("수요 신호"),
            intro=_("확정된 근거가 밝힌 인원과 실제 채용을 견준 것입니다. 다음 수요를 적을 때 살펴 주십시오."),
            rows=queries.signal_listing(viewer),
            district="district",
            columns=(
                Column("firm", _("기업"), value="firm__label", sort="firm__name"),
                Column(
                    "kind",
                    _("신호"),
                    sort="kind",
                    choices=SignalKind,
                    link=(lambda row: _evidence(row.finding)) if may_evidence else None,
                ),
                Column("year", _("사업연도"), sort="year"),
                Column("said", _("밝힌 인원"), sort="said", kind="count"),
                Column("hired", _("채용 인원"), value=_hired(viewer), kind="count"),
                Column("difference", _("차이"), value=lambda row: _less(_hired(viewer)(row), row.said), kind="count"),
                Column("recorded_on", _("기록일"), sort="recorded_on", kind="date"),
            ),
            sort="-recorded_on",
            search=("firm__name", "firm__name_en"),
            search_hint=_("기업"),
            filters=(Filter("kind", _("신호"), SignalKind.choices, "kind"),),
            tabs=room_tabs(request),
            empty=_("아직 온 신호가 없습니다."),
            empty_todo=_("근거를 확정하면 그 내용이 기업의 수요 옆에 신호로 남습니다."),
        ),
    )


def _evidence(finding: int) -> str:
    try:
        return reverse("evidence:detail", args=[finding])
    except NoReverseMatch:
        return ""


def _may_write(viewer: User, need: Need) -> bool:
    return access.can(viewer, Permission.DEMAND_WRITE, on=need)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One need: what stands now, every word before it, and what came of it in the next rooms."""
    viewer: Any = request.user
    need = queries.one(viewer, pk)
    revisions = list(queries.history(viewer, need))
    events = list(record.history_of(need))
    current = next((each for each in revisions if each.is_current), None)
    taught = curriculum.covered_units(need.district, need.year)
    became = competency.successors()
    wanted = [
        (each, became.get(each.unit_id, each.unit_id) in taught)
        for each in sorted(current.wanted.all() if current else (), key=lambda each: (-each.importance, each.unit.code))
    ]
    may_open = access.can(viewer, Permission.PLACEMENT_OPEN, on=need.firm)
    today = timezone.localdate()
    may_read_openings = access.can(viewer, Permission.PLACEMENT_READ)
    openings = list(placement.listing(viewer).filter(need=need)[:HISTORY]) if may_read_openings else []
    may_write = _may_write(viewer, need)
    values = {
        "need": need,
        "current": current,
        "word": Confidence(current.confidence).label if current else "",
        "said": _said(revisions, events),
        "wanted": wanted,
        "may_write": may_write,
        "may_open": may_open,
        "openings": openings,
        "may_read_openings": may_read_openings,
        "signals": list(queries.signal_listing(viewer).filter(firm=need.firm, district=need.district)[:5]),
        "may_evidence": access.can(viewer, Permission.EVIDENCE_READ),
        "weighing": _weighing(viewer, need, current, today) if current else None,
        "next": _next(need, current, wanted, bool(openings) or not may_read_openings),
        "events": events[:HISTORY],
        "title": f"{need.firm.label} · {need.occupation.name} · {need.year}",
        "crumbs": (crumb(), (need.firm.label, "")),
    }
    return render(request, "demand/detail.html", values)


def _weighing(viewer: User, need: Need, current: Revision, today: date) -> dict[str, Any] | None:
    """How the word is weighed, in a sentence, for the firm itself and its district; None for everybody else."""
    mine = queries.record_of(viewer, need, today)
    if mine is None:
        return None
    sure = Confidence(current.confidence)
    prior = rules.weight_of(sure, today)
    share = rules.share_of(mine.said, mine.hired, sure, today)
    hired = masking.shown_count(mine.hired, viewer, today)
    given = {
        "said": mine.said,
        "hired": "–" if hired is None else hired,
        "sure": sure.label,
        "prior": prior,
        "heads": rules.PRIOR_HEADS.on(today).value,
        "share": f"{share:.2f}",
        "years": f"{mine.years[0]}–{mine.years[-1]}" if mine.years else "",
    }
    if mine.said and hired is not None:
        words = gettext(
            "%(years)s년에 이 직업으로 %(said)s명을 밝혀 %(hired)s명을 채용했습니다. ‘%(sure)s’의 %(prior)s을(를) %(heads)s명분으로 "
            "함께 쳐서, 밝힌 한 명을 %(share)s명으로 봅니다."
        )
    elif mine.said:
        words = gettext(
            "%(years)s년에 이 직업으로 %(said)s명을 밝혔고 채용은 적어서 숨깁니다. ‘%(sure)s’의 %(prior)s을(를) %(heads)s명분으로 함께 "
            "쳐서, 밝힌 한 명을 %(share)s명으로 봅니다."
        )
    else:
        words = gettext(
            "지난 해들에 이 직업으로 밝히고 채용한 기록이 없어, ‘%(sure)s’의 가중치 그대로 밝힌 한 명을 %(share)s명으로 봅니다."
        )
    weighted = (current.headcount * share).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return {"words": words % given, "share": f"{share:.2f}", "weighted": weighted, "definition": rules.SAID_HIRED}


def _said(revisions: list[Revision], events: list[Any]) -> list[Said]:
    """Newest first; the event of a word is found by the word's id in its snapshot."""
    actors = {
        event.after.get("id"): event for event in events if event.verb in {"demand.state_need", "demand.revise_need"}
    }
    found = []
    for position, revision in enumerate(revisions):
        before = revisions[position + 1] if position + 1 < len(revisions) else None
        units = sorted(revision.wanted.all(), key=lambda each: (-each.importance, each.unit.code))
        earlier = {(each.unit_id, each.importance) for each in before.wanted.all()} if before else set()
        event = actors.get(revision.pk)
        found.append(
            Said(
                revision,
                revision.headcount - before.headcount if before else None,
                event.actor if event and event.actor_id else "",
                before is not None and earlier == {(each.unit_id, each.importance) for each in units},
                units,
                _terms(revision),
            )
        )
    return found


def _terms(said: Revision) -> str:
    """Place, quarter, level and shift in a line."""
    parts = [
        said.complex,
        gettext("%(n)s분기") % {"n": said.quarter} if said.quarter else "",
        gettext("수준 %(n)s") % {"n": said.level} if said.level else "",
        str(said.get_shift_display()) if said.shift else "",  # type: ignore[attr-defined]
    ]
    return " · ".join(filter(None, parts))


def _next(
    need: Need, current: Revision | None, wanted: list[tuple[Any, bool]], has_opening: bool
) -> dict[str, Any] | None:
    """What has to happen next and by whom; None when nothing has to, or when the year is over."""
    if need.year < project_year.of(timezone.localdate()):
        return None
    if current is None or not wanted:
        return {
            "words": gettext("어떤 능력단위가 필요한지 적어야 교육과정과 맞추어 볼 수 있습니다."),
            "who": need.firm.label,
            "deed": "revise",
        }
    if current.confidence in {Confidence.IDEA, Confidence.PLANNED}:
        return {
            "words": gettext("아직 ‘%(sure)s’ 단계입니다. 예산이나 계약으로 정해지면 다시 밝혀 주십시오.")
            % {"sure": Confidence(current.confidence).label},
            "who": need.firm.label,
            "deed": "revise",
        }
    if not has_opening and current.headcount:
        return {
            "words": gettext("정해진 수요입니다. 학생이 지원할 수 있도록 채용공고를 써 주십시오."),
            "who": need.firm.label,
            "deed": "open",
        }
    missing = sum(not is_taught for _unit, is_taught in wanted)
    if missing:
        return {
            "words": gettext("필요한 능력단위 가운데 %(missing)s개를 가르치는 과목이 없습니다.") % {"missing": missing},
            "who": gettext("지구의 학교"),
            "deed": "coverage",
        }
    return None


def state(request: HttpRequest) -> HttpResponse:
    """The form of a new need."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.DEMAND_WRITE):
        raise NotAllowed(NO_ROLE)
    here = context.here(request)
    form = forms.State(_data(request), viewer=viewer, district=here.district, year=here.year)

    def act(cleaned: dict[str, Any]) -> Need:
        terms = forms.terms_of(cleaned)
        code = cleaned["code"] or queries.free_code(cleaned["district"], cleaned["year"])
        try:
            return actions.state_need(**{**cleaned, "code": code, "terms": terms}, by=viewer)
        except IntegrityError as error:
            raise Conflict(CODE_TAKEN, field="code") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("수요 적기"),
        submit=_("수요 남기기"),
        success=_("수요를 적었습니다."),
        back=lambda need: reverse("demand:detail", args=[need.pk]),
        cancel=reverse("demand:list"),
        intro=_("적은 내용은 지워지지 않고 1차로 남습니다. 나중에 바뀌면 다음 차수로 더 적습니다."),
        crumbs=(crumb(), (_("수요 적기"), "")),
        template="demand/form.html",
    )


def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a later word; the units stay unless they are changed."""
    viewer: Any = request.user
    need = queries.one(viewer, pk)
    if not _may_write(viewer, need):
        raise NotAllowed(NO_ROLE)
    last = next((each for each in queries.history(viewer, need) if each.is_current), None)
    given = [(each.unit, each.importance) for each in last.wanted.all()] if last else []
    given.sort(key=lambda each: (-each[1], each[0].code))
    kept = ("headcount", "confidence", "source", "complex", "quarter", "level", "shift", "duty")
    initial = {name: getattr(last, name) for name in kept} if last else {}
    form = forms.Revise(_data(request), viewer=viewer, given=given, initial=initial)

    def act(cleaned: dict[str, Any]) -> Revision:
        wanted = cleaned["wanted"]
        is_kept = {(unit.pk, n) for unit, n in wanted} == {(unit.pk, n) for unit, n in given}
        given_terms = forms.terms_of(cleaned)
        changed = {"need": need, "wanted": None if is_kept else wanted, "terms": given_terms}
        return actions.revise_need(**{**cleaned, **changed}, by=viewer)

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("수요 고치기"),
        submit=_("고친 수요 남기기"),
        success=_("수요를 고쳤습니다. 이전 차수는 그대로 남아 있습니다."),
        back=reverse("demand:detail", args=[pk]),
        intro=f"{need.firm.label} · {need.occupation.name} · {need.year}",
        crumbs=(crumb(), (need.firm.label, reverse("demand:detail", args=[pk])), (_("수요 고치기"), "")),
        template="demand/form.html",
        extra={"last": last},
    )


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
