"""Looks at a matching without knowing how it was made: only the problem's arrays and the definition of stability."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numba import njit
from numpy.typing import NDArray

from naru.engine.matching.arrays import still
from naru.engine.matching.problem import Problem, Report, Solution

#: Offenders that are named; all are counted.
NAMED = 10


class Kind(Enum):
    """What is wrong. The codes of the kernel are the places in this list."""

    SHAPE = "not one opening for each learner"
    UNKNOWN = "there is no such opening"
    NOT_CHOSEN = "the learner did not choose the opening"
    NOT_ACCEPTED = "the opening does not accept the learner"
    OVERFULL = "more learners than seats"
    RESERVE = "a reserved seat is kept from a member of its group"
    BLOCKING = "learner and opening would rather have each other"
    REPORT = "the report does not say what the matching is"


@dataclass(frozen=True)
class Fault:
    """kind; count: how often in all; learners, openings: int[…], the first offenders (-1: does not apply)."""

    kind: Kind
    count: int
    learners: tuple[int, ...]
    openings: tuple[int, ...]

    def __str__(self) -> str:
        first = ", ".join(f"({i}, {j})" for i, j in zip(self.learners, self.openings, strict=True))
        return f"{self.kind.value}: {self.count}; first (learner, opening): {first}"


@dataclass(frozen=True, eq=False)
class Blocking:
    """count: all blocking pairs, those on a reserve included; on_reserve: those of them that claim a reserved seat
    learner, opening, is_on_reserve: the first of them, as many as were asked for."""

    count: int
    on_reserve: int
    learner: NDArray[np.int32]
    opening: NDArray[np.int32]
    is_on_reserve: NDArray[np.bool_]


@njit(cache=True, nogil=True)
def _sit(start, pairs, value, openings, place_of, count, fault):  # type: ignore[no-untyped-def]
    """Finds each learner's pair and counts the seated; fault[kind] is how many, fault[kind + 8] the first learner."""
    for learner in range(value.size):
        opening = value[learner]
        place_of[learner] = -1
        if opening == -1:
            continue
        if opening < 0 or opening >= openings:
            if fault[1] == 0:
                fault[9] = learner
            fault[1] += 1
            continue
        count[opening] += 1
        place = start[learner]
        end = start[learner + 1]
        while place < end and pairs[place, 0] != opening:
            place += 1
        if place == end:
            if fault[2] == 0:
                fault[10] = learner
            fault[2] += 1
            continue
        place_of[learner] = place
        if pairs[place, 1] == 0:
            if fault[3] == 0:
                fault[11] = learner
            fault[3] += 1


@njit(cache=True, nogil=True)
def _bars(pairs, value, place_of, count, capacity, bar):  # type: ignore[no-untyped-def]
    """bar[opening]: whose rank is below it blocks: the worst rank seated; all when a seat is free, none without seats.

    For openings without reserves.
    """
    for opening in range(capacity.size):
        bar[opening] = 0 if count[opening] >= capacity[opening] else 2**31 - 1
    for learner in range(value.size):
        place = place_of[learner]
        if place >= 0:
            opening = value[learner]
            rank = pairs[place, 1]
            if rank > bar[opening]:
                bar[opening] = rank


