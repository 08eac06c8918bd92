"""Whether a group fares as the whole does: said in a word where its count may not be shown.

Were the marked persons drawn from the whole by lot, the count in a group would follow the hypergeometric distribution
(R. A. Fisher, The Logic of Inductive Inference, 1935). A count that a lot brings in at most one of twenty draws, both
sides together, is called few or many.

A word must not tell what a hidden count hides: none is said where one of the words that could be said would leave fewer
counts possible than the minimum count (`rulebook.number.MINIMUM_COUNT`). That holds of one word by itself; words on
groups that lie in one another narrow each other, so whoever asks does not ask of both.
"""

from datetime import date
from itertools import accumulate
from math import exp, lgamma

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.number import MINIMUM_COUNT

RARE: Dated[int] = Dated(
    "rare_draw",
    (
        Entry(
            date(2000, 1, 1),
            20,
            "설계 결정: 스무 번에 한 번(5 %)의 관례(R. A. Fisher, Statistical Methods for Research Workers, 1925)",
            is_verified=False,
        ),
    ),
)
"""One of so many draws, both sides together, is what few and many stand for."""


class Leaning(TextChoices):
    FEWER = "fewer", _("적음")
    ALIKE = "alike", _("비슷함")
    MORE = "more", _("많음")
    UNKNOWN = "unknown", _("판단 못 함")


def judge(*, whole: int, marked: int, group: int, found: int, day: date) -> Leaning:
    """How `found` marked persons in a `group` stand to `marked` in the `whole`.

    Counts of persons; the group is part of the whole. Raises ValueError when the counts cannot stand together.
    """
    least, most = max(0, group + marked - whole), min(group, marked)
    if not (0 <= group <= whole and 0 <= marked <= whole and least <= found <= most):
        raise ValueError(f"{found} of {group} cannot be among {marked} of {whole}")
    words = _words([_chance(whole, marked, group, count) for count in range(least, most + 1)], day)
    if any(words.count(each) < MINIMUM_COUNT.on(day).value for each in set(words)):
        return Leaning.UNKNOWN
    return words[found - least]


def _chance(whole: int, marked: int, group: int, found: int) -> float:
    """That a lot brings `found` marked persons into the group."""
    logs = _ways(marked, found) + _ways(whole - marked, group - found) - _ways(whole, group)
    return exp(logs)


def _ways(of: int, some: int) -> float:
    """The logarithm of the number of ways to draw some of so many."""
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)


def _words(chances: list[float], day: date) -> list[Leaning]:
    """The word of each possible count, from the fewest on."""
    bar = 1 / (2 * RARE.on(day).value)
    below, above = list(accumulate(chances)), list(accumulate(reversed(chances)))[::-1]
    return [
        Leaning.FEWER if less <= bar else Leaning.MORE if more <= bar else Leaning.ALIKE
        for less, more in zip(below, above, strict=True)
    ]
