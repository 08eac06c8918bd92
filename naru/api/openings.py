"""Openings of firms: read, written, opened, closed; and what is known of the firms behind them."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from naru.api import faults, lookup, pages, shapes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Key, Question, Reference, Small, Some160, Whole, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.demand import queries as demand
from naru.domain.demand.enums import Shift
from naru.domain.placement import actions, queries, rules
from naru.domain.placement.enums import OpeningState
from naru.domain.placement.models import Opening

router = Router(tags=["placement"])


class OpeningsAsked(pages.AskedHere):
    firm: Code | None = None
    occupation: Code | None = None
    state: OpeningState | None = None


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


def _opening(viewer: User, pk: int) -> OpeningOut:
    row = queries.one(viewer, pk)
    return opening_of(row, _needs(viewer, [row]))


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


@router.get("/{int:pk}", response={200: OpeningOut, **faults.ONE}, summary=_("채용공고 하나"))
def opening(request: HttpRequest, pk: int) -> OpeningOut:
    return _opening(viewer_of(request), pk)


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
