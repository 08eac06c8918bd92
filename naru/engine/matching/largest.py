"""As many placed as possible among weakly stable matchings: an approximation with a proven factor, and its bound."""

import numpy as np
from numba import njit
from numpy.typing import NDArray
from ortools.graph.python import max_flow

from naru.engine.matching.classes import Classes
from naru.engine.matching.problem import Problem


@njit(cache=True, nogil=True)
def _swap(seats, key, seat_of, one, other):  # type: ignore[no-untyped-def]
    seats[one], seats[other] = seats[other], seats[one]
    key[one], key[other] = key[other], key[one]
    seat_of[seats[one]] = one
    seat_of[seats[other]] = other


@njit(cache=True, nogil=True)
def _settle(seats, key, seat_of, base, size, seat):  # type: ignore[no-untyped-def]
    """Restores the max-heap seats[base : base + size] around `seat`, whose key has changed."""
    place = seat - base
    while place > 0 and key[base + (place - 1) // 2] < key[base + place]:
        _swap(seats, key, seat_of, base + place, base + (place - 1) // 2)
        place = (place - 1) // 2
    while True:
        child = 2 * place + 1
        if child >= size:
            return
        if child + 1 < size and key[base + child + 1] > key[base + child]:
            child += 1
        if key[base + child] <= key[base + place]:
            return
        _swap(seats, key, seat_of, base + place, base + child)
        place = child


@njit(cache=True, nogil=True)
def _has_other(start, pairs, tier, is_deleted, seated, capacity, first, learner):  # type: ignore[no-untyped-def]
    """Is a free seat among the equal choices that the learner's first[learner] stands in?"""
    place = first[learner]
    at = tier[place]
    while place < start[learner + 1] and tier[place] == at:
        opening = pairs[place, 0]
        if not is_deleted[place] and seated[opening] < capacity[opening]:
            return True
        place += 1
    return False


@njit(cache=True, nogil=True)
def _kiraly(start, pairs, tier, capacity, lottery, base, seats, key, held):  # type: ignore[no-untyped-def]
    """Fills held[learner] (a pair or -1); returns the number of applications. See `approximate`."""
    learners = start.size - 1
    seated = np.zeros(capacity.size, np.int64)
    seat_of = np.full(learners, -1, np.int64)
    first = start[:-1].copy()
    is_again = np.zeros(learners, np.uint8)
    is_deleted = np.zeros(pairs.shape[0], np.uint8)
    # doubtful[opening]: a chain of learners whom another free seat would suit as well
    doubtful = np.full(capacity.size, -1, np.int64)
    doubtful_next = np.full(learners, -1, np.int64)
    waiting = np.empty(learners, np.int32)
    for learner in range(learners):
        waiting[learner] = learners - 1 - learner
    count = learners
    applications = 0
    while count > 0:
        learner = waiting[count - 1]
        # the first tier with a choice that is left
        place = first[learner]
        end = start[learner + 1]
        while place < end and is_deleted[place]:
            place += 1
        first[learner] = place
        if place == end:
            if is_again[learner] or start[learner] == end:
                count -= 1
                continue
            is_again[learner] = 1
            for each in range(start[learner], end):
                is_deleted[each] = 0
            first[learner] = start[learner]
            continue
        # of equal choices, one with a free seat
        chosen = place
        each = place
        while each < end and tier[each] == tier[place]:
            if not is_deleted[each] and seated[pairs[each, 0]] < capacity[pairs[each, 0]]:
                chosen = each
                break
            each += 1
        applications += 1
        opening = pairs[chosen, 0]
        if capacity[opening] == 0:
            is_deleted[chosen] = 1
            continue
        # ranks first; of equal ranks, one who asks the second time stands before one who asks the first
        mine = (np.int64(pairs[chosen, 1]) << 33) | (np.int64(1 - is_again[learner]) << 32) | np.int64(lottery[learner])
        if seated[opening] < capacity[opening]:
            seat = base[opening] + seated[opening]
            seated[opening] += 1
            seats[seat] = learner
            key[seat] = mine
            seat_of[learner] = seat
            held[learner] = chosen
            count -= 1
            _settle(seats, key, seat_of, base[opening], seated[opening], seat)
            if is_again[learner] == 0 and _has_other(start, pairs, tier, is_deleted, seated, capacity, first, learner):
                doubtful_next[learner] = doubtful[opening]
                doubtful[opening] = learner
            continue
        # full: one who could as well sit elsewhere leaves for whoever asks, and may come back
        leaving = -1
        while doubtful[opening] >= 0:
            other = doubtful[opening]
            doubtful[opening] = doubtful_next[other]
            if _has_other(start, pairs, tier, is_deleted, seated, capacity, first, other):
                leaving = other
                break
        if leaving < 0:
            worst = base[opening]
            if (mine >> 32) >= (key[worst] >> 32):
                is_deleted[chosen] = 1
                continue
            leaving = seats[worst]
            is_deleted[held[leaving]] = 1
        seat = seat_of[leaving]
        held[leaving] = -1
        seat_of[leaving] = -1
        seats[seat] = learner
        key[seat] = mine
        seat_of[learner] = seat
        held[learner] = chosen
        _settle(seats, key, seat_of, base[opening], seated[opening], seat)
        waiting[count - 1] = leaving
    return applications


def approximate(classes: Classes, lottery: NDArray[np.int32]) -> tuple[NDArray[np.int32], int]:
    """(class of each learner or -1, number of applications): at least 2/3 of the largest weakly stable matching.

    1. A learner who waits applies to the best choice left; of equal choices to one that has a free seat.
    2. A free seat is given. A full opening gives the seat of anybody who is *doubtful*, that is who has an equally good
       choice with a free seat; that one keeps this opening on the list and applies elsewhere.
    3. Otherwise a full opening changes its worst for somebody with a better rank, or with an equal rank who asks the
       second time when its worst asked the first time. Whoever is refused strikes the opening off.
    4. Whose list is empty gets it back once, and then asks the second time; whose list is empty again stays unmatched.

    Seats of one opening are equal choices of everybody, which extends the proof from marriages to openings with seats.
    The factor 3/2 is proved for ties on both sides. With reserves the classes of one opening are strictly ordered for
    a learner: it then holds unless a learner's tie touches an opening with reserves (see `solve`).
    O(k × longest tie + changes × log capacity).
    Source: Király 2013, Algorithms 6(3), 471-484 (section 3, "new algorithm"); McDermid 2009, ICALP, LNCS 5555,
    689-700, for the first algorithm with this factor.
    """
    learners = classes.start.size - 1
    named = np.bincount(classes.pairs[:, 0], minlength=classes.capacity.size)
    capacity = np.minimum(classes.capacity, named).astype(np.int64)
    base = np.concatenate([np.zeros(1, np.int64), np.cumsum(capacity)])
    seats, key = np.empty(int(base[-1]), np.int64), np.empty(int(base[-1]), np.int64)
    held = np.full(learners, -1, np.int64)
    tier = classes.tier
    if tier is None:
        tier = np.arange(classes.pairs.shape[0], dtype=np.int64)
    applications = _kiraly(classes.start, classes.pairs, tier, capacity, lottery, base[:-1], seats, key, held)
    value = np.full(learners, -1, np.int32)
    value[held >= 0] = classes.pairs[held[held >= 0], 0]
    return value, int(applications)


def most(problem: Problem) -> int:
    """How many any matching could place, stable or not: a maximum flow from learners to seats (OR-Tools)."""
    accepted = problem.priority_rank > 0
    learner, opening = problem.learner_of_pairs()[accepted], problem.opening[accepted]
    if learner.size == 0:
        return 0
    n, m = problem.learners, problem.openings
    flow = max_flow.SimpleMaxFlow()
    source, sink = n + m, n + m + 1
    flow.add_arcs_with_capacity(
        np.concatenate([np.full(n, source), learner, np.arange(n, n + m)]).astype(np.int32),
        np.concatenate([np.arange(n), n + opening, np.full(m, sink)]).astype(np.int32),
        np.concatenate([np.ones(n + learner.size), problem.capacity]).astype(np.int64),
    )
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise RuntimeError("the maximum flow was not found")
    return int(flow.optimal_flow())
