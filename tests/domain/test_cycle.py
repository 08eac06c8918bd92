"""The cycle of a year: nine numbers that explain themselves, small ones hidden, and the narrowest passage."""

import itertools
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naru.base.accounts.enums import Role
from naru.base.district.models import Target
from naru.base.rulebook.errors import NotFound
from naru.domain.evidence import queries
from tests.factories import make

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 2)


def test_cycle_has_every_station_with_definition_and_source():
    found = queries.cycle_of(make.district(), 2026, DAY)
    assert tuple(each.key for each in found.stations) == queries.ORDER
    for each in found.stations:
        definition = each.number.definition
        assert definition.korean and definition.english and definition.source and definition.version
    assert found.narrowest_passage is None
    with pytest.raises(NotFound):
        found.station("people")


def test_number_stands_beside_its_target_its_base_and_last_year():
    here = make.town()
    make.need(here, 9), make.need(here, 6, year=2025)
    Target.objects.create(district=here.district, year=2026, measure="demand", value=Decimal(10))
    station = queries.cycle_of(here.district, 2026, DAY).station("demand")
    number = station.number
    assert (number.value, number.base, number.target, number.previous) == (9, 1, 10, 6)
    assert (number.state, station.change) == ("near", 3)


def test_few_persons_are_hidden_with_their_base_and_may_not_be_subtracted():
    here, there = make.town(), make.town()
    for town, jobless in ((here, 4), (there, 6)):
        for number in range(6 + jobless):
            learner = make.graduate(town.school, date(2027, 2, 10))
            if number < 6:
                make.placement(learner, town.firm)
    hidden = queries.cycle_of(here.district, 2026, date(2027, 2, 20)).station("placement").number
    assert (hidden.value, hidden.base, hidden.numerator, hidden.state) == (None, None, None, "hidden")
    shown = queries.cycle_of(there.district, 2026, date(2027, 2, 20)).station("placement").number
    assert (shown.value, shown.base) == (6, 12)


def test_small_number_of_last_year_is_not_told_either():
    here = make.town()
    for _each in range(3):
        make.placement(make.graduate(here.school), here.firm, starts=date(2025, 9, 1))
    assert queries.cycle_of(here.district, 2026, DAY).station("placement").number.previous is None


def test_employment_rate_is_unknown_before_the_survey():
    here = make.town()
    learners = [make.graduate(here.school) for _each in range(12)]
    assert queries.cycle_of(here.district, 2026, DAY).station("outcome").number.value is None
    for number, learner in enumerate(learners):
        make.observation(learner, "employed" if number < 6 else "unemployed")
    number = queries.cycle_of(here.district, 2026, DAY).station("outcome").number
    assert (number.value, number.numerator, number.base) == (Decimal("50.0"), 6, 12)


def test_funnel_narrows_step_by_step_and_leaves_out_who_went_elsewhere():
    here = make.town()
    programme, opening = make.programme(here), make.opening(here)
    for number in range(20):
        learner = make.graduate(here.school)
        if number < 15:
            make.enrolment(programme, learner, "completed")
        if number < 8:
            make.application(opening, learner, "accepted", offered_on=date(2026, 1, 5))
            make.placement(learner, here.firm, starts=date(2026, 2, 1))
            make.observation(learner, is_insured=True)
    make.observation(make.graduate(here.school), "study")
    counts = [each.count for each in queries.funnel(here.district, 2026, date(2026, 6, 1))]
    assert counts == [20, 15, 8, 8, 8, 8]
    passage = queries.passage_of(here.district, 2026, date(2026, 6, 1))
    assert (passage.before, passage.after, passage.lost, passage.room) == ("trained", "applied", 7, "placement")
    assert "15명 중 7명" in passage.sentence
    assert queries.funnel(here.district, 2026, DAY)[-1].key == "kept"


def test_who_comes_to_a_job_without_a_course_is_not_lost_at_the_course():
    here = make.town()
    programme, opening = make.programme(here), make.opening(here)
    for number in range(30):
        learner = make.graduate(here.school)
        if number < 6:
            make.enrolment(programme, learner, "completed")
        elif number < 13:
            make.application(opening, learner)
        elif number < 24:
            make.placement(learner, here.firm, starts=date(2026, 2, 1))
    steps = queries.funnel(here.district, 2026, date(2026, 3, 20))
    assert [each.count for each in steps] == [30, 24, 18, 11, 11, 0]
    lost = [before.count - after.count for before, after in itertools.pairwise(steps)]
    assert sum(lost) == 30 - steps[-1].count
    passage = queries.passage_of(here.district, 2026, date(2026, 3, 20))
    assert (passage.before, passage.lost) == ("placed", 11)


def test_passage_of_few_persons_is_told_without_numbers():
    here = make.town()
    for _each in range(4):
        make.graduate(here.school)
    passage = queries.passage_of(here.district, 2026, DAY)
    assert (passage.lost, passage.reached_before, passage.steps) == (None, None, ())
    assert "4" not in passage.sentence.removeprefix("2026")


def test_year_before_the_first_rules_can_be_looked_back_on():
    here = make.town(first_year=2023)
    make.need(here, 9, "planned", make.unit(), year=2024)
    Target.objects.create(district=here.district, year=2024, measure="demand", value=Decimal(10))
    before = queries.cycle_of(here.district, 2024, DAY)
    assert (before.day, before.station("demand").number.state) == (date(2025, 2, 28), "near")
    assert queries.cycle_of(here.district, 2025, DAY).station("demand").number.previous == 9


def test_cycle_is_for_those_who_take_part_and_may_read_it():
    here, there = make.town(), make.town()
    for viewer in (here.coordinator, here.teacher, make.user(Role.CITY, district=here.district)):
        assert queries.cycle(viewer, here.district, 2026, DAY).district == here.district
    for stranger in (here.hr, there.coordinator, there.teacher, make.user()):
        with pytest.raises(NotFound):
            queries.cycle(stranger, here.district, 2026, DAY)


def test_cycle_as_json_says_what_the_cycle_says():
    here = make.town()
    make.need(here, 9)
    told = queries.cycle_json(queries.cycle_of(here.district, 2026, DAY))
    assert (told["district"], told["year"], told["as_of"]) == (here.district.code, 2026, "2026-11-02")
    assert list(told["stations"]) == list(queries.ORDER)
    assert told["stations"]["demand"]["value"] == 9
    assert told["stations"]["budget"]["value"] is None
    assert told["narrowest_passage"] is None


def test_cycle_costs_the_same_for_30_firms_and_learners():
    here = make.town()

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            queries.cycle_of(here.district, 2026, DAY)
        return len(caught)

    def grow() -> None:
        learner = make.graduate(here.school)
        make.need(here, 3, "planned", make.unit()), make.observation(learner), make.placement(learner, here.firm)
        make.pledge(make.agreement(here.district, here.firm, signed_on=date(2026, 4, 1)), here.firm)
        make.enrolment(make.programme(here), learner, "completed")

    grow()
    before = cost()
    for _each in range(29):
        grow()
    assert cost() == before
