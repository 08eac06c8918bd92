"""Figures that take long to count, kept until something happens in their district.

Every deed writes an event in its own transaction, so a district's last event tells whether anything has changed since
a figure was counted. What is counted within `QUICK` seconds is never kept: an ordinary district counts anew each time.
A slow figure whose district has changed meanwhile is shown as it was for `PATIENCE` times as long as its counting
took, at most `LONGEST` seconds, and the page says as of when: so counting takes at most 1/PATIENCE of a server's time.
Actions, proofs and the command line count anew (`anew`); only pages and the API take what was kept.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.cache import caches
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from naru.base.audit.models import Event
from naru.base.district.enums import DistrictKind
from naru.base.district.models import District

T = TypeVar("T")
Figure = Callable[[District, str, Callable[[], Any]], Any]

QUICK = 0.005
PATIENCE = 200
LONGEST = 15 * 60
NAME = "figures"


@dataclass(frozen=True)
class Kept:
    value: Any
    event: int
    at: datetime
    took: float


def anew(_district: District, _key: str, count: Callable[[], T]) -> T:
    """Counts, whatever is kept."""
    return count()


def figure(district: District, key: str, count: Callable[[], T]) -> T:
    """The figure of a district: as kept when nothing has happened since or counting takes long, else counted now.

    `key` names the figure with all that it depends on (year, day). What is counted must pickle.
    """
    event = _last_event(district)
    place = hashlib.sha256(f"{connection.settings_dict['NAME']} {district.pk} {key}".encode()).hexdigest()
    found: Kept | None = caches[NAME].get(place)
    if found is not None:
        if found.event == event:
            return found.value  # type: ignore[no-any-return]
        if (timezone.now() - found.at).total_seconds() < min(PATIENCE * found.took, LONGEST):
            before = district.__dict__.get("_as_of")
            district.__dict__["_as_of"] = min(before, found.at) if before else found.at
            return found.value  # type: ignore[no-any-return]
    started, at = time.perf_counter(), timezone.now()
    value = count()
    took = time.perf_counter() - started
    if took > QUICK:
        caches[NAME].set(place, Kept(value, event, at, took), timeout=24 * 60 * 60)
    return value


def as_of(district: District | None) -> datetime | None:
    """The moment of the oldest figure shown for this district object that is no longer the newest; None when all are."""
    return None if district is None else district.__dict__.get("_as_of")


def _last_event(district: District) -> int:
    """The last event that may concern the district; asked once for each loaded district.

    Deeds on people and organisations name no district: they concern all. A province looks at all districts.
    """
    known: int | None = district.__dict__.get("_last_event")
    if known is None:
        rows = Event.objects.order_by("-pk")
        if district.kind == DistrictKind.BASIC:
            rows = rows.filter(Q(district_id=district.pk) | Q(district_id__isnull=True))
        known = rows.values_list("pk", flat=True).first() or 0
        district.__dict__["_last_event"] = known
    return known
