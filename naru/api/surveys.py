"""Surveys of firms: opened, followed and closed. Links and their numbers are handed out on the pages, to be seen once."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from naru.api import faults, lookup, pages, shapes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Question, Reference, Some120, of
from naru.api.shapes import korean as _
from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import NotAllowed
from naru.domain.demand import actions, queries
from naru.domain.demand.enums import AskState, SurveyState
from naru.domain.demand.models import Ask, Survey

router = Router(tags=["demand"])


class SurveysAsked(pages.AskedHere):
    state: SurveyState | None = None


class SurveyOut(Schema):
    """A survey; `asked`, `answered`: firms."""

    id: int
    district: Reference
    title: str
    year: int
    opens_on: date
    due_on: date
    state: SurveyState
    asked: int
    answered: int
    is_example: bool


class AskOut(Schema):
    """One firm asked; `sent_on`: when its first link was made."""

    id: int
    firm: Reference
    state: AskState
    sent_on: date | None
    reminders: int
    reminded_on: date | None
    answered_at: datetime | None
    answers: int


class SurveyDetailOut(SurveyOut):
    asks: list[AskOut]


class SurveyIn(Question):
    district: Code
    title: Some120
    year: shapes.Year
    opens_on: Day
    due_on: Day
    firms: list[Code] = Field(..., min_length=1, max_length=500)


class ClosingIn(Question):
    """Nothing has to be said."""


def survey_of(row: Survey) -> SurveyOut:
    return SurveyOut(
        id=row.pk,
        district=of(row.district),
        title=row.title,
        year=row.year,
        opens_on=row.opens_on,
        due_on=row.due_on,
        state=SurveyState(row.state),
        asked=row.asked,  # type: ignore[attr-defined] # annotated by queries.surveys
        answered=row.answered,  # type: ignore[attr-defined]
        is_example=row.is_example,
    )


def ask_of(row: Ask) -> AskOut:
    return AskOut(
        id=row.pk,
        firm=of(row.firm),
        state=AskState(row.state),
        sent_on=row.sent_on,
        reminders=row.reminders,
        reminded_on=row.reminded_on,
        answered_at=row.answered_at,
        answers=row.answers,
    )


def detail_of(viewer: User, pk: int) -> SurveyDetailOut:
    row = queries.survey(viewer, pk)
    asks = queries.asks(viewer).filter(survey=row).order_by("firm__code")
    return SurveyDetailOut(**dict(survey_of(row)), asks=[ask_of(each) for each in asks])


@router.get("/", response={200: Page[SurveyOut], **faults.LIST}, summary=_("수요조사 목록"))
def surveys(request: HttpRequest, asked: Query[SurveysAsked]) -> Page[SurveyOut]:
    viewer = viewer_of(request)
    reach = access.reach(viewer, Permission.DEMAND_WRITE)
    if not (reach.everywhere or reach.districts):
        raise NotAllowed(_("이 목록을 볼 수 있는 역할이 없습니다."))
    rows = pages.narrow(queries.surveys(viewer), district__code=asked.district, year=asked.year, state=asked.state)
    return pages.page_of(Page[SurveyOut], rows, asked, viewer, survey_of, search=("title",))


@router.get("/{int:pk}", response={200: SurveyDetailOut, **faults.ONE}, summary=_("수요조사 하나"))
def survey(request: HttpRequest, pk: int) -> SurveyDetailOut:
    return detail_of(viewer_of(request), pk)


@router.post("/", response={201: SurveyDetailOut, **faults.DEED}, summary=_("수요조사 열기"))
def open_survey(request: HttpRequest, question: SurveyIn) -> Status[SurveyDetailOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.DEMAND_WRITE)
    made = actions.open_survey(
        district=lookup.district(viewer, Permission.DEMAND_READ, question.district),
        title=question.title,
        year=question.year,
        opens_on=question.opens_on,
        due_on=question.due_on,
        firms=lookup.organisations(viewer, "firms", question.firms),
        today=timezone.localdate(),
        by=viewer,
    )
    return Status(201, detail_of(viewer, made.pk))


@router.post("/{int:pk}/close", response={200: SurveyDetailOut, **faults.DEED}, summary=_("수요조사 마감하기"))
def close_survey(request: HttpRequest, pk: int, question: ClosingIn) -> SurveyDetailOut:
    """No more answers: every link that waits opens nothing from now on."""
    viewer = viewer_of(request)
    actions.close_survey(survey=queries.survey(viewer, pk), by=viewer)
    return detail_of(viewer, pk)
