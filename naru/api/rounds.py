"""Rounds and lists of wishes, to be read: deeds of a round are done by persons on its pages."""

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Query, Router, Schema

from naru.api import faults, pages
from naru.api.eyes import Eyes
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Key, Reference, of
from naru.api.shapes import korean as _
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.placement.enums import ListState, Method, RoundState
from naru.domain.placement.models import Round, Wish, WishList
from naru.domain.placement.queries import explained
from naru.domain.placement.queries import rounds as queries

router = Router(tags=["placement"])


class RoundsAsked(pages.AskedHere):
    state: RoundState | None = None


class ListsAsked(pages.Asked):
    """`round`: the id of a round."""

    round: Key | None = None
    state: ListState | None = None


class RoundOut(Schema):
    """A round; `sent`: lists of wishes that were sent."""

    id: int
    district: Reference
    code: str
    title: str
    year: int
    state: RoundState
    wishes_from: date
    wishes_until: date
    ranks_until: date
    answer_by: date
    method: Method
    seed: int
    most_wishes: int
    is_blind: bool
    shows_refusals: bool
    openings: int
    sent: int
    is_example: bool


class WishOut(Schema):
    """One wish, the first ranked 1; `is_agreed`: the firm may see the learner."""

    rank: int
    opening: Reference
    firm: Reference
    is_agreed: bool


class WishListOut(Schema):
    """A learner's list. No firm reads it."""

    id: int
    round: Reference
    learner: Reference
    school: Reference
    state: ListState
    saved_at: datetime
    submitted_on: date | None
    wished: int


class WholeWishListOut(WishListOut):
    """The list with its wishes, and the rank that was reached once that may be known (0: nothing)."""

    wishes: list[WishOut]
    reached: int | None


def _round_of(row: Round) -> RoundOut:
    return RoundOut(
        id=row.pk,
        district=of(row.district),
        code=row.code,
        title=row.title,
        year=row.year,
        state=RoundState(row.state),
        wishes_from=row.wishes_from,
        wishes_until=row.wishes_until,
        ranks_until=row.ranks_until,
        answer_by=row.answer_by,
        method=Method(row.method),
        seed=row.seed,
        most_wishes=row.most_wishes,
        is_blind=row.is_blind,
        shows_refusals=row.shows_refusals,
        openings=row.openings,  # type: ignore[attr-defined]
        sent=row.sent,  # type: ignore[attr-defined]
        is_example=row.is_example,
    )


def _plain(row: WishList, eyes: Eyes) -> dict[str, object]:
    return {
        "id": row.pk,
        "round": of(row.round, row.round.title),
        "learner": eyes.learner(row.learner),
        "school": of(row.learner.school),
        "state": ListState(row.state),
        "saved_at": row.saved_at,
        "submitted_on": row.submitted_on,
        "wished": row.wished,  # type: ignore[attr-defined]
    }


def _wish_of(row: Wish) -> WishOut:
    opening = row.place.opening
    return WishOut(
        rank=row.rank,
        opening=of(opening, opening.title),
        firm=of(opening.firm),
        is_agreed=row.is_agreed,  # type: ignore[attr-defined]
    )


def _reached(viewer: User, row: WishList) -> int | None:
    said = explained.of_list(viewer, row)
    return said.given.choice_rank if said and said.given else None


@router.get("/rounds/", response={200: Page[RoundOut], **faults.LIST}, summary=_("매칭 회차 목록"))
def rounds(request: HttpRequest, asked: Query[RoundsAsked]) -> Page[RoundOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.PLACEMENT_READ)
    rows = pages.narrow(queries.listing(viewer), district__code=asked.district, year=asked.year, state=asked.state)
    return pages.page_of(Page[RoundOut], rows, asked, viewer, _round_of, search=("title", "code"))


@router.get("/rounds/lists/", response={200: Page[WishListOut], **faults.LIST}, summary=_("희망 목록의 목록"))
def wish_lists(request: HttpRequest, asked: Query[ListsAsked]) -> Page[WishListOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.PLACEMENT_READ)
    rows = pages.narrow(queries.list_listing(viewer), round=asked.round, state=asked.state)
    eyes = Eyes(viewer)
    return pages.page_of(
        Page[WishListOut],
        rows,
        asked,
        viewer,
        lambda row: WishListOut(**_plain(row, eyes)),  # type: ignore[arg-type]
        search=("learner__school__name",),
        persons=("learner__name", "learner__number"),
    )


@router.get("/rounds/{int:pk}", response={200: RoundOut, **faults.ONE}, summary=_("매칭 회차 하나"))
def round_one(request: HttpRequest, pk: int) -> RoundOut:
    return _round_of(queries.one(viewer_of(request), pk))


@router.get("/rounds/lists/{int:pk}", response={200: WholeWishListOut, **faults.ONE}, summary=_("희망 목록 하나"))
def wish_list(request: HttpRequest, pk: int) -> WholeWishListOut:
    viewer = viewer_of(request)
    row = queries.list_one(viewer, pk)
    eyes = Eyes(viewer)
    return WholeWishListOut(
        **_plain(row, eyes),  # type: ignore[arg-type]
        wishes=[_wish_of(each) for each in queries.wishes_of(row)],
        reached=eyes.personal(_reached(viewer, row), row.learner),
    )
