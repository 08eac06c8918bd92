"""What firms need: stated, revised with a reason, and the signals that evidence sends back."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from naru.api import faults, lookup, pages, shapes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Question, Reference, Text300, Whole, of
from naru.api.shapes import korean as _
from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.privacy import masking
from naru.domain.competency.models import Unit
from naru.domain.demand import actions, queries, rules
from naru.domain.demand.enums import Confidence, NeedSource, Shift, SignalKind
from naru.domain.demand.models import Need, Revision, Signal
from naru.domain.forecast import queries as forecast

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
    complex: str
    quarter: int | None
    level: int | None
    shift: Shift | None
    duty: str
    is_current: bool
    wanted: list[WantedOut]


class NeedDetailOut(NeedOut):
    """`share` is how much a head of the word counts, `weighted` the heads so counted; nothing for who may not know."""

    share: Decimal | None
    weighted: Decimal | None
    history: list[RevisionOut]


class CellOut(Schema):
    """Current words of one occupation, place and year; `low` and `high` are the scenarios."""

    year: int
    occupation: Reference
    complex: str
    needs: int
    headcount: int
    weighted: Decimal
    low: Decimal
    high: int


class YearOut(Schema):
    """A year added up; `before` the heads said for the year before it, `seeking` those projected to seek work."""

    year: int
    firms: int
    needs: int
    headcount: int
    weighted: Decimal
    low: Decimal
    high: int
    before: int | None
    seeking: int | None


class WantedUnitOut(Schema):
    unit: Reference
    demand: Decimal
    headcount: int


class BoardOut(Schema):
    """What the needs that the reader may see add up to; `definition` weighs them."""

    district: Reference
    as_of: date
    definition: str
    years: list[YearOut]
    cells: list[CellOut]
    wanted: list[WantedUnitOut]


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


class TermsIn(Question):
    complex: str = Field("", max_length=80)
    quarter: int | None = Field(None, ge=1, le=4)
    level: int | None = Field(None, ge=1, le=8)
    shift: Shift | None = None
    duty: str = Field("", max_length=1_000)


class NeedIn(TermsIn):
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
    """`wanted` left out keeps the units of the last word; an empty list takes them away. `terms` left out stay, too."""

    terms: TermsIn | None = None

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
        complex=row.complex,
        quarter=row.quarter,
        level=row.level,
        shift=Shift(row.shift) if row.shift else None,
        duty=row.duty,
        is_current=row.is_current,
        wanted=[WantedOut(unit=of(each.unit), importance=each.importance) for each in row.wanted.all()],
    )


def detail_of(viewer: User, pk: int) -> NeedDetailOut:
    row = queries.one(viewer, pk)
    revisions = list(queries.history(viewer, row))
    current = next((each for each in revisions if each.is_current), None)
    today = timezone.localdate()
    mine = queries.record_of(viewer, row, today) if current else None
    share = None
    if mine is not None and current is not None:
        share = rules.share_of(mine.said, mine.hired, Confidence(current.confidence), today)
    return NeedDetailOut(
        **dict(need_of(row)),
        share=share,
        weighted=_tenth(current.headcount * share) if current is not None and share is not None else None,
        history=[revision_of(each) for each in revisions],
    )


def _tenth(value: Decimal) -> Decimal:
    """One place, half up, as on the pages."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _terms(asked: TermsIn) -> actions.Terms:
    return actions.Terms(
        asked.complex, asked.quarter, asked.level, asked.shift.value if asked.shift else "", asked.duty
    )


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


@router.get(
    "/board/{slug:district_code}/{int:year}",
    response={200: BoardOut, **faults.ONE, 422: faults.InvalidFault},
    summary=_("수요 현황판"),
)
def board(request: HttpRequest, district_code: str, year: Path[shapes.Year]) -> BoardOut:
    """Four years from the one asked for."""
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.DEMAND_READ)
    district = lookup.district(viewer, Permission.DEMAND_READ, district_code)
    found = queries.board(viewer, district, year, year + 3, timezone.localdate())
    may_forecast = access.can(viewer, Permission.FORECAST_READ)
    latest = forecast.latest(viewer, district) if may_forecast else None
    seeking = {row.year: row.seeking for row in latest.rows.all()} if latest else {}
    return BoardOut(
        district=of(district),
        as_of=found.day,
        definition=f"{rules.SAID_HIRED.code} {rules.SAID_HIRED.version}",
        years=[
            YearOut(
                year=each.year,
                firms=each.firms,
                needs=each.needs,
                headcount=each.headcount,
                weighted=_tenth(each.weighted),
                low=_tenth(each.low),
                high=each.high,
                before=each.before,
                seeking=seeking.get(each.year),
            )
            for each in found.sums
        ],
        cells=[
            CellOut(
                year=each.year,
                occupation=Reference(id=each.occupation, code=each.occupation_code, name=each.occupation_name),
                complex=each.complex,
                needs=each.needs,
                headcount=each.headcount,
                weighted=_tenth(each.weighted),
                low=_tenth(each.low),
                high=each.high,
            )
            for each in found.cells
        ],
        wanted=[
            WantedUnitOut(
                unit=Reference(id=each.unit, code=each.code, name=each.name),
                demand=_tenth(each.demand),
                headcount=each.headcount,
            )
            for each in found.wanted
        ],
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
        terms=_terms(question),
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
        terms=None if question.terms is None else _terms(question.terms),
        by=viewer,
    )
    return detail_of(viewer, pk)
