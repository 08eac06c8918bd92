"""Pages of the room outcome: rates with their definitions, and the observations they count."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district import regions
from naru.base.rulebook.errors import NotAllowed
from naru.domain.outcome import actions, queries
from naru.domain.outcome.enums import ObservationSource, Status
from naru.domain.outcome.models import Observation
from naru.domain.people import queries as people
from naru.web import context, deed, listing
from naru.web.listing import Column, Filter, Link, Listing
from naru.web.outcome import forms

HISTORY = 50
RATES: dict[str, Any] = {
    "outcome": _("취업률"),
    "outcome.study": _("진학률"),
    "outcome.net_employment": _("순취업률"),
    "outcome.unemployed": _("미취업자 비율"),
    "outcome.settlement": _("지구 안 취업 비율"),
    "outcome.retention_6": _("유지취업률 1차(6개월)"),
    "outcome.retention_12": _("유지취업률 2차(12개월)"),
    "outcome.retention_12_less_military": _("유지취업률 2차(입대 제외)"),
}


def _room() -> tuple[Any, str]:
    return context.room_title("outcome"), reverse("outcome:list")


#: The district's own bar among the published ones; the table beside the chart says the same in words.
OWN, OTHERS = "#0b50d0", "#8a949e"


def chart(place: str, own: Any, others: list[queries.Comparison]) -> dict[str, Any]:
    """What ECharts draws: one's own employment rate beside published ones."""
    bars = [(place, float(own))] if own is not None else []
    bars += [
        (f"{regions.shown(each.place)} {each.year}", float(each.value)) for each in others if each.value is not None
    ]
    return {
        "tooltip": {},
        "grid": {"left": 8, "right": 48, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "max": 100, "axisLabel": {"formatter": "{value} %"}},
        "yAxis": {"type": "category", "inverse": True, "data": [name for name, _value in bars]},
        "series": [
            {
                "type": "bar",
                "data": [
                    {"value": value, "itemStyle": {"color": OWN if name == place else OTHERS}} for name, value in bars
                ],
                "label": {"show": True, "position": "right"},
            }
        ],
    }


def index(request: HttpRequest) -> HttpResponse:
    """The rates of the graduating year for whoever reads the whole; observations as far as each may see them."""
    viewer: Any = request.user
    here = context.here(request)
    rates = []
    comparison: list[queries.Comparison] = []
    drawn: dict[str, Any] = {}
    if here.district is not None and not request.GET.get("download") and not getattr(request, "htmx", False):
        rates = queries.rates_for(viewer, here.district, here.year, timezone.localdate())
        comparison = queries.comparison(here.year) if rates else []
        drawn = chart(here.district.label, rates[0].value, comparison) if rates else {}
    may_record = access.can(viewer, Permission.OUTCOME_RECORD)
    is_english = (get_language() or "").startswith("en")
    return listing.page(
        request,
        Listing(
            title=_("성과"),
            intro=_("졸업생이 기준일에 어떤 상태였는지, 어떻게 알았는지 적습니다."),
            rows=queries.listing(viewer),
            columns=(
                Column(
                    "learner",
                    _("학생"),
                    value="learner__name",
                    sort="learner__name",
                    kind="person",
                    own="learner__user_id",
                    link="outcome:detail",
                ),
                Column("school", _("학교"), value="learner__school__label", sort="learner__school__name"),
                Column("on", _("기준일"), sort="on", kind="date"),
                Column("status", _("상태"), sort="status", kind="state", choices=Status),
                Column("is_insured", _("보험 가입 취업"), kind="yes"),
                Column("source", _("출처"), sort="source", choices=ObservationSource),
            ),
            search=("learner__school__name",),
            search_persons=("learner__name", "learner__number"),
            search_hint=_("학교, 학생"),
            filters=(
                Filter("status", _("상태"), Status.choices, "status"),
                Filter("source", _("출처"), ObservationSource.choices, "source"),
            ),
            actions=(Link(_("성과 적기"), reverse("outcome:observe")),) if may_record else (),
            empty=_("성과 관찰이 아직 없습니다."),
            empty_todo=_("졸업생의 상태를 적거나 자료를 올리면 여기에 보입니다."),
            template="outcome/list.html",
        ),
        {
            "rates": [
                (RATES.get(each.key, each.key), each, each.definition.english if is_english else each.definition.korean)
                for each in rates
            ],
            "comparison": comparison,
            "chart": drawn,
            "year": here.year,
            "place": here.district,
        },
    )


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One observation."""
    viewer: Any = request.user
    observation = queries.one(viewer, pk)
    learner = observation.learner
    is_own = learner.user_id == viewer.pk or people.wards(viewer).filter(pk=learner.pk).exists()
    title = observation.on.isoformat()
    return render(
        request,
        "outcome/detail.html",
        {
            "observation": observation,
            "is_own": is_own,
            "events": list(record.history_of(observation)[:HISTORY]),
            "title": title,
            "crumbs": (_room(), (title, "")),
        },
    )


def observe(request: HttpRequest) -> HttpResponse:
    """Records what a graduate was on a day."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.OUTCOME_RECORD):
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))

    def act(cleaned: dict[str, Any]) -> Observation:
        return actions.observe(**cleaned, by=viewer)

    return deed.form_page(
        request,
        forms.Observe(request.POST if request.method == "POST" else None, viewer=viewer),
        action=act,
        title=_("성과 적기"),
        submit=_("적기"),
        success=_("적었습니다. 같은 날의 앞선 기록은 감사 기록에 남습니다."),
        back=lambda made: reverse("outcome:detail", args=[made.pk]),
        cancel=reverse("outcome:list"),
        crumbs=(_room(), (_("성과 적기"), "")),
    )
