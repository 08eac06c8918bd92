"""As many placed as possible, and of those matchings the one with the least sum of choice ranks."""

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from naru.engine.matching.check import claims
from naru.engine.matching.problem import Problem


def best(problem: Problem) -> tuple[NDArray[np.int32], tuple[tuple[int, int], ...]]:
    """(opening of each learner or -1, reserves closed to others as (opening, group)).

    1. A minimum-cost maximum flow: learner → opening at the cost of the choice rank, opening → sink with its capacity.
    2. Where a member of a group is worse off than at an opening whose reserve for the group is not filled, while
       others use those seats, that reserve is closed to others (its own arc, members only), and 1. is done again.
    3. Until no member has such a claim; at most one round for each reserve.

    Without reserves, or when nobody claims one, the answer is optimal. Blocking pairs may remain: a firm may have
    preferred somebody who would rather have come; `check.blocking_pairs` counts them.
    Cost scaling, O(V² E log(V C)) at worst, near-linear here. Source: Goldberg 1997, Journal of Algorithms 22, 1-29, as
    implemented by OR-Tools; the assignment model is Ford & Fulkerson 1962, Flows in Networks.
    """
    closed: list[tuple[int, int]] = []
    while True:
        value = _flow(problem, closed)
        found = claims(problem, value)
        new = [claim for claim in found if claim not in closed]
        if not new:
            return value, tuple(sorted(closed))
        closed.extend(new)


def _flow(problem: Problem, closed: list[tuple[int, int]]) -> NDArray[np.int32]:
    n, m = problem.learners, problem.openings
    accepted = problem.priority_rank > 0
    learner, opening = problem.learner_of_pairs()[accepted], problem.opening[accepted]
    cost = problem.ranks()[accepted]
    node, node_seats, node_opening = opening.astype(np.int64), problem.capacity.astype(np.int64).copy(), np.arange(m)
    if closed and problem.reserve_start is not None:
        seats_of = {}
        for j in {each for each, _group in closed}:
            for row in range(problem.reserve_start[j], problem.reserve_start[j + 1]):
                seats_of[j, int(problem.reserve_group[row])] = int(problem.reserve_seats[row])
        extra = {claim: m + number for number, claim in enumerate(sorted(closed))}
        for claim in extra:
            node_seats[claim[0]] -= seats_of[claim]
        node_seats = np.concatenate([node_seats, [seats_of[claim] for claim in extra]])
        node_opening = np.concatenate([node_opening, [claim[0] for claim in extra]])
        pairs = zip(opening.tolist(), problem.group_of_pairs()[accepted].tolist(), strict=True)
        own = np.array([extra.get(pair, -1) for pair in pairs])
        learner = np.concatenate([learner, learner[own >= 0]])
        cost = np.concatenate([cost, cost[own >= 0]])
        node = np.concatenate([node, own[own >= 0]])
    value = np.full(n, -1, np.int32)
    if learner.size == 0:
        return value
    flow = min_cost_flow.SimpleMinCostFlow()
    nodes = node_seats.size
    source, sink = n + nodes, n + nodes + 1
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([learner, np.full(n, source), np.arange(n, n + nodes)]).astype(np.int32),
        np.concatenate([n + node, np.arange(n), np.full(nodes, sink)]).astype(np.int32),
        np.concatenate([np.ones(learner.size + n), node_seats]).astype(np.int64),
        np.concatenate([cost, np.zeros(n + nodes)]).astype(np.int64),
    )
    flow.set_node_supply(source, n)
    flow.set_node_supply(sink, -n)
    if flow.solve_max_flow_with_min_cost() != flow.OPTIMAL:
        raise RuntimeError("the minimum-cost flow was not found")
    used = flow.flows(np.arange(learner.size, dtype=np.int32)) > 0
    value[learner[used]] = node_opening[node[used]]
    return value
