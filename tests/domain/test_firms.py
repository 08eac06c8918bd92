"""Firms beside their yardsticks: the rule of the fact's day, nothing known is no fail, a list that bars only by choice."""

from datetime import date
from decimal import Decimal

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import NotAllowed, NotFound, RuleBroken
from naru.domain.placement import actions as openings
from naru.domain.placement.actions import firms as actions
from naru.domain.placement.enums import FirmMeasure, Fulfilment, OpeningState, YardstickKind
from naru.domain.placement.models import FirmFact, Opening
from naru.domain.placement.queries import firms as queries
from naru.domain.placement.rules import firms as rules
from tests.factories import make

TODAY = date(2026, 9, 10)
DAY = date(2026, 6, 30)
M, K, V = FirmMeasure, YardstickKind, Fulfilment


def own(kind, since, value):
    return rules.Standard(kind, since, Decimal(value), "의결", True, True)


def fact(measure, value, on=DAY):
    return rules.Fact(measure, 2026, Decimal(value), on, "조회")


@pytest.mark.parametrize(
    ("measure", "value", "verdict"),
    [
        (M.SIZE, "20", V.MET),
        (M.SIZE, "19", V.NOT_MET),
        (M.INSURANCE, "1", V.MET),
        (M.INSURANCE, "0", V.NOT_MET),
        (M.TENURE, "3", V.MET),
        (M.TENURE, "2.99", V.NOT_MET),
        (M.ACCIDENTS, "0.7", V.MET),
        (M.ACCIDENTS, "0.71", V.NOT_MET),
        (M.ARREARS, "0", V.MET),
        (M.ARREARS, "1", V.NOT_MET),
    ],
)
def test_a_measure_is_judged_at_its_very_limit(measure, value, verdict):
    found = rules.judge(measure, fact(measure, value), [], TODAY)
    assert found.verdict == verdict
    assert found.standard is not None and not found.standard.is_own and not found.standard.is_verified


def test_every_proposal_is_marked_as_nobody_checked_it_and_every_measure_is_defined():
    assert set(rules.DEFAULTS) == set(K) - {K.MEDIAN}
    assert all(not entry.is_verified and entry.source for each in rules.DEFAULTS.values() for entry in each.entries)
    assert set(rules.DEFINITIONS) == set(M)
    assert {each.version for each in rules.DEFINITIONS.values()} == {"2026.1"}


def test_a_fact_is_judged_by_the_rule_of_its_own_day():
    given = [own(K.SIZE, date(2026, 1, 1), 30), own(K.SIZE, date(2026, 7, 1), 50)]
    assert rules.judge(M.SIZE, fact(M.SIZE, 40), given, TODAY).verdict == V.MET
    assert rules.judge(M.SIZE, fact(M.SIZE, 40, date(2026, 7, 1)), given, TODAY).verdict == V.NOT_MET
    before = rules.judge(M.SIZE, fact(M.SIZE, 25, date(2025, 12, 31)), given, TODAY)
    assert (before.verdict, before.standard.value, before.standard.is_own) == (V.MET, 20, False)


def test_the_wage_is_a_share_of_the_median_of_that_day_and_not_known_without_one():
    assert rules.judge(M.WAGE, fact(M.WAGE, 30_000_000), [], TODAY).verdict == V.NOT_KNOWN
    given = [own(K.MEDIAN, date(2026, 1, 1), 30_000_000), own(K.MEDIAN, date(2026, 7, 1), 32_000_000)]
    first = rules.judge(M.WAGE, fact(M.WAGE, 30_000_000), given, TODAY)
    assert (first.verdict, first.value) == (V.MET, Decimal("100.0"))
    later = rules.judge(M.WAGE, fact(M.WAGE, 30_000_000, date(2026, 7, 1)), given, TODAY)
    assert (later.verdict, later.value) == (V.NOT_MET, Decimal("93.8"))
    near = rules.judge(M.WAGE, fact(M.WAGE, 29_990_000), given, TODAY)
    assert (near.verdict, near.value) == (V.NOT_MET, Decimal("100.0"))  # 99.97: shown rounded, judged as it is


