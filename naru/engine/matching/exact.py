"""The largest weakly stable matching, proved, by constraint programming (OR-Tools CP-SAT)."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from naru.engine.matching.problem import Problem


def largest(
    problem: Problem, first: NDArray[np.int32], effort: float, seed: int
) -> tuple[NDArray[np.int32], int, bool]:
    """(opening of each learner or -1, bound, whether it is proved) from a stable matching `first`, never worse than it.

    x[p] says that pair p is matched. For each accepted pair p = (i, j), either i has a choice as good (a cumulative
    clause along her list), or j is full and
    - nobody of i's own group whom j ranks below i sits at j;
    - for every other group h: nobody of h whom j ranks below i sits at j, or all of h at j sit on their reserve;
    - when i's group has a reserve at j, it is full.
    Persons of groups without a reserve at j count as one group without a reserve. Without reserves this is the model of
    Kwanashie & Manlove 2014 (Operations Research Proceedings 2013, 275-281), in clauses; see also Delorme, García,
    Gondzio, Kalcsics, Manlove & Pettersson 2019, European Journal of Operational Research 277, 426-441.

    `effort` is CP-SAT's deterministic time (about a second of one core each) on one worker, no clock: the same problem,
    seed and effort give the same answer on every machine.
    """
    model = cp_model.CpModel()
    start, opening, priority, ranks = problem.start, problem.opening, problem.priority_rank, problem.ranks()
    x = {int(place): model.new_bool_var("") for place in np.flatnonzero(priority > 0)}
    group = problem.group_of_pairs()
    learner_of = problem.learner_of_pairs()
    at: dict[int, list[int]] = defaultdict(list)
    for place in x:
        at[int(opening[place])].append(place)
    needs: dict[int, list[cp_model.IntVar]] = {}
    for j, places in at.items():
        _opening(model, problem, j, places, x, group, needs)
    for i in range(problem.learners):
        good: list[cp_model.IntVar] = []
        places = [place for place in range(start[i], start[i + 1]) if place in x]
        model.add_at_most_one(x[place] for place in places)
        for number, place in enumerate(places):
            good.append(x[place])
            if number + 1 < len(places) and ranks[places[number + 1]] == ranks[place]:
                continue
            # everybody of this tier wants each of its openings' conditions unless one as good is held
            for other in places[: number + 1]:
                if ranks[other] == ranks[place]:
                    for condition in needs[other]:
                        model.add_bool_or([*good, condition])
        for place in places:
            model.add_hint(x[place], bool(first[i] == opening[place]))
    known = int((first >= 0).sum())
    model.maximize(sum(x.values()))
    model.add(sum(x.values()) >= known)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = effort
    solver.parameters.random_seed = seed % 2**31
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return first, problem.learners, False
    value = np.full(problem.learners, -1, np.int32)
    for place, each in x.items():
        if solver.boolean_value(each):
            value[learner_of[place]] = opening[place]
    bound = int(np.floor(solver.best_objective_bound + 1e-6))
    return value, max(bound, int((value >= 0).sum())), status == cp_model.OPTIMAL


def _opening(
    model: cp_model.CpModel,
    problem: Problem,
    j: int,
    places: list[int],
    x: dict[int, cp_model.IntVar],
    group: NDArray[np.int32],
    needs: dict[int, list[cp_model.IntVar]],
) -> None:
    """Capacity of opening j, and for each of its pairs the conditions that all must hold when the learner is worse off."""
    capacity = int(problem.capacity[j])
    model.add(sum(x[place] for place in places) <= capacity)
    is_full = model.new_bool_var("")
    model.add(sum(x[place] for place in places) >= capacity).only_enforce_if(is_full)
    reserve: dict[int, int] = {}
    if problem.reserve_start is not None:
        rows = range(problem.reserve_start[j], problem.reserve_start[j + 1])
        reserve = {int(problem.reserve_group[row]): int(problem.reserve_seats[row]) for row in rows}
    members: dict[int, list[int]] = defaultdict(list)
    for place in places:
        here = int(group[place])
        members[here if reserve.get(here) else -1].append(place)
    nobody_below: dict[int, list[tuple[int, cp_model.IntVar]]] = {}
    is_met: dict[int, cp_model.IntVar] = {}
    is_within: dict[int, cp_model.IntVar] = {}
    ranks = sorted({int(problem.priority_rank[place]) for place in places})
    for each, own in members.items():
        nobody_below[each] = _chain(model, problem, own, ranks, x)
        if each >= 0:
            seats = reserve[each]
            is_met[each] = model.new_bool_var("")
            model.add(sum(x[place] for place in own) >= seats).only_enforce_if(is_met[each])
            is_within[each] = model.new_bool_var("")
            model.add(sum(x[place] for place in own) <= seats).only_enforce_if(is_within[each])
    #: for (group, rank): nobody of the group ranked below sits here, or the group keeps within its reserve
    fine: dict[tuple[int, int], cp_model.IntVar] = {}
    for each, own in members.items():
        for place in own:
            rank = int(problem.priority_rank[place])
            conditions = [is_full]
            if each >= 0:
                conditions.append(is_met[each])
            for other, chain in nobody_below.items():
                literal = dict(chain)[rank]
                if other != each and other >= 0:
                    if (other, rank) not in fine:
                        fine[other, rank] = model.new_bool_var("")
                        model.add_bool_or([literal, is_within[other]]).only_enforce_if(fine[other, rank])
                    literal = fine[other, rank]
                conditions.append(literal)
            needs[place] = conditions


def _chain(
    model: cp_model.CpModel, problem: Problem, own: list[int], ranks: list[int], x: dict[int, cp_model.IntVar]
) -> list[tuple[int, cp_model.IntVar]]:
    """For each rank a literal that implies: none of `own` with a worse rank is matched."""
    by_rank: dict[int, list[int]] = defaultdict(list)
    for place in own:
        by_rank[int(problem.priority_rank[place])].append(place)
    chain: list[tuple[int, cp_model.IntVar]] = []
    worse: cp_model.IntVar | None = None
    below: list[int] = []
    for rank in reversed(ranks):
        literal = model.new_bool_var("")
        for place in below:
            model.add_implication(literal, x[place].negated())
        if worse is not None:
            model.add_implication(literal, worse)
        chain.append((rank, literal))
        worse, below = literal, by_rank[rank]
    return chain
