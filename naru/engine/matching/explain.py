"""Why each better choice was not reached, and why seats are left."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numba import njit
from numpy.typing import NDArray

from naru.engine.matching.problem import Problem, Solution


class Reason(Enum):
    """Why a learner did not get a choice that she prefers to what she got; `value` is the code in the arrays."""

    NOT_ACCEPTED = 0
    FILLED = 1
    LOTTERY = 2
    RESERVED = 3
    NO_SEATS = 4
    PASSED_OVER = 5

    @property
    def english(self) -> str:
        return {
            Reason.NOT_ACCEPTED: "the opening does not accept the learner; `rule` says which rule excludes the pair",
            Reason.FILLED: "all seats went to persons ranked above",
            Reason.LOTTERY: "the last seats went to persons of equal rank, by lottery or the stated order",
            Reason.RESERVED: "persons ranked below hold seats that are reserved for their group",
            Reason.NO_SEATS: "the opening has no seats",
            Reason.PASSED_OVER: "would have been admitted, but the sum over all learners is better (welfare only)",
        }[self]


class Left(Enum):
    """Why seats of an opening are left."""

    NONE_LEFT = 0
    NOT_CHOSEN = 1
    NOT_ACCEPTED = 2
    WENT_ELSEWHERE = 3
    CLOSED = 4

    @property
    def english(self) -> str:
        return {
            Left.NONE_LEFT: "no seat is left",
            Left.NOT_CHOSEN: "nobody chose the opening",
            Left.NOT_ACCEPTED: "it accepted none of those who chose it",
            Left.WENT_ELSEWHERE: "everybody else whom it accepts got a choice that she ranks as high or higher",
            Left.CLOSED: "somebody would come, but not within the aim (seats kept for a group, or sum of ranks)",
        }[self]


@dataclass(frozen=True, eq=False)
class Explanation:
    """One row for each learner and each choice that she strictly prefers to what she got (all, when she got nothing).

    learner, opening, choice_rank, priority_rank: int32[r] (priority_rank 0: not accepted); reason: int8[r], a Reason;
    rule: int16[r], the caller's number of the excluding rule (0: none or not said)
    above, equal, below: int32[r], how many are seated there whom the opening ranks above, equal, below her
    last: int32[r], the worst rank seated there (0: nobody)
    seats_left: int32[m]; left: int8[m], a Left; admitted_last: int32[m], the worst rank seated (0: nobody)
    """

    learner: NDArray[np.int32]
    opening: NDArray[np.int32]
    choice_rank: NDArray[np.int32]
    priority_rank: NDArray[np.int32]
    reason: NDArray[np.int8]
    rule: NDArray[np.int16]
    above: NDArray[np.int32]
    equal: NDArray[np.int32]
    below: NDArray[np.int32]
    last: NDArray[np.int32]
    seats_left: NDArray[np.int32]
    left: NDArray[np.int8]
    admitted_last: NDArray[np.int32]


@njit(cache=True, nogil=True)
def _better(start, pairs, choice_rank, value, place_out):  # type: ignore[no-untyped-def]
    """Writes (when there is room) the pairs that learners prefer to what they got; returns how many there are."""
    found = 0
    for learner in range(value.size):
        end = start[learner + 1]
        if value[learner] >= 0:
            held = start[learner]
            while pairs[held, 0] != value[learner]:
                held += 1
            end = held
            if choice_rank.size:
                while end > start[learner] and choice_rank[end - 1] == choice_rank[held]:
                    end -= 1
        for place in range(start[learner], end):
            if place_out.size:
                place_out[found] = place
            found += 1
    return found


@njit(cache=True, nogil=True)
def _admitted(start, pairs, value, first, ranks):  # type: ignore[no-untyped-def]
    """Writes the ranks of those seated at each opening, ascending, at first[opening] …"""
    filled = np.zeros(first.size - 1, np.int64)
    for learner in range(value.size):
        opening = value[learner]
        if opening < 0:
            continue
        place = start[learner]
        while pairs[place, 0] != opening:
            place += 1
        ranks[first[opening] + filled[opening]] = pairs[place, 1]
        filled[opening] += 1
    for opening in range(first.size - 1):
        ranks[first[opening] : first[opening + 1]].sort()


@njit(cache=True, nogil=True)
def _standing(place_of, pairs, first, ranks, capacity, above, equal, below, reason):  # type: ignore[no-untyped-def]
    """Counts, for each better choice, who is seated above, equal and below, and names the reason."""
    for row in range(place_of.size):
        opening, rank = pairs[place_of[row], 0], pairs[place_of[row], 1]
        begin, end = first[opening], first[opening + 1]
        low = begin + np.searchsorted(ranks[begin:end], rank, side="left")
        high = begin + np.searchsorted(ranks[begin:end], rank, side="right")
        if rank == 0:
            reason[row] = 0
            continue
        above[row], equal[row], below[row] = low - begin, high - low, end - high
        if capacity[opening] == 0:
            reason[row] = 4
        elif end - begin < capacity[opening]:
            reason[row] = 5
        elif end > high:
            reason[row] = 3
        elif high > low:
            reason[row] = 2
        else:
            reason[row] = 1


def explain(problem: Problem, solution: Solution) -> Explanation:
    """Reasons for every better choice that was not reached, and for every seat that is left.

    1. The better choices are the front of each list, up to what the learner got.
    2. The ranks of those seated at an opening are sorted; two binary searches place the learner among them.
    3. RESERVED is said when somebody ranked below sits there; in a stable matching that is a member of a group on its
       reserve. With `welfare` it may be PASSED_OVER instead: nobody's reserve, but a better sum.

    `solution` must have passed `check`. O(k) at worst, and k log(capacity) for the searches.
    """
    value = solution.value
    none = np.zeros(0, np.int32)
    choice_rank = none if problem.choice_rank is None else problem.choice_rank
    rows = _better(problem.start, problem.pairs, choice_rank, value, np.zeros(0, np.int64))
    place_of = np.empty(rows, np.int64)
    if rows:
        _better(problem.start, problem.pairs, choice_rank, value, place_of)
    seated = np.bincount(value[value >= 0], minlength=problem.openings)
    first = np.concatenate([np.zeros(1, np.int64), np.cumsum(seated)])
    ranks = np.empty(int(first[-1]), np.int32)
    _admitted(problem.start, problem.pairs, value, first, ranks)
    above, equal, below = np.zeros(rows, np.int32), np.zeros(rows, np.int32), np.zeros(rows, np.int32)
    reason = np.zeros(rows, np.int8)
    _standing(place_of, problem.pairs, first, ranks, problem.capacity, above, equal, below, reason)
    opening = problem.opening[place_of]
    last = np.zeros(problem.openings, np.int32)
    last[seated > 0] = ranks[first[1:][seated > 0] - 1]
    if not solution.report.objective.is_stable:
        holds_reserve = np.zeros(problem.openings, bool)
        if problem.has_reserves and problem.reserve_start is not None:
            holds_reserve = np.diff(problem.reserve_start) > 0
        reason[(reason == Reason.RESERVED.value) & ~holds_reserve[opening]] = Reason.PASSED_OVER.value
    seats_left = (problem.capacity - seated).astype(np.int32)
    return Explanation(
        learner=(np.searchsorted(problem.start, place_of, side="right") - 1).astype(np.int32),
        opening=opening,
        choice_rank=problem.ranks()[place_of],
        priority_rank=problem.priority_rank[place_of],
        reason=reason,
        rule=np.zeros(rows, np.int16) if problem.rule is None else problem.rule[place_of],
        above=above,
        equal=equal,
        below=below,
        last=last[opening],
        seats_left=seats_left,
        left=_left(problem, opening[reason == Reason.PASSED_OVER.value], seats_left),
        admitted_last=last,
    )


def _left(problem: Problem, wanted: NDArray[np.int32], seats_left: NDArray[np.int32]) -> NDArray[np.int8]:
    """int8[m], a Left for each opening; `wanted`: openings that somebody would rather have."""
    chosen = np.bincount(problem.opening, minlength=problem.openings)
    accepted = np.bincount(problem.opening[problem.priority_rank > 0], minlength=problem.openings)
    left = np.full(problem.openings, Left.WENT_ELSEWHERE.value, np.int8)
    left[wanted] = Left.CLOSED.value
    left[accepted == 0] = Left.NOT_ACCEPTED.value
    left[chosen == 0] = Left.NOT_CHOSEN.value
    left[seats_left == 0] = Left.NONE_LEFT.value
    return left