def test_what_a_district_does_not_ask_keeps_nobody_from_it():
    given = [own(kind, date(2026, 1, 1), 0) for kind in (K.INSURANCE, K.ARREARS)]
    assert rules.judge(M.INSURANCE, fact(M.INSURANCE, 0), given, TODAY).verdict == V.MET
    assert rules.judge(M.ARREARS, fact(M.ARREARS, 1), given, TODAY).verdict == V.MET


def test_missing_and_old_facts_are_not_known_and_never_a_fail():
    assert rules.judge(M.SIZE, None, [], TODAY).verdict == V.NOT_KNOWN
    old = rules.judge(M.SIZE, fact(M.SIZE, 1, date(2024, 9, 9)), [], TODAY)
    assert (old.verdict, old.is_old) == (V.NOT_KNOWN, True)
    assert rules.judge(M.SIZE, fact(M.SIZE, 1, date(2024, 9, 10)), [], TODAY).verdict == V.NOT_MET
    assert rules.overall(rules.judged({}, [], TODAY)) == V.NOT_KNOWN


def test_all_met_is_excellent_one_missed_decides_and_one_unknown_leaves_it_open():
    good = {M.SIZE: 30, M.WAGE: 40_000_000, M.INSURANCE: 1, M.TENURE: 5, M.ACCIDENTS: 0, M.ARREARS: 0}
    given = [own(K.MEDIAN, date(2026, 1, 1), 32_000_000)]
    facts = {measure: fact(measure, value) for measure, value in good.items()}
    assert rules.overall(rules.judged(facts, given, TODAY)) == V.MET
    for measure in M:
        without = {key: each for key, each in facts.items() if key != measure}
        assert rules.overall(rules.judged(without, given, TODAY)) == V.NOT_KNOWN
    assert rules.overall(rules.judged({M.ARREARS: fact(M.ARREARS, 1)}, given, TODAY)) == V.NOT_MET


@pytest.mark.parametrize(
    ("measure", "value", "on", "source", "field"),
    [
        (M.SIZE, "5", DAY, " ", "source"),
        (M.SIZE, "-1", DAY, "조회", "value"),
        (M.INSURANCE, "2", DAY, "조회", "value"),
        (K.BARS, "0.5", DAY, "의결", "value"),
        (K.MEDIAN, "0", DAY, "의결", "value"),
        (M.SIZE, "5", date(2026, 9, 11), "조회", "on"),
    ],
)
def test_a_figure_without_source_or_sense_is_refused(measure, value, on, source, field):
    with pytest.raises(RuleBroken) as caught:
        rules.may_state(measure, Decimal(value), on, source, TODAY)
    assert caught.value.values["field"] == field


def test_a_yardstick_may_begin_in_the_future():
    rules.may_state(K.SIZE, Decimal(5), date(2027, 3, 1), "의결", TODAY)


@pytest.mark.django_db
def test_only_the_centre_records_and_what_was_said_before_stays_in_the_audit():
    here = make.town()
    say = {"district": here.district, "firm": here.firm, "measure": M.SIZE, "year": 2026, "on": DAY, "source": "조회"}
    for stranger in (here.hr, here.teacher, make.town().coordinator):
        with pytest.raises(NotAllowed):
            actions.record_fact(**say, value=Decimal(10), today=TODAY, by=stranger)
        with pytest.raises(NotAllowed):
            actions.set_yardstick(
                district=here.district,
                kind=K.SIZE,
                since=DAY,
                value=Decimal(5),
                source="의결",
                is_verified=True,
                today=TODAY,
                by=stranger,
            )
    first = actions.record_fact(**say, value=Decimal(10), today=TODAY, by=here.coordinator)
    again = actions.record_fact(**say, value=Decimal(40), today=TODAY, by=here.coordinator)
    assert (first.pk, FirmFact.objects.get().value) == (again.pk, 40)
    before = Event.objects.filter(verb="placement.record_fact").latest("pk").before
    assert Decimal(before["value"]) == 10
    with pytest.raises(NotAllowed):
        actions.record_fact(
            **(say | {"firm": make.firm(make.district())}), value=Decimal(1), today=TODAY, by=here.coordinator
        )


