"""Deeds on postings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.domain.competency.models import Occupation
from naru.domain.demand import rules
from naru.domain.demand.models import Posting


@dataclass(frozen=True)
class Advertised:
    """A posting as it was read."""

    firm: Organisation
    occupation: Occupation | None
    title: str
    body: str
    seats: int | None
    posted_on: date
    expires_on: date | None
    source: str = ""


def add_postings(*, district: District, rows: Sequence[Advertised], by: User) -> list[Posting]:
    """Keeps postings of firms of the district; one that is there already, word for word, is left alone."""
    access.require(by, Permission.DEMAND_WRITE, on=district)
    made = []
    with transaction.atomic():
        for each in rows:
            access.require(by, Permission.DEMAND_WRITE, on=each.firm, within=district)
            last = rules.expiry_of(each.posted_on, each.expires_on)
            rules.may_post(each.posted_on, last)
            posting, is_new = Posting.objects.get_or_create(
                district=district,
                firm=each.firm,
                title=each.title,
                body=each.body,
                posted_on=each.posted_on,
                defaults={
                    "occupation": each.occupation,
                    "seats": each.seats,
                    "expires_on": last,
                    "source": each.source,
                },
            )
            if is_new:
                made.append(posting)
                after = record.snapshot(posting, "firm_id", "title", "posted_on", "expires_on")
                record.record("demand.add_postings", posting, by=by, after=after)
    return made


def merge_postings(*, posting: Posting, copy: Posting, by: User) -> Posting:
    """A person says that `copy` is the same job as `posting`; both stay, the copy no longer counts."""
    access.require(by, Permission.DEMAND_WRITE, on=posting.district)
    access.require(by, Permission.DEMAND_WRITE, on=copy.district)
    with transaction.atomic():
        rows = {
            each.pk: each
            for each in Posting.objects.select_for_update(of=("self",)).filter(pk__in=(posting.pk, copy.pk))
        }
        kept, other = rows[posting.pk], rows[copy.pk]
        is_merged = kept.merged_into_id is not None or other.merged_into_id is not None or kept == other
        rules.may_merge((kept.firm_id, kept.district_id) == (other.firm_id, other.district_id), is_merged)
        Posting.objects.filter(merged_into=other).update(merged_into=kept)
        other.merged_into = kept
        other.save()
        record.record("demand.merge_postings", other, by=by, after=record.snapshot(other, "merged_into_id"))
    return other
