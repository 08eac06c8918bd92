"""Learners, teachers and employer staff; what an answer shows of them depends on its reader."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from naru.api import faults, lookup, pages, shapes
from naru.api.eyes import Eyes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Question, Reference, Some80, Text300, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.domain.people import actions, queries
from naru.domain.people.enums import Duty, LearnerState, Sex
from naru.domain.people.models import Learner, Staff, Teacher

router = Router(tags=["people"])


class LearnersAsked(pages.Asked):
    school: Code | None = None
    department: Code | None = None
    intake_year: shapes.Year | None = None
    state: LearnerState | None = None


class TeachersAsked(pages.Asked):
    school: Code | None = None


class StaffAsked(pages.Asked):
    organisation: Code | None = None
    duty: Duty | None = None


class LearnerOut(Schema):
    """A learner; personal fields are masked or empty for whoever may not see them."""

    id: int
    school: Reference
    number: str
    name: str
    birth_date: date | None
    sex: Sex | None
    department: str
    intake_year: int
    grade: int | None
    state: LearnerState
    graduated_on: date | None
    email: str | None
    is_example: bool


class GuardianOut(Schema):
    id: int
    name: str
    phone: str | None


class LearnerDetailOut(LearnerOut):
    guardians: list[GuardianOut]


class TeacherOut(Schema):
    id: int
    school: Reference
    number: str
    name: str
    subjects: str
    qualifications: str
    is_example: bool


class StaffOut(Schema):
    id: int
    organisation: Reference
    number: str
    name: str
    duty: Duty
    is_example: bool


class LearnerIn(Question):
    school: Code
    number: Code
    name: Some80
    birth_date: shapes.BirthDay
    sex: Sex
    department: Code
    intake_year: shapes.Year
    grade: int | None = Field(None, ge=1, le=3)


class GraduationIn(Question):
    on: Day


class LeavingIn(Question):
    why: Text300


def learner_of(row: Learner, eyes: Eyes) -> LearnerOut:
    known = eyes.learner(row)
    sex = eyes.personal(row.sex, row)
    return LearnerOut(
        id=row.pk,
        school=of(row.school),
        number=known.code,
        name=known.name,
        birth_date=eyes.contact(row.birth_date),
        sex=Sex(sex) if sex else None,
        department=row.department,
        intake_year=row.intake_year,
        grade=row.grade,
        state=LearnerState(row.state),
        graduated_on=row.graduated_on,
        email=eyes.contact(row.email),
        is_example=row.is_example,
    )


def detail_of(viewer: User, pk: int) -> LearnerDetailOut:
    eyes = Eyes(viewer)
    row = queries.one(viewer, pk)
    guardians = [
        GuardianOut(
            id=each.pk,
            name=eyes.name(each.name, is_own=each.user_id == viewer.pk),
            phone=eyes.contact(each.phone),
        )
        for each in queries.guardians_of(viewer, row)
    ]
    return LearnerDetailOut(**dict(learner_of(row, eyes)), guardians=guardians)


def teacher_of(row: Teacher, eyes: Eyes) -> TeacherOut:
    is_own = row.user_id == eyes.viewer.pk
    return TeacherOut(
        id=row.pk,
        school=of(row.school),
        number=eyes.number(row.number, is_own=is_own),
        name=eyes.name(row.name, is_own=is_own),
        subjects=row.subjects,
        qualifications=row.qualifications,
        is_example=row.is_example,
    )


def staff_of(row: Staff, eyes: Eyes) -> StaffOut:
    is_own = row.user_id == eyes.viewer.pk
    return StaffOut(
        id=row.pk,
        organisation=of(row.organisation),
        number=eyes.number(row.number, is_own=is_own),
        name=eyes.name(row.name, is_own=is_own),
        duty=Duty(row.duty),
        is_example=row.is_example,
    )


@router.get("/", response={200: Page[LearnerOut], **faults.LIST}, summary=_("학생 목록"))
def learners(request: HttpRequest, asked: Query[LearnersAsked]) -> Page[LearnerOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.PEOPLE_READ)
    rows = pages.narrow(
        queries.listing(viewer),
        school__code=asked.school,
        department=asked.department,
        intake_year=asked.intake_year,
        state=asked.state,
    )
    eyes = Eyes(viewer)
    return pages.page_of(
        Page[LearnerOut],
        rows,
        asked,
        viewer,
        lambda row: learner_of(row, eyes),
        search=("department", "school__name"),
        persons=("name", "number"),
    )


@router.get("/teachers/", response={200: Page[TeacherOut], **faults.LIST}, summary=_("교사 목록"))
def teachers(request: HttpRequest, asked: Query[TeachersAsked]) -> Page[TeacherOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.PEOPLE_READ)
    rows = pages.narrow(queries.teacher_listing(viewer), school__code=asked.school)
    eyes = Eyes(viewer)
    return pages.page_of(
        Page[TeacherOut],
        rows,
        asked,
        viewer,
        lambda row: teacher_of(row, eyes),
        search=("subjects", "school__name"),
        persons=("name", "number"),
    )


@router.get("/staff/", response={200: Page[StaffOut], **faults.LIST}, summary=_("기관 담당자 목록"))
def staff(request: HttpRequest, asked: Query[StaffAsked]) -> Page[StaffOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.PEOPLE_READ)
    rows = pages.narrow(queries.staff_listing(viewer), organisation__code=asked.organisation, duty=asked.duty)
    eyes = Eyes(viewer)
    return pages.page_of(
        Page[StaffOut],
        rows,
        asked,
        viewer,
        lambda row: staff_of(row, eyes),
        search=("organisation__name",),
        persons=("name", "number"),
    )


@router.get("/{int:pk}", response={200: LearnerDetailOut, **faults.ONE}, summary=_("학생 한 사람"))
def learner(request: HttpRequest, pk: int) -> LearnerDetailOut:
    return detail_of(viewer_of(request), pk)


@router.post("/", response={201: LearnerDetailOut, **faults.DEED}, summary=_("학생 등록하기"))
def enter_learner(request: HttpRequest, question: LearnerIn) -> Status[LearnerDetailOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.PEOPLE_WRITE)
    made = actions.enter_learner(
        school=lookup.organisation(viewer, "school", question.school, OrganisationKind.SCHOOL),
        number=question.number,
        name=question.name,
        birth_date=question.birth_date,
        sex=question.sex,
        department=question.department,
        intake_year=question.intake_year,
        grade=question.grade,
        by=viewer,
    )
    return Status(201, detail_of(viewer, made.pk))


@router.post("/{int:pk}/graduate", response={200: LearnerDetailOut, **faults.DEED}, summary=_("졸업 처리하기"))
def graduate(request: HttpRequest, pk: int, question: GraduationIn) -> LearnerDetailOut:
    viewer = viewer_of(request)
    actions.graduate(learner=queries.one(viewer, pk), on=question.on, by=viewer)
    return detail_of(viewer, pk)


@router.post("/{int:pk}/leave", response={200: LearnerDetailOut, **faults.DEED}, summary=_("학업 중단 처리하기"))
def leave(request: HttpRequest, pk: int, question: LeavingIn) -> LearnerDetailOut:
    viewer = viewer_of(request)
    actions.leave(learner=queries.one(viewer, pk), why=question.why, by=viewer)
    return detail_of(viewer, pk)
