"""Reads of postings."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.domain.demand import rules
from naru.domain.demand.models import Posting


def postings(viewer: User) -> QuerySet[Posting]:
    return Posting.objects.visible_to(viewer).select_related("district", "firm", "occupation", "merged_into")


def posting(viewer: User, pk: int) -> Posting:
    return access.one(postings(viewer), pk=pk)


def alike(viewer: User, posting: Posting) -> list[Posting]:
    """Other postings of the firm that may be the same job: near in time, near in words, the occupation not another."""
    near = timedelta(days=rules.NEAR_DAYS)
    rows = (
        postings(viewer)
        .filter(district=posting.district_id, firm=posting.firm_id, merged_into=None)
        .filter(posted_on__range=(posting.posted_on - near, posting.posted_on + near))
        .exclude(pk=posting.pk)
    )
    if posting.occupation_id is not None:
        rows = rows.filter(Q(occupation=posting.occupation_id) | Q(occupation=None))
    own = f"{posting.title} {posting.body}"
    return [
        each
        for each in rows[:200]
        if rules.are_alike(own, f"{each.title} {each.body}", (each.posted_on - posting.posted_on).days)
    ]
