"""Postings of firms that were advertised elsewhere: read, kept, and merged where a person says that they are one."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from naru.api import faults, lookup, pages
from naru.api.pages import Page, viewer_of
from naru.api.shapes import Code, Day, Key, Prose, Question, Reference, Some200, Text300, Whole, of, of_or_none
from naru.api.shapes import korean as _
from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.domain.demand import actions, queries
from naru.domain.demand.models import Posting

router = Router(tags=["demand"])


class PostingsAsked(pages.Asked):
    district: Code | None = None
    firm: Code | None = None
    occupation: Code | None = None


class PostingOut(Schema):
    """A posting; `merged_into`: the posting that a person said is the same job, nothing when it stands for itself."""

    id: int
    district: Reference
    firm: Reference
    occupation: Reference | None
    title: str
    body: str
    seats: int | None
    posted_on: date
    expires_on: date
    is_open: bool
    merged_into: int | None
    source: str
    is_example: bool


class PostingDetailOut(PostingOut):
    """`alike`: ids of postings that may be the same job, for whoever may merge them."""

    alike: list[int]


class PostingIn(Question):
    """Without a last day a posting counts as open for sixty days."""

    district: Code
    firm: Code
    occupation: Code | None = None
    title: Some200
    body: Prose = ""
    seats: Whole | None = None
    posted_on: Day
    expires_on: Day | None = None
    source: Text300 = ""


class MergeIn(Question):
    """`copy_of`: the id of the posting that stays."""

    copy_of: Key


def posting_of(row: Posting) -> PostingOut:
    return PostingOut(
        id=row.pk,
        district=of(row.district),
        firm=of(row.firm),
        occupation=of_or_none(row.occupation),
        title=row.title,
        body=row.body,
        seats=row.seats,
        posted_on=row.posted_on,
        expires_on=row.expires_on,
        is_open=row.merged_into_id is None and row.expires_on >= timezone.localdate(),
        merged_into=row.merged_into_id,
        source=row.source,
        is_example=row.is_example,
    )


def detail_of(viewer: User, pk: int) -> PostingDetailOut:
    row = queries.posting(viewer, pk)
    may_merge = row.merged_into_id is None and access.can(viewer, Permission.DEMAND_WRITE, on=row.district)
    alike = [each.pk for each in queries.alike(viewer, row)] if may_merge else []
    return PostingDetailOut(**dict(posting_of(row)), alike=alike)


@router.get("/", response={200: Page[PostingOut], **faults.LIST}, summary=_("모은 채용공고 목록"))
def postings(request: HttpRequest, asked: Query[PostingsAsked]) -> Page[PostingOut]:
    viewer = viewer_of(request)
    pages.open_room(viewer, Permission.DEMAND_READ)
    rows = pages.narrow(
        queries.postings(viewer),
        district__code=asked.district,
        firm__code=asked.firm,
        occupation__code=asked.occupation,
    )
    return pages.page_of(Page[PostingOut], rows, asked, viewer, posting_of, search=("title", "firm__name", "body"))


@router.get("/{int:pk}", response={200: PostingDetailOut, **faults.ONE}, summary=_("모은 채용공고 하나"))
def posting(request: HttpRequest, pk: int) -> PostingDetailOut:
    return detail_of(viewer_of(request), pk)


@router.post("/", response={201: list[PostingOut], **faults.DEED}, summary=_("채용공고 올리기"))
def add_posting(request: HttpRequest, question: PostingIn) -> Status[list[PostingOut]]:
    """One posting; an empty list when it was there already, word for word."""
    viewer = viewer_of(request)
    lookup.may(viewer, Permission.DEMAND_WRITE)
    row = actions.Advertised(
        firm=lookup.organisation(viewer, "firm", question.firm),
        occupation=lookup.occupation(viewer, question.occupation) if question.occupation else None,
        title=question.title,
        body=question.body,
        seats=question.seats,
        posted_on=question.posted_on,
        expires_on=question.expires_on,
        source=question.source,
    )
    district = lookup.district(viewer, Permission.DEMAND_READ, question.district)
    made = actions.add_postings(district=district, rows=[row], by=viewer)
    return Status(201, [posting_of(queries.posting(viewer, each.pk)) for each in made])


@router.post("/{int:pk}/merge", response={200: PostingDetailOut, **faults.DEED}, summary=_("같은 채용공고 합치기"))
def merge_posting(request: HttpRequest, pk: int, question: MergeIn) -> PostingDetailOut:
    """Says that this posting is the same job as `copy_of`; both stay."""
    viewer = viewer_of(request)
    copy = queries.posting(viewer, pk)
    actions.merge_postings(posting=queries.posting(viewer, question.copy_of), copy=copy, by=viewer)
    return detail_of(viewer, pk)
