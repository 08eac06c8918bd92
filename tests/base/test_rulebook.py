"""Dated rules, numbers, hidden counts, errors and the project year."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naru.base.rulebook import errors, project_year
from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.number import MINIMUM_COUNT, is_hidden, percent

CAP = Dated("cap", (Entry(date(2020, 1, 1), 6, "제1조"), Entry(date(2024, 3, 1), 7, "제1조 개정")))


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2020, 1, 1), 6), (date(2024, 2, 29), 6), (date(2024, 3, 1), 7), (date(2050, 1, 1), 7)],
)
def test_record_is_judged_by_the_rule_of_its_day(day, value):
    assert CAP.on(day).value == value


def test_before_the_first_entry_there_is_no_rule():
    with pytest.raises(LookupError, match="cap"):
        CAP.on(date(2019, 12, 31))


@pytest.mark.parametrize("days", [(), (date(2024, 1, 1), date(2020, 1, 1)), (date(2024, 1, 1), date(2024, 1, 1))])
def test_entries_stand_in_order_without_repeats(days):
    with pytest.raises(ValueError, match="in order of date"):
        Dated("bad", tuple(Entry(day, 1, "") for day in days))


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (4, True), (5, False), (500, False)])
def test_counts_of_few_persons_are_hidden(count, hidden):
    assert is_hidden(count, date(2026, 4, 1)) is hidden


def test_minimum_count_is_that_of_the_day(monkeypatch):
    later = (*MINIMUM_COUNT.entries, Entry(date(2027, 1, 1), 10, "개정"))
    monkeypatch.setattr("naru.base.rulebook.number.MINIMUM_COUNT", Dated("minimum_count", later))
    assert not is_hidden(7, date(2026, 12, 31))
    assert is_hidden(7, date(2027, 1, 1))


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(1, 2000, "0.1"), (5, 2000, "0.3"), (1, 8, "12.5"), (2, 3, "66.7"), (0, 7, "0.0"), (7, 7, "100.0")],
)
def test_percent_rounds_half_up_to_one_decimal(numerator, denominator, shown):
    assert str(percent(numerator, denominator)) == shown


def test_percent_of_nothing_is_not_known():
    assert percent(0, 0) is None
    assert percent(3, -1) is None
    assert percent(1, 3, places=0) == Decimal(33)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_percent_is_never_off_by_more_than_half_a_step(numerator, denominator):
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    assert abs(percent(numerator, denominator) - exact) <= Decimal("0.05")


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_every_day_lies_in_the_project_year_that_it_belongs_to(day):
    year = project_year.of(day)
    assert project_year.first_day(year) <= day <= project_year.last_day(year)


def test_project_year_ends_with_february_also_in_leap_years():
    assert project_year.last_day(2027) == date(2028, 2, 29)
    assert project_year.last_day(2026) + timedelta(days=1) == project_year.first_day(2027)


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        (errors.NotAllowed, "not_allowed", 403),
        (errors.NotFound, "not_found", 404),
        (errors.Conflict, "conflict", 409),
        (errors.RuleBroken, "rule_broken", 422),
    ],
)
def test_error_has_a_sentence_a_code_and_an_article(error, code, status):
    raised = error("안 됩니다.", article="제1조", left=3)
    assert (str(raised), raised.code, raised.status) == ("안 됩니다.", code, status)
    assert (raised.article, raised.values) == ("제1조", {"left": 3})
    assert str(error()) == code
