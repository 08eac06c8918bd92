"""Reads of the room curriculum."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.audit.models import Event
from naru.base.district.models import District, DistrictMember
from naru.base.rulebook import project_year
from naru.base.rulebook.errors import NotFound
from naru.domain.curriculum import rules
from naru.domain.curriculum.enums import DepartmentState
from naru.domain.curriculum.models import Course, CourseUnit, Department, Seats
from naru.domain.demand import queries as demand
from naru.domain.demand.queries import Wanted


@dataclass(frozen=True)
class Coverage:
    """Demand-weighted coverage in percent (one decimal; None when nothing is wanted), and what is not covered."""

    rate: Decimal | None
    covered: Decimal
    whole: Decimal
    taught: tuple[Wanted, ...]
    missing: tuple[Wanted, ...]


def listing(viewer: User, year: int | None = None) -> QuerySet[Department]:
    """Departments with the seats of an intake year (the latest one without `year`)."""
    seats = Seats.objects.filter(department=OuterRef("pk")).order_by("-intake_year")
    if year is not None:
        seats = seats.filter(intake_year=year)
    return (
        Department.objects.visible_to(viewer)
        .select_related("school")
        .annotate(seats_now=Coalesce(Subquery(seats.values("seats")[:1], output_field=IntegerField()), 0))
    )


def one(viewer: User, pk: int) -> Department:
    return access.one(listing(viewer), pk=pk)


def seats_of(viewer: User, department: Department) -> QuerySet[Seats]:
    return Seats.objects.visible_to(viewer).filter(department=department)


def course_listing(viewer: User) -> QuerySet[Course]:
    return Course.objects.visible_to(viewer).select_related("department__school").prefetch_related("units__unit")


def department_name(school_id: int, code: str) -> str:
    """The name of a department by its code; the code itself when it is not known."""
    found = Department.objects.filter(school_id=school_id, code=code).values_list("name", flat=True).first()
    return found or code


def department_names(keys: set[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """(school, code) → the department's name, where it is known; one query."""
    rows = Department.objects.filter(school__in={school for school, _code in keys})
    return {(each.school_id, each.code): each.name for each in rows if (each.school_id, each.code) in keys}


def _schools(district: District) -> QuerySet[Any, Any]:
    return DistrictMember.objects.filter(district=district).values("organisation")


def covered_units(district: District, year: int) -> set[int]:
    """Units that courses of open departments of the district cover for the intake of a year; one query."""
    rows = CourseUnit.objects.filter(
        Q(course__until__isnull=True) | Q(course__until__gte=year),
        course__department__school__in=_schools(district),
        course__department__state=DepartmentState.OPEN,
        course__since__lte=year,
    )
    return set(rows.values_list("unit", flat=True))


def coverage_of(district: District, year: int, day: date) -> Coverage:
    """Coverage of what firms want in a year by what is taught to its intake: for computing."""
    wanted = demand.wanted_units(district, year, day)
    taught_units = covered_units(district, year)
    covered, whole = rules.coverage_of({each.unit: each.demand for each in wanted}, taught_units)
    rate = (covered * 100 / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if whole else None
    return Coverage(
        rate,
        covered,
        whole,
        tuple(each for each in wanted if each.unit in taught_units),
        tuple(each for each in wanted if each.unit not in taught_units),
    )


def coverage_for(viewer: User, district: District, year: int, day: date) -> Coverage:
    """The coverage for a person. Raises NotFound where they may not read the room."""
    here = access.reach(viewer, Permission.CURRICULUM_READ)
    if not (here.everywhere or district.pk in here.districts | here.shared):
        raise NotFound(_("찾는 것이 없거나 볼 수 있는 권한이 없습니다."))
    return coverage_of(district, year, day)


def teaching(viewer: User, district: District, year: int) -> dict[int, list[Course]]:
    """The courses of open departments that cover a unit for the intake of a year, by unit; one query."""
    rows = (
        CourseUnit.objects.visible_to(viewer)
        .filter(
            Q(course__until__isnull=True) | Q(course__until__gte=year),
            course__department__school__in=_schools(district),
            course__department__state=DepartmentState.OPEN,
            course__since__lte=year,
        )
        .select_related("course__department__school")
        .order_by("course__department__school__name", "course__code")
    )
    found: dict[int, list[Course]] = {}
    for row in rows:
        found.setdefault(row.unit_id, []).append(row.course)
    return found


def history(viewer: User, department: Department) -> QuerySet[Event]:
    """The events of a department, its seats and its courses, newest first."""
    seats = seats_of(viewer, department).order_by().values("pk")
    courses = Course.objects.visible_to(viewer).filter(department=department).order_by().values("pk")
    return Event.objects.filter(
        Q(object_type=Department._meta.label_lower, object_id=department.pk)
        | Q(object_type=Seats._meta.label_lower, object_id__in=seats)
        | Q(object_type=Course._meta.label_lower, object_id__in=courses)
    )


def seats_by_intake(district: District, first: int, last: int) -> dict[int, int]:
    """Seats of the district's departments by intake year, both years included."""
    rows = (
        Seats.objects.filter(department__school__in=_schools(district), intake_year__range=(first, last))
        .order_by()
        .values("intake_year")
        .annotate(n=Sum("seats"))
    )
    return {row["intake_year"]: row["n"] for row in rows}


def _without_next_seats(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Open departments whose seats for the next intake nobody has set."""
    intake = project_year.of(today) + 1
    return rows.filter(state=DepartmentState.OPEN).exclude(
        pk__in=Seats.objects.filter(intake_year=intake).values("department")
    )


def _with_replaced_units(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Courses in force that still cover a unit which has a successor."""
    year = project_year.of(today)
    return rows.filter(Q(until__isnull=True) | Q(until__gte=year)).filter(
        pk__in=CourseUnit.objects.filter(unit__replaced_by__isnull=False).values("course")
    )


TODOS = (
    Todo(
        "curriculum.seats",
        _("다음 신입생 정원을 정하지 않은 학과"),
        _without_next_seats,
        Department,
        Permission.CURRICULUM_WRITE,
        member="school",
        due=lambda today: project_year.last_day(project_year.of(today)),
        page="curriculum:list",
        query=(("todo", "seats"),),
        one="curriculum:seats",
    ),
    Todo(
        "curriculum.replaced",
        _("바뀐 능력단위를 아직 쓰는 과목"),
        _with_replaced_units,
        Course,
        Permission.CURRICULUM_WRITE,
        member="department__school",
        page="curriculum:courses",
        query=(("todo", "replaced"),),
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)
