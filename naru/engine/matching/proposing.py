"""Deferred acceptance: learners apply, or openings offer. Both walk strict lists of seat classes."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from naru.engine.matching.arrays import still
from naru.engine.matching.classes import Classes
from naru.engine.matching.prefetch import prefetch

#: How many learners ahead of the present one a line of memory is asked for.
FAR, MIDDLE, NEAR = 12, 8, 4


@njit(cache=True, nogil=True)
def _sink(seats, base, size, key):  # type: ignore[no-untyped-def]
    """Puts `key` in the place of the worst of a max-heap of `size` keys at seats[base], and restores the heap."""
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and seats[base + child + 1] > seats[base + child]:
            child += 1
        if seats[base + child] <= key:
            break
        seats[base + place] = seats[base + child]
        place = child
    seats[base + place] = key


@njit(cache=True, nogil=True)
def _apply(start, flat, capacity, lottery, by_lottery, opening_record, seats, at, queue):  # type: ignore[no-untyped-def]
    """Learners apply; afterwards `seats` holds the admitted. Returns the number of applications.

    flat: pairs as one row of numbers; at: int64[n], next place of each list; queue: int32[n]
    opening_record: uint64[4 m], for each opening the key to beat, the first seat, how many sit, how many can.
    """
    learners = start.size - 1
    nobody = np.uint64(0xFFFFFFFF) << np.uint64(32)
    base = np.uint64(0)
    for opening in range(capacity.size):
        seated = np.uint64(capacity[opening])
        opening_record[4 * opening] = nobody if seated > 0 else np.uint64(0)
        opening_record[4 * opening + 1] = base
        opening_record[4 * opening + 2] = 0
        opening_record[4 * opening + 3] = seated
        base += seated
    applications = 0
    head, waiting = 0, learners
    while waiting > 0:
        # The lists ahead are asked for in three steps: the place in the list, the list, the opening's record.
        if waiting > FAR:
            ahead = head + FAR
            if ahead >= learners:
                ahead -= learners
            prefetch(at, queue[ahead])
            ahead = head + MIDDLE
            if ahead >= learners:
                ahead -= learners
            prefetch(flat, 2 * at[queue[ahead]])
            ahead = head + NEAR
            if ahead >= learners:
                ahead -= learners
            coming = at[queue[ahead]]
            if 2 * coming < flat.size:
                prefetch(opening_record, 4 * np.int64(flat[2 * coming]))
        learner = queue[head]
        head += 1
        if head == learners:
            head = 0
        waiting -= 1
        place, end = at[learner], start[learner + 1]
        low = np.uint64(lottery[learner])
        while place < end:
            opening = 4 * np.int64(flat[2 * place])
            # rank 0 (not accepted) becomes the highest 32 bits and is beaten by every key
            key = (np.uint64(np.uint32(flat[2 * place + 1] - 1)) << np.uint64(32)) | low
            place += 1
            if key >= opening_record[opening]:
                continue
            first = np.int64(opening_record[opening + 1])
            seated = np.int64(opening_record[opening + 2])
            size = np.int64(opening_record[opening + 3])
            if seated < size:
                seats[first + seated] = key
                seated += 1
                opening_record[opening + 2] = seated
                if seated == size:
                    for parent in range(size // 2 - 1, -1, -1):
                        _sift(seats, first, size, parent)
                    opening_record[opening] = seats[first]
            else:
                leaving = by_lottery[np.int64(seats[first] & np.uint64(0xFFFFFFFF))]
                _sink(seats, first, size, key)
                opening_record[opening] = seats[first]
                tail = head + waiting
                if tail >= learners:
                    tail -= learners
                queue[tail] = leaving
                waiting += 1
            break
        applications += place - at[learner]
        at[learner] = place
    return applications


@njit(cache=True, nogil=True)
def _sift(seats, base, size, place):  # type: ignore[no-untyped-def]
    """Restores the heap below `place`."""
    key = seats[base + place]
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and seats[base + child + 1] > seats[base + child]:
            child += 1
        if seats[base + child] <= key:
            break
        seats[base + place] = seats[base + child]
        place = child
    seats[base + place] = key


@njit(cache=True, nogil=True)
def _seated(opening_record, seats, by_lottery, value):  # type: ignore[no-untyped-def]
    """Reads the admitted off the seats into value[learner]."""
    for opening in range(opening_record.size // 4):
        first = np.int64(opening_record[4 * opening + 1])
        for seat in range(first, first + np.int64(opening_record[4 * opening + 2])):
            value[by_lottery[np.int64(seats[seat] & np.uint64(0xFFFFFFFF))]] = opening


def learners_apply(classes: Classes, lottery: NDArray[np.int32]) -> tuple[NDArray[np.int32], int]:
    """(class of each learner or -1, number of applications): the learner-optimal stable matching.

    lottery: int32[n], a permutation; of equal ranks the lower number is preferred.

    1. Every learner waits, in one queue.
    2. The first in the queue applies down her list until an opening holds her: it has a free seat, or she beats the
       worst whom it holds. That one then waits at the end of the queue, behind the whole present wave.
    3. Until nobody waits. The outcome does not depend on the order of the queue (McVitie & Wilson 1971,
       Communications of the ACM 14, 486-490); waves let the memory of many learners be fetched at once.

    An opening is one record of 32 bytes that refuses with one comparison, since its worst key (rank, lottery) stands in
    it; the seats are a heap from the moment they are full. O(k + admissions × log capacity).
    Source: Gale & Shapley 1962, American Mathematical Monthly 69, 9-15.
    """
    learners = classes.start.size - 1
    by_lottery = np.empty(learners, np.int32)
    by_lottery[lottery] = np.arange(learners, dtype=np.int32)
    opening_record = np.empty(4 * classes.capacity.size, np.uint64)
    capacity = classes.capacity
    if capacity.sum(dtype=np.int64) > 2 * classes.pairs.shape[0]:
        # no opening needs more seats than learners name it: a capacity without bounds costs no memory
        named = np.bincount(classes.pairs[:, 0], minlength=capacity.size)
        capacity = np.minimum(capacity, named).astype(np.int32)
    seats = np.empty(max(int(capacity.sum(dtype=np.int64)), 1), np.uint64)
    queue = np.arange(learners, dtype=np.int32)
    flat = classes.pairs.reshape(-1)
    read = (still(classes.start), still(flat), still(capacity), still(lottery))
    applications = _apply(*read, by_lottery, opening_record, seats, classes.start[:-1].copy(), queue)
    value = np.full(learners, -1, np.int32)
    _seated(opening_record, seats, by_lottery, value)
    return value, int(applications)


@njit(cache=True, nogil=True)
def _openings_view(start, pairs, lottery, by_opening, entry, key):  # type: ignore[no-untyped-def]
    """Writes, opening after opening, the pairs it accepts, best first: entry[…] is the pair's number."""
    openings = by_opening.size - 1
    for place in range(pairs.shape[0]):
        if pairs[place, 1] > 0:
            by_opening[pairs[place, 0] + 1] += 1
    for opening in range(openings):
        by_opening[opening + 1] += by_opening[opening]
    filled = np.zeros(openings, np.int64)
    for learner in range(start.size - 1):
        for place in range(start[learner], start[learner + 1]):
            opening, rank = pairs[place, 0], pairs[place, 1]
            if rank > 0:
                row = by_opening[opening] + filled[opening]
                filled[opening] += 1
                entry[row] = place
                key[row] = (np.int64(rank) << 32) | np.int64(lottery[learner])
    for opening in range(openings):
        first, end = by_opening[opening], by_opening[opening + 1]
        entry[first:end] = entry[first:end][np.argsort(key[first:end])]


