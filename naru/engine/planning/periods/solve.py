"""Balances courses over periods."""

from collections.abc import Collection

import numpy as np
from ortools.sat.python import cp_model

from naru.engine.planning.periods.problem import Problem, Rule, Solution
from naru.engine.planning.status import Status
from naru.engine.planning.until import LEAST, Until

ALL_RULES = frozenset(Rule)


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    effort: float = 60.0,
    rules: Collection[Rule] = ALL_RULES,
    seconds: float | None = None,
) -> Solution:
    """Gives every course a period so that the largest load of any department in any period is smallest.

    Model: x[c, p] in {0, 1}, one period a course; the load and the count of each department in each period lie in
    their limits; the load is at most M; for (a, b) of the prerequisites and every p: b stands in the first p + 1
    periods only if a stands in the first p. Minimise M.
    1. M starts at the mean bound: credits that must lie in a window of periods, divided by its length.
    2. CP-SAT with one worker and linearization level 2 closes the rest. `effort` is its deterministic time, so that
       the same input gives the same answer on every machine. `seconds` caps it by the clock for whoever cannot wait.
    `rules` leaves rules out; `explain` uses it to find which clash.

    Cost: O(courses × periods) variables; NP-hard; CSPLib's instances take tenths of a second.
    Source: CSPLib 030 (Castro & Manzano 2001; Hnich, Kiziltan & Walsh 2002), CSPLib 064 for shared courses
    (Chiarandini, Di Gaspero, Gualandi & Schaerf 2012).
    """
    until = Until.after(seconds)
    courses, periods = problem.credits.size, problem.periods
    nothing = np.zeros(0, dtype=np.int64)
    least = bound_of(problem, rules)
    most = int((problem.departments @ problem.credits).max()) if problem.departments.size else 0
    if Rule.LOAD_MOST in rules:
        if least > problem.load_most:
            return Solution(Status.INFEASIBLE, nothing, -1, least, 0.0)
        most = min(most, problem.load_most)
    model = cp_model.CpModel()
    x = [[model.new_bool_var(f"x{c}_{p}") for p in range(periods)] for c in range(courses)]
    largest = model.new_int_var(least, max(most, least), "M")
    for row in x:
        model.add_exactly_one(row)
    for held in problem.departments:
        inside = np.flatnonzero(held)
        for p in range(periods):
            chosen = [x[c][p] for c in inside]
            load = cp_model.LinearExpr.weighted_sum(chosen, [int(problem.credits[c]) for c in inside])
            model.add(load <= largest)
            if Rule.LOAD_LEAST in rules:
                model.add(load >= problem.load_least)
            count = cp_model.LinearExpr.sum(chosen)
            if Rule.COUNT_LEAST in rules:
                model.add(count >= problem.count_least)
            if Rule.COUNT_MOST in rules:
                model.add(count <= problem.count_most)
    if Rule.PREREQUISITES in rules:
        for before, after in problem.prerequisites:
            for p in range(periods):
                # In sums, not in implications: the linear relaxation is what proves the bound.
                model.add(sum(x[after][: p + 1]) <= sum(x[before][:p]))
    if Rule.BARRED in rules:
        for course, period in problem.barred:
            model.add(x[course][period] == 0)
    model.minimize(largest)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = effort
    if until.is_set:
        solver.parameters.max_time_in_seconds = max(until.left(), LEAST)
    outcome = solver.solve(model)
    spent = float(solver.response_proto.deterministic_time)
    if outcome == cp_model.INFEASIBLE:
        return Solution(Status.INFEASIBLE, nothing, -1, least, spent)
    if outcome not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solution(Status.GAVE_UP, nothing, -1, least, spent)
    period = np.array([next(p for p in range(periods) if solver.boolean_value(row[p])) for row in x], dtype=np.int64)
    found = largest_load(problem, period)
    status = Status.OPTIMAL if outcome == cp_model.OPTIMAL else Status.FEASIBLE
    return Solution(status, period, found, max(least, round(solver.best_objective_bound)), spent)


def largest_load(problem: Problem, period: np.ndarray[tuple[int], np.dtype[np.int64]]) -> int:
    """The largest load of any department in any period."""
    return max(
        (
            int(np.bincount(period[held], weights=problem.credits[held], minlength=problem.periods).max())
            for held in problem.departments
        ),
        default=0,
    )


def bound_of(problem: Problem, rules: Collection[Rule] = ALL_RULES) -> int:
    """No plan has a smaller largest load: credits that must lie in a window of periods over its length, rounded up."""
    if not problem.credits.size:
        return 0
    if Rule.PREREQUISITES in rules:
        earliest, latest = problem.ranges()
    else:
        earliest = np.zeros(problem.credits.size, dtype=np.int64)
        latest = np.full(problem.credits.size, problem.periods - 1, dtype=np.int64)
    found = 0
    for first in range(problem.periods):
        for last in range(first, problem.periods):
            inside = (earliest >= first) & (latest <= last)
            load = int((problem.departments[:, inside] @ problem.credits[inside]).max(initial=0))
            found = max(found, -(-load // (last - first + 1)))
    return found
