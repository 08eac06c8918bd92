"""Plans seats."""

import dataclasses

import numpy as np

from naru.engine.planning import divide, linear
from naru.engine.planning.departments import answers
from naru.engine.planning.departments.district import FEW, MANY, MOST, District
from naru.engine.planning.departments.master import Mix, Prices
from naru.engine.planning.departments.model import Layout, laid_out, standing
from naru.engine.planning.departments.problem import Floats, Ints, Problem, Solution
from naru.engine.planning.departments.school import schools_of
from naru.engine.planning.status import Status
from naru.engine.planning.until import Until

LEVELS = ((FEW,), (FEW, MANY, MOST))
SLOW = (5e-3, 5e-5)
"""States of the search over a school; the next level is taken when bound and mix moved less than this, relatively."""
LEFT = 1e-4
"""Relative distance of bound and mix at which prices are good."""
BOUNDING = 0.6
"""Share of the time after which prices are left as they are and plans are sought."""
RESTARTS, TRIALS = 2, 200
"""So often in a row a plan is made whole anew at the last prices without a better one; for each part of the district
the best one is shaken so often."""
TOLERANCE = 1e-6


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    gap: float = 0.0,
    nodes: int = linear.NODES,
    rounds: int = 60,
    whole_below: int = divide.WHOLE_BELOW,
    seconds: float | None = None,
) -> Solution:
    """The plan with the fewest points: expected and worst loss over the scenarios, money and change.

    Model: classes of every department in every intake under paths, schools, teachers and money (see
    `model.laid_out`); a two-stage plan whose second stage (unmet, surplus) is continuous.
    1. Where every connected component is under `whole_below` variables, HiGHS proves each by itself: with `robust` 0
       and no common money, a region that shares no field with another is one.
    2. Else schools are the parts (Dantzig & Wolfe 1960): a master program mixes plans of schools and so prices
       persons by field and intake, money by intake and the scenarios; at those prices the best plan of each school is
       found by a search over years (see `school.best`), and the sum of their bounds is a bound. Prices move half way to
       the new ones. `rounds` master programs at most.
    3. Schools take one plan each, against what the others are mixed to do; then each in turn takes its best answer to
       the others, with the loss as it is instead of prices, until no answer helps; then the price of money is shaken
       for the schools of one part of the district after the other (see `answers.shaken`).
    4. With `gap` 0 an open gap ends in the whole tree of HiGHS, in half of the time where `seconds` are set. A
       district that step 2 cannot number (see `school.schools_of`) is divided without it (see `divide.run_blocks`).
    Everything staying as it is (see `model.standing`) is the first plan, where the rules allow it: whoever sets
    `seconds`, a cap by the clock, has that at least, with a proved bound. `gap` is the relative gap at which to stop,
    0 for proof. Without `seconds` nothing depends on a clock.

    Cost: for each round, some milliseconds for each school of six departments and ten intakes. Source: two-stage
    capacity expansion with recourse (Birge & Louveaux, Introduction to Stochastic Programming, 2011, 1.3); smoothing
    of prices: Pessoa, Sadykov, Uchoa, Vanderbeck, INFORMS J. Computing 30, 2018.
    """
    until = Until.after(seconds)
    layout = laid_out(problem)
    model = layout.model
    is_small = all(each.size < whole_below for each in linear.pieces(model))
    schools = schools_of(problem) if not is_small and problem.probability.size else None
    if schools is not None:
        district = District(problem, schools, seed=seed, until=until.part(0.5) if gap <= 0 else until)
        if not _sought(district, gap, rounds):
            return solution_of(problem, layout, linear.Outcome(Status.INFEASIBLE, np.zeros(0), np.inf, np.inf))
        if district.best is not None:
            found = _told(problem, district)
            if gap > 0 or found.status is Status.OPTIMAL:
                return found
            whole = solution_of(problem, layout, linear.run(model, nodes=nodes, until=until))
            return _better(found, whole)
    outcome = divide.run_blocks(
        model,
        gap=gap,
        nodes=nodes,
        seed=seed,
        whole_below=whole_below,
        until=until,
        start=standing(problem, layout),
    )
    return solution_of(problem, layout, outcome)


