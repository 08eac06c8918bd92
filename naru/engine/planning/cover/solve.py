"""Chooses courses."""

import numpy as np

from naru.engine.planning import divide, linear
from naru.engine.planning.cover.model import Layout, laid_out, spent
from naru.engine.planning.cover.problem import Problem, Solution
from naru.engine.planning.status import Status
from naru.engine.planning.until import Until


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    gap: float = 0.0,
    nodes: int = linear.NODES,
    rounds: int = 6,
    seconds: float | None = None,
) -> Solution:
    """The courses with the greatest value: coverage less the weighted change and cost.

    Model: a budgeted set cover with prerequisites, rows of credits, a transport of teachers' hours to subjects,
    facilities, purchases and purses (see `model.laid_out`).
    1. Split into connected components: schools that share nothing are solved by themselves.
    2. A component of one school goes to HiGHS. One that ties schools is divided along `school` with prices of the
       shared rows and a proved bound (see `divide.run_blocks`).
    `gap` is the relative gap at which a component may stop, 0 for proof; `nodes` and `rounds` limit the search, so
    that nothing depends on a clock. `seconds` caps it by the clock for whoever cannot wait.

    Cost: about 100 courses a department; a school of five departments is proved in well under a second or a few.
    Source: set covering and facility rows as in Wolsey, Integer Programming, 1998, 1.3; division as in `divide`.
    """
    until = Until.after(seconds)
    layout = laid_out(problem)
    if np.unique(layout.model.block[layout.model.block >= 0]).size > 1:
        found = divide.run_blocks(layout.model, gap=gap, rounds=rounds, nodes=nodes, seed=seed, until=until)
    else:
        found = linear.run_components(layout.model, gap=gap, nodes=nodes, until=until)
    return solution_of(problem, layout, found)


def solution_of(problem: Problem, layout: Layout, found: linear.Outcome) -> Solution:
    """The model's answer in the words of the problem, with everything recomputed from the whole numbers."""
    teachers, subjects = problem.holds.shape
    if not found.x.size and layout.model.cost.size:
        bound = layout.value(found.bound) if found.status is Status.GAVE_UP else -np.inf
        no = np.zeros(0, dtype=np.bool_)
        blank = np.zeros((0, 0))
        return Solution(found.status, no, no, blank, blank > 0, no, 0.0, 0.0, np.zeros(0), -np.inf, bound)
    chosen = found.x[layout.course] > 0.5
    reached = problem.reached()
    covered = np.zeros(problem.weight.size, dtype=np.bool_)
    covered[reached[chosen[reached[:, 0]], 1]] = True
    teaching = np.zeros((teachers, subjects))
    teaching[layout.hours_at[:, 0], layout.hours_at[:, 1]] = np.maximum(found.x[layout.hours], 0.0)
    trained = np.zeros((teachers, subjects), dtype=np.bool_)
    trained[layout.training_at[:, 0], layout.training_at[:, 1]] = found.x[layout.training] > 0.5
    bought = np.zeros(problem.equipment_cost.size, dtype=np.bool_)
    bought[problem.needs[chosen[problem.needs[:, 0]], 1]] = True
    cost = spent(problem, chosen, trained, bought)
    coverage = 100.0 * float(problem.weight[covered].sum()) / (float(problem.weight.sum()) or 1.0)
    change = problem.changed(chosen)
    value = coverage - 100.0 * problem.change_weight * change / problem.change_base()
    value -= problem.cost_weight * float(cost.sum())
    bound = max(layout.value(found.bound), value)
    return Solution(found.status, chosen, covered, teaching, trained, bought, coverage, change, cost, value, bound)