@njit(cache=True, nogil=True)
def _block(start, pairs, choice_rank, place_of, bar, reserves, found):  # type: ignore[no-untyped-def]
    """Counts the blocking pairs and writes the first into `found`; returns (all, on a reserve).

    reserves = (group, reserve_start, reserve_group, reserve_seats, by_reserve, others, capacity, count); see `_standing`.
    """
    group, reserve_start, reserve_group, reserve_seats, by_reserve, others, capacity, count = reserves
    has_reserves = reserve_start.size > 0
    is_ranked = choice_rank.size > 0
    blocking, on_reserve = 0, 0
    for learner in range(start.size - 1):
        end = start[learner + 1]
        held = place_of[learner]
        if held >= 0:
            end = held
            if is_ranked:
                while end > start[learner] and choice_rank[end - 1] == choice_rank[held]:
                    end -= 1
        for place in range(start[learner], end):
            opening, rank = pairs[place, 0], pairs[place, 1]
            if rank == 0:
                continue
            is_claim = False
            if not has_reserves or reserve_start[opening] == reserve_start[opening + 1]:
                if rank >= bar[opening]:
                    continue
            else:
                mine = -1
                for row in range(reserve_start[opening], reserve_start[opening + 1]):
                    if reserve_group[row] == group[place] and reserve_seats[row] > 0:
                        mine = row
                is_claim = mine >= 0 and by_reserve[mine, 0] < reserve_seats[mine]
                blocks = is_claim or count[opening] < capacity[opening]
                # somebody of no reserved group, ranked below: sits on no reserve of her own
                blocks = blocks or rank < others[opening]
                for row in range(reserve_start[opening], reserve_start[opening + 1]):
                    if rank < by_reserve[row, 1] and (row == mine or by_reserve[row, 0] > reserve_seats[row]):
                        blocks = True
                if not blocks:
                    continue
            if blocking < found.shape[0]:
                found[blocking, 0] = learner
                found[blocking, 1] = opening
                found[blocking, 2] = is_claim
            blocking += 1
            on_reserve += is_claim
    return blocking, on_reserve


@njit(cache=True, nogil=True)
def _standing(pairs, value, place_of, group, reserve_start, reserve_group, reserve_seats, by_reserve, others):  # type: ignore[no-untyped-def]
    """by_reserve[row]: how many of the reserve's group sit at its opening, and the worst rank among them;
    others[opening]: the worst rank seated of those whose group has no reserve there (0: nobody)."""
    for learner in range(value.size):
        place = place_of[learner]
        if place < 0:
            continue
        opening = value[learner]
        rank = pairs[place, 1]
        is_own = False
        for row in range(reserve_start[opening], reserve_start[opening + 1]):
            if reserve_group[row] == group[place] and reserve_seats[row] > 0:
                is_own = True
                by_reserve[row, 0] += 1
                by_reserve[row, 1] = max(by_reserve[row, 1], rank)
        if not is_own:
            others[opening] = max(others[opening], rank)


@dataclass(frozen=True, eq=False)
class _Seating:
    place_of: NDArray[np.int64]
    count: NDArray[np.int64]
    fault: NDArray[np.int64]


def _seating(problem: Problem, value: NDArray[np.int32]) -> _Seating:
    found = _Seating(np.empty(problem.learners, np.int64), np.zeros(problem.openings, np.int64), np.zeros(16, np.int64))
    _sit(problem.start, problem.pairs, value, problem.openings, found.place_of, found.count, found.fault)
    return found


def blocking_pairs(problem: Problem, value: NDArray[np.int32], named: int = NAMED) -> Blocking:
    """The pairs (learner, opening) that would rather have each other than what `value` (int32[n]) gives them.

    A learner and an opening that she strictly prefers and that accepts her block when (ties do not: weak stability,
    Irving 1994, Discrete Applied Mathematics 48, 261-272; reserves: Hafalir, Yenmez & Yildirim 2013, definition 1)
    - a seat is free, or
    - her group has a reserve there that is not filled by its members (a claim on a reserve), or
    - somebody ranked strictly below her sits there who is of her own group, or of a group that has more seats than its
      reserve, or of a group without a reserve.

    O(pairs preferred to what was received + n + m).
    """
    return _blocking(problem, value, _seating(problem, value), named)


def _blocking(problem: Problem, value: NDArray[np.int32], seating: _Seating, named: int) -> Blocking:
    bar = np.empty(problem.openings, np.int32)
    _bars(problem.pairs, value, seating.place_of, seating.count, problem.capacity, bar)
    none = np.zeros(0, np.int32)
    group, reserve_start, by_reserve, others = none, np.zeros(0, np.int64), np.zeros((0, 2), np.int64), none
    if problem.has_reserves and problem.reserve_start is not None:
        group, reserve_start = still(problem.group_of_pairs()), problem.reserve_start
        by_reserve = np.zeros((problem.reserve_group.size, 2), np.int64)
        others = np.zeros(problem.openings, np.int32)
        rows = (reserve_start, problem.reserve_group, problem.reserve_seats, by_reserve, others)
        _standing(problem.pairs, value, seating.place_of, group, *rows)
    found = np.empty((named, 3), np.int32)
    count, on_reserve = _block(
        problem.start,
        problem.pairs,
        still(none if problem.choice_rank is None else problem.choice_rank),
        seating.place_of,
        bar,
        (
            *(still(group), still(reserve_start), problem.reserve_group, problem.reserve_seats),
            *(by_reserve, others, problem.capacity, seating.count),
        ),
        found,
    )
    found = found[: min(count, named)]
    return Blocking(int(count), int(on_reserve), found[:, 0], found[:, 1], found[:, 2].astype(bool))


