"""Plans seats."""

import numpy as np

from naru.engine.planning import divide, linear
from naru.engine.planning.departments.model import Layout, laid_out, standing
from naru.engine.planning.departments.problem import Floats, Ints, Problem, Solution
from naru.engine.planning.status import Status
from naru.engine.planning.until import Until


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    gap: float = 0.0,
    nodes: int = linear.NODES,
    rounds: int = 6,
    whole_below: int = divide.WHOLE_BELOW,
    seconds: float | None = None,
) -> Solution:
    """The plan with the fewest points: expected and worst loss over the scenarios, money and change.

    Model: classes of every department in every intake under paths, schools, teachers and money (see
    `model.laid_out`); a two-stage plan whose second stage (unmet, surplus) is continuous.
    1. Connected components are solved by themselves: with `robust` 0 and no common money, a region that shares no
       field with another.
    2. A component under `whole_below` variables goes to HiGHS; a larger one is divided by school with prices of
       demand, money and the worst scenario, and a proved bound (see `divide.run_blocks`).
    3. Everything staying as it is (see `model.standing`) is the first plan, where the rules allow it: whoever sets
       `seconds`, a cap by the clock, has that at least, with a proved bound.
    `gap` is the relative gap at which to stop, 0 for proof. Without `seconds` nothing depends on a clock.

    Cost: about 7 variables for a department and intake. Source: two-stage capacity expansion with recourse
    (Birge & Louveaux, Introduction to Stochastic Programming, 2011, 1.3), division as in `divide`.
    """
    until = Until.after(seconds)
    layout = laid_out(problem)
    found = divide.run_blocks(
        layout.model,
        gap=gap,
        rounds=rounds,
        nodes=nodes,
        seed=seed,
        whole_below=whole_below,
        until=until,
        start=standing(problem, layout),
    )
    return solution_of(problem, layout, found)


def solution_of(problem: Problem, layout: Layout, found: linear.Outcome) -> Solution:
    """The model's answer in the words of the problem, with everything recomputed from whole classes and teachers."""
    intakes = problem.demand.shape[2]
    if not found.x.size:
        none, blank = np.zeros((0, intakes), dtype=np.int64), np.zeros(0)
        empty = np.zeros((0, 0, intakes), dtype=np.int64)
        bound = found.bound if found.status is Status.GAVE_UP else np.inf
        return Solution(
            found.status, none, none, empty, empty, blank, blank, 0.0, 0.0, 0.0, 0.0, blank, 0, np.inf, bound
        )
    classes = np.round(found.x[layout.classes]).astype(np.int64)
    schools, groups = problem.teachers.shape
    came = np.zeros((schools * groups, intakes), dtype=np.int64)
    left = np.zeros((schools * groups, intakes), dtype=np.int64)
    both = (
        np.round(found.x[layout.retrained_in]).astype(np.int64),
        np.round(found.x[layout.retrained_out]).astype(np.int64),
    )
    stay = np.minimum(*both)  # coming and leaving at once is no move
    came[layout.pairs], left[layout.pairs] = both[0] - stay, both[1] - stay
    gap_of = problem.demand - problem.graduates(classes)[None]
    unmet = np.maximum(gap_of, 0.0)
    surplus = np.maximum(-gap_of, 0.0)
    losses = (unmet * problem.unmet_weight[:, None] + surplus * problem.surplus_weight[:, None]).sum(axis=(1, 2))
    unmet_persons, surplus_persons = unmet.sum(axis=(1, 2)), surplus.sum(axis=(1, 2))
    cost, changed = money(problem, classes, came)
    value = (1.0 - problem.robust) * float(problem.probability @ losses) + problem.robust * float(
        losses.max(initial=0.0)
    )
    value += problem.cost_weight * float(cost.sum()) + problem.change_weight * changed
    return Solution(
        found.status,
        classes,
        classes * problem.class_size[:, None],
        came.reshape(schools, groups, intakes),
        left.reshape(schools, groups, intakes),
        unmet_persons,
        surplus_persons,
        float(problem.probability @ unmet_persons),
        float(unmet_persons.max(initial=0.0)),
        float(problem.probability @ surplus_persons),
        float(surplus_persons.max(initial=0.0)),
        cost,
        changed,
        value,
        min(max(found.bound, 0.0), value),  # no term of the points is negative
    )


def money(problem: Problem, classes: Ints, came: Ints) -> tuple[Floats, int]:
    """float64[intakes], money of a plan; and the classes that departments gain or lose."""
    steps = np.diff(classes, prepend=problem.past[:, -1:], axis=1)
    schools, intakes = problem.school_least.size, classes.shape[1]
    gains, sums = np.zeros((schools, intakes)), np.zeros((schools, intakes))
    np.add.at(gains, problem.school, np.maximum(steps, 0))
    np.add.at(sums, problem.school, steps)
    added = np.maximum(sums, 0.0)
    cost = (gains - added).sum(axis=0) * problem.cost_reorganised + added.sum(axis=0) * problem.cost_added
    cost = cost + came.reshape(-1, intakes).sum(axis=0) * problem.cost_retrained
    return cost, int(np.abs(steps).sum())
