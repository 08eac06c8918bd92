"""Indicators of supply, computed by hand at their edges."""

from datetime import date
from decimal import Decimal

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import NotAllowed, RuleBroken
from naru.domain.curriculum.actions import targets
from naru.domain.curriculum.enums import Quadrant, TargetCode
from naru.domain.curriculum.models import Correction, RegionalMean, Seats, SupplyCount
from naru.domain.curriculum.queries import supply, transformation
from naru.domain.curriculum.rules import supply as rules
from tests.factories import make

DAY = date(2026, 11, 2)


def test_pressure_and_fill_by_hand():
    of = rules.Counts(capacity=40, first_choices=52, entrants=39)
    assert rules.pressure(of, DAY).value == Decimal("1.30")
    assert rules.fill(of, DAY).value == Decimal("97.5")
    assert (rules.fill(of, DAY).numerator, rules.fill(of, DAY).base) == (39, 40)


@pytest.mark.parametrize("figure", [rules.pressure, rules.fill])
def test_no_seats_is_no_division(figure):
    found = figure(rules.Counts(capacity=0, first_choices=3, entrants=0), DAY)
    assert (found.value, found.state) == (None, "empty")


def test_a_legitimate_zero_is_kept_and_a_missing_numerator_is_not_zero():
    assert rules.fill(rules.Counts(capacity=40, entrants=0), DAY).value == Decimal("0.0")
    assert rules.fill(rules.Counts(capacity=40), DAY).state == "unknown"
    assert rules.employment(rules.Counts(leavers=20, employed=0), DAY).value == Decimal("0.0")
    assert rules.employment(rules.Counts(leavers=20), DAY).state == "unknown"


@pytest.mark.parametrize(("leavers", "state", "value"), [(19, "hidden", None), (20, "known", Decimal("50.0"))])
def test_nineteen_leavers_are_hidden_and_twenty_are_not(leavers, state, value):
    found = rules.employment(rules.Counts(leavers=leavers, employed=10), DAY)
    assert (found.state, found.value) == (state, value)
    if state == "hidden":
        assert (found.numerator, found.base) == (None, None)


@pytest.mark.parametrize(
    ("employed", "state"), [(0, "known"), (1, "hidden"), (4, "hidden"), (5, "known"), (15, "known"), (16, "hidden")]
)
def test_a_part_or_a_rest_of_one_to_four_persons_is_hidden(employed, state):
    assert rules.employment(rules.Counts(leavers=20, employed=employed), DAY).state == state


def test_few_entrants_are_hidden_but_empty_seats_hide_nobody():
    assert rules.fill(rules.Counts(capacity=40, entrants=4), DAY).state == "hidden"
    assert rules.fill(rules.Counts(capacity=40, entrants=39), DAY).state == "known"
    assert rules.pressure(rules.Counts(capacity=40, first_choices=4), DAY).state == "hidden"
    assert rules.closure(rules.Moved(opened=3, closed=1), DAY).state == "known", "seats are no persons"


def test_everybody_continuing_leaves_nobody_to_employ():
    of = rules.Counts(finishers=30, continuing=30)
    assert rules.leavers_of(of) == 0
    assert rules.employment(of, DAY).state == "empty"
    assert rules.continuation(of, DAY).value == Decimal("100.0")
    assert rules.favourable(of, DAY).value == Decimal("100.0"), "nobody left, so nobody was to be counted as employed"


def test_leavers_are_inferred_from_those_who_continue_and_never_the_other_way():
    assert rules.employment(rules.Counts(finishers=50, continuing=20, employed=15), DAY).value == Decimal("50.0")
    assert rules.continuation(rules.Counts(finishers=50, leavers=30), DAY).state == "unknown"


def test_favourable_outcome_by_hand():
    of = rules.Counts(finishers=56, leavers=38, continuing=18, employed=27)
    assert rules.favourable(of, DAY).value == Decimal("80.4")  # 45 / 56 = 80.357…
    assert rules.employment(of, DAY).value == Decimal("71.1")  # 27 / 38 = 71.052…
    assert rules.continuation(of, DAY).value == Decimal("32.1")  # 18 / 56 = 32.142…


