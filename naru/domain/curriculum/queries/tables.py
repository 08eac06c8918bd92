"""Reads of curriculum tables: one table with its sums and faults, two versions side by side, the lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.audit.models import Event
from naru.base.rulebook import project_year
from naru.domain.curriculum.enums import Approval, CourseKind
from naru.domain.curriculum.models import Course, Department, Slot, Table, TrainingProposal
from naru.domain.curriculum.rules import table as table_rules


@dataclass(frozen=True)
class Row:
    """A course in the table: its credits by term in the order of the terms (0: none), and what is wrong with it."""

    course: Course
    cells: tuple[tuple[int, int], ...]
    sum: int
    faults: tuple[table_rules.Fault, ...]
    units: tuple[Any, ...]


@dataclass(frozen=True)
class Area:
    """The courses of an area, with the least credits that the programme year's table asks."""

    key: str
    title: Any
    rows: tuple[Row, ...]
    sum: int
    least: int
    faults: tuple[table_rules.Fault, ...]


@dataclass(frozen=True)
class View:
    """A whole table as the page, the print and the sheet show it."""

    table: Table
    areas: tuple[Area, ...]
    sums: table_rules.Sums
    least: int
    faults: tuple[table_rules.Fault, ...]
    rest: tuple[Course, ...]
    term_faults: tuple[table_rules.Fault, ...]


@dataclass(frozen=True)
class Change:
    """A course in two versions: credits by term before and after, and what that is called."""

    name: str
    before: dict[int, int]
    after: dict[int, int]
    word: str


def listing(viewer: User) -> QuerySet[Table]:
    return Table.objects.visible_to(viewer).select_related("department__school").annotate(credits=Sum("slots__credits"))


def one(viewer: User, pk: int) -> Table:
    return access.one(listing(viewer), pk=pk)


def of_department(viewer: User, department: Department) -> QuerySet[Table]:
    return listing(viewer).filter(department=department)


def catalogue(department: Department, intake_year: int) -> QuerySet[Course]:
    """Courses that may stand in a table of this intake."""
    return (
        Course.objects.filter(department=department)
        .filter(Q(until__isnull=True) | Q(until__gte=intake_year), since__lte=intake_year)
        .prefetch_related("units__unit", "prerequisites", "needs__equipment")
        .order_by("code")
    )


def lines(courses: Iterable[Course], cells: dict[int, dict[int, int]]) -> list[table_rules.Line]:
    """Courses with their credits by term, as the rules read them; those without credits are left out."""
    return [
        table_rules.Line(
            course=each.pk,
            name=each.name,
            kind=CourseKind(each.kind),
            credits=each.credits,
            terms=cells[each.pk],
            first_term=each.first_term,
            approval=Approval(each.approval),
            is_required=each.is_required,
            alternative=each.alternative,
            before=tuple(link.before_id for link in each.prerequisites.all()),
        )
        for each in courses
        if cells.get(each.pk)
    ]


def cells_of(table: Table) -> dict[int, dict[int, int]]:
    """Credits by course and term; one query."""
    found: dict[int, dict[int, int]] = {}
    for course, term, credits in Slot.objects.filter(table=table).values_list("course", "term", "credits"):
        found.setdefault(course, {})[term] = credits
    return found


def faults(table: Table, cells: dict[int, dict[int, int]] | None = None) -> list[table_rules.Fault]:
    """What keeps the table from being handed in; with `cells` as if these stood in it."""
    courses = _courses(table, cells_of(table) if cells is None else cells)
    kept = cells_of(table) if cells is None else cells
    required = {each.pk: each.name for each in courses if each.is_required}
    return table_rules.faults_of(lines(courses, kept), table.intake_year, required)


def _courses(table: Table, cells: dict[int, dict[int, int]]) -> list[Course]:
    """The catalogue of the intake, and whatever else stands in the table."""
    found = list(catalogue(table.department, table.intake_year))
    known = {each.pk for each in found}
    strangers = [pk for pk in cells if pk not in known]
    if strangers:
        rows = Course.objects.filter(pk__in=strangers, department=table.department)
        found += list(rows.prefetch_related("units__unit", "prerequisites", "needs__equipment").order_by("code"))
    return found


def view(table: Table, cells: dict[int, dict[int, int]] | None = None) -> View:
    """The table as it stands, or as it would stand with `cells`."""
    kept = cells_of(table) if cells is None else cells
    courses = _courses(table, kept)
    inside = lines(courses, kept)
    sums = table_rules.sums_of(inside)
    required = {each.pk: each.name for each in courses if each.is_required}
    found = table_rules.faults_of(inside, table.intake_year, required)
    by_place: dict[str, list[table_rules.Fault]] = {}
    for each in found:
        by_place.setdefault(each.place, []).append(each)
    first = project_year.first_day(table.intake_year)
    split = table_rules.SPLIT.on(first).value
    areas = []
    for key in table_rules.AREAS:
        rows = tuple(
            Row(
                each,
                tuple((term, kept[each.pk].get(term, 0)) for term in table_rules.TERMS),
                sum(kept[each.pk].values()),
                tuple(by_place.get(f"course:{each.pk}", ())),
                tuple(link.unit for link in each.units.all()),
            )
            for each in courses
            if each.pk in kept and table_rules.AREA_OF[CourseKind(each.kind)] == key
        )
        areas.append(
            Area(
                key,
                table_rules.AREA_WORDS[key],
                rows,
                sums.areas[key],
                split.least_of(key),
                tuple(by_place.get(f"area:{key}", ())),
            )
        )
    rest = tuple(each for each in courses if each.pk not in kept)
    terms = tuple(fault for fault in found if fault.place.startswith("term:"))
    return View(table, tuple(areas), sums, table_rules.TOTAL.on(first).value, tuple(found), rest, terms)


def comparison(before: Table, after: Table) -> list[Change]:
    """Courses that differ between two versions: new, gone, other credits or other terms."""
    return changes(cells_of(before), cells_of(after))


def changes(one_side: dict[int, dict[int, int]], other: dict[int, dict[int, int]]) -> list[Change]:
    """The same for cells; one query."""
    names = dict(Course.objects.filter(pk__in={*one_side, *other}).values_list("pk", "name"))
    found = []
    for pk in sorted(names, key=lambda each: names[each]):
        was, now = one_side.get(pk, {}), other.get(pk, {})
        if was == now:
            continue
        word = (
            "new"
            if not was
            else "gone"
            if not now
            else "moved"
            if sum(was.values()) == sum(now.values())
            else "credits"
        )
        found.append(Change(names[pk], was, now, word))
    return found


def history(table: Table) -> QuerySet[Event]:
    return Event.objects.filter(object_type=Table._meta.label_lower, object_id=table.pk)


def proposals(viewer: User) -> QuerySet[TrainingProposal]:
    return TrainingProposal.objects.visible_to(viewer).select_related("department__school")


def proposal(viewer: User, pk: int) -> TrainingProposal:
    return access.one(proposals(viewer), pk=pk)


def hours_by_subject(department: Department, day: date) -> dict[str, int]:
    """Hours a year that one class of each intake asks of teachers of a subject, by the tables in force."""
    from naru.domain.curriculum import queries

    rows = queries.taught(project_year.of(day)).filter(department=department).exclude(subject="")
    found: dict[str, int] = {}
    for subject, hours in rows.values_list("subject", "hours"):
        found[subject] = found.get(subject, 0) + hours
    return found
