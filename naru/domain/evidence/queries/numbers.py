"""One number of the cycle: worked with its actual counts, through the years, and frozen as a citation."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.audit import kept
from naru.base.district.models import District, Target
from naru.base.rulebook import project_year
from naru.base.rulebook.number import is_hidden
from naru.domain.budget import queries as budget
from naru.domain.curriculum import queries as curriculum
from naru.domain.evidence.models import Citation
from naru.domain.evidence.queries import stations
from naru.domain.evidence.queries.stations import Station
from naru.domain.outcome import queries as outcome

#: So many project years at most stand in a history.
YEARS = 6


@dataclass(frozen=True)
class Point:
    """A number in one project year: `state` says why there is no value."""

    year: int
    value: Decimal | int | None
    target: Decimal | int | None
    state: str


@dataclass(frozen=True)
class Line:
    """Published values of another place, by year."""

    place: str
    values: tuple[tuple[int, Decimal], ...]


def station(viewer: User, district: District, key: str, year: int, today: date | None = None) -> Station:
    """One number for a person. Raises NotFound where they may not read the cycle, or for what is no station."""
    stations.may_read(viewer, district)
    return stations.station_of(key, district, year, today)


def worked(found: Station, district: District, year: int, day: date) -> str:
    """The formula with the actual counts put in; empty when nothing can be told.

    Counts that the number itself does not show are put in only when none of them speaks of too few persons.
    """
    number = found.number
    if number.value is None:
        return ""
    if found.key == "outcome":
        counts = kept.figure(district, f"outcome counts {year}", lambda: outcome.counts(district, year))
        parts = (counts.study, counts.military, counts.excluded)
        if any(is_hidden(part, day) for part in parts):
            return f"{number.numerator:,} ÷ {number.base:,} × 100 = {number.value} %"
        inside = " + ".join(f"{part:,}" for part in parts)
        return f"{counts.employed:,} ÷ ({counts.graduates:,} − ({inside})) × 100 = {number.value} %"
    if found.key == "budget":
        execution = budget.execution_of(district, year)[0]
        sums = execution.sums
        return f"({sums.spent:,} − {sums.returned:,}) ÷ {execution.amount:,} × 100 = {number.value} %"
    if found.key == "curriculum":
        coverage = curriculum.coverage_of(district, year, day)
        return f"{_short(coverage.covered)} ÷ {_short(coverage.whole)} × 100 = {number.value} %"
    return f"{gettext(number.definition.formula)} = {number.value:,}"


def _short(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def history(viewer: User, district: District, key: str, year: int, today: date) -> list[Point]:
    """The number in each project year of the district up to the running one, oldest first; at most `YEARS`."""
    stations.may_read(viewer, district)
    last = max(min(project_year.of(today), district.first_year + district.years - 1), year)
    years = range(max(district.first_year, last - YEARS + 1), last + 1)
    rows = Target.objects.filter(district=district, measure=key, year__in=years).values_list("year", "value")
    aims = {each: stations.plain_target(value) for each, value in rows}
    points = []
    for each in years:
        day = stations.day_of(each, today)
        number = stations.number_of(key, stations.figures_of(key, district, each, day), aims.get(each), day)
        points.append(Point(each, number.value, number.target, number.state))
    return points


def lines(key: str, first: int, last: int) -> list[Line]:
    """Published values to stand beside the history; none where nothing is published by the same definition."""
    if key != "outcome":
        return []
    found: dict[str, list[tuple[int, Decimal]]] = {}
    for each in outcome.published_rates(first, last):
        if each.value is not None:
            found.setdefault(each.place, []).append((each.year, each.value))
    return [Line(place, tuple(values)) for place, values in found.items()]


def frozen(found: Station, district: District, year: int, day: date) -> dict[str, Any]:
    """What a citation keeps of a number, as JSON can hold it: what is hidden today stays hidden in it."""
    number = found.number
    definition = number.definition
    return {
        "district": district.code,
        "year": year,
        "measure": found.key,
        "as_of": day.isoformat(),
        "value": _text(number.value),
        "unit": definition.unit,
        "numerator": number.numerator,
        "base": number.base,
        "target": _text(number.target),
        "previous": _text(number.previous),
        "state": number.state,
        "worked": worked(found, district, year, day),
        "definition": {
            "code": definition.code,
            "version": definition.version,
            "since": definition.since.isoformat(),
            "korean": definition.korean,
            "english": definition.english,
            "formula": definition.formula,
            "source": definition.source,
        },
        "comparison": [
            {"place": each.place, "year": each.year, "value": _text(each.value), "source": each.source}
            for each in found.comparison
        ],
    }


def _text(value: Decimal | int | None) -> str | None:
    return None if value is None else str(value)


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content in its one canonical form (keys sorted, no spaces), in hexadecimal."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_whole(citation: Citation) -> bool:
    """True when the citation's content still is what its digest was made of, and its columns say the same."""
    content = citation.content
    names = ("measure", "year")
    says = all(content.get(name) == getattr(citation, name) for name in names)
    says = says and content.get("as_of") == citation.as_of.isoformat()
    says = says and content.get("district") == citation.district.code
    return says and digest_of(content) == citation.digest


def citation_listing(viewer: User) -> QuerySet[Citation]:
    return Citation.objects.visible_to(viewer).select_related("district", "made_by")


def citation(viewer: User, key: str) -> Citation:
    """The citation at its permanent address. Raises NotFound."""
    return access.one(citation_listing(viewer), key=key)


def citations_of(viewer: User, district: District, key: str) -> QuerySet[Citation]:
    """What was cited of a number, newest first."""
    return citation_listing(viewer).filter(district=district, measure=key)
