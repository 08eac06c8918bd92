"""A group that fares worse than a lot would have it is named, and the word tells nobody a small count."""

from datetime import date
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naru.base.rulebook.leaning import Leaning, judge
from naru.base.rulebook.number import MINIMUM_COUNT

DAY = date(2026, 11, 30)


def word(found: int, *, whole: int = 300, marked: int = 120, group: int = 40) -> Leaning:
    return judge(whole=whole, marked=marked, group=group, found=found, day=DAY)


def test_bounds_are_those_of_exact_counting():
    """40 of 300 with 120 marked: the tails counted in whole numbers."""
    ways = comb(300, 40)
    tail = 0
    for found in range(0, 41):
        tail += comb(120, found) * comb(180, 40 - found)
        is_few = tail * 40 <= ways
        assert (word(found) is Leaning.FEWER) == is_few, found
    assert word(16) is Leaning.ALIKE
    assert word(9) is Leaning.FEWER
    assert word(23) is Leaning.MORE


def test_no_word_where_it_would_leave_fewer_counts_than_may_be_told():
    """60 persons, 25 marked, a group of 16: "few" would mean 0 to 2."""
    assert all(word(found, whole=60, marked=25, group=16) is Leaning.UNKNOWN for found in range(17))


def test_a_group_that_is_the_whole_is_not_judged():
    assert word(25, whole=60, marked=25, group=60) is Leaning.UNKNOWN


def test_counts_that_cannot_stand_together_are_refused():
    with pytest.raises(ValueError, match="41 of 40"):
        word(41)


def test_a_large_district_is_judged_at_once():
    assert word(9_000, whole=65_000, marked=30_000, group=20_000) is Leaning.FEWER


@given(st.integers(0, 80), st.data())
def test_every_word_leaves_enough_counts(whole, data):
    marked, group = data.draw(st.integers(0, whole)), data.draw(st.integers(0, whole))
    possible = range(max(0, group + marked - whole), min(group, marked) + 1)
    said = [word(found, whole=whole, marked=marked, group=group) for found in possible]
    if Leaning.UNKNOWN in said:
        assert set(said) == {Leaning.UNKNOWN}
    else:
        assert all(said.count(each) >= MINIMUM_COUNT.on(DAY).value for each in set(said))
