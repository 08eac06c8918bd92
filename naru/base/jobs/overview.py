"""What keepers of the installation and of personal data see first: counts of accounts, work and deeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone

from naru.base.accounts import access
from naru.base.accounts.models import Membership, User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.base.jobs.enums import RunState
from naru.base.jobs.models import Run

#: Memberships that end within these days, and work that ended within these, are told.
ENDING_DAYS, RUN_DAYS = 30, 30


@dataclass(frozen=True)
class Installation:
    """Counts of one installation. `idle`: accounts that may sign in and hold no role today."""

    districts: int
    organisations: int
    accounts: int
    members: int
    idle: int
    ending: int
    running: int
    failed: int


@dataclass(frozen=True)
class Handled:
    """Deeds of one verb: how many, by how many persons, and the last one."""

    verb: str
    count: int
    actors: int
    last: datetime


def installation(viewer: User, today: date) -> Installation | None:
    """For whoever keeps the whole installation, else None; five queries."""
    if not access.reach(viewer, Permission.ACCOUNTS_WRITE).everywhere:
        return None
    holding = Membership.objects.filter(starts__lte=today).filter(Q(ends__isnull=True) | Q(ends__gte=today))
    active = User.objects.filter(is_active=True)
    counted = active.aggregate(
        accounts=Count("pk"),
        members=Count("pk", filter=Q(pk__in=holding.values("user"))),
    )
    runs = Run.objects.aggregate(
        running=Count("pk", filter=Q(state__in=(RunState.QUEUED, RunState.RUNNING))),
        failed=Count("pk", filter=Q(state=RunState.FAILED, ended_at__gte=timezone.now() - timedelta(days=RUN_DAYS))),
    )
    ending = holding.filter(ends__lte=today + timedelta(days=ENDING_DAYS)).values("user").distinct().count()
    return Installation(
        districts=District.objects.count(),
        organisations=Organisation.objects.count(),
        accounts=counted["accounts"],
        members=counted["members"],
        idle=counted["accounts"] - counted["members"],
        ending=ending,
        running=runs["running"],
        failed=runs["failed"],
    )


def handled(viewer: User, kinds: Sequence[str], since: datetime) -> list[Handled]:
    """Deeds on rows of these kinds since a moment that the viewer may read, most frequent first; one query."""
    rows = (
        record.events_for(viewer)
        .filter(object_type__in=kinds, at__gte=since)
        .order_by()
        .values("verb")
        .annotate(n=Count("pk"), actors=Count("actor_id", distinct=True), last=Max("at"))
    )
    found = [Handled(row["verb"], row["n"], row["actors"], row["last"]) for row in rows]
    return sorted(found, key=lambda each: (-each.count, each.verb))
