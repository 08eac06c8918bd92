"""Findings: proposed by computing, confirmed or dismissed by a person."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from naru.api import faults, lookup, pages, shapes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Question, Reference, Text300, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.evidence import actions, queries
from naru.domain.evidence.enums import FindingKind, FindingState
from naru.domain.evidence.models import Finding

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
