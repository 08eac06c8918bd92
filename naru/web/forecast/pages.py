"""Pages of the room forecast: graduates to come against what firms need."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.rulebook.errors import NotAllowed
from naru.domain.forecast import actions, queries
from naru.domain.forecast.models import ProjectedYear, Projection
from naru.web import context, deed, listing
from naru.web.forecast import forms
from naru.web.listing import Column, Link, Listing

HISTORY = 50


def _room() -> tuple[Any, str]:
    return context.room_title("forecast"), reverse("forecast:list")


def index(request: HttpRequest) -> HttpResponse:
    """Projections made so far, newest first."""
    viewer: Any = request.user
    may_run = access.can(viewer, Permission.FORECAST_RUN)
    return listing.page(
        request,
        Listing(
            title=_("전망"),
            intro=_("지금의 정원과 비율로 앞으로의 졸업생을 세어, 기업이 밝힌 수요와 나란히 놓습니다."),
            rows=queries.listing(viewer),
            district="district",
            columns=(
                Column(
                    "from_year",
                    _("졸업 연도"),
                    value=lambda row: f"{row.from_year}–{row.from_year + row.years - 1}",
                    sort="from_year",
                    link="forecast:detail",
                ),
                Column("district", _("지구"), value="district__label"),
                Column("made_on", _("계산일"), sort="made_on", kind="date"),
            ),
            actions=(Link(_("새로 전망하기"), reverse("forecast:project")),) if may_run else (),
            empty=_("전망이 아직 없습니다."),
            empty_todo=_("정원과 수요가 들어오면 코디네이터가 전망할 수 있습니다."),
        ),
    )


def chart(rows: list[ProjectedYear]) -> dict[str, Any]:
    """What ECharts draws: seekers and needs by graduation year; a year of which no firm has spoken has no point."""
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"bottom": 0},
        "grid": {"left": 48, "right": 16, "top": 24, "bottom": 56},
        "xAxis": {"type": "category", "data": [str(row.year) for row in rows]},
        "yAxis": {"type": "value"},
        "series": [
            {"name": gettext("졸업자"), "type": "bar", "data": [row.graduates for row in rows]},
            {"name": gettext("취업 희망자"), "type": "bar", "data": [row.seeking for row in rows]},
            {"name": gettext("수요 인원"), "type": "line", "data": [row.needs or None for row in rows]},
            {
                "name": gettext("가중 수요 인원"),
                "type": "line",
                "data": [row.needs_weighted if row.needs else None for row in rows],
            },
        ],
    }


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One projection with the assumptions it stands on."""
    viewer: Any = request.user
    projection = queries.one(viewer, pk)
    rows = sorted(projection.rows.all(), key=lambda row: row.year)
    given = projection.assumptions
    title = f"{projection.from_year}–{projection.from_year + projection.years - 1}"
    return render(
        request,
        "forecast/detail.html",
        {
            "projection": projection,
            "rows": [(row, row.needs_weighted - row.seeking) for row in rows],
            "chart": chart(rows),
            "completion": f"{given.get('completion', 0) * 100:.1f}",
            "seeking": f"{given.get('seeking', 0) * 100:.1f}",
            "given": given,
            "entrants": sorted(given.get("entrants", {}).items()),
            "is_observed": str(given.get("sources", {}).get("seeking", "")).startswith("observed"),
            "events": list(record.history_of(projection)[:HISTORY]),
            "title": title,
            "crumbs": (_room(), (title, "")),
        },
    )


def project(request: HttpRequest) -> HttpResponse:
    """Asks for a projection; the same question with the same data gives the one already made."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.FORECAST_RUN):
        raise NotAllowed(_("이 일을 할 수 있는 역할이 없습니다."))
    here = context.here(request)
    form = forms.Project(
        request.POST if request.method == "POST" else None, viewer=viewer, district=here.district, year=here.year
    )

    def act(cleaned: dict[str, Any]) -> Projection:
        return actions.project(**cleaned, today=timezone.localdate(), by=viewer)

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("새로 전망하기"),
        submit=_("전망하기"),
        success=_("전망했습니다. 자료가 같으면 앞서 만든 전망을 보여 줍니다."),
        back=lambda made: reverse("forecast:detail", args=[made.pk]),
        cancel=reverse("forecast:list"),
        crumbs=(_room(), (_("새로 전망하기"), "")),
    )
