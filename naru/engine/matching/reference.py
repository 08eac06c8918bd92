"""The same matchings by trying everything: for small cases only, in plain Python, from the definitions.

Stability is defined here through choice functions, not through the conditions that `check` tests: an opening, offered
a set of learners, takes the best of each group up to its reserve and fills up with the best of the rest. A matching is
weakly stable when ties of the openings can be broken so that no opening would take a learner who prefers it.
"""

from collections.abc import Iterator, Sequence
from itertools import permutations, product

from naru.engine.matching.problem import Problem

Matching = tuple[int, ...]


def choose(problem: Problem, opening: int, offered: Sequence[int], order: dict[int, int]) -> set[int]:
    """Whom the opening takes of `offered`; order[learner]: strict, the lower number first."""
    capacity = int(problem.capacity[opening])
    left = sorted(offered, key=lambda learner: order[learner])
    taken: list[int] = []
    if problem.reserve_start is not None and problem.has_reserves:
        for row in range(int(problem.reserve_start[opening]), int(problem.reserve_start[opening + 1])):
            members = [learner for learner in left if group_at(problem, learner, opening) == problem.reserve_group[row]]
            taken += members[: int(problem.reserve_seats[row])]
    left = [learner for learner in left if learner not in taken]
    return {*taken, *left[: capacity - len(taken)]}


def group_at(problem: Problem, learner: int, opening: int) -> int:
    """The learner's group at this opening, -1 for none."""
    if problem.pair_group is None:
        return -1 if problem.group is None else int(problem.group[learner])
    for place in range(int(problem.start[learner]), int(problem.start[learner + 1])):
        if problem.opening[place] == opening:
            return int(problem.pair_group[place])
    return -1


def lists(problem: Problem) -> list[dict[int, tuple[int, int]]]:
    """For each learner: opening → (her rank of it, its rank of her), accepted pairs only."""
    ranks = problem.ranks()
    return [
        {
            int(problem.opening[place]): (int(ranks[place]), int(problem.priority_rank[place]))
            for place in range(int(problem.start[learner]), int(problem.start[learner + 1]))
            if problem.priority_rank[place] > 0
        }
        for learner in range(problem.learners)
    ]


def every_matching(problem: Problem) -> Iterator[Matching]:
    """Every feasible and individually rational matching: the opening of each learner, -1 for none."""
    for value in product(*([-1, *each] for each in lists(problem))):
        if all(value.count(opening) <= problem.capacity[opening] for opening in range(problem.openings)):
            yield value


def every_order(problem: Problem, opening: int) -> list[dict[int, int]]:
    """Every way to break the ties of an opening: learner → place."""
    wanting = [(each[opening][1], learner) for learner, each in enumerate(lists(problem)) if opening in each]
    by_rank = [
        [learner for rank, learner in wanting if rank == this] for this in sorted({rank for rank, _l in wanting})
    ]
    return [
        {learner: place for place, learner in enumerate(learner for tie in ties for learner in tie)}
        for ties in product(*(list(permutations(tie)) for tie in by_rank))
    ]


def stable_matchings(problem: Problem) -> list[Matching]:
    """Every weakly stable matching."""
    orders = [every_order(problem, opening) for opening in range(problem.openings)]
    wishes = lists(problem)
    return [
        value
        for value in every_matching(problem)
        if all(_is_content(problem, value, opening, wishes, orders[opening]) for opening in range(problem.openings))
    ]


def _is_content(
    problem: Problem,
    value: Matching,
    opening: int,
    wishes: list[dict[int, tuple[int, int]]],
    orders: list[dict[int, int]],
) -> bool:
    """Can ties be broken so that the opening, offered all who would come, takes those it has?"""
    seated = {learner for learner, each in enumerate(value) if each == opening}
    wanting = [
        learner
        for learner, each in enumerate(wishes)
        if opening in each and (value[learner] == -1 or each[opening][0] < each[value[learner]][0])
    ]
    return any(choose(problem, opening, [*seated, *wanting], order) == seated for order in orders)


def deferred_acceptance(problem: Problem, lottery: Sequence[int]) -> Matching:
    """Learners apply, all at once in each round, to openings that choose by their choice functions; strict lists.

    Equal choice ranks go by the number of the opening, so compare only where learners have no ties.
    """
    wishes = lists(problem)
    orders = [
        {
            learner: (wish[opening][1] * problem.learners) + lottery[learner]
            for learner, wish in enumerate(wishes)
            if opening in wish
        }
        for opening in range(problem.openings)
    ]
    left = [sorted(wish, key=lambda opening: (wish[opening][0], opening)) for wish in wishes]
    while True:
        value = [each[0] if each else -1 for each in left]
        refused = False
        for opening in range(problem.openings):
            applying = [learner for learner, each in enumerate(value) if each == opening]
            for learner in set(applying) - choose(problem, opening, applying, orders[opening]):
                left[learner].remove(opening)
                refused = True
        if not refused:
            return tuple(value)


def rank_sum(problem: Problem, value: Matching) -> int:
    """The sum of the ranks received."""
    wishes = lists(problem)
    return sum(wishes[learner][opening][0] for learner, opening in enumerate(value) if opening >= 0)


def largest(problem: Problem) -> int:
    """How many the largest weakly stable matching places."""
    return max(sum(each >= 0 for each in value) for value in stable_matchings(problem))


def best_welfare(problem: Problem) -> tuple[int, int]:
    """(placed, sum of ranks) of the best matching without regard to stability: most placed, then the least sum."""
    placed, total = max((sum(each >= 0 for each in v), -rank_sum(problem, v)) for v in every_matching(problem))
    return placed, -total
