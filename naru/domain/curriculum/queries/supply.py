"""Indicators of supply by department: each with its definition, small ones hidden, and the means beside them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from naru.base.accounts.models import User
from naru.base.district.models import District
from naru.domain.curriculum.enums import MeanKind, Quadrant
from naru.domain.curriculum.models import Department, RegionalMean, SupplyCount, SupplyTarget
from naru.domain.curriculum.rules import supply as rules


@dataclass(frozen=True)
class Line:
    """A department's figures: of the intake year pressure and fill, of the graduation year the others.

    `mean`: what it was compared with; `steps`: percentage points since the year before, in the order of the figures.
    """

    department: Department
    figures: tuple[rules.Figure, ...]
    quadrant: Quadrant
    mean: RegionalMean | None = None
    steps: tuple[Decimal | None, ...] = ()

    @property
    def shown(self) -> list[tuple[rules.Figure, Decimal | None, Decimal]]:
        """Each figure with its step and how far that is."""
        steps = self.steps or (None,) * len(self.figures)
        return [(one, two, abs(two or Decimal(0))) for one, two in zip(self.figures, steps, strict=True)]


@dataclass(frozen=True)
class Past:
    """Where a department stood in each year: (year, quadrant or None where nothing was counted, employment, continuation)."""

    department: Department
    years: tuple[tuple[int, Quadrant | None, rules.Figure | None, rules.Figure | None], ...]


@dataclass(frozen=True)
class Supply:
    """The whole page: departments, all that are seen together, the means of the region, and the years before."""

    lines: tuple[Line, ...]
    district: tuple[rules.Figure, ...]
    means: tuple[RegionalMean, ...]
    years: tuple[int, ...]
    past: tuple[Past, ...]
    targets: dict[str, Decimal]


#: How many years the history of quadrants shows.
YEARS = 5


def counts(viewer: User, district: District, first: int, last: int) -> QuerySet[SupplyCount]:
    return (
        SupplyCount.objects.visible_to(viewer)
        .filter(department__school__districts__district=district, year__range=(first, last))
        .select_related("department__school")
        .order_by("department__school__name", "department__code")
        .distinct()
    )


def means_of(viewer: User, district: District, first: int, last: int) -> dict[int, dict[str, RegionalMean]]:
    """The means of the region by year and kind; one query."""
    found: dict[int, dict[str, RegionalMean]] = {}
    for each in RegionalMean.objects.visible_to(viewer).filter(district=district, year__range=(first, last)):
        found.setdefault(each.year, {})[each.kind] = each
    return found


def mean_for(means: dict[str, RegionalMean], department: Department) -> RegionalMean | None:
    """The mean of the department's kind; without one that of all."""
    return means.get(department.kind) or means.get(MeanKind.ALL)


def targets_of(viewer: User, district: District, year: int) -> dict[str, Decimal]:
    rows = SupplyTarget.objects.visible_to(viewer).filter(district=district, year=year)
    return dict(rows.values_list("code", "target"))


def of(viewer: User, district: District, year: int, day: date) -> Supply:
    """The indicators of a year as far as the viewer may see departments, and their quadrants in the years before."""
    first = year - YEARS + 1
    means = means_of(viewer, district, first, year)
    by_year: dict[int, dict[int, SupplyCount]] = {}
    for row in counts(viewer, district, first, year):
        by_year.setdefault(row.year, {})[row.department_id] = row
    now = by_year.get(year, {})
    before = by_year.get(year - 1, {})
    lines = [_line(row, before.get(pk), mean_for(means.get(year, {}), row.department), day) for pk, row in now.items()]
    whole = rules.pooled(counts_of(row) for row in now.values())
    return Supply(
        tuple(lines),
        (
            _guarded(rules.fill(whole, day), lines),
            _guarded(rules.employment(whole, day), lines),
            _guarded(rules.continuation(whole, day), lines),
            _guarded(rules.favourable(whole, day), lines),
        ),
        tuple(means.get(year, {}).values()),
        tuple(range(first, year + 1)),
        _past(by_year, means, range(first, year + 1), day),
        targets_of(viewer, district, year),
    )


def _line(row: SupplyCount, before: SupplyCount | None, mean: RegionalMean | None, day: date) -> Line:
    found = line_of(row, mean, day)
    if before is None:
        return found
    earlier = line_of(before, None, day)
    steps = tuple(rules.step(one, two) for one, two in zip(found.figures, earlier.figures, strict=True))
    return replace(found, steps=steps)


def _past(
    by_year: dict[int, dict[int, SupplyCount]],
    means: dict[int, dict[str, RegionalMean]],
    years: Iterable[int],
    day: date,
) -> tuple[Past, ...]:
    """Departments with at least two years of outcomes."""
    departments: dict[int, Department] = {}
    for rows in by_year.values():
        departments |= {pk: row.department for pk, row in rows.items()}
    found = []
    for pk, department in sorted(departments.items(), key=lambda each: (each[1].school.name, each[1].code)):
        cells: list[tuple[int, Quadrant | None, rules.Figure | None, rules.Figure | None]] = []
        for year in years:
            row = by_year.get(year, {}).get(pk)
            if row is None or (row.finishers is None and row.leavers is None):
                cells.append((year, None, None, None))
                continue
            line = line_of(row, mean_for(means.get(year, {}), department), day)
            cells.append((year, line.quadrant, line.figures[2], line.figures[3]))
        if sum(each[1] is not None for each in cells) >= 2:
            found.append(Past(department, tuple(cells)))
    return tuple(found)


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
    return Line(row.department, figures, place, mean)


def counts_of(row: SupplyCount) -> rules.Counts:
    return rules.Counts(
        row.capacity, row.first_choices, row.entrants, row.finishers, row.leavers, row.continuing, row.employed
    )
