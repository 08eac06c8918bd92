"""Pages of the room demand: what firms want, every word they said, and what the cycle answered."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.privacy import masking
from naru.domain.demand import queries
from naru.domain.demand.enums import Confidence, SignalKind
from naru.web import context, listing
from naru.web.frame import tabs
from naru.web.listing import Column, Filter, Link, Listing

NO_ROLE = _("이 일을 할 수 있는 역할이 없습니다.")
HISTORY = 50


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