@pytest.mark.parametrize(
    ("works", "studies", "place"),
    [
        ("60", "30", Quadrant.BOTH),  # equal counts as above
        ("60.1", "29.9", Quadrant.EMPLOYMENT),
        ("59.9", "30", Quadrant.CONTINUATION),
        ("59.9", "29.9", Quadrant.NEITHER),
        ("0", "0", Quadrant.NEITHER),  # a zero is a rate
        (None, "30", Quadrant.OUTSIDE),
        ("60", None, Quadrant.OUTSIDE),
    ],
)
def test_quadrant_against_the_mean(works, studies, place):
    def given(text):
        return None if text is None else Decimal(text)

    assert rules.quadrant(given(works), given(studies), Decimal(60), Decimal(30)) == place
    assert rules.quadrant(Decimal(60), Decimal(30), None, Decimal(30)) == Quadrant.OUTSIDE
    assert rules.quadrant(Decimal(0), Decimal(0), Decimal(0), Decimal(0)) == Quadrant.BOTH


def test_pooled_rates_only_take_departments_that_know_both_parts():
    whole = rules.pooled(
        [
            rules.Counts(capacity=40, entrants=20, finishers=50, continuing=20, employed=15),
            rules.Counts(capacity=60),
            rules.Counts(finishers=100),
        ]
    )
    assert rules.fill(whole, DAY).value == Decimal("50.0")
    assert rules.continuation(whole, DAY).value == Decimal("40.0")
    assert rules.employment(whole, DAY).value == Decimal("50.0")
    assert rules.pooled([]) == rules.Counts()


def test_seats_moved_transformation_and_closure():
    assert rules.moved(0, 40, is_conversion=False) == rules.Moved(opened=40)
    assert rules.moved(40, 0, is_conversion=False) == rules.Moved(closed=40)
    assert rules.moved(60, 40, is_conversion=True) == rules.Moved(closed=20, converted=40)
    both = rules.Moved(opened=40, closed=20, converted=20)
    assert rules.transformation(both, 400, DAY).value == Decimal("20.0")
    assert rules.closure(both, DAY).value == Decimal("33.3")
    assert rules.closure(rules.Moved(opened=40), DAY).value == Decimal("0.0"), "one side may be zero"
    assert rules.closure(rules.Moved(closed=40), DAY).value == Decimal("100.0")
    assert rules.closure(rules.Moved(), DAY).state == "empty"
    assert rules.transformation(both, 0, DAY).state == "empty"


def test_every_definition_is_versioned_and_says_its_formula():
    assert all(each.version and each.formula and each.english for each in rules.DEFINITIONS)
    assert len({each.code for each in rules.DEFINITIONS}) == len(rules.DEFINITIONS)


def test_the_page_of_a_school_shows_its_own_departments_only(db):
    here = make.town()
    own, other = make.department(here.school), make.department(make.school(here.district))
    for each in (own, other):
        SupplyCount.objects.create(department=each, year=2026, capacity=40, entrants=40, finishers=19, continuing=1)
    RegionalMean.objects.create(district=here.district, year=2026, employment=0, continuation=0, source="시험")
    seen = supply.of(here.lead, here.district, 2026, DAY)
    assert [each.department for each in seen.lines] == [own]
    assert [each.state for each in seen.lines[0].figures] == ["unknown", "known", "unknown", "hidden", "unknown"]
    assert len(supply.of(here.coordinator, here.district, 2026, DAY).lines) == 2
    assert supply.of(make.user(Role.STUDENT, organisation=here.school), here.district, 2026, DAY).lines == ()


def test_the_whole_does_not_give_the_only_hidden_department_away(db):
    here = make.town()
    for finishers, continuing in ((100, 50), (19, 9)):
        SupplyCount.objects.create(
            department=make.department(here.school), year=2026, finishers=finishers, continuing=continuing
        )
    assert supply.of(here.coordinator, here.district, 2026, DAY).district[2].state == "hidden"
    SupplyCount.objects.create(department=make.department(here.school), year=2026, finishers=18, continuing=9)
    assert supply.of(here.coordinator, here.district, 2026, DAY).district[2].state == "known"


