"""Forecast: graduates against needs, from observed rates; the same input is kept once."""

from datetime import date
from decimal import Decimal

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import RuleBroken
from naru.domain.curriculum.models import Seats
from naru.domain.demand import actions as demand
from naru.domain.demand.enums import Confidence, NeedSource
from naru.domain.forecast import actions, bridge, queries, rules
from naru.domain.forecast.bridge import Assumptions
from naru.domain.forecast.models import Projection
from tests.domain import look
from tests.factories import make

TODAY = date(2026, 11, 2)
KNOWN = Assumptions(0.9, 100, 0.5, 100, {})


def project(here: make.Town, **changes):
    given = {"district": here.district, "from_year": 2027, "years": 2, "today": TODAY, "by": here.coordinator}
    return actions.project(**(given | changes))


@pytest.mark.parametrize("years", [0, 11, -1])
def test_rule_refuses_other_spans_than_one_to_ten_years(years):
    with pytest.raises(RuleBroken, match="1년에서 10년"):
        rules.may_project(years)


def test_bridge_returns_whole_persons_of_the_graduation_years_inside_their_range():
    rows = bridge.project({2025: 200, 2024: 100}, 3, KNOWN)
    assert [(row.year, row.graduates, row.seeking) for row in rows] == [(2027, 90, 45), (2028, 180, 90)]
    assert all(row.low <= row.seeking <= row.high <= row.graduates for row in rows)


def test_digest_changes_with_everything_the_answer_depends_on():
    base = bridge.digest({2024: 1}, {2027: (5, Decimal(1))}, KNOWN)
    assert base == bridge.digest({2024: 1}, {2027: (5, Decimal(1))}, KNOWN)
    others = [
        bridge.digest({2024: 2}, {2027: (5, Decimal(1))}, KNOWN),
        bridge.digest({2024: 1}, {2027: (6, Decimal(1))}, KNOWN),
        bridge.digest({2024: 1}, {2027: (5, Decimal(2))}, KNOWN),
        bridge.digest({2024: 1}, {2027: (5, Decimal(1))}, Assumptions(0.9, 100, 0.6, 100, {})),
    ]
    assert len({base, *others}) == 5


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    reader = make.user(Role.READER, district=here.district)
    return {
        "project": look.Deed(
            lambda by: project(here, by=by),
            here.coordinator,
            "forecast.project",
            here.district.pk,
            (here.teacher, here.lead, here.hr, reader, there.coordinator),
        )
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


@pytest.mark.django_db
def test_same_input_is_projected_once_and_a_refused_span_not_at_all():
    here = make.town()
    first = project(here)
    assert project(here, today=date(2026, 12, 1)) == first
    assert project(here, years=3) != first
    with pytest.raises(RuleBroken):
        project(here, years=11)
    assert Projection.objects.count() == Event.objects.count() == 2


@pytest.mark.django_db
def test_surer_word_of_the_same_headcount_makes_a_new_projection():
    here = make.town()
    need = make.need(here, 10, "idea", year=2027)
    first = project(here)
    demand.revise_need(
        need=need,
        headcount=10,
        confidence=Confidence.CONTRACTED,
        source=NeedSource.INTERVIEW,
        said_on=TODAY,
        reason="계약",
        wanted=None,
        by=here.hr,
    )
    second = project(here)
    assert [each.rows.get(year=2027).needs_weighted for each in (first, second)] == [2, 10]


@pytest.mark.django_db
def test_projection_holds_graduates_needs_and_what_it_assumed():
    here = make.town()
    department = make.department(here.school)
    for year, seats in ((2024, 30), (2025, 60)):
        Seats.objects.create(department=department, intake_year=year, seats=seats)
    make.need(here, 10, "planned", year=2028)
    for _each in range(4):
        make.learner(here.school, intake_year=2024)
    found = project(here)
    first, second = found.rows.all()
    assert (first.year, first.graduates, second.year, second.graduates) == (2027, 4, 2028, 60)
    assert (first.needs, second.needs, second.needs_weighted) == (0, 10, 5)
    assert found.assumptions["sources"] == {"completion": "assumed: nobody left", "seeking": "published: nation 2025"}
    found.refresh_from_db()
    assert found.assumptions["entrants"] == {"2024": 4, "2025": 60}
    nation = (15_296 + 12_420) / 59_661
    assert found.assumptions["seeking"] == round(nation, 4)
    assert second.seeking == round(60 * nation)


@pytest.mark.django_db
def test_rates_are_the_districts_own_once_they_were_observed():
    here = make.town()
    for number in range(9):
        make.observation(make.graduate(here.school), "study" if number < 3 else "employed")
    make.learner(here.school, state="left", grade=None)
    found = queries.assumptions(here.district, TODAY)
    assert (found.completion, found.completion_trials) == (0.9, 10)
    assert (found.seeking, found.seeking_trials) == (6 / 9, 9)
    assert found.sources == {"completion": "observed", "seeking": "observed 2026"}
    before_survey = queries.assumptions(here.district, date(2026, 3, 31))
    assert before_survey.sources["seeking"] == "published: nation 2025"


@pytest.mark.django_db
def test_projection_is_seen_in_its_district_by_who_reads_forecasts():
    here, there = make.town(), make.town()
    found = project(here)
    student = make.account_of(make.learner(here.school))
    to = [here.coordinator, here.teacher, make.user(Role.CITY, district=here.district)]
    away = [here.hr, student, there.coordinator, there.teacher, make.user()]
    look.visible(queries.listing, queries.one, found, to=to, hidden_from=away)
    later = project(here, years=3, today=date(2026, 12, 1))
    assert queries.latest(here.teacher, here.district) == later
    assert queries.latest(there.teacher, here.district) is None


@pytest.mark.django_db
def test_listing_costs_the_same_for_30_rows():
    here = make.town()
    years = iter(range(2020, 2060))

    def shown(viewer):
        return [[row.year for row in each.rows.all()] for each in queries.listing(viewer)]

    look.same_cost(shown, here.teacher, lambda: project(here, from_year=next(years)))
