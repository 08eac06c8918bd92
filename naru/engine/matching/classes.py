"""Minority reserves as seat classes, and ties of learners as strict lists: what the solvers see.

An opening with reserves becomes several classes of seats, each a plain opening: one for each reserved group, where
members stand before all others, and one open class with the remaining seats, in the opening's own order. A learner
wants an opening's classes in the order: own group's, open, others'. A matching of classes without a blocking pair is
a matching of openings without one, and where lists are strict the two sets of stable matchings are the same
(slot-specific priorities: Kominers & Sönmez 2016, Theoretical Economics 11, 683-710; for minority reserves Hafalir,
Yenmez & Yildirim 2013). The solvers therefore know nothing of reserves; `check` and `reference` do not use classes.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from naru.engine.matching.arrays import still
from naru.engine.matching.problem import Problem


@dataclass(frozen=True, eq=False)
class Classes:
    """start, pairs: as in Problem, with classes for openings; pairs that the opening does not accept may remain
    capacity: int32[classes]; opening: int32[classes], the opening of each class, None: classes are openings
    tier: int64[k], equal numbers in a list are ties (rising along a list); None: strict
    """

    start: NDArray[np.int64]
    pairs: NDArray[np.int32]
    capacity: NDArray[np.int32]
    opening: NDArray[np.int32] | None
    tier: NDArray[np.int64] | None

    def openings_of(self, value: NDArray[np.int32]) -> NDArray[np.int32]:
        """The opening of each class in `value` (-1 stays -1)."""
        if self.opening is None or not self.opening.size:
            return value
        return np.where(value < 0, np.int32(-1), self.opening[np.maximum(value, 0)])


@njit(cache=True, nogil=True)
def order_ties(start, pairs, choice_rank, order):  # type: ignore[no-untyped-def]
    """Within equal choice ranks, puts the opening with the lower number in `order` first (in place)."""
    for learner in range(start.size - 1):
        for i in range(start[learner] + 1, start[learner + 1]):
            opening, rank = pairs[i, 0], pairs[i, 1]
            place = i
            while place > start[learner] and choice_rank[place - 1] == choice_rank[i]:
                if order[pairs[place - 1, 0]] <= order[opening]:
                    break
                pairs[place, 0] = pairs[place - 1, 0]
                pairs[place, 1] = pairs[place - 1, 1]
                place -= 1
            pairs[place, 0] = opening
            pairs[place, 1] = rank


@njit(cache=True, nogil=True)
def _split(start, pairs, choice_rank, group, reserve_start, reserve_group, first_class, has_open, worst, out):  # type: ignore[no-untyped-def]
    """Writes the lists of classes into (new start, new pairs, tier) and returns how many pairs there are.

    A tie of openings becomes three tiers: own groups' classes, open classes, others' classes.
    """
    new_start, new_pairs, tier = out
    is_counting = new_pairs.shape[0] == 0
    filled = 0
    for learner in range(start.size - 1):
        new_start[learner] = filled
        first = start[learner]
        while first < start[learner + 1]:
            end = first + 1
            while end < start[learner + 1] and choice_rank[end] == choice_rank[first]:
                end += 1
            for step in range(3):
                for place in range(first, end):
                    opening, rank = pairs[place, 0], pairs[place, 1]
                    if rank == 0:
                        continue
                    number = first_class[opening]
                    if step == 1:
                        if has_open[opening]:
                            if not is_counting:
                                new_pairs[filled, 0] = number
                                new_pairs[filled, 1] = rank
                                tier[filled] = 3 * np.int64(choice_rank[first]) + 1
                            filled += 1
                        continue
                    number += has_open[opening]
                    for reserve in range(reserve_start[opening], reserve_start[opening + 1]):
                        is_member = reserve_group[reserve] == group[place]
                        if is_member == (step == 0):
                            if not is_counting:
                                new_pairs[filled, 0] = number + reserve - reserve_start[opening]
                                new_pairs[filled, 1] = rank if is_member else rank + worst
                                tier[filled] = 3 * np.int64(choice_rank[first]) + step
                            filled += 1
            first = end
    new_start[start.size - 1] = filled
    return filled


def strict(problem: Problem, opening_order: NDArray[np.int32]) -> Classes:
    """Classes with ties of learners broken by `opening_order` (int32[m], lower first). Costs nothing when there is
    neither a tie nor a reserve: the arrays are the problem's own."""
    pairs, ranks = problem.pairs, problem.choice_rank
    if ranks is not None:
        pairs = pairs.copy()
        order_ties(problem.start, pairs, ranks, opening_order)
    if not problem.has_reserves:
        return Classes(problem.start, pairs, problem.capacity, None, None)
    places = np.arange(pairs.shape[0], dtype=np.int32)
    split = _classes(problem, pairs, places)
    return Classes(split.start, split.pairs, split.capacity, split.opening, None)


def tied(problem: Problem) -> Classes:
    """Classes with the ties of learners kept, and pairs that an opening does not accept left out."""
    return _classes(problem, problem.pairs, problem.ranks())


def _classes(problem: Problem, pairs: NDArray[np.int32], choice_rank: NDArray[np.int32]) -> Classes:
    group = problem.group_of_pairs()
    reserve_start, reserve_group = problem.reserve_start, problem.reserve_group
    seats = problem.reserve_seats
    if reserve_start is None or not problem.has_reserves:
        reserve_start = np.zeros(problem.openings + 1, np.int64)
        reserve_group, seats = np.zeros(0, np.int32), np.zeros(0, np.int32)
    reserves = np.diff(reserve_start)
    of_reserve = np.repeat(np.arange(problem.openings), reserves)
    reserved = np.bincount(of_reserve, weights=seats, minlength=problem.openings).astype(np.int64)
    open_seats = problem.capacity - reserved
    has_open = ((open_seats > 0) | (reserves == 0)).astype(np.int64)
    first_class = np.concatenate([np.zeros(1, np.int64), np.cumsum(has_open + reserves)])
    classes = int(first_class[-1])
    capacity = np.zeros(classes, np.int32)
    capacity[first_class[:-1][has_open == 1]] = open_seats[has_open == 1]
    within = np.arange(seats.size) - np.repeat(reserve_start[:-1], reserves)
    capacity[np.repeat(first_class[:-1] + has_open, reserves) + within] = seats
    opening = np.repeat(np.arange(problem.openings, dtype=np.int32), has_open + reserves)
    worst = int(pairs[:, 1].max()) if pairs.size else 0
    start = np.empty(problem.learners + 1, np.int64)
    fixed = (
        *(still(problem.start), still(pairs), still(choice_rank), still(group), still(reserve_start)),
        *(still(reserve_group), still(first_class[:-1]), still(has_open), worst),
    )
    k = _split(*fixed, (start, np.empty((0, 2), np.int32), np.empty(0, np.int64)))
    new_pairs, tier = np.empty((k, 2), np.int32), np.empty(k, np.int64)
    if k:
        _split(*fixed, (start, new_pairs, tier))
    return Classes(start, new_pairs, capacity, opening, tier)
