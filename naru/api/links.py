"""Texts with the units proposed for them and a person's yes or no; typed links of units."""

from datetime import date, datetime

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from naru.api import faults, lookup, pages
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Prose, Question, Reference, Some200, Text300, of, of_or_none
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.jobs import work
from naru.domain.competency import actions, queries
from naru.domain.competency.enums import AlignmentKind, AlignmentState, TextKind, Verdict
from naru.domain.competency.jobs import TASK
from naru.domain.competency.models import Alignment, Suggestion, Text

router = Router(tags=["competency"])


class TextsAsked(pages.Asked):
    """`fits`: whether any unit is good enough."""

    district: Code | None = None
    kind: TextKind | None = None
    fits: bool | None = None


class AlignmentsAsked(pages.Asked):
    unit: Code | None = None
    kind: AlignmentKind | None = None
    state: AlignmentState | None = None


class SuggestionOut(Schema):
    """`words`: what text and unit share; `verdict`: empty until a person said yes or no."""

    id: int
    text: int
    unit: Reference
    rank: int
    score: float
    words: list[str]
    is_by_meaning: bool
    is_confirmed_alike: bool
    verdict: Verdict
    judged_on: date | None


class TextOut(Schema):
    """`fits`: nothing until it was read, false when no unit is good enough."""

    id: int
    district: Reference
    kind: TextKind
    title: str
    body: str
    source: str
    added_at: datetime
    linked_at: datetime | None
    fits: bool | None
    is_example: bool


class TextDetailOut(TextOut):
    suggestions: list[SuggestionOut]


class AlignmentOut(Schema):
    """A typed link to exactly one of another unit, an occupation, a licence or a subject."""

    id: int
    district: Reference | None
    unit: Reference
    kind: AlignmentKind
    other: Reference | None
    occupation: Reference | None
    licence: Reference | None
    subject: str
    source: str
    state: AlignmentState
    confirmed_on: date | None


class TextIn(Question):
    """Names and contacts of persons are to be taken out before."""

    district: Code
    kind: TextKind
    title: Some200
    body: Prose = Field(..., min_length=1)
    source: Text300 = ""


class VerdictIn(Question):
    fits: bool


class AlignmentDecisionIn(Question):
    accepts: bool


def suggestion_of(row: Suggestion) -> SuggestionOut:
    return SuggestionOut(
        id=row.pk,
        text=row.text_id,
        unit=of(row.unit),
        rank=row.rank,
        score=row.score,
        words=row.words,
        is_by_meaning=row.is_by_meaning,
        is_confirmed_alike=row.is_confirmed_alike,
        verdict=Verdict(row.verdict),
        judged_on=row.judged_on,
    )


def text_of(row: Text) -> TextOut:
    return TextOut(
        id=row.pk,
        district=of(row.district),
        kind=TextKind(row.kind),
        title=row.title,
        body=row.body,
        source=row.source,
        added_at=row.added_at,
        linked_at=row.linked_at,
        fits=row.fits,
        is_example=row.is_example,
    )


def detail_of(viewer: User, pk: int) -> TextDetailOut:
    row = queries.text(viewer, pk)
    rows = queries.suggestions(viewer).filter(text=row)
    return TextDetailOut(**dict(text_of(row)), suggestions=[suggestion_of(each) for each in rows])


def alignment_of(row: Alignment) -> AlignmentOut:
    return AlignmentOut(
        id=row.pk,
        district=of_or_none(row.district),
        unit=of(row.unit),
        kind=AlignmentKind(row.kind),
        other=of_or_none(row.other),
        occupation=of_or_none(row.occupation),
        licence=of_or_none(row.licence),
        subject=row.subject,
        source=row.source,
        state=AlignmentState(row.state),
        confirmed_on=row.confirmed_on,
    )


@router.get("/texts/", response={200: Page[TextOut], **faults.LIST}, summary=_("이을 글 목록"))
def texts(request: HttpRequest, asked: Query[TextsAsked]) -> Page[TextOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.COMPETENCY_READ)
    rows = pages.narrow(queries.texts(viewer), district__code=asked.district, kind=asked.kind, fits=asked.fits)
    return pages.page_of(Page[TextOut], rows, asked, viewer, text_of, search=("title", "body"))


@router.get("/texts/{int:pk}", response={200: TextDetailOut, **faults.ONE}, summary=_("글 하나와 제안된 능력단위"))
def text(request: HttpRequest, pk: int) -> TextDetailOut:
    return detail_of(viewer_of(request), pk)


@router.post("/texts/", response={201: TextDetailOut, **faults.DEED}, summary=_("글 올리기"))
def add_text(request: HttpRequest, question: TextIn) -> Status[TextDetailOut]:
    """Keeps a text; units are proposed as long work, so `linked_at` is nothing at first."""
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.COMPETENCY_WRITE)
    district = lookup.district(viewer, Permission.COMPETENCY_READ, question.district)
    given = [(question.title, question.body)]
    with transaction.atomic():
        made = actions.add_texts(district=district, kind=question.kind, texts=given, source=question.source, by=viewer)
        work.ask(TASK, {"district": district.pk, "by": viewer.pk}, by=viewer, district=district)
    return Status(201, detail_of(viewer, made[0].pk))


@router.post(
    "/suggestions/{int:pk}", response={200: SuggestionOut, **faults.DEED}, summary=_("제안에 맞다 아니다 적기")
)
def judge(request: HttpRequest, pk: int, question: VerdictIn) -> SuggestionOut:
    """A person's yes or no; later proposals for like texts follow it."""
    viewer = viewer_of(request)
    row = queries.suggestion(viewer, pk)
    actions.judge(suggestion=row, is_yes=question.fits, today=timezone.localdate(), by=viewer)
    return suggestion_of(queries.suggestion(viewer, pk))


@router.get("/alignments/", response={200: Page[AlignmentOut], **faults.LIST}, summary=_("이음 목록"))
def alignments(request: HttpRequest, asked: Query[AlignmentsAsked]) -> Page[AlignmentOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.COMPETENCY_READ)
    rows = pages.narrow(queries.alignments(viewer), unit__code=asked.unit, kind=asked.kind, state=asked.state)
    return pages.page_of(Page[AlignmentOut], rows, asked, viewer, alignment_of, search=("unit__name", "subject"))


@router.post("/alignments/{int:pk}", response={200: AlignmentOut, **faults.DEED}, summary=_("이음 확인하기"))
def decide_alignment(request: HttpRequest, pk: int, question: AlignmentDecisionIn) -> AlignmentOut:
    """A person confirms a typed link, or says that it is none."""
    viewer = viewer_of(request)
    row = queries.alignment(viewer, pk)
    actions.decide_alignment(alignment=row, accepts=question.accepts, today=timezone.localdate(), by=viewer)
    return alignment_of(queries.alignment(viewer, pk))
