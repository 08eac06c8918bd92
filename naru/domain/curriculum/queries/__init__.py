"""Reads of the room curriculum."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
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
from naru.domain.competency import queries as competency
from naru.domain.competency.models import Unit
from naru.domain.curriculum import rules
from naru.domain.curriculum.enums import Approval, DepartmentState, ProposalState, ReorganisationState, TableState
from naru.domain.curriculum.models import (
    Course,
    CourseUnit,
    Department,
    Request,
    Seats,
    Slot,
    Table,
    TrainingProposal,
)
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


def in_force(year: int) -> QuerySet[Table]:
    """The approved table of each department that an intake is taught by: its own, else the last one before it."""
    approved = Table.objects.filter(state=TableState.APPROVED, intake_year__lte=year)
    later = approved.filter(department=OuterRef("department"), intake_year__gt=OuterRef("intake_year"))
    return approved.filter(~Exists(later)).order_by()


def taught(year: int) -> QuerySet[Course]:
    """Courses taught to an intake: those of the table in force; without one, those whose years say so."""
    tables = in_force(year)
    by_table = Slot.objects.filter(table__in=tables.values("pk")).values("course")
    by_years = Q(since__lte=year, is_candidate=False) & (Q(until__isnull=True) | Q(until__gte=year))
    return Course.objects.filter(
        Q(pk__in=by_table) | (by_years & ~Q(department__in=tables.values("department")))
    ).order_by()


def _reaching(rows: QuerySet[CourseUnit]) -> QuerySet[CourseUnit]:
    """Where the course leads to the level of the unit."""
    return rows.filter(Q(level__isnull=True) | Q(unit__level__isnull=True) | Q(level__gte=F("unit__level")))


def _teaching_rows(rows: QuerySet[CourseUnit], district: District, year: int) -> QuerySet[CourseUnit]:
    return _reaching(rows).filter(
        course__in=taught(year).values("pk"),
        course__department__school__in=_schools(district),
        course__department__state=DepartmentState.OPEN,
    )


def units_of(courses: Iterable[int]) -> set[int]:
    """Units in force that these courses cover at their level; two queries."""
    became = competency.successors()
    rows = _reaching(CourseUnit.objects.filter(course__in=list(courses))).values_list("unit", flat=True)
    return {became.get(unit, unit) for unit in rows}


def covered_units(district: District, year: int) -> set[int]:
    """Units that courses of open departments of the district cover for the intake of a year; two queries.

    For a unit that was replaced stands the one in force, as in what firms want.
    """
    became = competency.successors()
    rows = _teaching_rows(CourseUnit.objects.all(), district, year).values_list("unit", flat=True)
    return {became.get(unit, unit) for unit in rows}


def covered_by_department(district: District, year: int) -> dict[int, set[int]]:
    """Units covered for the intake of a year, by department; two queries."""
    became = competency.successors()
    found: dict[int, set[int]] = {}
    rows = _teaching_rows(CourseUnit.objects.all(), district, year)
    for department, unit in rows.values_list("course__department", "unit"):
        found.setdefault(department, set()).add(became.get(unit, unit))
    return found


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
    """The courses of open departments that cover a unit for the intake of a year, by unit; two queries."""
    became = competency.successors()
    rows = (
        _teaching_rows(CourseUnit.objects.visible_to(viewer), district, year)
        .select_related("course__department__school")
        .order_by("course__department__school__name", "course__code")
    )
    found: dict[int, list[Course]] = {}
    for row in rows:
        found.setdefault(became.get(row.unit_id, row.unit_id), []).append(row.course)
    return found


def naming(viewer: User, unit: Unit) -> QuerySet[Course]:
    """Courses that name exactly this unit, old or not."""
    rows = Course.objects.visible_to(viewer).filter(units__unit=unit).select_related("department__school")
    return rows.order_by("department__school__name", "code").distinct()


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


def _asked_courses(rows: QuerySet[Any], _today: date) -> QuerySet[Any]:
    return rows.filter(approval=Approval.ASKED)


def _in_state(*states: str) -> Any:
    return lambda rows, _today: rows.filter(state__in=states)


def _incomplete_tables(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Drafts for the next intake that nobody handed in."""
    return rows.filter(state=TableState.DRAFT, intake_year__lte=project_year.of(today) + 1)


def _unreconciled(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Requests in preparation whose intake has begun."""
    return rows.filter(state=ReorganisationState.PREPARING, campaign__intake_year__lte=project_year.of(today))


TODOS = (
    Todo(
        "curriculum.approve",
        _("승인을 기다리는 편제표"),
        _in_state(TableState.SUBMITTED),
        Table,
        Permission.CURRICULUM_APPROVE,
        member="department__school",
        page="curriculum:tables",
        query=(("todo", "approve"),),
        one="curriculum:table",
    ),
    Todo(
        "curriculum.draft",
        _("승인 요청하지 않은 편제표"),
        _incomplete_tables,
        Table,
        Permission.CURRICULUM_DRAFT,
        scopes=frozenset({"organisations"}),
        member="department__school",
        due=lambda today: project_year.last_day(project_year.of(today)),
        page="curriculum:tables",
        query=(("todo", "draft"),),
        one="curriculum:table",
    ),
    Todo(
        "curriculum.local",
        _("승인을 기다리는 지역 과목"),
        _asked_courses,
        Course,
        Permission.CURRICULUM_APPROVE,
        member="department__school",
        page="curriculum:courses",
        query=(("todo", "local"),),
    ),
    Todo(
        "curriculum.complete",
        _("보완을 요구받은 학과 개편 요청"),
        _in_state(ReorganisationState.INCOMPLETE),
        Request,
        Permission.CURRICULUM_REQUEST,
        scopes=frozenset({"organisations"}),
        member="school",
        due="campaign__closes_on",
        page="curriculum:requests",
        query=(("todo", "complete"),),
        one="curriculum:request",
    ),
    Todo(
        "curriculum.review",
        _("검토할 학과 개편 요청"),
        _in_state(ReorganisationState.PROPOSED, ReorganisationState.REVIEWED),
        Request,
        Permission.CURRICULUM_APPROVE,
        district="campaign__district",
        due="campaign__review_by",
        page="curriculum:requests",
        query=(("todo", "review"),),
        one="curriculum:request",
    ),
    Todo(
        "curriculum.reconcile",
        _("실제 신입생을 적지 않은 학과 개편"),
        _unreconciled,
        Request,
        Permission.CURRICULUM_REQUEST,
        member="school",
        page="curriculum:requests",
        query=(("todo", "reconcile"),),
        one="curriculum:request",
    ),
    Todo(
        "curriculum.training",
        _("답하지 않은 교원 연수 제안"),
        _in_state(ProposalState.PROPOSED),
        TrainingProposal,
        Permission.TRAINING_WRITE,
        member="department__school",
        page="curriculum:proposals",
        query=(("todo", "training"),),
    ),
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
