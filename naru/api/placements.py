"""Employment that came of openings and applications."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema

from naru.api import faults, pages
from naru.api.eyes import Eyes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Question, Reference, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.placement import actions, queries
from naru.domain.placement.enums import EndReason
from naru.domain.placement.models import Placement

router = Router(tags=["placement"])


class PlacementsAsked(pages.Asked):
    firm: Code | None = None
    school: Code | None = None
    is_insured: bool | None = None


class PlacementOut(Schema):
    """Employment; its days and the reason of its end are personal."""

    id: int
    learner: Reference
    school: Reference
    firm: Reference
    opening: Reference | None
    starts: date | None
    ends: date | None
    end_reason: EndReason | None
    is_insured: bool
    is_example: bool


class PlacementEndIn(Question):
    on: Day
    reason: EndReason


def placement_of(row: Placement, eyes: Eyes) -> PlacementOut:
    reason = eyes.personal(row.end_reason, row.learner)
    return PlacementOut(
        id=row.pk,
        learner=eyes.learner(row.learner),
        school=of(row.learner.school),
        firm=of(row.firm),
        opening=of(row.opening, row.opening.title) if row.opening else None,
        starts=eyes.personal(row.starts, row.learner),
        ends=eyes.personal(row.ends, row.learner),
        end_reason=EndReason(reason) if reason else None,
        is_insured=row.is_insured,
        is_example=row.is_example,
    )


def one(viewer: User, pk: int) -> PlacementOut:
    return placement_of(queries.placement_one(viewer, pk), Eyes(viewer))


@router.get("/placements/", response={200: Page[PlacementOut], **faults.LIST}, summary=_("취업 목록"))
def placements(request: HttpRequest, asked: Query[PlacementsAsked]) -> Page[PlacementOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.PLACEMENT_READ)
    rows = pages.narrow(
        queries.placement_listing(viewer),
        firm__code=asked.firm,
        learner__school__code=asked.school,
        is_insured=asked.is_insured,
    )
    eyes = Eyes(viewer)
    return pages.page_of(
        Page[PlacementOut],
        rows,
        asked,
        viewer,
        lambda row: placement_of(row, eyes),
        search=("firm__name", "learner__school__name"),
        persons=("learner__name", "learner__number"),
    )


@router.get("/placements/{int:pk}", response={200: PlacementOut, **faults.ONE}, summary=_("취업 하나"))
def placement(request: HttpRequest, pk: int) -> PlacementOut:
    return one(viewer_of(request), pk)


@router.post("/placements/{int:pk}/end", response={200: PlacementOut, **faults.DEED}, summary=_("퇴사 적기"))
def end_placement(request: HttpRequest, pk: int, question: PlacementEndIn) -> PlacementOut:
    viewer = viewer_of(request)
    actions.end_placement(
        placement=queries.placement_one(viewer, pk), on=question.on, reason=question.reason, by=viewer
    )
    return one(viewer, pk)
