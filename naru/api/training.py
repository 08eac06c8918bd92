"""Programmes with sign-up and completion by hours."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Self

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field, PlainSerializer, model_validator

from naru.api import faults, lookup, pages, shapes
from naru.api.eyes import Eyes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Key, Question, Reference, Small, Some160, Text200, Whole, Won, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.budget import queries as budget
from naru.domain.training import actions, queries
from naru.domain.training.enums import EnrolmentState, ProgrammeKind
from naru.domain.training.models import Enrolment, Programme

router = Router(tags=["training"])


class ProgrammesAsked(pages.AskedHere):
    kind: ProgrammeKind | None = None
    provider: Code | None = None


class EnrolmentsAsked(pages.AskedHere):
    programme: Key | None = None
    state: EnrolmentState | None = None
    school: Code | None = None


class ProgrammeOut(Schema):
    id: int
    district: Reference
    code: str
    name: str
    kind: ProgrammeKind
    provider: Reference
    year: int
    capacity: int
    taken: int
    waiting: int
    completed: int
    hours: int
    opens_on: date
    closes_on: date
    starts: date
    ends: date
    source: str
    is_example: bool


#: Local time of day. The format "time" of JSON Schema wants an offset, which a timetable does not have.
Hour = Annotated[
    time,
    PlainSerializer(lambda at: f"{at:%H:%M}", return_type=str),
    Field(json_schema_extra={"pattern": r"^\d\d:\d\d$"}),
]


class SessionOut(Schema):
    id: int
    on: date
    starts: Hour
    ends: Hour
    place: str


class FundingOut(Schema):
    fund: Reference
    line: Reference
    amount: int


class ProgrammeDetailOut(ProgrammeOut):
    sessions: list[SessionOut]
    fundings: list[FundingOut]


class EnrolmentOut(Schema):
    id: int
    programme: Reference
    learner: Reference
    school: Reference
    state: EnrolmentState
    signed_up_at: datetime
    hours_done: float
    completed_on: date | None
    evidence: str


class FundingIn(Question):
    """`line`: the id of a budget line."""

    line: Key
    amount: Won


class ProgrammeIn(Question):
    district: Code
    code: Code
    name: Some160
    kind: ProgrammeKind
    provider: Code
    year: shapes.Year
    capacity: Whole
    hours: Small
    opens_on: Day
    closes_on: Day
    starts: Day
    ends: Day
    fundings: list[FundingIn] = Field(default=[], max_length=30)

    @model_validator(mode="after")
    def days_are_ordered(self) -> Self:
        return shapes.ordered(shapes.ordered(self, "opens_on", "closes_on"), "starts", "ends")


class SignUpIn(Question):
    """`learner`: an id; left out, the learner that the sender is."""

    learner: Key | None = None


class CompletionIn(Question):
    hours_done: Annotated[Decimal, Field(ge=0, max_digits=6, decimal_places=1)]
    on: Day
    evidence: Text200


def programme_of(row: Programme) -> ProgrammeOut:
    return ProgrammeOut(
        id=row.pk,
        district=of(row.district),
        code=row.code,
        name=row.name,
        kind=ProgrammeKind(row.kind),
        provider=of(row.provider),
        year=row.year,
        capacity=row.capacity,
        taken=row.taken,  # type: ignore[attr-defined]
        waiting=row.waiting,  # type: ignore[attr-defined]
        completed=row.completed,  # type: ignore[attr-defined]
        hours=row.hours,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        starts=row.starts,
        ends=row.ends,
        source=row.source,
        is_example=row.is_example,
    )


def detail_of(viewer: User, pk: int) -> ProgrammeDetailOut:
    row = queries.one(viewer, pk)
    return ProgrammeDetailOut(
        **dict(programme_of(row)),
        sessions=[
            SessionOut(id=each.pk, on=each.on, starts=each.starts, ends=each.ends, place=each.place)
            for each in queries.sessions_of(viewer, row)
        ],
        fundings=[
            FundingOut(fund=of(each.line.fund), line=of(each.line, each.line.title), amount=each.amount)
            for each in queries.fundings_of(viewer, row)
        ],
    )


def enrolment_of(row: Enrolment, eyes: Eyes) -> EnrolmentOut:
    return EnrolmentOut(
        id=row.pk,
        programme=of(row.programme),
        learner=eyes.learner(row.learner),
        school=of(row.learner.school),
        state=EnrolmentState(row.state),
        signed_up_at=row.signed_up_at,
        hours_done=float(row.hours_done),
        completed_on=row.completed_on,
        evidence=row.evidence,
    )


def _enrolment(viewer: User, pk: int) -> EnrolmentOut:
    return enrolment_of(queries.enrolment_one(viewer, pk), Eyes(viewer))


@router.get("/", response={200: Page[ProgrammeOut], **faults.LIST}, summary=_("과정 목록"))
def programmes(request: HttpRequest, asked: Query[ProgrammesAsked]) -> Page[ProgrammeOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.TRAINING_READ)
    rows = pages.narrow(
        queries.listing(viewer),
        district__code=asked.district,
        year=asked.year,
        kind=asked.kind,
        provider__code=asked.provider,
    )
    return pages.page_of(
        Page[ProgrammeOut], rows, asked, viewer, programme_of, search=("name", "code", "provider__name")
    )


@router.get("/enrolments/", response={200: Page[EnrolmentOut], **faults.LIST}, summary=_("과정 참여 목록"))
def enrolments(request: HttpRequest, asked: Query[EnrolmentsAsked]) -> Page[EnrolmentOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.TRAINING_READ)
    rows = pages.narrow(
        queries.enrolment_listing(viewer),
        programme__district__code=asked.district,
        programme__year=asked.year,
        programme=asked.programme,
        state=asked.state,
        learner__school__code=asked.school,
    )
    eyes = Eyes(viewer)
    return pages.page_of(
        Page[EnrolmentOut],
        rows,
        asked,
        viewer,
        lambda row: enrolment_of(row, eyes),
        search=("programme__name", "learner__school__name"),
        persons=("learner__name", "learner__number"),
    )


@router.get("/{int:pk}", response={200: ProgrammeDetailOut, **faults.ONE}, summary=_("과정 하나"))
def programme(request: HttpRequest, pk: int) -> ProgrammeDetailOut:
    return detail_of(viewer_of(request), pk)


@router.get("/enrolments/{int:pk}", response={200: EnrolmentOut, **faults.ONE}, summary=_("과정 참여 하나"))
def enrolment(request: HttpRequest, pk: int) -> EnrolmentOut:
    return _enrolment(viewer_of(request), pk)


@router.post("/", response={201: ProgrammeDetailOut, **faults.DEED}, summary=_("과정 알리기"))
def announce(request: HttpRequest, question: ProgrammeIn) -> Status[ProgrammeDetailOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.TRAINING_WRITE)
    made = actions.announce(
        district=lookup.district(viewer, Permission.TRAINING_READ, question.district),
        code=question.code,
        name=question.name,
        kind=question.kind,
        provider=lookup.organisation(viewer, "provider", question.provider),
        year=question.year,
        capacity=question.capacity,
        hours=question.hours,
        opens_on=question.opens_on,
        closes_on=question.closes_on,
        starts=question.starts,
        ends=question.ends,
        fundings=[(budget.line_one(viewer, each.line), each.amount) for each in question.fundings],
        by=viewer,
    )
    return Status(201, detail_of(viewer, made.pk))


@router.post("/{int:pk}/sign-up", response={201: EnrolmentOut, **faults.DEED}, summary=_("과정 신청하기"))
def sign_up(request: HttpRequest, pk: int, question: SignUpIn) -> Status[EnrolmentOut]:
    viewer = viewer_of(request)
    programme = queries.one(viewer, pk)
    lookup.may(viewer, Permission.TRAINING_ENROL)
    made = actions.sign_up(
        programme=programme,
        learner=lookup.learner(viewer, question.learner),
        today=timezone.localdate(),
        by=viewer,
    )
    return Status(201, _enrolment(viewer, made.pk))


@router.post("/enrolments/{int:pk}/withdraw", response={200: EnrolmentOut, **faults.DEED}, summary=_("참여 취소하기"))
def withdraw(request: HttpRequest, pk: int) -> EnrolmentOut:
    viewer = viewer_of(request)
    actions.withdraw(enrolment=queries.enrolment_one(viewer, pk), by=viewer)
    return _enrolment(viewer, pk)


@router.post("/enrolments/{int:pk}/complete", response={200: EnrolmentOut, **faults.DEED}, summary=_("수료 처리하기"))
def complete(request: HttpRequest, pk: int, question: CompletionIn) -> EnrolmentOut:
    viewer = viewer_of(request)
    actions.complete(
        enrolment=queries.enrolment_one(viewer, pk),
        hours_done=question.hours_done,
        on=question.on,
        evidence=question.evidence,
        by=viewer,
    )
    return _enrolment(viewer, pk)
