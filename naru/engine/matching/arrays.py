"""From a table of applications to compressed rows, and the inspection of those rows.

Placing by counting: each learner's rows are counted, a running sum gives each list its place, and a second walk over
the table puts every row where it belongs. No comparison sort touches the table; a list that is not already ranked
1, 2, 3 … is put in order on its own, where it fits the nearest cache.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

#: Lists longer than this are sorted by merging, shorter ones by insertion.
LONG = 64

FAULTS = {
    1: "there is no such opening",
    2: "the opening's rank of the learner is not from 0 to the highest rank",
    3: "the opening stands twice in the list",
    4: "the learner's rank of the opening is not from 1 to the highest rank",
    5: "the list is not in the order of its ranks",
}


@njit(cache=True, nogil=True)
def inspect(start, pairs, openings, highest, choice_rank):  # type: ignore[no-untyped-def]
    """(fault, learner, pair) of the first fault of FAULTS, (0, -1, -1) when there is none; O(k + m).

    A stamp per opening, the last learner who named it, finds duplicates without sorting.
    """
    stamp = np.full(openings, -1, np.int32)
    is_ranked = choice_rank.size > 0
    for learner in range(start.size - 1):
        before = 1
        for place in range(start[learner], start[learner + 1]):
            opening = pairs[place, 0]
            rank = pairs[place, 1]
            if opening < 0 or opening >= openings:
                return 1, learner, place
            if rank < 0 or rank > highest:
                return 2, learner, place
            if stamp[opening] == learner:
                return 3, learner, place
            stamp[opening] = learner
            if is_ranked:
                choice = choice_rank[place]
                if choice < 1 or choice > highest:
                    return 4, learner, place
                if choice < before:
                    return 5, learner, place
                before = choice
    return 0, -1, -1


@njit(cache=True, nogil=True)
def _count(learner, start):  # type: ignore[no-untyped-def]
    """Adds each learner's rows at start[learner + 1], then sums them up; False when a learner is unknown."""
    learners = start.size - 1
    for row in range(learner.size):
        each = learner[row]
        if each < 0 or each >= learners:
            return False
        start[each + 1] += 1
    for each in range(learners):
        start[each + 1] += start[each]
    return True


@njit(cache=True, nogil=True)
def _place_directly(learner, opening, choice_rank, priority_rank, start, pairs):  # type: ignore[no-untyped-def]
    """Puts each row at its rank; False when some list is not ranked 1, 2, 3 … without ties."""
    for place in range(pairs.shape[0]):
        pairs[place, 0] = -1
    for row in range(learner.size):
        each = learner[row]
        place = start[each] + choice_rank[row] - 1
        if choice_rank[row] < 1 or place >= start[each + 1] or pairs[place, 0] != -1:
            return False
        pairs[place, 0] = opening[row]
        pairs[place, 1] = priority_rank[row]
    return True


@njit(cache=True, nogil=True)
def _place_in_order(learner, opening, choice_rank, start, row_at):  # type: ignore[no-untyped-def]
    """Puts each row's number into its learner's list, ordered by (choice rank, opening)."""
    filled = np.zeros(start.size - 1, np.int32)
    for row in range(learner.size):
        each = learner[row]
        row_at[start[each] + filled[each]] = row
        filled[each] += 1
    for each in range(start.size - 1):
        first, end = start[each], start[each + 1]
        if end - first > LONG:
            rows = row_at[first:end].copy()
            keys = np.empty(rows.size, np.int64)
            for place in range(rows.size):
                keys[place] = (np.int64(choice_rank[rows[place]]) << 32) | np.int64(opening[rows[place]])
            row_at[first:end] = rows[np.argsort(keys, kind="mergesort")]
            continue
        for i in range(first + 1, end):
            row = row_at[i]
            rank, name = choice_rank[row], opening[row]
            place = i
            while place > first:
                other = row_at[place - 1]
                if choice_rank[other] < rank or (choice_rank[other] == rank and opening[other] <= name):
                    break
                row_at[place] = other
                place -= 1
            row_at[place] = row


def assemble(
    learner: NDArray[np.int32],
    opening: NDArray[np.int32],
    choice_rank: NDArray[np.int32],
    priority_rank: NDArray[np.int32],
    learners: int,
    rule: NDArray[np.int16] | None,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32] | None, NDArray[np.int16] | None]:
    """(start, pairs, choice_rank or None when every list is strict 1, 2, 3 …, rule) of a table in any order."""
    start = np.zeros(learners + 1, np.int64)
    if not _count(learner, start):
        raise ValueError("learner: there is no such learner")
    # numpy, not the kernel, asks for the memory: it asks for large pages, which scattered writes need
    pairs = np.empty((learner.size, 2), np.int32)
    if rule is None and _place_directly(learner, opening, choice_rank, priority_rank, start, pairs):
        return start, pairs, None, None
    row_at = np.empty(learner.size, np.int64)
    _place_in_order(learner, opening, choice_rank, start, row_at)
    pairs[:, 0] = opening[row_at]
    pairs[:, 1] = priority_rank[row_at]
    return start, pairs, choice_rank[row_at], None if rule is None else rule[row_at]
