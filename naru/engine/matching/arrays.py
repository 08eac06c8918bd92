"""From a table of applications to compressed rows, and the inspection of those rows.

Placing by counting: rows are counted, a running sum gives each list its place, and a second walk puts every row where
it belongs. No comparison sort touches the table. It is walked twice: first into blocks of neighbouring learners, written
side by side as streams, then block by block, so that no write misses the cache; with every row thrown straight to its
place over the whole table the same work took five times as long. A list that is not ranked 1, 2, 3 … is put in order
on its own.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

#: A block of the table has about ROWS rows, which fit the second cache; at most BLOCKS are written side by side.
ROWS, BLOCKS = 32_768, 512

#: Lists longer than this are sorted by merging, shorter ones by insertion.
LONG = 64

FAULTS = {
    1: "there is no such opening",
    2: "the opening's rank of the learner is not from 0 to the highest rank",
    3: "the opening stands twice in the list",
    4: "the learner's rank of the opening is not from 1 to the highest rank",
    5: "the list is not in the order of its ranks",
}


def still(array: NDArray[Any]) -> NDArray[Any]:
    """A view that cannot be written: what a kernel only reads is handed to it so, whoever made it.

    A kernel is compiled for each kind of array that it meets, a second or two each, and writable is another kind.
    """
    view = array.view()
    view.flags.writeable = False
    return view


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
    """Counts each learner's rows at start[learner + 1], then sums them up; False when a learner is unknown."""
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
def _part(learner, opening, choice_rank, priority_rank, learners, shift, first, name, pairs):  # type: ignore[no-untyped-def]
    """Writes the table block by block (block = learner >> shift); 0: done, 1: an unknown learner, 2: a rank too high.

    first: int64[blocks + 1], filled here; name: uint32[k], which learner of the block (high) and which rank (low);
    pairs: uint64[k], the row as it will stand, the opening in the low and its rank in the high half.
    """
    for row in range(learner.size):
        each = learner[row]
        if each < 0 or each >= learners:
            return 1
        first[(each >> shift) + 1] += 1
    for block in range(first.size - 1):
        first[block + 1] += first[block]
    at = first[:-1].copy()
    low = np.uint64(0xFFFFFFFF)
    bits = 32 - shift
    for row in range(learner.size):
        each, rank = np.int64(learner[row]), np.int64(choice_rank[row])
        if rank < 0 or rank >> bits:
            return 2
        place = at[each >> shift]
        at[each >> shift] += 1
        name[place] = ((each & ((1 << shift) - 1)) << bits) | rank
        pairs[place] = (np.uint64(priority_rank[row]) << np.uint64(32)) | (np.uint64(opening[row]) & low)
    return 0


@njit(cache=True, nogil=True)
def _place_directly(first, name, shift, start, pairs):  # type: ignore[no-untyped-def]
    """Puts each row of a block at its rank; False when some list is not ranked 1, 2, 3 … without ties.

    A block is copied aside and placed back; both copies stay in the nearest caches.
    """
    learners = start.size - 1
    empty = np.uint64(0xFFFFFFFFFFFFFFFF)
    bits = 32 - shift
    longest = 0
    for block in range(first.size - 1):
        longest = max(longest, first[block + 1] - first[block])
    aside = np.empty(longest, np.uint64)
    for block in range(first.size - 1):
        begin, end = first[block], first[block + 1]
        base = block << shift
        for row in range(begin, end):
            start[base + (name[row] >> bits) + 1] += 1
            aside[row - begin] = pairs[row]
            pairs[row] = empty
        filled = begin
        for each in range(base, min(base + (1 << shift), learners)):
            filled += start[each + 1]
            start[each + 1] = filled
        for row in range(begin, end):
            each = base + (name[row] >> bits)
            rank = np.int64(name[row]) & ((1 << bits) - 1)
            place = start[each] + rank - 1
            if rank < 1 or place >= start[each + 1] or pairs[place] != empty:
                return False
            pairs[place] = aside[row - begin]
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
    columns: Sequence[NDArray[np.int32]], learners: int, rule: NDArray[np.int16] | None
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32] | None, NDArray[np.int16] | None]:
    """(start, pairs, choice_rank or None when every list is strict 1, 2, 3 …, rule) of a table in any order.

    columns: learner, opening, choice rank, priority rank, each int32[k].
    """
    learner, opening, choice_rank, priority_rank = columns
    start = np.zeros(learners + 1, np.int64)
    # numpy, not the kernels, asks for the memory: it asks for large pages
    pairs = np.empty((learner.size, 2), np.int32)
    if rule is None:
        shift = _shift(learners, learner.size)
        first = np.zeros((max(learners - 1, 0) >> shift) + 2, np.int64)
        name, words = np.empty(learner.size, np.uint32), pairs.view(np.uint64).reshape(-1)
        outcome = _part(learner, opening, choice_rank, priority_rank, learners, shift, first, name, words)
        if outcome == 1:
            raise ValueError("learner: there is no such learner")
        if outcome == 0 and _place_directly(first, name, shift, start, words):
            return start, pairs, None, None
        start[:] = 0
    if not _count(learner, start):
        raise ValueError("learner: there is no such learner")
    row_at = np.empty(learner.size, np.int64)
    _place_in_order(learner, opening, choice_rank, start, row_at)
    pairs[:, 0] = opening[row_at]
    pairs[:, 1] = priority_rank[row_at]
    return start, pairs, choice_rank[row_at], None if rule is None else rule[row_at]


def _shift(learners: int, pairs: int) -> int:
    """Learners stand in blocks of 2**shift, so that a block has some ROWS rows and there are at most BLOCKS of them."""
    blocks = min(max(pairs // ROWS, 1), BLOCKS)
    return max(-(-max(learners, 1) // blocks) - 1, 0).bit_length()
