"""Outcome: what graduates became, rates of a district, retention, and what small numbers hide."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import RuleBroken
from naru.domain.outcome import actions, queries, rules
from naru.domain.outcome.enums import ObservationSource, Status
from naru.domain.outcome.models import Observation, PublishedCount
from naru.domain.outcome.rules import Counts
from tests.domain import look
from tests.factories import make

FEBRUARY, APRIL, OCTOBER, NEXT = date(2026, 2, 10), date(2026, 4, 1), date(2026, 10, 1), date(2027, 4, 1)
SEEN = {"is_insured": True, "works_in_district": True, "lives_in_district": None, "source": ObservationSource.SURVEY}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((OCTOBER, APRIL, FEBRUARY, Status.EMPLOYED, True), "앞으로의 날"),
        ((APRIL, OCTOBER, None, Status.EMPLOYED, True), "졸업한 뒤"),
        ((date(2026, 1, 1), OCTOBER, FEBRUARY, Status.EMPLOYED, True), "졸업한 뒤"),
        ((APRIL, OCTOBER, FEBRUARY, Status.STUDY, True), "취업자만"),
    ],
)
def test_rule_refuses(given, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        rules.may_observe(*given)


def test_today_and_the_day_of_graduation_may_be_observed():
    rules.may_observe(APRIL, APRIL, APRIL, Status.STUDY, False)


@pytest.mark.parametrize("parts", [(10, 5, 6), (10, -1, 0), (10, 1, 1, 5, 4), (-1, 0, 0)])
def test_parts_never_exceed_the_graduates(parts):
    with pytest.raises(ValueError, match=r"exceed|negative"):
        Counts(*parts)


def test_rates_of_nobody_are_not_known():
    everybody_studies = Counts(graduates=10, employed=0, study=10)
    assert rules.employment_rate(everybody_studies) is None
    assert rules.further_study_rate(everybody_studies) == 100
    assert rules.retention_rate(0, 0) is None
    assert rules.net_employment_rate(Counts(0, 0, 0)) is None


def test_single_small_group_hides_the_smallest_other_so_that_it_cannot_be_subtracted():
    day = APRIL
    assert rules.hidden_groups({"a": 3, "b": 20, "c": 9, "d": 0}, day) == {"a", "c"}
    assert rules.hidden_groups({"a": 3, "b": 4, "c": 9}, day) == {"a", "b"}
    assert rules.hidden_groups({"a": 5, "b": 20, "d": 0}, day) == set()
    assert rules.hidden_groups({"a": 3, "d": 0}, day) == {"a"}


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    learner = make.graduate(here.school)
    strangers = (
        here.hr,
        here.dean,
        make.account_of(learner),
        make.user(Role.TEACHER, organisation=make.school(here.district)),
        there.teacher,
        there.coordinator,
    )
    return {
        "observe": look.Deed(
            lambda by: actions.observe(learner=learner, on=APRIL, status=Status.EMPLOYED, **SEEN, by=by),
            here.teacher,
            "outcome.observe",
            None,
            strangers,
        )
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


@pytest.mark.django_db
def test_same_day_said_again_replaces_the_word_and_keeps_the_earlier_in_the_audit():
    here = make.town()
    learner = make.graduate(here.school)
    actions.observe(learner=learner, on=APRIL, status=Status.EMPLOYED, **SEEN, by=here.teacher)
    told = SEEN | {"is_insured": False}
    actions.observe(learner=learner, on=APRIL, status=Status.STUDY, **told, by=here.teacher)
    assert Observation.objects.get().status == Status.STUDY
    assert Event.objects.first().before["status"] == Status.EMPLOYED


@pytest.mark.django_db
def test_learner_in_school_and_the_future_are_not_observed():
    here = make.town()
    tomorrow = timezone.localdate() + timedelta(days=1)
    for learner, on in ((make.learner(here.school), APRIL), (make.graduate(here.school), tomorrow)):
        with pytest.raises(RuleBroken):
            actions.observe(learner=learner, on=on, status=Status.EMPLOYED, **SEEN, by=here.teacher)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.observation(make.graduate(here.school), "study", is_insured=True)
    assert not Observation.objects.exists()


@pytest.mark.django_db
def test_observation_is_seen_by_the_school_the_district_and_the_graduate():
    here, there = make.town(), make.town()
    learner = make.graduate(here.school)
    row = make.observation(learner)
    neighbour = make.user(Role.TEACHER, organisation=make.school(here.district))
    to = [here.coordinator, here.teacher, make.account_of(learner), make.guardian_of(learner)]
    away = [neighbour, here.hr, here.dean, there.coordinator, there.teacher, make.user()]
    look.visible(queries.listing, queries.one, row, to=to, hidden_from=away)
    look.visible(lambda viewer: queries.behind(viewer, here.district, 2026), None, row, to=to, hidden_from=away)


def cohort(here: make.Town) -> None:
    """12 graduates: 6 employed (5 insured), 3 in study, 1 enlisted, 1 excluded, 1 not observed."""
    learners = [make.graduate(here.school) for _each in range(12)]
    states = ["employed"] * 6 + ["study"] * 3 + ["military", "excluded"]
    for number, (learner, status) in enumerate(zip(learners, states, strict=False)):
        make.observation(learner, status, is_insured=number < 5, works_in_district=number < 2)
    for day, still in ((OCTOBER, 4), (NEXT, 3)):
        for learner in learners[:still]:
            make.observation(learner, on=day, is_insured=True)
    make.observation(learners[5], on=OCTOBER, is_insured=True)
    make.observation(learners[4], "military", on=NEXT)
    make.graduate(here.school, date(2025, 2, 10))


@pytest.mark.django_db
def test_rates_of_a_district_count_whoever_was_not_observed_as_unemployed():
    here = make.town()
    cohort(here)
    cohort(make.town())
    assert queries.counts(here.district, 2026) == Counts(12, 6, 3, 1, 1)
    found = {each.definition.code: each for each in queries.rates(here.district, 2026, NEXT)}
    shown = {code: (str(each.value), each.numerator, each.base) for code, each in found.items()}
    assert shown == {
        "outcome": ("85.7", 6, 7),
        "outcome.study": ("25.0", 3, 12),
        "outcome.net_employment": ("50.0", 6, 12),
        "outcome.unemployed": ("8.3", 1, 12),
        "outcome.settlement": ("33.3", 2, 6),
        "outcome.retention_6": ("80.0", 4, 5),
        "outcome.retention_12": ("60.0", 3, 5),
        "outcome.retention_12_less_military": ("75.0", 3, 4),
    }


@pytest.mark.django_db
def test_retention_is_said_from_its_day_on():
    here = make.town()
    cohort(here)
    codes = [
        {each.definition.code.removeprefix("outcome.") for each in queries.rates(here.district, 2026, day)}
        for day in (OCTOBER - timedelta(days=1), OCTOBER, NEXT - timedelta(days=1))
    ]
    assert [code for code in codes[0] if "retention" in code] == []
    assert [code for code in codes[1] if "retention" in code] == ["retention_6"]
    assert codes[1] == codes[2]
    assert queries.is_surveyed(here.district, 2026)
    assert not queries.is_surveyed(here.district, 2025)


@pytest.mark.django_db
def test_comparison_is_the_latest_published_rate_of_each_place():
    numbers = {"series": "전체", "source": "시험"}
    counted = {"graduates": 100, "employed": 30, "study": 40}
    for place, year, rest in (("전국", 2024, 10), ("전국", 2025, 0), ("경북", 2024, 12), ("전국", 2027, 20)):
        PublishedCount.objects.create(place=place, year=year, not_counted=rest, **counted, **numbers)
    PublishedCount.objects.create(place="대구", year=2025, **counted, **(numbers | {"series": "공업"}))
    found = {(each.place, each.year): each.value for each in queries.comparison(2026)}
    assert found == {("전국", 2025): Decimal("50.0"), ("경북", 2024): Decimal("62.5")}
    assert queries.published(2024).count() == 2


@pytest.mark.django_db
def test_listing_costs_the_same_for_30_rows():
    here = make.town()
    look.same_cost(queries.listing, here.teacher, lambda: make.observation(make.graduate(here.school)))
