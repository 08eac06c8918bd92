"""Openings of firms, applications of learners, and the employment that came of them."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from naru.api import faults, lookup, pages, rounds, shapes
from naru.api.eyes import Eyes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Key, Question, Reference, Small, Some160, Whole, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.demand import queries as demand
from naru.domain.demand.enums import Shift
from naru.domain.placement import actions, queries, rules
from naru.domain.placement.enums import ApplicationState, EndReason, OpeningState, RefusalReason
from naru.domain.placement.models import Application, Opening, Placement

router = Router(tags=["placement"])
router.add_router("", rounds.router)


class OpeningsAsked(pages.AskedHere):
    firm: Code | None = None
    occupation: Code | None = None
    state: OpeningState | None = None


class ApplicationsAsked(pages.AskedHere):
    opening: Key | None = None
    firm: Code | None = None
    state: ApplicationState | None = None


class PlacementsAsked(pages.Asked):
    firm: Code | None = None
    school: Code | None = None
    is_insured: bool | None = None


class OpeningOut(Schema):
    """`need`: the need behind the opening, for whoever may read it."""

    id: int
    district: Reference
    code: str
    firm: Reference
    occupation: Reference
    need: Reference | None
    title: str
    year: int
    seats: int
    wage: int | None
    deadline: date
    starts_on: date | None
    hours: int | None
    shift: Shift | None
    workplace: str
    has_dormitory: bool
    has_commuting_aid: bool
    required_licences: str
    wanted_licences: str
    units_bind: bool
    least_age: int | None
    is_harmful: bool
    has_military_service: bool
    benefits: str
    opened_on: date | None
    source: str
    state: OpeningState
    applied: int
    offered: int
    accepted: int
    is_example: bool


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
    refusal: RefusalReason | None


class PlacementOut(Schema):
    """Employment; its days and the reason of its end are personal."""

    id: int
    learner: Reference
    school: Reference
    firm: Reference
    opening: Reference | None
    starts: date | None
    ends: date | None
    end_reason: EndReason | None
    is_insured: bool
    is_example: bool


class OpeningIn(Question):
    """`need`: the id of the need that the opening answers."""

    district: Code
    code: Code
    firm: Code
    occupation: Code
    title: Some160
    year: shapes.Year
    seats: Small = Field(ge=1)
    wage: Whole | None = None
    deadline: Day
    need: Key | None = None


class DetailsIn(Question):
    """What a draft offers and asks; what is left out is emptied. `required_units`, `wanted_units`: codes of units."""

    starts_on: Day | None = None
    hours: Small | None = None
    shift: Shift | None = None
    workplace: shapes.Text160 = ""
    has_dormitory: bool = False
    has_commuting_aid: bool = False
    required_licences: shapes.Text200 = ""
    wanted_licences: shapes.Text200 = ""
    units_bind: bool = False
    least_age: Small | None = None
    is_harmful: bool = False
    has_military_service: bool = False
    benefits: shapes.Text300 = ""
    source: shapes.Text200 = ""
    required_units: list[Code] = Field(default_factory=list, max_length=50)
    wanted_units: list[Code] = Field(default_factory=list, max_length=50)


class RenewalIn(Question):
    deadline: Day


class ReturnIn(Question):
    why: shapes.Some200


class ApplicationIn(Question):
    """`learner`: an id; left out, the learner that the sender is. `consents`: the learner agrees to the words of the
    consent for this firm (/privacy/texts/firm/); without that nobody can apply."""

    learner: Key | None = None
    consents: bool = False


class OfferIn(Question):
    answer_by: Day


class RefusalIn(Question):
    reason: RefusalReason


class AcceptanceIn(Question):
    starts: Day


class PlacementEndIn(Question):
    on: Day
    reason: EndReason


def _needs(viewer: User, openings: Iterable[Opening]) -> dict[int, Reference]:
    """References to those needs behind the openings that the viewer may read; one query."""
    wanted = {each.need_id for each in openings if each.need_id}
    return {each.pk: of(each, each.firm.label) for each in demand.listing(viewer).filter(pk__in=wanted)}


def opening_of(row: Opening, needs: dict[int, Reference]) -> OpeningOut:
    return OpeningOut(
        id=row.pk,
        district=of(row.district),
        code=row.code,
        firm=of(row.firm),
        occupation=of(row.occupation),
        need=needs.get(row.need_id or 0),
        title=row.title,
        year=row.year,
        seats=row.seats,
        wage=row.wage,
        deadline=row.deadline,
        starts_on=row.starts_on,
        hours=row.hours,
        shift=Shift(row.shift) if row.shift else None,
        workplace=row.workplace,
        has_dormitory=row.has_dormitory,
        has_commuting_aid=row.has_commuting_aid,
        required_licences=row.required_licences,
        wanted_licences=row.wanted_licences,
        units_bind=row.units_bind,
        least_age=row.least_age,
        is_harmful=row.is_harmful,
        has_military_service=row.has_military_service,
        benefits=row.benefits,
        opened_on=row.opened_on,
        source=row.source,
        state=OpeningState(row.state),
        applied=row.applied,  # type: ignore[attr-defined]
        offered=row.offered,  # type: ignore[attr-defined]
        accepted=row.accepted,  # type: ignore[attr-defined]
        is_example=row.is_example,
    )


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
        refusal=RefusalReason(refusal) if refusal else None,
    )


def placement_of(row: Placement, eyes: Eyes) -> PlacementOut:
    reason = eyes.personal(row.end_reason, row.learner)
    return PlacementOut(
        id=row.pk,
        learner=eyes.learner(row.learner),
        school=of(row.learner.school),
        firm=of(row.firm),
        opening=of(row.opening, row.opening.title) if row.opening else None,
        starts=eyes.personal(row.starts, row.learner),
        ends=eyes.personal(row.ends, row.learner),
        end_reason=EndReason(reason) if reason else None,
        is_insured=row.is_insured,
        is_example=row.is_example,
    )


def _opening(viewer: User, pk: int) -> OpeningOut:
    row = queries.one(viewer, pk)
    return opening_of(row, _needs(viewer, [row]))


def _application(viewer: User, pk: int) -> ApplicationOut:
    return application_of(queries.application_one(viewer, pk), Eyes(viewer))


def _placement(viewer: User, pk: int) -> PlacementOut:
    return placement_of(queries.placement_one(viewer, pk), Eyes(viewer))


@router.get("/", response={200: Page[OpeningOut], **faults.LIST}, summary=_("채용공고 목록"))
def openings(request: HttpRequest, asked: Query[OpeningsAsked]) -> Page[OpeningOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.PLACEMENT_READ)
    rows = pages.narrow(
        queries.listing(viewer),
        district__code=asked.district,
        year=asked.year,
        firm__code=asked.firm,
        occupation__code=asked.occupation,
        state=asked.state,
    )
    return pages.page_of_many(
        Page[OpeningOut],
        rows,
        asked,
        viewer,
        lambda shown: [opening_of(row, needs) for needs in [_needs(viewer, shown)] for row in shown],
        search=("title", "code", "firm__name"),
    )


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


@router.get("/placements/", response={200: Page[PlacementOut], **faults.LIST}, summary=_("취업 목록"))
def placements(request: HttpRequest, asked: Query[PlacementsAsked]) -> Page[PlacementOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.PLACEMENT_READ)
    rows = pages.narrow(
        queries.placement_listing(viewer),
        firm__code=asked.firm,
        learner__school__code=asked.school,
        is_insured=asked.is_insured,
    )
    eyes = Eyes(viewer)
    return pages.page_of(
        Page[PlacementOut],
        rows,
        asked,
        viewer,
        lambda row: placement_of(row, eyes),
        search=("firm__name", "learner__school__name"),
        persons=("learner__name", "learner__number"),
    )


@router.get("/{int:pk}", response={200: OpeningOut, **faults.ONE}, summary=_("채용공고 하나"))
def opening(request: HttpRequest, pk: int) -> OpeningOut:
    return _opening(viewer_of(request), pk)


@router.get("/applications/{int:pk}", response={200: ApplicationOut, **faults.ONE}, summary=_("지원 하나"))
def application(request: HttpRequest, pk: int) -> ApplicationOut:
    return _application(viewer_of(request), pk)


@router.get("/placements/{int:pk}", response={200: PlacementOut, **faults.ONE}, summary=_("취업 하나"))
def placement(request: HttpRequest, pk: int) -> PlacementOut:
    return _placement(viewer_of(request), pk)


@router.post("/", response={201: OpeningOut, **faults.DEED}, summary=_("채용공고 쓰기"))
def draft_opening(request: HttpRequest, question: OpeningIn) -> Status[OpeningOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.PLACEMENT_OPEN)
    made = actions.draft_opening(
        district=lookup.district(viewer, Permission.PLACEMENT_READ, question.district),
        code=question.code,
        firm=lookup.organisation(viewer, "firm", question.firm),
        occupation=lookup.occupation(viewer, question.occupation),
        title=question.title,
        year=question.year,
        seats=question.seats,
        wage=question.wage,
        deadline=question.deadline,
        need=None if question.need is None else demand.one(viewer, question.need),
        by=viewer,
    )
    return Status(201, _opening(viewer, made.pk))


@router.post("/openings/{int:pk}/publish", response={200: OpeningOut, **faults.DEED}, summary=_("채용공고 열기"))
def publish(request: HttpRequest, pk: int) -> OpeningOut:
    viewer = viewer_of(request)
    actions.publish(opening=queries.one(viewer, pk), today=timezone.localdate(), by=viewer)
    return _opening(viewer, pk)


@router.post(
    "/openings/{int:pk}/describe", response={200: OpeningOut, **faults.DEED}, summary=_("채용공고의 근무 조건 적기")
)
def describe(request: HttpRequest, pk: int, question: DetailsIn) -> OpeningOut:
    viewer = viewer_of(request)
    given = question.model_dump(exclude={"required_units", "wanted_units"})
    given["shift"] = question.shift or ""
    wanted = lookup.units(viewer, "wanted_units", question.wanted_units)
    required = lookup.units(viewer, "required_units", question.required_units)
    units = {**{each.pk: False for each in wanted}, **{each.pk: True for each in required}}
    actions.describe_opening(
        opening=queries.one(viewer, pk),
        details=rules.Details(**given),
        units=units,
        today=timezone.localdate(),
        by=viewer,
    )
    return _opening(viewer, pk)


@router.post("/openings/{int:pk}/return", response={200: OpeningOut, **faults.DEED}, summary=_("채용공고 돌려주기"))
def give_back(request: HttpRequest, pk: int, question: ReturnIn) -> OpeningOut:
    viewer = viewer_of(request)
    actions.return_opening(opening=queries.one(viewer, pk), why=question.why, by=viewer)
    return _opening(viewer, pk)


@router.post("/openings/{int:pk}/check", response={200: OpeningOut, **faults.DEED}, summary=_("채용공고 확인하기"))
def check(request: HttpRequest, pk: int) -> OpeningOut:
    viewer = viewer_of(request)
    actions.check_opening(opening=queries.one(viewer, pk), by=viewer)
    return _opening(viewer, pk)


@router.post(
    "/openings/{int:pk}/renew", response={200: OpeningOut, **faults.DEED}, summary=_("채용공고의 마감일 늦추기")
)
def renew(request: HttpRequest, pk: int, question: RenewalIn) -> OpeningOut:
    viewer = viewer_of(request)
    opening = queries.one(viewer, pk)
    actions.renew(opening=opening, deadline=question.deadline, today=timezone.localdate(), by=viewer)
    return _opening(viewer, pk)


@router.post("/openings/{int:pk}/close", response={200: OpeningOut, **faults.DEED}, summary=_("채용공고 마감하기"))
def close(request: HttpRequest, pk: int) -> OpeningOut:
    viewer = viewer_of(request)
    actions.close(opening=queries.one(viewer, pk), by=viewer)
    return _opening(viewer, pk)


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
    "/applications/{int:pk}/accept", response={201: PlacementOut, **faults.DEED}, summary=_("채용 제안 받아들이기")
)
def accept(request: HttpRequest, pk: int, question: AcceptanceIn) -> Status[PlacementOut]:
    viewer = viewer_of(request)
    made = actions.accept(
        application=queries.application_one(viewer, pk),
        today=timezone.localdate(),
        starts=question.starts,
        by=viewer,
    )
    return Status(201, _placement(viewer, made.pk))


@router.post(
    "/applications/{int:pk}/decline", response={200: ApplicationOut, **faults.DEED}, summary=_("채용 제안 거절하기")
)
def decline(request: HttpRequest, pk: int) -> ApplicationOut:
    viewer = viewer_of(request)
    actions.decline(application=queries.application_one(viewer, pk), today=timezone.localdate(), by=viewer)
    return _application(viewer, pk)


@router.post("/placements/{int:pk}/end", response={200: PlacementOut, **faults.DEED}, summary=_("퇴사 적기"))
def end_placement(request: HttpRequest, pk: int, question: PlacementEndIn) -> PlacementOut:
    viewer = viewer_of(request)
    actions.end_placement(
        placement=queries.placement_one(viewer, pk), on=question.on, reason=question.reason, by=viewer
    )
    return _placement(viewer, pk)
