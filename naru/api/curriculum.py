"""Departments with their seats by intake, and courses with the units they cover."""

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from naru.api import faults, lookup, pages, shapes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Key, Question, Reference, Small, Some120, Some160, Text200, Text300, Whole, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.domain.curriculum import actions, queries
from naru.domain.curriculum.actions import courses as course_actions
from naru.domain.curriculum.enums import CourseKind, DepartmentState
from naru.domain.curriculum.models import Course, Department

router = Router(tags=["curriculum"])


class DepartmentsAsked(pages.Asked):
    """`year`: the intake whose seats are shown; without it the latest."""

    year: shapes.Year | None = None
    school: Code | None = None
    state: DepartmentState | None = None
    is_industry: bool | None = None


class CoursesAsked(pages.Asked):
    school: Code | None = None
    department: Key | None = None
    kind: CourseKind | None = None


class DepartmentOut(Schema):
    id: int
    school: Reference
    code: str
    name: str
    state: DepartmentState
    is_industry: bool
    seats: int
    source: str


class SeatsOut(Schema):
    intake_year: int
    seats: int
    source: str


class DepartmentDetailOut(DepartmentOut):
    seats_by_intake: list[SeatsOut]


class CourseOut(Schema):
    id: int
    school: Reference
    department: Reference
    code: str
    name: str
    kind: CourseKind
    credits: int
    hours: int
    since: int
    until: int | None
    units: list[Reference]
    is_example: bool


class DepartmentIn(Question):
    school: Code
    code: Code
    name: Some120
    state: DepartmentState
    is_industry: bool = False


class DepartmentStateIn(Question):
    state: DepartmentState
    why: Text300


class SeatsIn(Question):
    intake_year: shapes.Year
    seats: Whole
    source: Text200 = ""


class CourseIn(Question):
    code: Code
    name: Some160
    kind: CourseKind
    credits: Small
    hours: Small
    since: shapes.Year
    is_candidate: bool = False
    units: list[Code] = Field(default=[], max_length=200)


def department_of(row: Department) -> DepartmentOut:
    return DepartmentOut(
        id=row.pk,
        school=of(row.school),
        code=row.code,
        name=row.name,
        state=DepartmentState(row.state),
        is_industry=row.is_industry,
        seats=row.seats_now,  # type: ignore[attr-defined]
        source=row.source,
    )


def detail_of(viewer: User, pk: int) -> DepartmentDetailOut:
    row = queries.one(viewer, pk)
    seats = [
        SeatsOut(intake_year=each.intake_year, seats=each.seats, source=each.source)
        for each in queries.seats_of(viewer, row)
    ]
    return DepartmentDetailOut(**dict(department_of(row)), seats_by_intake=seats)


def course_of(row: Course) -> CourseOut:
    return CourseOut(
        id=row.pk,
        school=of(row.department.school),
        department=of(row.department),
        code=row.code,
        name=row.name,
        kind=CourseKind(row.kind),
        credits=row.credits,
        hours=row.hours,
        since=row.since,
        until=row.until,
        units=[of(each.unit) for each in row.units.all()],
        is_example=row.is_example,
    )


@router.get("/", response={200: Page[DepartmentOut], **faults.LIST}, summary=_("학과 목록"))
def departments(request: HttpRequest, asked: Query[DepartmentsAsked]) -> Page[DepartmentOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.CURRICULUM_READ)
    rows = pages.narrow(
        queries.listing(viewer, asked.year),
        school__code=asked.school,
        state=asked.state,
        is_industry=asked.is_industry,
    )
    return pages.page_of(
        Page[DepartmentOut], rows, asked, viewer, department_of, search=("name", "code", "school__name")
    )


@router.get("/courses/", response={200: Page[CourseOut], **faults.LIST}, summary=_("과목 목록"))
def courses(request: HttpRequest, asked: Query[CoursesAsked]) -> Page[CourseOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.CURRICULUM_READ)
    rows = pages.narrow(
        queries.course_listing(viewer),
        department__school__code=asked.school,
        department=asked.department,
        kind=asked.kind,
    )
    return pages.page_of(Page[CourseOut], rows, asked, viewer, course_of, search=("name", "code", "department__name"))


@router.get("/{int:pk}", response={200: DepartmentDetailOut, **faults.ONE}, summary=_("학과 하나"))
def department(request: HttpRequest, pk: int) -> DepartmentDetailOut:
    return detail_of(viewer_of(request), pk)


@router.post("/", response={201: DepartmentDetailOut, **faults.DEED}, summary=_("학과 열기"))
def open_department(request: HttpRequest, question: DepartmentIn) -> Status[DepartmentDetailOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.CURRICULUM_WRITE)
    made = actions.open_department(
        school=lookup.organisation(viewer, "school", question.school, OrganisationKind.SCHOOL),
        code=question.code,
        name=question.name,
        state=question.state,
        is_industry=question.is_industry,
        by=viewer,
    )
    return Status(201, detail_of(viewer, made.pk))


@router.post("/{int:pk}/state", response={200: DepartmentDetailOut, **faults.DEED}, summary=_("학과 상태 바꾸기"))
def change_state(request: HttpRequest, pk: int, question: DepartmentStateIn) -> DepartmentDetailOut:
    viewer = viewer_of(request)
    actions.change_state(department=queries.one(viewer, pk), state=question.state, why=question.why, by=viewer)
    return detail_of(viewer, pk)


@router.post("/{int:pk}/seats", response={200: DepartmentDetailOut, **faults.DEED}, summary=_("정원 정하기"))
def set_seats(request: HttpRequest, pk: int, question: SeatsIn) -> DepartmentDetailOut:
    viewer = viewer_of(request)
    actions.set_seats(
        department=queries.one(viewer, pk),
        intake_year=question.intake_year,
        seats=question.seats,
        source=question.source,
        by=viewer,
    )
    return detail_of(viewer, pk)


@router.post("/{int:pk}/courses", response={201: CourseOut, **faults.DEED}, summary=_("과목 더하기"))
def add_course(request: HttpRequest, pk: int, question: CourseIn) -> Status[CourseOut]:
    viewer = viewer_of(request)
    units = lookup.units(viewer, "units", question.units)
    made = course_actions.add_course(
        department=queries.one(viewer, pk),
        code=question.code,
        told=course_actions.Told(
            name=question.name,
            kind=question.kind,
            credits=question.credits,
            hours=question.hours,
            since=question.since,
            is_candidate=question.is_candidate,
            units=tuple((each, None) for each in units),
        ),
        by=viewer,
    )
    return Status(201, course_of(made))