def listed(here):
    for measure, value in ((M.ARREARS, 1), (M.SIZE, 50)):
        FirmFact.objects.create(
            district=here.district, firm=here.firm, measure=measure, year=2026, value=value, on=DAY, source="명단"
        )


@pytest.mark.django_db
def test_a_listed_firm_s_opening_is_shut_only_where_the_district_said_so():
    here = make.town()
    listed(here)
    first, second = (make.opening(here, "checked", deadline=date(2026, 12, 1)) for _number in range(2))
    assert openings.publish(opening=first, today=TODAY, by=here.hr).state == OpeningState.OPEN
    say = {"kind": K.BARS, "since": DAY, "value": Decimal(1), "source": "운영위원회 의결", "is_verified": True}
    actions.set_yardstick(district=here.district, **say, today=TODAY, by=here.coordinator)
    with pytest.raises(RuleBroken, match="체불사업주") as caught:
        openings.publish(opening=second, today=TODAY, by=here.coordinator)
    assert caught.value.article == "운영위원회 의결"
    assert Opening.objects.get(pk=second.pk).state == OpeningState.CHECKED
    with pytest.raises(RuleBroken, match="체불사업주"):
        openings.renew(opening=first, deadline=date(2026, 12, 31), today=TODAY, by=here.hr)
    FirmFact.objects.filter(measure=M.ARREARS).update(value=0)
    assert openings.publish(opening=second, today=TODAY, by=here.hr).state == OpeningState.OPEN


@pytest.mark.django_db
def test_openings_are_narrowed_by_the_verdict_on_their_firm_in_their_own_district(django_assert_num_queries):
    here, there = make.town(), make.town()
    listed(here)
    unknown = make.opening(here, firm=make.firm(here.district))
    bad = make.opening(here)
    make.opening(there)
    rows = Opening.objects.visible_to(here.coordinator)
    with django_assert_num_queries(3):
        assert list(queries.with_verdict(rows, V.NOT_MET, here.coordinator, TODAY)) == [bad]
    assert list(queries.with_verdict(rows, V.NOT_KNOWN, here.coordinator, TODAY)) == [unknown]
    assert list(queries.with_verdict(rows, V.MET, here.coordinator, TODAY)) == []
    # What another district knows of the firm says nothing here.
    FirmFact.objects.update(district=there.district)
    assert set(queries.with_verdict(rows, V.NOT_KNOWN, here.coordinator, TODAY)) == {unknown, bad}


@pytest.mark.django_db
def test_a_firm_knows_of_itself_alone_and_whoever_chooses_or_oversees_of_all():
    district = make.district()
    mine, rival = (make.firm(district) for _ in range(2))
    for each in (mine, rival):
        FirmFact.objects.create(
            district=district, firm=each, measure=M.WAGE, year=2026, value=30_000_000, on=DAY, source="조회"
        )
    hr = make.user(Role.FIRM_HR, organisation=mine)
    assert [each.firm for each in queries.facts(hr)] == [mine]
    assert queries.firm(hr, mine.pk) == mine
    with pytest.raises(NotFound):
        queries.firm(hr, rival.pk)
    assert not queries.may_compare(hr)
    teacher = make.user(Role.TEACHER, organisation=make.school(district))
    coordinator = make.coordinator(district)
    for each in (teacher, coordinator):
        assert queries.may_compare(each) and queries.facts(each).count() == 2
