"""What is known of firms, by which yardsticks they are judged, and the ways to work."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from naru.api import faults, lookup, pages
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Question, Reference, Some80, Some160, Some200, Year, of
from naru.api.shapes import korean as _
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.domain.placement import queries as openings
from naru.domain.placement.actions import firms as actions
from naru.domain.placement.enums import FirmMeasure, Fulfilment, YardstickKind
from naru.domain.placement.models import Commute, FirmFact, Yardstick
from naru.domain.placement.queries import firms as queries
from naru.domain.placement.rules import firms as rules

router = Router(tags=["placement"])
Value = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]


class FactsAsked(pages.AskedHere):
    firm: Code | None = None
    measure: FirmMeasure | None = None


class FactOut(Schema):
    """`value`: persons, won, years, percent; 1 or 0 where the measure asks yes or no."""

    id: int
    district: Reference
    firm: Reference
    measure: FirmMeasure
    year: int
    value: Decimal
    on: date
    source: str
    is_example: bool


class StandardOut(Schema):
    """`is_own`: the district set it; else it is a proposal that nobody checked."""

    kind: YardstickKind
    since: date
    value: Decimal
    source: str
    is_verified: bool
    is_own: bool


class MeasureOut(Schema):
    """`value`: what was compared; the wage as a share of `median`. Definition and version: what it means."""

    measure: FirmMeasure
    definition: str
    version: str
    verdict: Fulfilment
    value: Decimal | None
    on: date | None
    source: str
    standard: StandardOut | None
    median: StandardOut | None
    is_old: bool


class StandingOut(Schema):
    firm: Reference
    verdict: Fulfilment
    measures: list[MeasureOut]


class YardstickOut(Schema):
    id: int
    district: Reference
    kind: YardstickKind
    since: date
    value: Decimal
    source: str
    is_verified: bool


class CommuteOut(Schema):
    id: int
    district: Reference
    origin: str
    destination: str
    minutes: int
    on: date
    source: str


class FactIn(Question):
    district: Code
    firm: Code
    measure: FirmMeasure
    year: Year
    value: Value
    on: Day
    source: Some200


class YardstickIn(Question):
    district: Code
    kind: YardstickKind
    since: Day
    value: Value
    source: Some200
    is_verified: bool = False


class CommuteIn(Question):
    district: Code
    origin: Some80
    destination: Some160
    minutes: Annotated[int, Field(ge=1, le=600)]
    on: Day
    source: Some200


def fact_of(row: FirmFact) -> FactOut:
    return FactOut(
        id=row.pk,
        district=of(row.district),
        firm=of(row.firm),
        measure=FirmMeasure(row.measure),
        year=row.year,
        value=row.value,
        on=row.on,
        source=row.source,
        is_example=row.is_example,
    )


def yardstick_of(row: Yardstick) -> YardstickOut:
    return YardstickOut(
        id=row.pk,
        district=of(row.district),
        kind=YardstickKind(row.kind),
        since=row.since,
        value=row.value,
        source=row.source,
        is_verified=row.is_verified,
    )


def commute_of(row: Commute) -> CommuteOut:
    return CommuteOut(
        id=row.pk,
        district=of(row.district),
        origin=row.origin,
        destination=row.destination,
        minutes=row.minutes,
        on=row.on,
        source=row.source,
    )


def _standard_of(found: rules.Standard | None) -> StandardOut | None:
    if found is None:
        return None
    return StandardOut(
        kind=found.kind,
        since=found.since,
        value=found.value,
        source=found.source,
        is_verified=found.is_verified,
        is_own=found.is_own,
    )


def _measure_of(each: rules.Judged) -> MeasureOut:
    defined = rules.DEFINITIONS[each.measure]
    return MeasureOut(
        measure=each.measure,
        definition=defined.code,
        version=defined.version,
        verdict=each.verdict,
        value=each.value,
        on=each.fact.on if each.fact else None,
        source=each.fact.source if each.fact else "",
        standard=_standard_of(each.standard),
        median=_standard_of(each.median),
        is_old=each.is_old,
    )


@router.get("/firm-facts/", response={200: Page[FactOut], **faults.LIST}, summary=_("기업 사실 목록"))
def firm_facts(request: HttpRequest, asked: Query[FactsAsked]) -> Page[FactOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.PLACEMENT_READ)
    rows = pages.narrow(
        queries.facts(viewer),
        district__code=asked.district,
        year=asked.year,
        firm__code=asked.firm,
        measure=asked.measure,
    )
    return pages.page_of(Page[FactOut], rows, asked, viewer, fact_of, search=("firm__name", "source"))


@router.get(
    "/openings/{int:pk}/firm", response={200: StandingOut, **faults.ONE}, summary=_("공고를 낸 기업의 기준별 판정")
)
def firm_standing(request: HttpRequest, pk: int) -> StandingOut:
    viewer = viewer_of(request)
    opening = openings.one(viewer, pk)
    queries.firm(viewer, opening.firm_id)
    found = queries.standing(opening.district, opening.firm_id, timezone.localdate())
    return StandingOut(
        firm=of(opening.firm), verdict=found.overall, measures=[_measure_of(each) for each in found.measures]
    )


@router.post("/firm-facts/", response={201: FactOut, **faults.DEED}, summary=_("기업 사실 적기"))
def record_fact(request: HttpRequest, question: FactIn) -> Status[FactOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.PLACEMENT_CHECK)
    made = actions.record_fact(
        district=lookup.district(viewer, Permission.PLACEMENT_READ, question.district),
        firm=lookup.organisation(viewer, "firm", question.firm, OrganisationKind.FIRM),
        measure=question.measure,
        year=question.year,
        value=question.value,
        on=question.on,
        source=question.source,
        today=timezone.localdate(),
        by=viewer,
    )
    return Status(201, fact_of(made))


@router.post("/yardsticks/", response={201: YardstickOut, **faults.DEED}, summary=_("우수 기업 기준 정하기"))
def set_yardstick(request: HttpRequest, question: YardstickIn) -> Status[YardstickOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.PLACEMENT_CHECK)
    made = actions.set_yardstick(
        district=lookup.district(viewer, Permission.PLACEMENT_READ, question.district),
        kind=question.kind,
        since=question.since,
        value=question.value,
        source=question.source,
        is_verified=question.is_verified,
        today=timezone.localdate(),
        by=viewer,
    )
    return Status(201, yardstick_of(made))


@router.post("/commutes/", response={201: CommuteOut, **faults.DEED}, summary=_("통근 시간 적기"))
def time_way(request: HttpRequest, question: CommuteIn) -> Status[CommuteOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.PLACEMENT_CHECK)
    made = actions.time_way(
        district=lookup.district(viewer, Permission.PLACEMENT_READ, question.district),
        origin=question.origin,
        destination=question.destination,
        minutes=question.minutes,
        on=question.on,
        source=question.source,
        by=viewer,
    )
    return Status(201, commute_of(made))
