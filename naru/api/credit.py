"""University credit: registered, completed, then decided."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from naru.api import faults, lookup, pages
from naru.api.eyes import Eyes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Key, Question, Reference, Small, Some160, Text200, Text300, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.domain.credit import actions, queries
from naru.domain.credit.enums import AwardState, Basis
from naru.domain.credit.models import Award

router = Router(tags=["credit"])


class AwardsAsked(pages.Asked):
    district: Code | None = None
    university: Code | None = None
    school: Code | None = None
    state: AwardState | None = None
    basis: Basis | None = None


class AwardOut(Schema):
    id: int
    district: Reference
    code: str
    learner: Reference
    school: Reference
    university: Reference
    basis: Basis
    course: str
    hours: int
    credits: int
    state: AwardState
    registered_on: date
    completed_on: date | None
    decided_on: date | None
    document: str
    is_example: bool


class AwardIn(Question):
    """`learner`: an id; left out, the learner that the sender is."""

    district: Code
    code: Code
    learner: Key | None = None
    university: Code
    basis: Basis
    course: Some160
    hours: Small
    credits: Small = Field(ge=1)
    registered_on: Day


class AwardCompletionIn(Question):
    on: Day


class DecisionIn(Question):
    on: Day
    document: Text200


class AwardRefusalIn(Question):
    on: Day
    reason: Text300


def award_of(row: Award, eyes: Eyes) -> AwardOut:
    return AwardOut(
        id=row.pk,
        district=of(row.district),
        code=row.code,
        learner=eyes.learner(row.learner),
        school=of(row.learner.school),
        university=of(row.university),
        basis=Basis(row.basis),
        course=row.course,
        hours=row.hours,
        credits=row.credits,
        state=AwardState(row.state),
        registered_on=row.registered_on,
        completed_on=row.completed_on,
        decided_on=row.decided_on,
        document=row.document,
        is_example=row.is_example,
    )


def _award(viewer: User, pk: int) -> AwardOut:
    return award_of(queries.one(viewer, pk), Eyes(viewer))


@router.get("/", response={200: Page[AwardOut], **faults.LIST}, summary=_("학점 인정 목록"))
def awards(request: HttpRequest, asked: Query[AwardsAsked]) -> Page[AwardOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.CREDIT_READ)
    rows = pages.narrow(
        queries.listing(viewer),
        district__code=asked.district,
        university__code=asked.university,
        learner__school__code=asked.school,
        state=asked.state,
        basis=asked.basis,
    )
    eyes = Eyes(viewer)
    return pages.page_of(
        Page[AwardOut],
        rows,
        asked,
        viewer,
        lambda row: award_of(row, eyes),
        search=("course", "code", "university__name"),
        persons=("learner__name", "learner__number"),
    )


@router.get("/{int:pk}", response={200: AwardOut, **faults.ONE}, summary=_("학점 인정 하나"))
def award(request: HttpRequest, pk: int) -> AwardOut:
    return _award(viewer_of(request), pk)


@router.post("/", response={201: AwardOut, **faults.DEED}, summary=_("학점 인정 대상 등록하기"))
def register(request: HttpRequest, question: AwardIn) -> Status[AwardOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.CREDIT_APPLY)
    made = actions.register(
        district=lookup.district(viewer, Permission.CREDIT_READ, question.district),
        code=question.code,
        learner=lookup.learner(viewer, question.learner),
        university=lookup.organisation(viewer, "university", question.university, OrganisationKind.UNIVERSITY),
        basis=question.basis,
        course=question.course,
        hours=question.hours,
        credits=question.credits,
        registered_on=question.registered_on,
        by=viewer,
    )
    return Status(201, _award(viewer, made.pk))


@router.post("/{int:pk}/complete", response={200: AwardOut, **faults.DEED}, summary=_("이수 적기"))
def complete(request: HttpRequest, pk: int, question: AwardCompletionIn) -> AwardOut:
    viewer = viewer_of(request)
    actions.complete(award=queries.one(viewer, pk), on=question.on, by=viewer)
    return _award(viewer, pk)


@router.post("/{int:pk}/award", response={200: AwardOut, **faults.DEED}, summary=_("학점 인정하기"))
def give(request: HttpRequest, pk: int, question: DecisionIn) -> AwardOut:
    viewer = viewer_of(request)
    actions.award(award=queries.one(viewer, pk), on=question.on, document=question.document, by=viewer)
    return _award(viewer, pk)


@router.post("/{int:pk}/refuse", response={200: AwardOut, **faults.DEED}, summary=_("학점 인정하지 않기"))
def refuse(request: HttpRequest, pk: int, question: AwardRefusalIn) -> AwardOut:
    viewer = viewer_of(request)
    actions.refuse(award=queries.one(viewer, pk), on=question.on, reason=question.reason, by=viewer)
    return _award(viewer, pk)
