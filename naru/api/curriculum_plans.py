"""Curriculum tables, options, calls and requests to reorganise, indicators of supply: reads."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from naru.api import faults, pages, shapes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Reference, of
from naru.api.shapes import korean as _
from naru.base.accounts.roles import Permission
from naru.domain.curriculum.enums import CourseKind, ReorganisationState, RequestKind, StudyKind, TableState
from naru.domain.curriculum.models import Campaign, Request, Study, SupplyCount, Table
from naru.domain.curriculum.queries import requests, studies, supply, tables

router = Router(tags=["curriculum"])


class PlanAsked(pages.Asked):
    school: Code | None = None
    year: shapes.Year | None = None


class RequestsAsked(PlanAsked):
    kind: RequestKind | None = None
    state: ReorganisationState | None = None


class TableOut(Schema):
    id: int
    school: Reference
    department: Reference
    intake_year: int
    number: int
    state: TableState
    credits: int
    submitted_on: date | None
    decided_on: date | None
    reason: str


class SlotOut(Schema):
    course: str
    name: str
    kind: CourseKind
    term: int
    credits: int


class FaultOut(Schema):
    place: str
    sentence: str
    article: str
    is_verified: bool


class TableDetailOut(TableOut):
    slots: list[SlotOut]
    faults: list[FaultOut]


class OptionOut(Schema):
    number: int
    title: str
    coverage: float | None
    change: float
    cost: int
    is_proved: bool
    chosen_on: date | None
    binding: list[str]


class StudyOut(Schema):
    id: int
    kind: StudyKind
    department: str
    intake_year: int
    state: str
    options: int


class StudyDetailOut(StudyOut):
    found: list[OptionOut]


class CampaignOut(Schema):
    id: int
    code: str
    name: str
    intake_year: int
    opens_on: date
    closes_on: date
    review_by: date
    decide_by: date


class RequestOut(Schema):
    id: int
    number: str
    campaign: str
    kind: RequestKind
    state: ReorganisationState
    school: Reference
    department: str
    intake_year: int
    classes_before: int
    classes_after: int


class RequestDetailOut(RequestOut):
    reasons: list[str]
    works_cost: int
    equipment_cost: int
    decided_on: date | None
    reason: str
    entrants: int | None
    expected: dict[str, Any]


class FigureOut(Schema):
    """`state`: known, hidden, empty (base zero) or unknown; a hidden figure has no counts."""

    code: str
    version: str
    value: float | None
    numerator: int | None
    base: int | None
    state: str


class SupplyOut(Schema):
    department: Reference
    quadrant: str
    figures: list[FigureOut]


def table_of(row: Table) -> TableOut:
    return TableOut(
        id=row.pk,
        school=of(row.department.school),
        department=of(row.department),
        intake_year=row.intake_year,
        number=row.number,
        state=TableState(row.state),
        credits=row.credits or 0,  # type: ignore[attr-defined]
        submitted_on=row.submitted_on,
        decided_on=row.decided_on,
        reason=row.reason,
    )


def study_of(row: Study) -> StudyOut:
    return StudyOut(
        id=row.pk,
        kind=StudyKind(row.kind),
        department=row.department.code if row.department else "",
        intake_year=row.intake_year,
        state=row.run.state if row.run else "",
        options=row.option_count,  # type: ignore[attr-defined]
    )


def campaign_of(row: Campaign) -> CampaignOut:
    names = ("code", "name", "intake_year", "opens_on", "closes_on", "review_by", "decide_by")
    return CampaignOut(id=row.pk, **{name: getattr(row, name) for name in names})


def request_of(row: Request) -> RequestOut:
    return RequestOut(
        id=row.pk,
        number=row.number,
        campaign=row.campaign.code,
        kind=RequestKind(row.kind),
        state=ReorganisationState(row.state),
        school=of(row.school),
        department=row.department.code if row.department else row.new_name,
        intake_year=row.campaign.intake_year,
        classes_before=row.classes_before,
        classes_after=row.classes_after,
    )


def supply_of(row: SupplyCount) -> SupplyOut:
    line = supply.line_of(row, None, timezone.localdate())
    return SupplyOut(
        department=of(row.department),
        quadrant=line.quadrant.value,
        figures=[
            FigureOut(
                code=each.definition.code,
                version=each.definition.version,
                value=None if each.value is None else float(each.value),
                numerator=each.numerator,
                base=each.base,
                state=each.state,
            )
            for each in line.figures
        ],
    )


@router.get("/tables/", response={200: Page[TableOut], **faults.LIST}, summary=_("편제표 목록"))
def list_tables(request: HttpRequest, asked: Query[PlanAsked]) -> Page[TableOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.CURRICULUM_PLAN_READ)
    rows = pages.narrow(tables.listing(viewer), department__school__code=asked.school, intake_year=asked.year)
    return pages.page_of(Page[TableOut], rows, asked, viewer, table_of, search=("department__name",))


@router.get("/tables/{int:pk}", response={200: TableDetailOut, **faults.ONE}, summary=_("편제표 하나"))
def one_table(request: HttpRequest, pk: int) -> TableDetailOut:
    row = tables.one(viewer_of(request), pk)
    view = tables.view(row)
    slots = [
        SlotOut(
            course=each.course.code,
            name=each.course.name,
            kind=CourseKind(each.course.kind),
            term=term,
            credits=credits,
        )
        for area in view.areas
        for each in area.rows
        for term, credits in each.cells
        if credits
    ]
    found = [
        FaultOut(place=each.place, sentence=str(each.sentence), article=each.article, is_verified=each.is_verified)
        for each in view.faults
    ]
    return TableDetailOut(**dict(table_of(row)), slots=slots, faults=found)


@router.get("/options/", response={200: Page[StudyOut], **faults.LIST}, summary=_("대안 찾기 목록"))
def list_studies(request: HttpRequest, asked: Query[PlanAsked]) -> Page[StudyOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.CURRICULUM_PLAN_READ)
    rows = pages.narrow(studies.listing(viewer), school__code=asked.school, intake_year=asked.year)
    return pages.page_of(Page[StudyOut], rows, asked, viewer, study_of, search=("department__name",))


@router.get("/options/{int:pk}", response={200: StudyDetailOut, **faults.ONE}, summary=_("대안 찾기 하나"))
def one_study(request: HttpRequest, pk: int) -> StudyDetailOut:
    viewer = viewer_of(request)
    row = studies.one(viewer, pk)
    found = [
        OptionOut(
            number=each.option.number,
            title=each.title,
            coverage=None if each.option.coverage is None else float(each.option.coverage),
            change=float(each.option.change),
            cost=each.option.cost,
            is_proved=each.option.is_proved,
            chosen_on=each.option.chosen_on,
            binding=list(each.bindings),
        )
        for each in studies.shown(list(studies.options(viewer).filter(study=row)))
    ]
    return StudyDetailOut(**dict(study_of(row)), found=found)


@router.get("/campaigns/", response={200: Page[CampaignOut], **faults.LIST}, summary=_("학과 개편 공모 목록"))
def list_campaigns(request: HttpRequest, asked: Query[pages.Asked]) -> Page[CampaignOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.CURRICULUM_PLAN_READ)
    return pages.page_of(
        Page[CampaignOut], requests.campaigns(viewer), asked, viewer, campaign_of, search=("name", "code")
    )


@router.get("/requests/", response={200: Page[RequestOut], **faults.LIST}, summary=_("학과 개편 요청 목록"))
def list_requests(request: HttpRequest, asked: Query[RequestsAsked]) -> Page[RequestOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.CURRICULUM_PLAN_READ)
    rows = pages.narrow(
        requests.listing(viewer),
        school__code=asked.school,
        campaign__intake_year=asked.year,
        kind=asked.kind,
        state=asked.state,
    )
    return pages.page_of(Page[RequestOut], rows, asked, viewer, request_of, search=("number", "new_name"))


@router.get("/requests/{int:pk}", response={200: RequestDetailOut, **faults.ONE}, summary=_("학과 개편 요청 하나"))
def one_request(request: HttpRequest, pk: int) -> RequestDetailOut:
    row = requests.one(viewer_of(request), pk)
    names = ("reasons", "works_cost", "equipment_cost", "decided_on", "reason", "entrants")
    return RequestDetailOut(
        **dict(request_of(row)), **{name: getattr(row, name) for name in names}, expected=row.forecast
    )


@router.get("/supply/", response={200: Page[SupplyOut], **faults.LIST}, summary=_("공급 지표 목록"))
def list_supply(request: HttpRequest, asked: Query[pages.AskedHere]) -> Page[SupplyOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.CURRICULUM_PLAN_READ)
    rows = supply.listing(viewer, asked.district, asked.year)
    return pages.page_of(Page[SupplyOut], rows, asked, viewer, supply_of, search=("department__name",))
