"""Chooses the algorithm for what the matching is to be best at."""

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from naru.engine.matching import arrays, classes, proposing
from naru.engine.matching.problem import Objective, Problem, Report, Solution, Status

#: More pairs than this are left to the approximation and its bound: the model would not be solved in any useful time.
MOST_PAIRS_EXACT = 200_000

#: The approximation places at least the largest number / FACTOR (`largest.approximate`).
FACTOR = 1.5

#: Ranks below this are counted in an array.
FEW_RANKS = 100_000


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    objective: Objective = Objective.STUDENT,
    order: ArrayLike | None = None,
    effort: float = 10.0,
) -> Solution:
    """Matches learners and openings.

    order: int[n], a stated order of learners (a permutation, the lower number first) that breaks ties of openings;
        None: a lottery, drawn from `seed`. Ties of learners always fall by a second lottery, of openings.
    effort: for `largest`, CP-SAT's deterministic time (about seconds of one core); 0: the approximation alone.

    1. Lotteries: two permutations of numpy's PCG64 generator seeded with `seed`: learners first, then openings.
    2. Minority reserves become seat classes (`classes`).
    3. student: learners apply; firm: openings offer (`proposing`).
       largest: the 3/2 approximation (`largest.approximate`); when it does not reach the maximum flow, CP-SAT goes on
       from it (`exact.largest`) if the problem has at most MOST_PAIRS_EXACT pairs.
       welfare: minimum-cost flow (`welfare.best`).
    The same problem, objective, order, seed and effort give the same answer.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    drawn = generator.permutation(problem.learners).astype(np.int32)
    opening_order = np.zeros(0, np.int32)
    if problem.choice_rank is not None:
        opening_order = generator.permutation(problem.openings).astype(np.int32)
    lottery = drawn if order is None else _stated(order, problem.learners)
    status, proposals = Status.OPTIMAL, 0
    bound: int | None = None
    factor: float | None = None
    closed: tuple[tuple[int, int], ...] = ()
    if objective is Objective.WELFARE:
        from naru.engine.matching import welfare  # OR-Tools takes a second to load: only who needs it waits

        value, closed = welfare.best(problem)
        status = Status.FEASIBLE if closed else Status.OPTIMAL
    elif objective is Objective.LARGEST:
        value, proposals, bound = _largest(problem, lottery, effort, seed)
        if bound > int((value >= 0).sum()):
            status = Status.FEASIBLE
            factor = FACTOR if _has_factor(problem) else None
    else:
        seats = classes.strict(problem, opening_order)
        propose = proposing.learners_apply if objective is Objective.STUDENT else proposing.openings_offer
        value, proposals = propose(seats, lottery)
        value = seats.openings_of(value)
    matched, ranks = _counted(problem, value)
    report = Report(
        objective=objective,
        seed=seed,
        is_lottery=order is None,
        matched=matched,
        unmatched=problem.learners - matched,
        seats_left=int(problem.capacity.sum(dtype=np.int64)) - matched,
        ranks=ranks,
        proposals=proposals,
        bound=bound,
        gap=None if bound is None else (bound - matched) / max(bound, 1),
        factor=factor,
        closed=closed,
    )
    return Solution(status, value, report)


def _stated(order: ArrayLike, learners: int) -> NDArray[np.int32]:
    found = np.asarray(order, dtype=np.int32)
    if found.shape != (learners,) or not np.array_equal(np.sort(found), np.arange(learners)):
        raise ValueError("order: each number from 0 to n-1 once")
    return found


def _largest(
    problem: Problem, lottery: NDArray[np.int32], effort: float, seed: int
) -> tuple[NDArray[np.int32], int, int]:
    from naru.engine.matching import exact, largest

    seats = classes.tied(problem)
    value, proposals = largest.approximate(seats, lottery)
    value = seats.openings_of(value)
    bound = largest.most(problem)
    if effort > 0 and bound > int((value >= 0).sum()) and problem.pairs.shape[0] <= MOST_PAIRS_EXACT:
        value, better, _proved = exact.largest(problem, value, effort, seed)
        bound = min(bound, better)
    return value, proposals, bound


def _has_factor(problem: Problem) -> bool:
    """Is 3/2 proved here? Not when a learner's tie touches an opening with reserves (see `largest.approximate`)."""
    if not problem.has_reserves or problem.choice_rank is None or problem.reserve_start is None:
        return True
    has_reserve = np.diff(problem.reserve_start) > 0
    same = np.zeros(problem.pairs.shape[0], bool)
    same[1:] = (problem.choice_rank[1:] == problem.choice_rank[:-1]) & (np.diff(problem.learner_of_pairs()) == 0)
    same[:-1] |= same[1:]
    return not bool((same & has_reserve[problem.opening]).any())


@njit(cache=True, nogil=True)
def _received(start, pairs, choice_rank, value, received):  # type: ignore[no-untyped-def]
    """Writes the rank of the choice that each learner got, 0 for none."""
    for learner in range(value.size):
        received[learner] = 0
        if value[learner] < 0:
            continue
        place = start[learner]
        while pairs[place, 0] != value[learner]:
            place += 1
        received[learner] = choice_rank[place] if choice_rank.size else place - start[learner] + 1


def received_ranks(problem: Problem, value: NDArray[np.int32]) -> NDArray[np.int32]:
    """int32[n]: the rank that each learner gave to what she got, 0 when she got nothing."""
    received = np.empty(problem.learners, np.int32)
    choice_rank = np.zeros(0, np.int32) if problem.choice_rank is None else problem.choice_rank
    _received(problem.start, problem.pairs, arrays.still(choice_rank), value, received)
    return received


def _counted(problem: Problem, value: NDArray[np.int32]) -> tuple[int, dict[int, int]]:
    """(matched, how many got their choice of each rank)."""
    received = received_ranks(problem, value)
    if received.size and int(received.max()) < FEW_RANKS:
        counts = np.bincount(received)
        ranks = {int(rank): int(counts[rank]) for rank in np.flatnonzero(counts) if rank}
    else:
        each, counts = np.unique(received[received > 0], return_counts=True)
        ranks = dict(zip(each.tolist(), counts.tolist(), strict=True))
    return sum(ranks.values()), ranks
