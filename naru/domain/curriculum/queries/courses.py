"""Reads of the catalogue: one course with what it covers, needs and stands in."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.audit import record
from naru.base.audit.models import Event
from naru.domain.curriculum import queries
from naru.domain.curriculum.enums import CourseKind, TableState
from naru.domain.curriculum.models import Course, CourseUnit, Department, Equipment, Prerequisite, Slot, Table
from naru.domain.curriculum.rules import course as rules

#: A table that others rely on: what stands in it is not changed behind their back.
BOUND = (TableState.SUBMITTED, TableState.APPROVED)


@dataclass(frozen=True)
class Covered:
    """A unit of a course; `reaches`: the course leads to the unit's level."""

    unit: Any
    level: int | None
    reaches: bool


def one(viewer: User, pk: int) -> Course:
    return access.one(queries.course_listing(viewer).select_related("provider"), pk=pk)


def covered(course: Course) -> list[Covered]:
    """The units of a course, those that it reaches in full first; one query."""
    rows = CourseUnit.objects.filter(course=course).select_related("unit").order_by("unit__name")
    found = [
        Covered(each.unit, each.level, each.level is None or each.unit.level is None or each.level >= each.unit.level)
        for each in rows
    ]
    return sorted(found, key=lambda each: not each.reaches)


def needed(course: Course) -> list[Equipment]:
    return list(Equipment.objects.filter(needed_by__course=course).order_by("code"))


def before(course: Course) -> list[Course]:
    return list(Course.objects.filter(followers__after=course).order_by("code"))


def after(course: Course) -> list[Course]:
    return list(Course.objects.filter(prerequisites__before=course).order_by("code"))


def tables(viewer: User, course: Course) -> QuerySet[Table]:
    """The tables in which a course stands, as far as the viewer may see them, newest intake first."""
    rows = Slot.objects.filter(course=course).values("table")
    return Table.objects.visible_to(viewer).filter(pk__in=rows).select_related("department__school")


def is_bound(course: Course) -> bool:
    """The course stands in a table that is handed in or approved."""
    return Slot.objects.filter(course=course, table__state__in=BOUND).exists()


def content_of(course: Course) -> rules.Content:
    units = CourseUnit.objects.filter(course=course).values_list("unit", "level")
    return rules.Content(course.name, CourseKind(course.kind), course.credits, course.hours, frozenset(units))


def plain(course: Course) -> dict[str, object]:
    """The course as the audit keeps it."""
    units = list(CourseUnit.objects.filter(course=course).values_list("unit__code", "level").order_by("unit__code"))
    return record.snapshot(course) | {
        "units": [code for code, _level in units],
        "levels": {code: level for code, level in units if level is not None},
        "before": [each.code for each in before(course)],
        "equipment": [each.code for each in needed(course)],
    }


def prerequisites_of(department: int) -> tuple[dict[int, list[int]], dict[int, str]]:
    """(what stands before each course of a department, names of its courses); two queries."""
    links: dict[int, list[int]] = {}
    rows = Prerequisite.objects.filter(after__department=department).values_list("after", "before")
    for later, earlier in rows:
        links.setdefault(later, []).append(earlier)
    return links, dict(Course.objects.filter(department=department).values_list("pk", "name"))


def equipment(viewer: User) -> QuerySet[Equipment]:
    return Equipment.objects.visible_to(viewer).select_related("school")


def equipment_of(viewer: User, department: Department) -> QuerySet[Equipment]:
    return equipment(viewer).filter(school=department.school_id).order_by("code")


def others(viewer: User, department: Department, course: Course | None) -> QuerySet[Course]:
    """The other courses of a department, which may stand before a course."""
    rows = Course.objects.visible_to(viewer).filter(department=department).order_by("code")
    return rows.exclude(pk=course.pk) if course is not None else rows


def history(course: Course) -> QuerySet[Event]:
    return Event.objects.filter(object_type=Course._meta.label_lower, object_id=course.pk)
