"""The cycle, one number of it, and a number as it was cited: definition, formula, history, comparison, rows."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.district import regions
from naru.base.district.models import District
from naru.base.rulebook.errors import NotAllowed, NotFound
from naru.domain.evidence import actions
from naru.domain.evidence import queries as evidence
from naru.domain.evidence.queries import Point, Station
from naru.web import behind, context, listing
from naru.web.home import river
from naru.web.number import charts
from naru.web.templatetags import naru as words

NOBODY = _("이 화면을 볼 수 있는 역할이 없습니다.")


def _district(request: HttpRequest) -> District:
    """The chosen district. Raises NotAllowed without one."""
    found = context.here(request).district
    if found is None:
        raise NotAllowed(NOBODY)
    return found


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def place_of(request: HttpRequest) -> str:
    """The district and year of the page, for the address of another one."""
    here = context.here(request)
    return f"?district={here.district.code}&year={here.year}" if here.district else ""


@require_safe
def cycle(request: HttpRequest) -> HttpResponse:
    """The whole cycle of a year: the river, the class from step to step, the money."""
    district, here = _district(request), context.here(request)
    found = evidence.cycle(request.user, district, here.year)  # type: ignore[arg-type]
    passage = found.narrowest_passage
    steps = passage.steps if passage else ()
    outcome = found.station("outcome")
    return render(
        request,
        "number/cycle.html",
        {
            "cycle": found,
            "river": river.of(found),
            "money": found.station("budget"),
            "passage": passage,
            "passage_url": _url(f"{passage.room}:list") if passage else "",
            "steps": river.step_rows(steps),
            "sankey": charts.sankey(steps) if len(steps) > 1 else None,
            "comparison": _compared(outcome, district, found.year),
            "bars": _bars(outcome, district, found.year),
            "place": place_of(request),
            "title": _("%(year)s 사업연도의 순환") % {"year": found.year},
            "river_title": _("정거장마다의 수"),
            "crumbs": ((_("순환"), ""),),
        },
    )


def _compared(station: Station, district: District, year: int) -> list[tuple[str, int, Any, str]]:
    """(place, year, value, source): the district's own first."""
    if not station.comparison:
        return []
    own = (district.label, year, station.number.value, gettext("나루"))
    return [own, *((regions.shown(each.place), each.year, each.value, each.source) for each in station.comparison)]


def _bars(station: Station, district: District, year: int) -> dict[str, Any] | None:
    rows = [(f"{place} {when}", value) for place, when, value, _source in _compared(station, district, year)]
    rows = [(name, value) for name, value in rows if value is not None]
    return charts.bars(rows, station.number.definition.unit) if len(rows) > 1 else None


def trend_words(points: list[Point], unit: str) -> str:
    """What the history shows, in a sentence."""
    known = [each for each in points if each.value is not None]
    if len(known) < 2:
        return gettext("견줄 수 있는 해가 아직 하나뿐이거나 없습니다.")
    first, last = known[-2], known[-1]
    moved = Decimal(last.value or 0) - Decimal(first.value or 0)
    values = {
        "from_year": first.year,
        "from_value": words.figure(first.value, unit),
        "year": last.year,
        "value": words.figure(last.value, unit),
        "by": gettext("%(amount)s %%p") % {"amount": f"{abs(moved):,}"}
        if unit == "%"
        else words.figure(abs(moved), unit),
    }
    if moved > 0:
        return gettext("%(from_year)s년 %(from_value)s, %(year)s년 %(value)s: %(by)s 늘었습니다.") % values
    if moved < 0:
        return gettext("%(from_year)s년 %(from_value)s, %(year)s년 %(value)s: %(by)s 줄었습니다.") % values
    return gettext("%(from_year)s년과 %(year)s년의 값이 %(value)s, 서로 같습니다.") % values


def _said(definition: Any) -> str:
    return str(definition.english if (get_language() or "").startswith("en") else definition.korean)


