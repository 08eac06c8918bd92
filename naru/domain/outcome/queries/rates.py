"""Rates with the counts they are made of, and published ones to compare with."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import kept as figures
from naru.base.district.models import District
from naru.base.rulebook.number import Definition, is_hidden, percent
from naru.domain.outcome import rules
from naru.domain.outcome.enums import Status
from naru.domain.outcome.models import Observation, PublishedCount
from naru.domain.people import queries as people
from naru.domain.people.enums import LearnerState


@dataclass(frozen=True)
class Rate:
    """A rate with the counts it is made of."""

    definition: Definition
    value: Decimal | None
    numerator: int
    base: int


@dataclass(frozen=True)
class Comparison:
    """A published rate of another place, to stand beside one's own."""

    place: str
    year: int
    value: Decimal | None
    source: str


def listing(viewer: User) -> QuerySet[Observation]:
    return Observation.objects.visible_to(viewer).select_related("learner__school")


def one(viewer: User, pk: int) -> Observation:
    return access.one(listing(viewer), pk=pk)


def survey_day(year: int) -> date:
    """The reference day of the official survey."""
    return date(year, 4, 1)


def counts(district: District, year: int) -> rules.Counts:
    """Graduates of a year by what they were on 1 April; those not observed count as unemployed. Two queries."""
    graduates = people.graduates(district, year)
    rows = (
        Observation.objects.filter(learner__in=graduates.values("pk"), on=survey_day(year))
        .order_by()
        .values("status")
        .annotate(n=Count("pk"))
    )
    found = {row["status"]: row["n"] for row in rows}
    return rules.Counts(
        graduates=graduates.count(),
        employed=found.get(Status.EMPLOYED, 0),
        study=found.get(Status.STUDY, 0),
        military=found.get(Status.MILITARY, 0),
        excluded=found.get(Status.EXCLUDED, 0),
    )


def is_surveyed(district: District, year: int) -> bool:
    return Observation.objects.filter(
        learner__in=people.graduates(district, year).values("pk"), on=survey_day(year)
    ).exists()


def insured(district: District, year: int) -> QuerySet[Any, Any]:
    """Learners insured in work on 1 April of their graduation year: a subquery."""
    return Observation.objects.filter(
        learner__in=people.graduates(district, year).values("pk"), on=survey_day(year), is_insured=True
    ).values("learner")


def kept(district: District, year: int, day: date) -> tuple[int, int, int]:
    """(insured on 1 April, of them insured on `day`, of them enlisted on `day`); one query."""
    base = insured(district, year)
    found = Observation.objects.filter(learner__in=base, on__in=(survey_day(year), day)).aggregate(
        then=Count("pk", filter=Q(on=survey_day(year), is_insured=True)),
        still=Count("pk", filter=Q(on=day, is_insured=True)),
        military=Count("pk", filter=Q(on=day, status=Status.MILITARY)),
    )
    return found["then"], found["still"], found["military"]


def rates(district: District, year: int, today: date) -> list[Rate]:
    """Every rate of a graduating year that can be known today."""
    found = counts(district, year)
    local = Observation.objects.filter(
        learner__in=people.graduates(district, year).values("pk"),
        on=survey_day(year),
        status=Status.EMPLOYED,
        works_in_district=True,
    ).count()
    result = [
        Rate(rules.EMPLOYMENT, rules.employment_rate(found), found.employed, found.base),
        Rate(rules.FURTHER_STUDY, rules.further_study_rate(found), found.study, found.graduates),
        Rate(rules.NET_EMPLOYMENT, rules.net_employment_rate(found), found.employed, found.graduates),
        Rate(rules.UNEMPLOYMENT, rules.unemployed_share(found), found.unemployed, found.graduates),
        Rate(rules.SETTLEMENT, percent(local, found.employed), local, found.employed),
    ]
    if today >= date(year, 10, 1):
        then, still, _military = kept(district, year, date(year, 10, 1))
        result.append(Rate(rules.RETENTION_6, rules.retention_rate(then, still), still, then))
    if today >= date(year + 1, 4, 1):
        then, still, military = kept(district, year, date(year + 1, 4, 1))
        result.append(Rate(rules.RETENTION_12, rules.retention_rate(then, still), still, then))
        result.append(
            Rate(
                rules.RETENTION_12_LESS_MILITARY,
                rules.retention_rate(then - military, still),
                still,
                then - military,
            )
        )
    return result


@dataclass(frozen=True)
class ShownRate:
    """A rate as a viewer may know it; hidden ones carry no count at all."""

    key: str
    definition: Definition
    value: Decimal | None
    numerator: int | None
    base: int | None
    is_hidden: bool


def rates_for(viewer: User, district: District, year: int, today: date) -> list[ShownRate]:
    """The rates of a graduating year for whoever reads the cycle or the outcomes of the whole district; else none.

    When one part of the class is too small to show, all rates that could give it away are hidden with it.
    """
    here = access.reach(viewer, Permission.CYCLE_READ)
    if not (here.everywhere or district.pk in here.districts | here.shared):
        return []
    found = figures.figure(district, f"outcome counts {year}", lambda: counts(district, year))
    parts = (found.employed, found.study, found.military + found.excluded, found.unemployed)
    is_class_hidden = any(is_hidden(part, today) for part in parts)
    is_known = figures.figure(district, f"outcome surveyed {year}", lambda: is_surveyed(district, year))
    shown = []
    for rate in figures.figure(district, f"outcome rates {year} {today}", lambda: rates(district, year, today)):
        counted = (rate.numerator, rate.base, max(rate.base - rate.numerator, 0))
        is_small = is_class_hidden or any(is_hidden(count, today) for count in counted)
        known = is_known and rate.base > 0
        shown.append(
            ShownRate(
                rate.definition.code,
                rate.definition,
                rate.value if known and not is_small else None,
                rate.numerator if known and not is_small else None,
                rate.base if known and not is_small else None,
                known and is_small,
            )
        )
    return shown


def counts_of(row: PublishedCount) -> rules.Counts:
    return rules.Counts(row.graduates, row.employed, row.study, row.military or 0, row.excluded or 0, row.not_counted)


def comparison(year: int) -> list[Comparison]:
    """Published employment rates of all series together, of the year or the last before it, by place."""
    latest: dict[str, PublishedCount] = {}
    for row in PublishedCount.objects.filter(series="전체", year__lte=year).order_by("year"):
        latest[row.place] = row
    return [
        Comparison(row.place, row.year, rules.employment_rate(counts_of(row)), row.source) for row in latest.values()
    ]


def published_rates(first: int, last: int) -> list[Comparison]:
    """Published employment rates of all series together, years first to last, by place and year."""
    rows = PublishedCount.objects.filter(series="전체", year__range=(first, last)).order_by("place", "year")
    return [Comparison(row.place, row.year, rules.employment_rate(counts_of(row)), row.source) for row in rows]


def published(year: int) -> QuerySet[PublishedCount]:
    return PublishedCount.objects.filter(year=year)


def behind(viewer: User, district: District, year: int) -> QuerySet[Observation]:
    """What the graduates of the year were on 1 April, as far as the viewer may see them."""
    rows = Observation.objects.visible_to(viewer).filter(
        learner__school__in=people.schools_of(district),
        learner__state=LearnerState.GRADUATED,
        learner__graduated_on__range=people.graduation(year),
        on=survey_day(year),
    )
    return rows.select_related("learner__school")
