"""Findings: proposed by computing, confirmed or dismissed by a person."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import StringConstraints

from naru.api import faults, lookup, pages, shapes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Question, Reference, Text300, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.evidence import actions, queries
from naru.domain.evidence.enums import FindingKind, FindingState
from naru.domain.evidence.models import Citation, Finding

router = Router(tags=["evidence"])


class FindingsAsked(pages.AskedHere):
    kind: FindingKind | None = None
    state: FindingState | None = None


class FindingOut(Schema):
    """One finding; `subject` names the row it speaks of (`organisation:12`), `figures` what was counted."""

    id: int
    district: Reference
    year: int
    kind: FindingKind
    subject: str
    subject_label: str
    figures: dict[str, int | float | str | None]
    definition_version: str
    computed_on: date
    state: FindingState
    decided_on: date | None
    reason: str


class ComputeIn(Question):
    district: Code
    year: shapes.Year


class ComputedOut(Schema):
    """How many findings were proposed; decided ones stay as they are."""

    district: Reference
    year: int
    proposed: int


class FindingDecisionIn(Question):
    reason: Text300


class CitationsAsked(pages.AskedHere):
    key: Annotated[str, StringConstraints(max_length=10, pattern="^[a-z0-9]*$")] | None = None
    measure: Annotated[str, StringConstraints(max_length=60, pattern="^[a-z_.0-9]*$")] | None = None


class CiteIn(Question):
    """Which number of which year to keep as it stands today."""

    district: Code
    year: shapes.Year
    measure: Annotated[str, StringConstraints(max_length=60, pattern="^[a-z_.0-9]+$")]


class CitationOut(Schema):
    """A number as it was on a day; `content` never changes, `is_whole` says whether its digest still fits."""

    key: str
    district: Reference
    year: int
    measure: str
    as_of: date
    content: dict[str, Any]
    digest: str
    made_at: datetime
    is_whole: bool


def citation_of(row: Citation) -> CitationOut:
    return CitationOut(
        key=row.key,
        district=of(row.district),
        year=row.year,
        measure=row.measure,
        as_of=row.as_of,
        content=row.content,
        digest=row.digest,
        made_at=row.made_at,
        is_whole=queries.is_whole(row),
    )


def finding_of(row: Finding, viewer: User) -> FindingOut:
    return FindingOut(
        id=row.pk,
        district=of(row.district),
        year=row.year,
        kind=FindingKind(row.kind),
        subject=row.subject,
        subject_label=row.subject_label,
        figures=queries.figures_for(viewer, row),
        definition_version=row.definition_version,
        computed_on=row.computed_on,
        state=FindingState(row.state),
        decided_on=row.decided_on,
        reason=row.reason,
    )


def _finding(viewer: User, pk: int) -> FindingOut:
    return finding_of(queries.one(viewer, pk), viewer)


@router.get("/", response={200: Page[FindingOut], **faults.LIST}, summary=_("근거 목록"))
def findings(request: HttpRequest, asked: Query[FindingsAsked]) -> Page[FindingOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.EVIDENCE_READ)
    rows = pages.narrow(
        queries.listing(viewer), district__code=asked.district, year=asked.year, kind=asked.kind, state=asked.state
    )
    return pages.page_of(
        Page[FindingOut], rows, asked, viewer, lambda row: finding_of(row, viewer), search=("subject_label", "reason")
    )


@router.get("/citations/", response={200: Page[CitationOut], **faults.LIST}, summary=_("인용 목록"))
def citations(request: HttpRequest, asked: Query[CitationsAsked]) -> Page[CitationOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.CYCLE_READ)
    rows = pages.narrow(
        queries.citation_listing(viewer),
        district__code=asked.district,
        year=asked.year,
        key=asked.key,
        measure=asked.measure,
    )
    return pages.page_of(Page[CitationOut], rows, asked, viewer, citation_of, search=("key", "measure"))


@router.post("/citations/", response={201: CitationOut, **faults.DEED}, summary=_("수 인용하기"))
def cite(request: HttpRequest, question: CiteIn) -> Status[CitationOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.EVIDENCE_CITE)
    district = lookup.district(viewer, Permission.CYCLE_READ, question.district)
    today = timezone.localdate()
    made = actions.cite(district=district, year=question.year, key=question.measure, today=today, by=viewer)
    return Status(201, citation_of(made))


@router.get("/{int:pk}", response={200: FindingOut, **faults.ONE}, summary=_("근거 하나"))
def finding(request: HttpRequest, pk: int) -> FindingOut:
    return _finding(viewer_of(request), pk)


@router.post("/compute", response={200: ComputedOut, **faults.DEED}, summary=_("근거 계산하기"))
def compute(request: HttpRequest, question: ComputeIn) -> ComputedOut:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.EVIDENCE_CONFIRM)
    district = lookup.district(viewer, Permission.EVIDENCE_READ, question.district)
    made = actions.compute(district=district, year=question.year, today=timezone.localdate(), by=viewer)
    return ComputedOut(district=of(district), year=question.year, proposed=len(made))


@router.post("/{int:pk}/confirm", response={200: FindingOut, **faults.DEED}, summary=_("근거 확정하기"))
def confirm(request: HttpRequest, pk: int, question: FindingDecisionIn) -> FindingOut:
    viewer = viewer_of(request)
    actions.confirm(finding=queries.one(viewer, pk), reason=question.reason, today=timezone.localdate(), by=viewer)
    return _finding(viewer, pk)


@router.post("/{int:pk}/dismiss", response={200: FindingOut, **faults.DEED}, summary=_("근거 기각하기"))
def dismiss(request: HttpRequest, pk: int, question: FindingDecisionIn) -> FindingOut:
    viewer = viewer_of(request)
    actions.dismiss(finding=queries.one(viewer, pk), reason=question.reason, today=timezone.localdate(), by=viewer)
    return _finding(viewer, pk)
