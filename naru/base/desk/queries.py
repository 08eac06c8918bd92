"""Reads of a person's desk; each takes the person and gives only theirs."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from naru.base.accounts.models import User
from naru.base.desk.models import ColumnChoice, DigestChoice, SavedFilter, Seen

WEEK = timedelta(days=6)


def filters_of(viewer: User, path: str = "") -> QuerySet[SavedFilter]:
    """The person's saved filters: of one list, or of all."""
    rows = SavedFilter.objects.visible_to(viewer)
    return rows.filter(path=path) if path else rows


def columns_of(viewer: User, path: str) -> tuple[str, ...]:
    """The columns chosen for a list; empty when none were."""
    found = ColumnChoice.objects.visible_to(viewer).filter(path=path).values_list("columns", flat=True).first()
    return tuple(str(each) for each in found) if isinstance(found, list) else ()


def digest_of(viewer: User) -> DigestChoice | None:
    return DigestChoice.objects.visible_to(viewer).first()


def seen_by(viewer: User) -> frozenset[str]:
    return frozenset(Seen.objects.visible_to(viewer).values_list("what", flat=True))


def due_digests(today: date) -> Iterator[DigestChoice]:
    """Whose weekly mail is due: wanted, the account active, and none sent in the last six days."""
    rows = DigestChoice.objects.filter(is_wanted=True, user__is_active=True).filter(
        Q(last_sent_on__isnull=True) | Q(last_sent_on__lt=today - WEEK)
    )
    return rows.select_related("user").order_by("pk").iterator()
