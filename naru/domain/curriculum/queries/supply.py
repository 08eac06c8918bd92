"""Indicators of supply by department: each with its definition, small ones hidden, and the means beside them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from naru.base.accounts.models import User
from naru.base.district.models import District
from naru.domain.curriculum.enums import Quadrant, RequestKind
from naru.domain.curriculum.models import Department, RegionalMean, Seats, SupplyCount
from naru.domain.curriculum.queries import requests
from naru.domain.curriculum.rules import request as request_rules
from naru.domain.curriculum.rules import supply as rules


@dataclass(frozen=True)
class Line:
    """A department's figures: of the intake year pressure and fill, of the graduation year the others."""

    department: Department
    figures: tuple[rules.Figure, ...]
    quadrant: Quadrant


@dataclass(frozen=True)
class Supply:
    """The whole page: departments, the district together, requests' effect on supply, and the means of the region."""

    lines: tuple[Line, ...]
    district: tuple[rules.Figure, ...]
    transformation: rules.Figure
    closure: rules.Figure
    mean: RegionalMean | None
    moved: rules.Moved


def counts(viewer: User, district: District, year: int) -> QuerySet[SupplyCount]:
    return (
        SupplyCount.objects.visible_to(viewer)
        .filter(department__school__districts__district=district, year=year)
        .select_related("department__school")
        .order_by("department__school__name", "department__code")
        .distinct()
    )


def of(viewer: User, district: District, year: int, day: date) -> Supply:
    """The indicators of a year as far as the viewer may see departments; six queries."""
    rows = list(counts(viewer, district, year))
    mean = RegionalMean.objects.visible_to(viewer).filter(district=district, year=year).first()
    lines = [line_of(row, mean, day) for row in rows]
    whole = rules.pooled(counts_of(row) for row in rows)
    moved = moved_in(viewer, district, year)
    seats = (
        Seats.objects.filter(department__school__districts__district=district, intake_year=year).aggregate(
            n=Sum("seats")
        )["n"]
        or 0
    )
    return Supply(
        tuple(lines),
        (
            _guarded(rules.fill(whole, day), lines),
            _guarded(rules.employment(whole, day), lines),
            _guarded(rules.continuation(whole, day), lines),
        ),
        rules.transformation(moved, seats, day),
        rules.closure(moved, day),
        mean,
        moved,
    )


def _guarded(whole: rules.Figure, lines: list[Line]) -> rules.Figure:
    """The district's figure; hidden where it less the shown departments would give the only hidden one away."""
    parts = [each for line in lines for each in line.figures if each.definition == whole.definition]
    if sum(each.state == "hidden" for each in parts) == 1:
        return rules.Figure(whole.definition, None, state="hidden")
    return whole


def listing(viewer: User, district: str | None = None, year: int | None = None) -> QuerySet[SupplyCount]:
    """Counts that the viewer may see, of a district (by its code) and a year where they are given."""
    rows = SupplyCount.objects.visible_to(viewer)
    if year is not None:
        rows = rows.filter(year=year)
    if district is not None:
        rows = rows.filter(department__school__districts__district__code=district)
    return rows.select_related("department__school").distinct()


def line_of(row: SupplyCount, mean: RegionalMean | None, day: date) -> Line:
    """A department's five figures and its place against the means."""
    found = counts_of(row)
    works, studies = rules.employment(found, day), rules.continuation(found, day)
    place = rules.quadrant(
        works.value, studies.value, mean.employment if mean else None, mean.continuation if mean else None
    )
    figures = (rules.pressure(found, day), rules.fill(found, day), works, studies, rules.favourable(found, day))
    return Line(row.department, figures, place)


def counts_of(row: SupplyCount) -> rules.Counts:
    return rules.Counts(
        row.capacity, row.first_choices, row.entrants, row.finishers, row.leavers, row.continuing, row.employed
    )


def moved_in(viewer: User, district: District, year: int) -> rules.Moved:
    """Seats that requests for an intake open, close and convert; drafts, refusals and withdrawals left out."""
    states = request_rules.DECIDED | request_rules.GOING_ON | {"graduated"}
    rows = requests.listing(viewer).filter(campaign__district=district, campaign__intake_year=year, state__in=states)
    whole = rules.Moved()
    for each in rows:
        one = rules.moved(
            each.classes_before * each.class_size,
            each.classes_after * each.class_size,
            is_conversion=each.kind in {RequestKind.CONVERT, RequestKind.SPECIALISE},
        )
        whole = rules.Moved(whole.opened + one.opened, whole.closed + one.closed, whole.converted + one.converted)
    return whole
