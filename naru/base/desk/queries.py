"""Reads of a person's desk; each takes the person and gives only theirs."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from naru.base.accounts.models import User
from naru.base.desk.models import ColumnChoice, DigestChoice, SavedFilter, Seen

WEEK = timedelta(days=6)


def filters_of(viewer: User, path: str = "") -> QuerySet[SavedFilter]:
    """The person's saved filters: of one list, or of all."""
    rows = SavedFilter.objects.visible_to(viewer)
    return rows.filter(path=path) if path else rows


def of_list(viewer: User, path: str) -> tuple[tuple[str, ...], list[tuple[int, str, str]]]:
    """(chosen columns, saved filters as (id, name, query)) of one list; one query."""
    filters = SavedFilter.objects.visible_to(viewer).filter(path=path).order_by().values_list("pk", "name", "query")
    chosen = ColumnChoice.objects.visible_to(viewer).filter(path=path).order_by()
    rows = filters.union(chosen.values_list("pk", Value(""), Cast("columns", TextField())), all=True)
    columns: tuple[str, ...] = ()
    saved = []
    for pk, name, text in rows:
        if name:
            saved.append((pk, name, text))
        else:
            columns = tuple(str(each) for each in json.loads(text))
    return columns, sorted(saved, key=lambda each: (each[1], each[0]))


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
