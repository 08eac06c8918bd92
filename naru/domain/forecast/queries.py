"""Reads of the room forecast."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.district.models import District
from naru.base.rulebook import project_year
from naru.domain.curriculum import queries as curriculum
from naru.domain.demand import queries as demand
from naru.domain.forecast.bridge import Assumptions
from naru.domain.forecast.models import Projection
from naru.domain.outcome import queries as outcome
from naru.domain.people import queries as people
from naru.domain.people.enums import LearnerState

#: Of the nation's 59,661 graduates of 2025, 15,296 worked and 12,420 were unemployed: they sought work.
NATIONAL_SEEKING = (15_296 + 12_420, 59_661)


def listing(viewer: User) -> QuerySet[Projection]:
    return Projection.objects.visible_to(viewer).select_related("district").prefetch_related("rows")


def one(viewer: User, pk: int) -> Projection:
    return access.one(listing(viewer), pk=pk)


def latest(viewer: User, district: District) -> Projection | None:
    return listing(viewer).filter(district=district).order_by("-made_on", "-pk").first()


def assumptions(district: District, today: date) -> Assumptions:
    """Rates as observed in the district; where nothing was observed, a published or stated value, named as such."""
    ended = people.of_district(district).aggregate(
        graduated=Count("pk", filter=Q(state=LearnerState.GRADUATED)),
        left=Count("pk", filter=Q(state=LearnerState.LEFT)),
    )
    trials = ended["graduated"] + ended["left"]
    sources: dict[str, str] = {}
    if trials:
        completion, sources["completion"] = ended["graduated"] / trials, "observed"
    else:
        completion, sources["completion"] = 1.0, "assumed: nobody left"
    year = today.year if today >= date(today.year, 4, 1) else today.year - 1
    counts = outcome.counts(district, year)
    if counts.graduates and outcome.is_surveyed(district, year):
        seeking, seeking_trials = (counts.employed + counts.unemployed) / counts.graduates, counts.graduates
        sources["seeking"] = f"observed {year}"
    else:
        seeking, seeking_trials = NATIONAL_SEEKING[0] / NATIONAL_SEEKING[1], 0
        sources["seeking"] = "published: nation 2025"
    return Assumptions(completion, trials, seeking, seeking_trials, sources)


def entrants(district: District, first: int, last: int) -> dict[int, int]:
    """Entrants by intake year: learners entered where they are known, seats where they are yet to come."""
    seats = curriculum.seats_by_intake(district, first, last)
    known = {
        row["intake_year"]: row["n"]
        for row in people.of_district(district)
        .filter(intake_year__range=(first, last))
        .order_by()
        .values("intake_year")
        .annotate(n=Count("pk"))
    }
    return {year: known.get(year) or seats.get(year, 0) for year in range(first, last + 1)}


def needs(district: District, first: int, last: int, today: date) -> dict[int, tuple[int, Decimal]]:
    """Head-counts said for each year, and weighted by confidence."""
    return {
        year: (demand.headcount(district, year), demand.weighted_headcount(district, year, today))
        for year in range(first, last + 1)
    }


def _without_projection(viewer: User, today: date) -> QuerySet[Any]:
    """Districts of the viewer without a projection made in the running project year."""
    here = access.reach(viewer, Permission.FORECAST_RUN)
    made = Projection.objects.filter(made_on__gte=project_year.first_day(project_year.of(today))).values("district")
    return District.objects.filter(pk__in=here.districts).exclude(pk__in=made)


TODOS = (
    Todo(
        "forecast.project",
        _("올해 전망을 하지 않은 지구"),
        lambda rows, _today: rows,
        permission=Permission.FORECAST_RUN,
        own=_without_projection,
        district="pk",
        page="forecast:project",
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)
