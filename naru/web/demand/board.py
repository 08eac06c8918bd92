"""The demand board: what the needs add up to, with what schools can supply beside it; the page and its workbook."""

import io
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import xlsxwriter
from django import forms as fields
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.base.rulebook.errors import NotAllowed
from naru.domain.demand import queries, rules
from naru.domain.demand.enums import NeedSource
from naru.domain.demand.queries import Board, Cell
from naru.domain.forecast import queries as forecast
from naru.web import context
from naru.web.demand.pages import NO_ROLE, crumb, room_tabs
from naru.web.forms import Form
from naru.web.listing import XLSX

YEARS = 4
MOST_UNITS, MOST_CHANGES = 15, 8
COLOURS = ("#0b50d0", "#8a949e", "#267337")


@dataclass(frozen=True)
class Seen:
    """The board, and those who will seek work in each of its years (None where nothing was projected)."""

    board: Board
    supply: dict[int, tuple[int, int, int]]
    projected_on: Any


def tenth(value: Decimal | int) -> Decimal:
    """As shown everywhere: one place, half up."""
    return Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)


class Asked(Form):
    """From which year, and by what had been said until which day."""

    first = fields.TypedChoiceField(label=_("어느 해부터"), coerce=int, required=False, empty_value=None)
    said = fields.DateField(label=_("언제까지 밝힌 것으로"), required=False)
    keeps_draft = False

    def __init__(self, *arguments: Any, years: list[int], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["first"].choices = [(each, str(each)) for each in years]  # type: ignore[attr-defined]


def asked_of(request: HttpRequest, viewer: User, district: District, year: int) -> tuple[Asked, int, date]:
    """(the form, the first year, the day): the page's own year and today where nothing was asked; never a later day."""
    span = queries.years_of(viewer, district) or (year, year)
    years = list(range(min(span[0], year), max(span[1], year) + 1))
    today = timezone.localdate()
    form = Asked(request.GET or None, years=years)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    first, day = given.get("first") or year, min(given.get("said") or today, today)
    return Asked({"first": first, "said": day.isoformat()}, years=years), first, day


def seen(viewer: User, district: District, first: int, day: date) -> Seen:
    """Raises NotAllowed for whoever may not read the room."""
    if not access.can(viewer, Permission.DEMAND_READ):
        raise NotAllowed(NO_ROLE)
    board = queries.board(viewer, district, first, first + YEARS - 1, day)
    latest = forecast.latest(viewer, district) if access.can(viewer, Permission.FORECAST_READ) else None
    rows = latest.rows.all() if latest else ()
    supply = {row.year: (row.seeking, row.seeking_low, row.seeking_high) for row in rows}
    return Seen(board, supply, latest.made_on if latest else None)


def _chart(found: Seen) -> dict[str, Any]:
    """What ECharts draws: heads said, weighed, and those who seek work, by year."""
    sums = found.board.sums
    series: list[dict[str, Any]] = [
        {
            "name": gettext("밝힌 인원"),
            "type": "bar",
            "data": [each.headcount for each in sums],
            "itemStyle": {"color": "#b1cefb"},
            "label": {"show": True, "position": "top", "color": "#1e2124"},
        },
        {
            "name": gettext("가중 인원"),
            "type": "bar",
            "data": [float(tenth(each.weighted)) for each in sums],
            "itemStyle": {"color": COLOURS[0]},
            "label": {"show": True, "position": "top", "color": "#1e2124"},
        },
    ]
    if found.supply:
        series.append(
            {
                "name": gettext("취업 희망자(전망)"),
                "type": "line",
                "data": [found.supply[each.year][0] if each.year in found.supply else None for each in sums],
                "symbolSize": 10,
                "lineStyle": {"color": COLOURS[2], "width": 3},
                "itemStyle": {"color": COLOURS[2]},
            }
        )
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"bottom": 0},
        "grid": {"left": 8, "right": 24, "top": 36, "bottom": 48, "containLabel": True},
        "xAxis": {"type": "category", "data": [str(each.year) for each in sums]},
        "yAxis": {"type": "value"},
        "series": series,
    }


def _told_chart(board: Board) -> dict[str, Any]:
    """How many heads the words on the first year added up to, as time went by: a step at each day of saying."""
    return {
        "tooltip": {"trigger": "axis"},
        "grid": {"left": 8, "right": 40, "top": 36, "bottom": 16, "containLabel": True},
        "xAxis": {"type": "time", "axisLabel": {"formatter": "{yyyy}-{MM}", "hideOverlap": True}},
        "yAxis": {"type": "value"},
        "series": [
            {
                "name": gettext("밝힌 인원"),
                "type": "line",
                "step": "end",
                "symbolSize": 10,
                "data": [[each.day.isoformat(), each.headcount] for each in board.told],
                "label": {"show": True, "position": "top", "color": "#1e2124"},
                "lineStyle": {"color": COLOURS[0], "width": 3},
                "itemStyle": {"color": COLOURS[0]},
            }
        ],
    }