def number(request: HttpRequest, key: str) -> HttpResponse:
    """One number of the cycle: its definition, formula with counts, history, comparison, citations and rows.

    Takes a POST only for the download of its rows, which asks for a reason.
    """
    if request.method not in {"GET", "HEAD"} and request.GET.get("download") != "xlsx":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    viewer: Any = request.user
    district, here = _district(request), context.here(request)
    if not access.can(viewer, Permission.CYCLE_READ):
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    today = timezone.localdate()
    station = evidence.station(viewer, district, key, here.year, today)
    day = evidence.day_of(here.year, today)
    rows = behind.listing_of(request, evidence.Cycle(district, here.year, day, (station,), None), key)
    is_part = bool(getattr(request, "htmx", False)) or "download" in request.GET
    values: dict[str, Any] = {"crumbs": ((_("순환"), reverse("cycle") + place_of(request)), (station.name, ""))}
    if not is_part:
        unit = station.number.definition.unit
        points = evidence.history(viewer, district, key, here.year, today)
        lines = evidence.lines(key, points[0].year, points[-1].year) if points else []
        values |= {
            "station": station,
            "change": river.change_of(station),
            "definition": _said(station.number.definition),
            "worked": evidence.worked(station, district, here.year, day),
            "points": points,
            "others": [(regions.shown(each.place), dict(each.values)) for each in lines],
            "history_rows": _history_rows(points, lines),
            "trend": charts.trend(points, lines, str(station.name), unit)
            if sum(each.value is not None for each in points) > 1
            else None,
            "trend_words": trend_words(points, unit),
            "comparison": _compared(station, district, here.year),
            "bars": _bars(station, district, here.year),
            "may_cite": access.can(viewer, Permission.EVIDENCE_CITE, on=district),
            "citations": list(evidence.citations_of(viewer, district, key)[:5]),
            "room_url": _url(f"{key}:list"),
            "title": station.name,
            "day": day,
            "year": here.year,
            "place": place_of(request),
        }
    if rows is None:
        return render(request, "number/number.html", {**values, "listing": None})
    return listing.page(request, rows, values)


def _history_rows(points: list[Point], lines: list[Any]) -> list[tuple[Point, list[Any]]]:
    return [(point, [dict(line.values).get(point.year) for line in lines]) for point in points]


def cite(request: HttpRequest, key: str) -> HttpResponse:
    """Keeps the number as it stands today under an address of its own, and goes there. POST only."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    viewer: Any = request.user
    district, here = _district(request), context.here(request)
    made = actions.cite(district=district, year=here.year, key=key, today=timezone.localdate(), by=viewer)
    return HttpResponseRedirect(reverse("citation", args=[made.key]), status=303)


@require_safe
def citation(request: HttpRequest, citation: str) -> HttpResponse:
    """A number as it was on a day: the same whenever it is opened, beside what it is now."""
    viewer: Any = request.user
    found = evidence.citation(viewer, citation)
    content = found.content
    definition = content["definition"]
    today = timezone.localdate()
    now = evidence.station_of(found.measure, found.district, found.year, today)
    name = evidence.NAMES[found.measure]
    place = f"?district={found.district.code}&year={found.year}"
    return render(
        request,
        "number/citation.html",
        {
            "citation": found,
            "content": content,
            "value": _figure(content["value"], content["unit"]),
            "target": _figure(content["target"], content["unit"]),
            "definition": definition["english" if (get_language() or "").startswith("en") else "korean"],
            "state_name": evidence.STATES[content["state"]],
            "comparison": [
                (regions.shown(each["place"]), each["year"], _figure(each["value"], "%"), each["source"])
                for each in content["comparison"]
            ],
            "is_whole": evidence.is_whole(found),
            "now": now.number,
            "now_day": evidence.day_of(found.year, today),
            "is_same": content["value"] == (None if now.number.value is None else str(now.number.value)),
            "is_same_definition": definition["version"] == now.number.definition.version,
            "permanent": request.build_absolute_uri(request.path),
            "name": name,
            "number_url": reverse("number", args=[found.measure]) + place,
            "title": _("%(name)s의 인용") % {"name": name},
            "crumbs": ((name, reverse("number", args=[found.measure]) + place), (_("인용"), "")),
        },
    )


def _figure(text: str | None, unit: str) -> str:
    if text is None:
        return words.DASH
    return words.figure(Decimal(text) if unit == "%" else int(Decimal(text)), unit)