@njit(cache=True, nogil=True)
def _offer(pairs, learner_of, by_opening, entry, capacity, held, waiting):  # type: ignore[no-untyped-def]
    """Openings offer; afterwards held[learner] is the best offer's pair or -1. Returns the number of offers."""
    openings = capacity.size
    at = by_opening[:-1].copy()
    free = capacity.astype(np.int64)
    is_waiting = np.ones(openings, np.uint8)
    for opening in range(openings):
        waiting[opening] = openings - 1 - opening
    count = openings
    offers = 0
    while count > 0:
        opening = waiting[count - 1]
        if free[opening] == 0 or at[opening] == by_opening[opening + 1]:
            is_waiting[opening] = 0
            count -= 1
            continue
        place = entry[at[opening]]
        at[opening] += 1
        offers += 1
        learner = learner_of[place]
        before = held[learner]
        if before >= 0 and before < place:
            continue
        held[learner] = place
        free[opening] -= 1
        if before >= 0:
            left = pairs[before, 0]
            if is_waiting[left] == 0:
                waiting[count] = left
                is_waiting[left] = 1
                count += 1
            free[left] += 1
    return offers


def openings_offer(classes: Classes, lottery: NDArray[np.int32]) -> tuple[NDArray[np.int32], int]:
    """(class of each learner or -1, number of offers): the opening-optimal stable matching.

    1. Each opening offers down its list while it has a free seat.
    2. A learner holds the best offer so far and gives back the other; that opening goes on.
    3. Until no opening with a free seat has anybody left to ask.

    O(k log k) for the openings' lists, O(k) for the offers. Source: Gale & Shapley 1962; Roth 1984, Journal of
    Political Economy 92, 991-1016.
    """
    learners, k = classes.start.size - 1, classes.pairs.shape[0]
    openings = classes.capacity.size
    by_opening = np.zeros(openings + 1, np.int64)
    entry, key = np.empty(k, np.int64), np.empty(k, np.int64)
    _openings_view(still(classes.start), still(classes.pairs), lottery, by_opening, entry, key)
    learner_of = np.repeat(np.arange(learners, dtype=np.int32), np.diff(classes.start))
    held = np.full(learners, -1, np.int64)
    waiting = np.empty(openings + 1, np.int64)
    offers = _offer(still(classes.pairs), learner_of, by_opening, entry, still(classes.capacity), held, waiting)
    value = np.full(learners, -1, np.int32)
    value[held >= 0] = classes.pairs[held[held >= 0], 0]
    return value, int(offers)
