"""Deeds of the room forecast."""

from datetime import date

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District
from naru.domain.forecast import bridge, queries, rules
from naru.domain.forecast.models import ProjectedYear, Projection
from naru.domain.people.rules import YEARS_OF_SCHOOL


def project(*, district: District, from_year: int, years: int, today: date, by: User) -> Projection:
    """Projects graduates against needs for graduation years `from_year` and on; the same input is kept once."""
    access.require(by, Permission.FORECAST_RUN, on=district)
    rules.may_project(years)
    school = YEARS_OF_SCHOOL.on(today).value
    last = from_year + years - 1
    given = queries.assumptions(district, today)
    entrants = queries.entrants(district, from_year - school, last - school)
    needs = queries.needs(district, from_year, last, today)
    digest = bridge.digest(entrants, needs, given)
    before = Projection.objects.filter(district=district, digest=digest, from_year=from_year, years=years).first()
    if before is not None:
        return before
    rows = bridge.project(entrants, school, given)
    with transaction.atomic():
        made = Projection.objects.create(
            district=district,
            made_on=today,
            from_year=from_year,
            years=years,
            assumptions={
                "completion": round(given.completion, 4),
                "completion_trials": given.completion_trials,
                "seeking": round(given.seeking, 4),
                "seeking_trials": given.seeking_trials,
                "sources": given.sources,
                "entrants": entrants,
            },
            digest=digest,
            asked_by=by,
        )
        ProjectedYear.objects.bulk_create(
            ProjectedYear(
                projection=made,
                year=row.year,
                graduates=row.graduates,
                seeking=row.seeking,
                seeking_low=row.low,
                seeking_high=row.high,
                needs=needs[row.year][0],
                needs_weighted=round(needs[row.year][1]),
            )
            for row in rows
        )
        record.record("forecast.project", made, by=by)
    return made