def _sentence(found: Seen) -> str:
    first = found.board.sums[0]
    if first.change is None:
        return gettext(
            "%(year)s년에 기업 %(firms)s곳이 %(n)s명을 밝혔고, 확실성과 실적으로 가중하면 %(weighted)s명입니다."
        ) % {
            "year": first.year,
            "firms": first.firms,
            "n": f"{first.headcount:,}",
            "weighted": tenth(first.weighted),
        }
    return gettext(
        "%(year)s년에 기업 %(firms)s곳이 %(n)s명(지난해보다 %(change)s)을 밝혔고, 가중하면 %(weighted)s명입니다."
    ) % {
        "year": first.year,
        "firms": first.firms,
        "n": f"{first.headcount:,}",
        "change": f"{first.change:+,}",
        "weighted": tenth(first.weighted),
    }


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The board of the district and year of the page's head."""
    viewer: Any = request.user
    here = context.here(request)
    if here.district is None or not access.can(viewer, Permission.DEMAND_READ):
        raise NotAllowed(NO_ROLE)
    form, first, day = asked_of(request, viewer, here.district, here.year)
    found = seen(viewer, here.district, first, day)
    is_past = day < timezone.localdate()
    sums = [
        (each, tenth(each.weighted), tenth(each.low), found.supply.get(each.year), _gap(each, found))
        for each in found.board.sums
    ]
    values = {
        "title": _("수요 현황판"),
        "board": found.board,
        "sentence": _sentence(found),
        "sums": sums,
        "lines": _lines(found.board),
        "wanted": [(each, tenth(each.demand)) for each in found.board.wanted[:MOST_UNITS]],
        "changes": queries.changes(viewer, MOST_CHANGES, here.district),
        "sources": [(NeedSource(code).label, count) for code, count in found.board.sources],
        "has_needs": bool(found.board.cells),
        "chart": _chart(found) if found.board.cells else None,
        "asked": form,
        "is_past": is_past,
        "told_chart": _told_chart(found.board) if len(found.board.told) > 1 else None,
        "context": queries.context(viewer, here.district, timezone.localdate()),
        "definition": rules.SAID_HIRED,
        "projected_on": found.projected_on,
        "is_own": not access.reach(viewer, Permission.DEMAND_READ).districts
        and bool(access.reach(viewer, Permission.DEMAND_READ).organisations)
        and access.can(viewer, Permission.DEMAND_WRITE),
        "tabs": room_tabs(request),
        "place": f"?district={here.district.code}&year={here.year}&first={first}&said={day.isoformat()}",
        "crumbs": (crumb(), (_("수요 현황판"), "")),
    }
    return render(request, "demand/board.html", values)


def _lines(board: Board) -> list[tuple[str, str, list[tuple[int, Cell | None, Decimal, Decimal]]]]:
    """(occupation, place, what stands in each year) with one line for each occupation and place."""
    cells = {(each.occupation_code, each.complex, each.year): each for each in board.cells}
    names = {each.occupation_code: each.occupation_name for each in board.cells}
    found = []
    for code, place in sorted({(code, place) for code, place, _year in cells}):
        row = []
        for year in board.years:
            cell = cells.get((code, place, year))
            row.append((year, cell, tenth(cell.weighted if cell else 0), tenth(cell.low if cell else 0)))
        found.append((names[code], place, row))
    return found


def _gap(each: Any, found: Seen) -> Decimal | None:
    """Weighted heads less those who will seek work."""
    return tenth(each.weighted) - found.supply[each.year][0] if each.year in found.supply else None


@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The same numbers as a workbook."""
    viewer: Any = request.user
    here = context.here(request)
    if here.district is None:
        raise NotAllowed(NO_ROLE)
    _form, first, day = asked_of(request, viewer, here.district, here.year)
    content = _written(seen(viewer, here.district, first, day))
    answer = HttpResponse(content, content_type=XLSX)
    name = f"naru-demand-{here.district.code}-{first}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _written(found: Seen) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})

    def sheet(title: str, header: list[str], rows: list[list[Any]]) -> None:
        page = book.add_worksheet(title[:31])
        page.write_row(0, 0, header, bold)
        for number, row in enumerate(rows, 1):
            page.write_row(number, 0, [float(each) if isinstance(each, Decimal) else each for each in row])
        page.autofit()

    heads = [gettext("밝힌 인원"), gettext("가중 인원"), gettext("낮게"), gettext("높게")]
    sheet(
        gettext("직업·연도·단지"),
        [gettext("연도"), gettext("KECO 코드"), gettext("직업"), gettext("산업단지"), gettext("수요"), *heads],
        [
            [
                each.year,
                each.occupation_code,
                each.occupation_name,
                each.complex,
                each.needs,
                each.headcount,
                tenth(each.weighted),
                tenth(each.low),
                each.high,
            ]
            for each in found.board.cells
        ],
    )
    sheet(
        gettext("연도"),
        [gettext("연도"), gettext("기업"), *heads, gettext("지난해보다"), gettext("취업 희망자(전망)")],
        [
            [
                each.year,
                each.firms,
                each.headcount,
                tenth(each.weighted),
                tenth(each.low),
                each.high,
                each.change,
                found.supply[each.year][0] if each.year in found.supply else None,
            ]
            for each in found.board.sums
        ],
    )
    sheet(
        gettext("능력단위"),
        [gettext("코드"), gettext("능력단위"), gettext("가중 수요"), gettext("밝힌 인원")],
        [[each.code, each.name, tenth(each.demand), each.headcount] for each in found.board.wanted],
    )
    sheet(
        gettext("언제 무엇을 밝혔나"),
        [gettext("밝힌 날"), gettext("수요"), gettext("밝힌 인원"), gettext("그날의 변화")],
        [[each.day.isoformat(), each.needs, each.headcount, each.change] for each in found.board.told],
    )
    sheet(
        gettext("출처"),
        [gettext("출처"), gettext("수요")],
        [
            *[[str(NeedSource(code).label), count] for code, count in found.board.sources],
            [f"{rules.SAID_HIRED.code} {rules.SAID_HIRED.version}", gettext(rules.SAID_HIRED.formula)],
            [gettext("기준일"), found.board.day.isoformat()],
        ],
    )
    book.close()
    return out.getvalue()