def claims(problem: Problem, value: NDArray[np.int32]) -> list[tuple[int, int]]:
    """(opening, group) of every reserve that a member claims while it is not filled, in order."""
    every = blocking_pairs(problem, value, named=0)
    if not every.on_reserve:
        return []
    every = blocking_pairs(problem, value, named=every.count)
    learner, opening = every.learner[every.is_on_reserve], every.opening[every.is_on_reserve]
    groups = problem.group_of_pairs()
    places = [_place(problem, *pair) for pair in zip(learner.tolist(), opening.tolist(), strict=True)]
    return sorted(set(zip(opening.tolist(), groups[places].tolist(), strict=True)))


def _place(problem: Problem, learner: int, opening: int) -> int:
    """Where the pair stands."""
    first = int(problem.start[learner])
    return first + int(np.argmax(problem.opening[first : int(problem.start[learner + 1])] == opening))


def check(problem: Problem, solution: Solution) -> list[Fault]:
    """What is wrong with the answer; empty when nothing is.

    Feasible (known openings, no more learners than seats), individually rational (only pairs that both listed), the
    reserves respected, no blocking pair (not asked of `welfare`), and a report that says what the matching is.
    """
    value, report = solution.value, solution.report
    if value.shape != (problem.learners,) or value.dtype != np.int32:
        return [Fault(Kind.SHAPE, 1, (-1,), (-1,))]
    seating = _seating(problem, value)
    faults = []
    for code, kind in ((1, Kind.UNKNOWN), (2, Kind.NOT_CHOSEN), (3, Kind.NOT_ACCEPTED)):
        if seating.fault[code]:
            learner = int(seating.fault[code + 8])
            faults.append(Fault(kind, int(seating.fault[code]), (learner,), (int(value[learner]),)))
    overfull = np.flatnonzero(seating.count > problem.capacity)
    if overfull.size:
        first = tuple(overfull[:NAMED].tolist())
        faults.append(Fault(Kind.OVERFULL, overfull.size, (-1,) * len(first), first))
    if faults:
        return faults
    blocking = _blocking(problem, value, seating, NAMED)
    if report.objective.is_stable and blocking.count:
        first_pairs = (tuple(blocking.learner.tolist()), tuple(blocking.opening.tolist()))
        faults.append(Fault(Kind.BLOCKING, blocking.count, *first_pairs))
    elif blocking.on_reserve:
        every = blocking_pairs(problem, value, named=blocking.count)
        learners = tuple(every.learner[every.is_on_reserve][:NAMED].tolist())
        openings = tuple(every.opening[every.is_on_reserve][:NAMED].tolist())
        faults.append(Fault(Kind.RESERVE, blocking.on_reserve, learners, openings))
    if not _is_true(problem, seating, report):
        faults.append(Fault(Kind.REPORT, 1, (-1,), (-1,)))
    return faults


def _is_true(problem: Problem, seating: _Seating, report: Report) -> bool:
    """Does the report count what the matching holds?"""
    matched = int((seating.place_of >= 0).sum())
    left = int(problem.capacity.sum(dtype=np.int64)) - matched
    if (report.matched, report.unmatched, report.seats_left) != (matched, problem.learners - matched, left):
        return False
    if sum(report.ranks.values()) != matched:
        return False
    if report.bound is None or report.gap is None:
        return True
    return report.bound >= matched and abs(report.gap * max(report.bound, 1) - (report.bound - matched)) < 1e-6