@pytest.mark.parametrize(
    ("state", "selected", "expected"),
    [
        ("draft", 0, 0),
        ("refused", 0, 0),
        ("withdrawn", 0, 0),
        ("proposed", 0, 20),
        ("nominated", 0, 20),
        ("selected", 20, 20),
    ],
)
def test_only_selected_requests_transform_and_those_under_review_are_expected(db, state, selected, expected):
    here = make.town()
    campaign = make.campaign(here.district)
    department = make.department(here.school)
    Seats.objects.create(department=department, intake_year=2028, seats=400)
    make.reorganisation(campaign, department, state, **({"refusal": "budget"} if state == "refused" else {}))
    (found,) = transformation.of(here.coordinator, here.district, 2028, 2028, DAY)
    assert (found.selected.opened, found.expected.opened) == (selected, expected)
    assert (found.rate.value, found.expected_rate.value) == (Decimal(selected) / 4, Decimal(expected) / 4)
    assert found.closure.state == ("known" if selected else "empty")


def test_corrections_and_postponements_move_other_seats_in_other_years(db):
    here = make.town()
    campaign = make.campaign(here.district)
    department = make.department(here.school)
    for year in (2028, 2029):
        Seats.objects.create(department=department, intake_year=year, seats=100)
    grown = make.reorganisation(campaign, department, "selected", classes_before=1, classes_after=3)
    Correction.objects.create(request=grown, kind="classes", classes=2, why="공간", on=DAY)
    late = make.reorganisation(campaign, department, "selected", kind="close", classes_before=1, classes_after=0)
    Correction.objects.create(request=late, kind="postpone", intake_year=2029, why="연기", on=DAY)
    gone = make.reorganisation(campaign, department, "selected", kind="convert", classes_before=1, classes_after=1)
    Correction.objects.create(request=gone, kind="cancel", why="취소", on=DAY)
    first, second = transformation.of(here.coordinator, here.district, 2028, 2029, DAY)
    assert (first.selected, second.selected) == (rules.Moved(opened=20), rules.Moved(closed=20))
    assert (first.rate.value, second.rate.value) == (Decimal("20.0"), Decimal("20.0"))
    assert (first.closure.value, second.closure.value) == (Decimal("0.0"), Decimal("100.0"))
    assert (first.selected.balance, second.selected.balance) == (20, -20)


def test_the_cumulated_rate_counts_from_the_first_year_on_its_seats(db):
    here = make.town(first_year=2027)
    department = make.department(here.school)
    for year, seats in ((2027, 200), (2028, 100), (2029, 0)):
        Seats.objects.create(department=department, intake_year=year, seats=seats)
    for year in (2026, 2028, 2029):
        make.reorganisation(make.campaign(here.district, intake_year=year), department, "selected")
    rows = transformation.of(here.coordinator, here.district, 2027, 2029, DAY)
    assert [each.total.value for each in rows] == [Decimal("0.0"), Decimal("10.0"), Decimal("20.0")]
    assert rows[2].rate.state == "empty", "no seats, no division"


def test_an_intake_without_seats_yet_is_measured_by_the_last_that_has_them(db):
    here = make.town()
    department = make.department(here.school)
    Seats.objects.create(department=department, intake_year=2026, seats=100)
    make.reorganisation(make.campaign(here.district), department, "selected")
    (found,) = transformation.of(here.coordinator, here.district, 2028, 2028, DAY)
    assert (found.seats, found.seats_of, found.rate.value) == (100, 2026, Decimal("20.0"))


