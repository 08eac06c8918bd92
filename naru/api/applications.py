"""Applications of learners to openings, and what is answered to them."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from naru.api import faults, lookup, pages, placements
from naru.api.eyes import Eyes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Key, Question, Reference, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.placement import actions, queries
from naru.domain.placement.enums import ApplicationState, RefusalReason
from naru.domain.placement.models import Application

router = Router(tags=["placement"])


class ApplicationsAsked(pages.AskedHere):
    opening: Key | None = None
    firm: Code | None = None
    state: ApplicationState | None = None


class ApplicationOut(Schema):
    id: int
    opening: Reference
    firm: Reference
    learner: Reference
    school: Reference
    state: ApplicationState
    applied_on: date
    offered_on: date | None
    answer_by: date | None
    answered_on: date | None
    decide_by: date | None
    refusal: RefusalReason | None


class ApplicationIn(Question):
    """`learner`: an id; left out, the learner that the sender is. `consents`: the learner agrees to the words of the
    consent for this firm (/privacy/texts/firm/); without that nobody can apply."""

    learner: Key | None = None
    consents: bool = False


class StepIn(Question):
    """`state`: reviewing, preparing, postponed or pool; `decide_by`: the day by which the firm answers."""

    state: ApplicationState
    decide_by: Day


class OfferIn(Question):
    answer_by: Day


class RefusalIn(Question):
    reason: RefusalReason


class AcceptanceIn(Question):
    starts: Day


def application_of(row: Application, eyes: Eyes) -> ApplicationOut:
    refusal = eyes.personal(row.refusal, row.learner)
    return ApplicationOut(
        id=row.pk,
        opening=of(row.opening, row.opening.title),
        firm=of(row.opening.firm),
        learner=eyes.learner(row.learner),
        school=of(row.learner.school),
        state=ApplicationState(row.state),
        applied_on=row.applied_on,
        offered_on=row.offered_on,
        answer_by=row.answer_by,
        answered_on=row.answered_on,
        decide_by=row.decide_by,
        refusal=RefusalReason(refusal) if refusal else None,
    )


def _application(viewer: User, pk: int) -> ApplicationOut:
    return application_of(queries.application_one(viewer, pk), Eyes(viewer))


@router.get("/applications/", response={200: Page[ApplicationOut], **faults.LIST}, summary=_("지원 목록"))
def applications(request: HttpRequest, asked: Query[ApplicationsAsked]) -> Page[ApplicationOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.PLACEMENT_READ)
    rows = pages.narrow(
        queries.application_listing(viewer),
        opening__district__code=asked.district,
        opening__year=asked.year,
        opening=asked.opening,
        opening__firm__code=asked.firm,
        state=asked.state,
    )
    eyes = Eyes(viewer)
    return pages.page_of(
        Page[ApplicationOut],
        rows,
        asked,
        viewer,
        lambda row: application_of(row, eyes),
        search=("opening__title", "opening__firm__name"),
        persons=("learner__name", "learner__number"),
    )


@router.get("/applications/{int:pk}", response={200: ApplicationOut, **faults.ONE}, summary=_("지원 하나"))
def application(request: HttpRequest, pk: int) -> ApplicationOut:
    return _application(viewer_of(request), pk)


@router.post(
    "/openings/{int:pk}/apply", response={201: ApplicationOut, **faults.DEED}, summary=_("채용공고에 지원하기")
)
def apply(request: HttpRequest, pk: int, question: ApplicationIn) -> Status[ApplicationOut]:
    viewer = viewer_of(request)
    opening = queries.one(viewer, pk)
    lookup.may(viewer, Permission.PLACEMENT_APPLY)
    made = actions.apply(
        opening=opening,
        learner=lookup.learner(viewer, question.learner),
        consents=question.consents,
        today=timezone.localdate(),
        by=viewer,
    )
    return Status(201, _application(viewer, made.pk))


@router.post(
    "/applications/{int:pk}/withdraw", response={200: ApplicationOut, **faults.DEED}, summary=_("지원 취소하기")
)
def withdraw(request: HttpRequest, pk: int) -> ApplicationOut:
    viewer = viewer_of(request)
    actions.withdraw(application=queries.application_one(viewer, pk), by=viewer)
    return _application(viewer, pk)


@router.post(
    "/applications/{int:pk}/consider", response={200: ApplicationOut, **faults.DEED}, summary=_("심사 단계 알리기")
)
def consider(request: HttpRequest, pk: int, question: StepIn) -> ApplicationOut:
    viewer = viewer_of(request)
    actions.consider(
        application=queries.application_one(viewer, pk),
        state=question.state,
        decide_by=question.decide_by,
        today=timezone.localdate(),
        by=viewer,
    )
    return _application(viewer, pk)


@router.post("/applications/{int:pk}/offer", response={200: ApplicationOut, **faults.DEED}, summary=_("채용 제안하기"))
def offer(request: HttpRequest, pk: int, question: OfferIn) -> ApplicationOut:
    viewer = viewer_of(request)
    actions.offer(
        application=queries.application_one(viewer, pk),
        answer_by=question.answer_by,
        today=timezone.localdate(),
        by=viewer,
    )
    return _application(viewer, pk)


@router.post("/applications/{int:pk}/refuse", response={200: ApplicationOut, **faults.DEED}, summary=_("불합격 알리기"))
def refuse(request: HttpRequest, pk: int, question: RefusalIn) -> ApplicationOut:
    viewer = viewer_of(request)
    actions.refuse(application=queries.application_one(viewer, pk), reason=question.reason, by=viewer)
    return _application(viewer, pk)


@router.post(
    "/applications/{int:pk}/accept",
    response={201: placements.PlacementOut, **faults.DEED},
    summary=_("채용 제안 받아들이기"),
)
def accept(request: HttpRequest, pk: int, question: AcceptanceIn) -> Status[placements.PlacementOut]:
    viewer = viewer_of(request)
    made = actions.accept(
        application=queries.application_one(viewer, pk),
        today=timezone.localdate(),
        starts=question.starts,
        by=viewer,
    )
    return Status(201, placements.one(viewer, made.pk))


@router.post(
    "/applications/{int:pk}/decline", response={200: ApplicationOut, **faults.DEED}, summary=_("채용 제안 거절하기")
)
def decline(request: HttpRequest, pk: int) -> ApplicationOut:
    viewer = viewer_of(request)
    actions.decline(application=queries.application_one(viewer, pk), today=timezone.localdate(), by=viewer)
    return _application(viewer, pk)
