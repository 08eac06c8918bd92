"""Money: funds, the lines they are cut into, what moved on them, and what came back as evidence."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from naru.api import faults, lookup, pages, shapes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Key, Prose, Question, Reference, Some120, Some160, Text200, Won, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.privacy import masking
from naru.domain.budget import actions, queries, rules
from naru.domain.budget.enums import EntryKind, FundSource, Item, TaskGroup
from naru.domain.budget.models import Entry, Fund, Line, Return

router = Router(tags=["budget"])


class FundsAsked(pages.AskedHere):
    source: FundSource | None = None


class LinesAsked(pages.AskedHere):
    fund: Key | None = None
    task_group: TaskGroup | None = None
    item: Item | None = None


class EntriesAsked(pages.AskedHere):
    fund: Key | None = None
    line: Key | None = None
    kind: EntryKind | None = None


class ReturnsAsked(pages.AskedHere):
    line: Key | None = None


class MoneyOut(Schema):
    """Won, and the execution rate in percent."""

    amount: int
    committed: int
    spent: int
    returned: int
    left: int
    rate: float | None


class FundOut(MoneyOut):
    id: int
    district: Reference
    code: str
    name: str
    source: FundSource
    year: int
    conditions: str
    reference: str


class LineOut(MoneyOut):
    id: int
    fund: Reference
    code: str
    title: str
    task_group: TaskGroup
    item: Item


class EntryOut(Schema):
    id: int
    fund: Reference
    line: Reference
    code: str
    kind: EntryKind
    on: date
    amount: int
    memo: str
    evidence: str


class ReturnOut(Schema):
    """What the money of a line brought, from a confirmed finding."""

    id: int
    fund: Reference
    line: Reference
    year: int
    finding: int
    measure: str
    outcomes: int | None
    won_each: int | None
    recorded_on: date


class FundIn(Question):
    district: Code
    code: Code
    name: Some120
    source: FundSource
    year: shapes.Year
    amount: Won
    conditions: Prose = ""


class LineIn(Question):
    code: Code
    title: Some160
    task_group: TaskGroup
    item: Item
    amount: Won


class EntryIn(Question):
    code: Code
    kind: EntryKind
    on: Day
    amount: Won
    memo: Text200 = ""
    evidence: Text200 = ""


def money_of(row: Fund | Line) -> dict[str, Any]:
    sums = queries.sums_of(row)
    rate = rules.execution_rate(sums, row.amount)
    return {
        "amount": row.amount,
        "committed": sums.committed,
        "spent": sums.spent,
        "returned": sums.returned,
        "left": row.amount - sums.net,
        "rate": None if rate is None else float(rate),
    }


def fund_of(row: Fund) -> FundOut:
    return FundOut(
        id=row.pk,
        district=of(row.district),
        code=row.code,
        name=row.name,
        source=FundSource(row.source),
        year=row.year,
        conditions=row.conditions,
        reference=row.reference,
        **money_of(row),
    )


def line_of(row: Line) -> LineOut:
    return LineOut(
        id=row.pk,
        fund=of(row.fund),
        code=row.code,
        title=row.title,
        task_group=TaskGroup(row.task_group),
        item=Item(row.item),
        **money_of(row),
    )


def entry_of(row: Entry) -> EntryOut:
    return EntryOut(
        id=row.pk,
        fund=of(row.line.fund),
        line=of(row.line, row.line.title),
        code=row.code,
        kind=EntryKind(row.kind),
        on=row.on,
        amount=row.amount,
        memo=row.memo,
        evidence=row.evidence,
    )


def return_of(row: Return, viewer: User) -> ReturnOut:
    """`outcomes` and `won_each` are nothing where so few persons are not to be told to this reader."""
    outcomes = masking.shown_count(row.outcomes, viewer, row.recorded_on)
    return ReturnOut(
        id=row.pk,
        fund=of(row.line.fund),
        line=of(row.line, row.line.title),
        year=row.year,
        finding=row.finding,
        measure=row.measure,
        outcomes=outcomes,
        won_each=row.won_each if outcomes is not None else None,
        recorded_on=row.recorded_on,
    )


def _open(request: HttpRequest) -> User:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.BUDGET_READ)
    return viewer


@router.get("/", response={200: Page[FundOut], **faults.LIST}, summary=_("재원 목록"))
def funds(request: HttpRequest, asked: Query[FundsAsked]) -> Page[FundOut]:
    viewer = _open(request)
    rows = pages.narrow(queries.listing(viewer), district__code=asked.district, year=asked.year, source=asked.source)
    return pages.page_of(Page[FundOut], rows, asked, viewer, fund_of, search=("name", "code"))


@router.get("/lines/", response={200: Page[LineOut], **faults.LIST}, summary=_("예산항목 목록"))
def lines(request: HttpRequest, asked: Query[LinesAsked]) -> Page[LineOut]:
    viewer = _open(request)
    rows = pages.narrow(
        queries.line_listing(viewer),
        fund__district__code=asked.district,
        fund__year=asked.year,
        fund=asked.fund,
        task_group=asked.task_group,
        item=asked.item,
    )
    return pages.page_of(Page[LineOut], rows, asked, viewer, line_of, search=("title", "code"))


@router.get("/entries/", response={200: Page[EntryOut], **faults.LIST}, summary=_("집행 목록"))
def entries(request: HttpRequest, asked: Query[EntriesAsked]) -> Page[EntryOut]:
    viewer = _open(request)
    rows = pages.narrow(
        queries.entry_listing(viewer),
        line__fund__district__code=asked.district,
        line__fund__year=asked.year,
        line__fund=asked.fund,
        line=asked.line,
        kind=asked.kind,
    )
    return pages.page_of(Page[EntryOut], rows, asked, viewer, entry_of, search=("memo", "code", "line__title"))


@router.get("/returns/", response={200: Page[ReturnOut], **faults.LIST}, summary=_("환류 목록"))
def returns(request: HttpRequest, asked: Query[ReturnsAsked]) -> Page[ReturnOut]:
    viewer = _open(request)
    rows = pages.narrow(
        queries.return_listing(viewer),
        line__fund__district__code=asked.district,
        year=asked.year,
        line=asked.line,
    )
    return pages.page_of(
        Page[ReturnOut], rows, asked, viewer, lambda row: return_of(row, viewer), search=("line__title", "measure")
    )


@router.get("/{int:pk}", response={200: FundOut, **faults.ONE}, summary=_("재원 하나"))
def fund(request: HttpRequest, pk: int) -> FundOut:
    return fund_of(queries.one(viewer_of(request), pk))


@router.get("/lines/{int:pk}", response={200: LineOut, **faults.ONE}, summary=_("예산항목 하나"))
def line(request: HttpRequest, pk: int) -> LineOut:
    return line_of(queries.line_one(viewer_of(request), pk))


@router.post("/", response={201: FundOut, **faults.DEED}, summary=_("재원 열기"))
def open_fund(request: HttpRequest, question: FundIn) -> Status[FundOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.BUDGET_WRITE)
    made = actions.open_fund(
        district=lookup.district(viewer, Permission.BUDGET_READ, question.district),
        code=question.code,
        name=question.name,
        source=question.source,
        year=question.year,
        amount=question.amount,
        conditions=question.conditions,
        by=viewer,
    )
    return Status(201, fund_of(queries.one(viewer, made.pk)))


@router.post("/{int:pk}/lines", response={201: LineOut, **faults.DEED}, summary=_("예산항목 나누기"))
def cut_line(request: HttpRequest, pk: int, question: LineIn) -> Status[LineOut]:
    viewer = viewer_of(request)
    made = actions.cut_line(
        fund=queries.one(viewer, pk),
        code=question.code,
        title=question.title,
        task_group=question.task_group,
        item=question.item,
        amount=question.amount,
        by=viewer,
    )
    return Status(201, line_of(queries.line_one(viewer, made.pk)))


@router.post("/lines/{int:pk}/entries", response={201: EntryOut, **faults.DEED}, summary=_("집행 적기"))
def record_entry(request: HttpRequest, pk: int, question: EntryIn) -> Status[EntryOut]:
    viewer = viewer_of(request)
    made = actions.record_entry(
        line=queries.line_one(viewer, pk),
        code=question.code,
        kind=question.kind,
        on=question.on,
        amount=question.amount,
        memo=question.memo,
        evidence=question.evidence,
        by=viewer,
    )
    return Status(201, entry_of(made))