def _sought(district: District, gap: float, rounds: int) -> bool:
    """Steps 2 and 3; False when a school has no plan, which is proved."""
    is_started = district.started()
    if is_started is not True:
        return is_started is None
    free = np.zeros(district.intakes)
    if district.best is not None:
        answers.swept(district, now := district.best.copy(), free)
        district.offer(now)
    best: Prices | None = None
    mix: Mix | None = None
    end, level, last = district.until.part(BOUNDING), 0, np.inf
    for turn in range(rounds):
        if mix is not None:
            district.forget(mix.prices)
        newer = district.mix()
        if newer is None:
            break
        mix, before = newer, district.bound
        prices = mix.prices if best is None or turn % 4 == 3 else best.towards(mix.prices, 0.5)
        district.priced(prices, LEVELS[level])
        if district.bound > before:
            best = prices
        if turn == 1 or (level and turn % 8 == 0):
            _whole(district, mix)
        if district.is_close(gap) or end.is_over() or mix.value - district.bound <= LEFT * abs(mix.value):
            break
        is_slow = max(last - mix.value, district.bound - before) < SLOW[level] * abs(mix.value)
        if is_slow and level + 1 == len(LEVELS):
            break
        level, last = level + int(is_slow), mix.value
    if mix is None:
        return True
    idle = 0
    while idle < RESTARTS and not district.is_close(gap) and not district.until.is_over():
        before = district.value
        _whole(district, mix)
        idle = idle + 1 if district.value == before else 0
    answers.shaken(district, mix.prices.money, TRIALS, gap)
    return True


def _whole(district: District, mix: Mix) -> None:
    now = answers.rounded(district, mix)
    if now is not None:
        district.offer(now)
        answers.improved(district, now, mix.prices.money)


def _told(problem: Problem, district: District) -> Solution:
    """The best standing of the district in the words of the problem."""
    intakes = problem.demand.shape[2]
    classes = np.zeros((problem.school.size, intakes), dtype=np.int64)
    came = np.zeros((*problem.teachers.shape, intakes), dtype=np.int64)
    left = np.zeros_like(came)
    for school, plan in zip(district.schools, district.best.chosen if district.best else [], strict=True):
        classes[school.departments] = plan.classes
        came[school.at], left[school.at] = plan.came, plan.left
    is_proved = district.value - district.bound <= TOLERANCE * max(1.0, abs(district.value))
    status = Status.OPTIMAL if is_proved else Status.FEASIBLE
    return _counted(problem, status, classes, came, left, district.bound)


def _better(first: Solution, second: Solution) -> Solution:
    """The better of two plans under the better of their bounds."""
    best = second if second.classes.size and second.value < first.value else first
    bound = min(best.value, max(first.bound, second.bound))
    is_proved = best.value - bound <= TOLERANCE * max(1.0, abs(best.value))
    return dataclasses.replace(best, status=Status.OPTIMAL if is_proved else Status.FEASIBLE, bound=bound)


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
    shape = (schools, groups, intakes)
    return _counted(problem, found.status, classes, came.reshape(shape), left.reshape(shape), found.bound)


def _counted(problem: Problem, status: Status, classes: Ints, came: Ints, left: Ints, bound: float) -> Solution:
    """A plan with everything that follows from whole classes and teachers."""
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
        status,
        classes,
        classes * problem.class_size[:, None],
        came,
        left,
        unmet_persons,
        surplus_persons,
        float(problem.probability @ unmet_persons),
        float(unmet_persons.max(initial=0.0)),
        float(problem.probability @ surplus_persons),
        float(surplus_persons.max(initial=0.0)),
        cost,
        changed,
        value,
        min(max(bound, 0.0), value),  # no term of the points is negative
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
    cost = cost + came.sum(axis=(0, 1)) * problem.cost_retrained
    return cost, int(np.abs(steps).sum())
