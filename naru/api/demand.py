"""What firms need: stated, revised with a reason, and the signals that evidence sends back."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from naru.api import faults, lookup, pages, shapes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Question, Reference, Text300, Whole, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.privacy import masking
from naru.domain.competency.models import Unit
from naru.domain.demand import actions, queries
from naru.domain.demand.enums import Confidence, NeedSource, SignalKind
from naru.domain.demand.models import Need, Revision, Signal

router = Router(tags=["demand"])


class NeedsAsked(pages.AskedHere):
    firm: Code | None = None
    occupation: Code | None = None
    confidence: Confidence | None = None


class SignalsAsked(pages.AskedHere):
    firm: Code | None = None
    kind: SignalKind | None = None


class NeedOut(Schema):
    """A need with what was last said of it."""

    id: int
    district: Reference
    code: str
    firm: Reference
    occupation: Reference
    year: int
    headcount: int | None
    confidence: Confidence | None
    said_on: date | None
    revisions: int
    is_example: bool


class WantedOut(Schema):
    unit: Reference
    importance: int


class RevisionOut(Schema):
    id: int
    number: int
    headcount: int
    confidence: Confidence
    source: NeedSource
    said_on: date
    reason: str
    is_current: bool
    wanted: list[WantedOut]


class NeedDetailOut(NeedOut):
    history: list[RevisionOut]


class SignalOut(Schema):
    id: int
    district: Reference
    firm: Reference
    kind: SignalKind
    year: int
    finding: int
    said: int
    hired: int | None
    recorded_on: date


class WantedIn(Question):
    unit: Code
    importance: int = Field(3, ge=1, le=5)


class NeedIn(Question):
    district: Code
    code: Code
    firm: Code
    occupation: Code
    year: shapes.Year
    headcount: Whole
    confidence: Confidence
    source: NeedSource
    said_on: Day
    wanted: list[WantedIn] = Field(default=[], max_length=200)


class RevisionIn(Question):
    """`wanted` left out keeps the units of the last word; an empty list takes them away."""

    headcount: Whole
    confidence: Confidence
    source: NeedSource
    said_on: Day
    reason: Text300
    wanted: list[WantedIn] | None = Field(None, max_length=200)


def need_of(row: Need) -> NeedOut:
    confidence: str | None = row.current_confidence  # type: ignore[attr-defined]
    return NeedOut(
        id=row.pk,
        district=of(row.district),
        code=row.code,
        firm=of(row.firm),
        occupation=of(row.occupation),
        year=row.year,
        headcount=row.current_headcount,  # type: ignore[attr-defined]
        confidence=Confidence(confidence) if confidence else None,
        said_on=row.current_said_on,  # type: ignore[attr-defined]
        revisions=row.revision_count or 0,  # type: ignore[attr-defined]
        is_example=row.is_example,
    )


def revision_of(row: Revision) -> RevisionOut:
    return RevisionOut(
        id=row.pk,
        number=row.number,
        headcount=row.headcount,
        confidence=Confidence(row.confidence),
        source=NeedSource(row.source),
        said_on=row.said_on,
        reason=row.reason,
        is_current=row.is_current,
        wanted=[WantedOut(unit=of(each.unit), importance=each.importance) for each in row.wanted.all()],
    )


def detail_of(viewer: User, pk: int) -> NeedDetailOut:
    row = queries.one(viewer, pk)
    history = [revision_of(each) for each in queries.history(viewer, row)]
    return NeedDetailOut(**dict(need_of(row)), history=history)


def signal_of(row: Signal, viewer: User) -> SignalOut:
    """`hired` is nothing where so few persons are not to be told to this reader."""
    return SignalOut(
        id=row.pk,
        district=of(row.district),
        firm=of(row.firm),
        kind=SignalKind(row.kind),
        year=row.year,
        finding=row.finding,
        said=row.said,
        hired=masking.shown_count(row.hired, viewer, row.recorded_on),
        recorded_on=row.recorded_on,
    )


def _wanted(viewer: User, asked: list[WantedIn]) -> list[tuple[Unit, int]]:
    """Units with their importance; a unit said twice counts as last said."""
    importance = {each.unit: each.importance for each in asked}
    return [(unit, importance[unit.code]) for unit in lookup.units(viewer, "wanted.unit", list(importance))]


@router.get("/", response={200: Page[NeedOut], **faults.LIST}, summary=_("수요 목록"))
def needs(request: HttpRequest, asked: Query[NeedsAsked]) -> Page[NeedOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.DEMAND_READ)
    rows = pages.narrow(
        queries.listing(viewer),
        district__code=asked.district,
        year=asked.year,
        firm__code=asked.firm,
        occupation__code=asked.occupation,
        current_confidence=asked.confidence,
    )
    return pages.page_of(Page[NeedOut], rows, asked, viewer, need_of, search=("firm__name", "occupation__name", "code"))


@router.get("/signals/", response={200: Page[SignalOut], **faults.LIST}, summary=_("신호 목록"))
def signals(request: HttpRequest, asked: Query[SignalsAsked]) -> Page[SignalOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.DEMAND_READ)
    rows = pages.narrow(
        queries.signal_listing(viewer).select_related("district"),
        district__code=asked.district,
        year=asked.year,
        firm__code=asked.firm,
        kind=asked.kind,
    )
    return pages.page_of(
        Page[SignalOut], rows, asked, viewer, lambda row: signal_of(row, viewer), search=("firm__name",)
    )


@router.get("/{int:pk}", response={200: NeedDetailOut, **faults.ONE}, summary=_("수요 하나"))
def need(request: HttpRequest, pk: int) -> NeedDetailOut:
    return detail_of(viewer_of(request), pk)


@router.post("/", response={201: NeedDetailOut, **faults.DEED}, summary=_("수요 밝히기"))
def state_need(request: HttpRequest, question: NeedIn) -> Status[NeedDetailOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.DEMAND_WRITE)
    made = actions.state_need(
        district=lookup.district(viewer, Permission.DEMAND_READ, question.district),
        code=question.code,
        firm=lookup.organisation(viewer, "firm", question.firm),
        occupation=lookup.occupation(viewer, question.occupation),
        year=question.year,
        headcount=question.headcount,
        confidence=question.confidence,
        source=question.source,
        said_on=question.said_on,
        wanted=_wanted(viewer, question.wanted),
        by=viewer,
    )
    return Status(201, detail_of(viewer, made.pk))


@router.post("/{int:pk}/revise", response={200: NeedDetailOut, **faults.DEED}, summary=_("수요 고쳐 밝히기"))
def revise_need(request: HttpRequest, pk: int, question: RevisionIn) -> NeedDetailOut:
    viewer = viewer_of(request)
    actions.revise_need(
        need=queries.one(viewer, pk),
        headcount=question.headcount,
        confidence=question.confidence,
        source=question.source,
        said_on=question.said_on,
        reason=question.reason,
        wanted=None if question.wanted is None else _wanted(viewer, question.wanted),
        by=viewer,
    )
    return detail_of(viewer, pk)
