"""What became of graduates: a status on a day, and how we know."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from naru.api import faults, lookup, pages
from naru.api.eyes import Eyes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Key, Question, Reference, of
from naru.api.shapes import korean as _
from naru.base.accounts.roles import Permission
from naru.domain.outcome import actions, queries
from naru.domain.outcome.enums import ObservationSource
from naru.domain.outcome.enums import Status as GraduateStatus
from naru.domain.outcome.models import Observation

router = Router(tags=["outcome"])


class ObservationsAsked(pages.Asked):
    school: Code | None = None
    learner: Key | None = None
    on: Day | None = None
    source: ObservationSource | None = None


class ObservationOut(Schema):
    """What a graduate was on a day; nothing of it for whoever may not see the person."""

    id: int
    learner: Reference
    school: Reference
    on: date
    status: GraduateStatus | None
    is_insured: bool | None
    works_in_district: bool | None
    lives_in_district: bool | None
    source: ObservationSource


class ObservationIn(Question):
    learner: Key
    on: Day
    status: GraduateStatus
    is_insured: bool = False
    works_in_district: bool | None = None
    lives_in_district: bool | None = None
    source: ObservationSource


def observation_of(row: Observation, eyes: Eyes) -> ObservationOut:
    return ObservationOut(
        id=row.pk,
        learner=eyes.learner(row.learner),
        school=of(row.learner.school),
        on=row.on,
        status=eyes.personal(GraduateStatus(row.status), row.learner),
        is_insured=eyes.personal(row.is_insured, row.learner),
        works_in_district=eyes.personal(row.works_in_district, row.learner),
        lives_in_district=eyes.personal(row.lives_in_district, row.learner),
        source=ObservationSource(row.source),
    )


@router.get("/", response={200: Page[ObservationOut], **faults.LIST}, summary=_("성과 관찰 목록"))
def observations(request: HttpRequest, asked: Query[ObservationsAsked]) -> Page[ObservationOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.OUTCOME_READ)
    rows = pages.narrow(
        queries.listing(viewer),
        learner__school__code=asked.school,
        learner=asked.learner,
        on=asked.on,
        source=asked.source,
    )
    eyes = Eyes(viewer)
    return pages.page_of(
        Page[ObservationOut],
        rows,
        asked,
        viewer,
        lambda row: observation_of(row, eyes),
        search=("learner__school__name",),
        persons=("learner__name", "learner__number"),
    )


@router.get("/{int:pk}", response={200: ObservationOut, **faults.ONE}, summary=_("성과 관찰 하나"))
def observation(request: HttpRequest, pk: int) -> ObservationOut:
    viewer = viewer_of(request)
    return observation_of(queries.one(viewer, pk), Eyes(viewer))


@router.post("/", response={201: ObservationOut, **faults.DEED}, summary=_("성과 관찰 적기"))
def observe(request: HttpRequest, question: ObservationIn) -> Status[ObservationOut]:
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.OUTCOME_RECORD)
    made = actions.observe(
        learner=lookup.learner(viewer, question.learner),
        on=question.on,
        status=question.status,
        is_insured=question.is_insured,
        works_in_district=question.works_in_district,
        lives_in_district=question.lives_in_district,
        source=question.source,
        by=viewer,
    )
    return Status(201, observation_of(queries.one(viewer, made.pk), Eyes(viewer)))