def test_a_school_sees_the_rate_of_its_own_seats(db):
    here = make.town()
    campaign = make.campaign(here.district)
    own, other = make.department(here.school), make.department(make.school(here.district))
    for each in (own, other):
        Seats.objects.create(department=each, intake_year=2028, seats=100)
        make.reorganisation(campaign, each, "selected")
    (mine,) = transformation.of(here.lead, here.district, 2028, 2028, DAY)
    (whole,) = transformation.of(here.coordinator, here.district, 2028, 2028, DAY)
    assert (mine.seats, mine.selected.opened, mine.rate.value) == (100, 20, Decimal("20.0"))
    assert (whole.seats, whole.selected.opened, whole.rate.value) == (200, 40, Decimal("20.0"))


def counted(department, year: int, employed: int, continuing: int) -> None:
    """50 graduates; those who do not continue leave."""
    values = {"finishers": 50, "leavers": 50 - continuing, "continuing": continuing, "employed": employed}
    SupplyCount.objects.create(department=department, year=year, **values)


def test_a_department_is_compared_with_its_kind_and_without_it_with_all(db):
    here = make.town()
    meister = make.department(here.school, kind="meister")
    special = make.department(here.school, kind="specialised")
    for each in (meister, special):
        counted(each, 2026, employed=18, continuing=20)  # 18 / 30 = 60 %, 20 / 50 = 40 %
    for kind, works, studies in (("all", 50, 30), ("meister", 70, 10)):
        RegionalMean.objects.create(
            district=here.district, year=2026, kind=kind, employment=works, continuation=studies, source="시험"
        )
    lines = {each.department: each for each in supply.of(here.coordinator, here.district, 2026, DAY).lines}
    assert (lines[meister].quadrant, lines[meister].mean.kind) == (Quadrant.CONTINUATION, "meister")
    assert (lines[special].quadrant, lines[special].mean.kind) == (Quadrant.BOTH, "all")


def test_quadrants_of_the_years_before_against_the_means_of_those_years(db):
    here = make.town()
    department, young = make.department(here.school), make.department(here.school)
    counted(department, 2024, employed=15, continuing=20)  # 50 %, 40 %
    counted(department, 2026, employed=18, continuing=20)  # 60 %, 40 %
    counted(young, 2026, employed=18, continuing=20)
    for year, works in ((2024, 60), (2026, 60)):
        RegionalMean.objects.create(district=here.district, year=year, employment=works, continuation=0, source="시험")
    seen = supply.of(here.coordinator, here.district, 2026, DAY)
    assert seen.years == (2022, 2023, 2024, 2025, 2026)
    (past,) = seen.past
    assert past.department == department
    assert [place for _year, place, _works, _studies in past.years] == [
        None,
        None,
        Quadrant.CONTINUATION,
        None,
        Quadrant.BOTH,
    ]
    line = next(each for each in seen.lines if each.department == department)
    assert [step for _figure, step, _far in line.shown] == [None] * 5, "2025 was not counted"


def test_steps_since_the_year_before_in_percentage_points(db):
    here = make.town()
    department = make.department(here.school)
    counted(department, 2025, employed=15, continuing=20)
    counted(department, 2026, employed=18, continuing=20)
    (line,) = supply.of(here.coordinator, here.district, 2026, DAY).lines
    assert [step for _figure, step, _far in line.shown][2:4] == [Decimal("10.0"), Decimal("0.0")]


def test_targets_are_percentages_with_a_source_and_stand_beside_their_figure(db):
    here = make.town()
    with pytest.raises(RuleBroken):
        rules.may_aim(Decimal(101), "계획")
    with pytest.raises(RuleBroken):
        rules.may_aim(Decimal(5), " ")
    for target in (Decimal("5.0"), Decimal("6.0")):
        targets.set_target(
            district=here.district,
            year=2028,
            code=TargetCode.TRANSFORMATION,
            target=target,
            source="계획",
            by=here.coordinator,
        )
    (found,) = transformation.of(here.coordinator, here.district, 2028, 2028, DAY)
    assert (found.target, found.total_target) == (Decimal("6.0"), None)
    assert Event.objects.filter(verb="curriculum.set_target").order_by("pk").last().before["target"] == "5.0"
    with pytest.raises(NotAllowed):
        targets.set_target(
            district=here.district, year=2028, code=TargetCode.FILL, target=Decimal(1), source="계획", by=here.lead
        )
