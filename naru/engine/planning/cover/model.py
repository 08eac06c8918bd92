"""Covering demand as an integer program."""

from dataclasses import dataclass

import numpy as np

from naru.engine.planning.cover.problem import Bools, Floats, Ints, Problem, Rule
from naru.engine.planning.linear import NO_BLOCK, Builder, Model

STRIDE = 1 << 20
"""A row's rule is `Rule * STRIDE + index`."""


@dataclass(frozen=True)
class Layout:
    """Where the parts of the model stand: columns of courses, targets, hours given, trainings, purchases."""

    model: Model
    course: Ints
    target: Ints
    hours: Ints
    hours_at: Ints
    training: Ints
    training_at: Ints
    buy: Ints
    offset: float

    def value(self, cost: float) -> float:
        """Points of the plan whose model cost this is."""
        return self.offset - cost


def laid_out(problem: Problem) -> Layout:
    """Minimise the loss of points.

    x course taken, z target covered (z <= sum of x that reach it), y hours of a teacher in a subject, w training
    given (w opens y), v equipment bought (v >= x). Teachers: hours given a subject >= hours of its courses; hours of
    a teacher <= what he has.
    """
    build = Builder()
    whole = float(problem.weight.sum()) or 1.0
    base = problem.change_base()
    sign = np.where(problem.today, -1.0, 1.0)
    change_points = 100.0 * problem.change_weight / base
    credits = problem.credits.astype(np.float64)
    school = problem.school if problem.school is not None else np.zeros(0, dtype=np.int64)
    reached = problem.reached()

    x = build.add(
        problem.credits.size,
        upper=1.0,
        whole=True,
        cost=sign * credits * change_points + problem.cost_weight * problem.cost,
        block=school,
    )
    has_course = np.bincount(reached[:, 1], minlength=problem.weight.size) > 0
    z = build.add(
        problem.weight.size,
        upper=has_course.astype(np.float64),
        cost=-100.0 * problem.weight / whole,
        block=_block_of(problem.weight.size, reached[:, 1], school[reached[:, 0]]),
    )
    row = np.cumsum(has_course) - 1
    build.require(
        int(has_course.sum()),
        [(row[has_course], z[has_course], 1.0), (row[reached[:, 1]], x[reached[:, 0]], -1.0)],
        upper=0.0,
        rule=Rule.COVERAGE * STRIDE,
    )
    _courses(build, problem, x, credits)
    y, y_at, w, w_at = _teachers(build, problem, x, school)
    v = _facilities(build, problem, x, school)
    _money(build, problem, x, w, w_at, v)
    if np.isfinite(problem.change_most):
        most = problem.change_most - float(credits[problem.today].sum())
        _numbered(build, Rule.CHANGE, 1, [(np.zeros(x.size, dtype=np.int64), x, sign * credits)], upper=most)
    offset = -change_points * float(credits[problem.today].sum())
    return Layout(build.model(), x, z, y, y_at, w, w_at, v, offset)


def _block_of(count: int, at: Ints, school: Ints) -> Ints:
    """The one school behind each thing, or NO_BLOCK when several stand behind it."""
    low = np.full(count, np.iinfo(np.int64).max)
    high = np.full(count, -1, dtype=np.int64)
    np.minimum.at(low, at, school)
    np.maximum.at(high, at, school)
    return np.where(high < 0, 0, np.where(low == high, high, NO_BLOCK))


def _numbered(
    build: Builder,
    rule: Rule,
    count: int,
    parts: list[tuple[Ints, Ints, float | Floats]],
    *,
    lower: float | Floats = -np.inf,
    upper: float | Floats = np.inf,
) -> None:
    """Rows whose rule carries their own index."""
    build.require(count, parts, rule=0, lower=lower, upper=upper)
    build.rules[-1] = int(rule) * STRIDE + np.arange(count, dtype=np.int64)


def _courses(build: Builder, problem: Problem, x: Ints, credits: Floats) -> None:
    must = np.flatnonzero(problem.required)
    _numbered(build, Rule.REQUIRED, must.size, [(np.arange(must.size), x[must], 1.0)], lower=1.0)
    build.rules[-1] = Rule.REQUIRED * STRIDE + must
    groups = int(problem.alternatives[:, 0].max(initial=-1)) + 1
    alternatives = np.unique(problem.alternatives, axis=0)
    at, course = alternatives[:, 0], alternatives[:, 1]
    _numbered(build, Rule.ALTERNATIVES, groups, [(at, x[course], 1.0)], upper=1.0)
    pairs = np.arange(len(problem.prerequisites))
    before, after = problem.prerequisites[:, 0], problem.prerequisites[:, 1]
    _numbered(build, Rule.PREREQUISITES, pairs.size, [(pairs, x[after], 1.0), (pairs, x[before], -1.0)], upper=0.0)
    table = np.unique(problem.table, axis=0)
    _numbered(
        build,
        Rule.TABLE,
        problem.table_least.size,
        [(table[:, 0], x[table[:, 1]], credits[table[:, 1]])],
        lower=problem.table_least.astype(np.float64),
        upper=problem.table_most.astype(np.float64),
    )


def _teachers(build: Builder, problem: Problem, x: Ints, school: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    teachers, subjects = problem.holds.shape
    training_cost = problem.training_cost if problem.training_cost is not None else np.zeros((0, 0))
    taught = problem.subject >= 0
    in_school = _block_of(subjects, problem.subject[taught], school[taught])
    can_train = np.isfinite(training_cost) & ~problem.holds if problem.trainings_most else np.zeros_like(problem.holds)
    y_at = np.argwhere(problem.holds | can_train).reshape(-1, 2)
    w_at = np.argwhere(can_train).reshape(-1, 2)
    most = problem.teacher_hours[y_at[:, 0]]
    y = build.add(len(y_at), upper=most, block=in_school[y_at[:, 1]])
    w = build.add(
        len(w_at),
        upper=1.0,
        whole=True,
        cost=problem.cost_weight * training_cost[w_at[:, 0], w_at[:, 1]],
        block=in_school[w_at[:, 1]],
    )
    opened = can_train[y_at[:, 0], y_at[:, 1]]
    rows = np.arange(len(w_at))
    build.require(len(w_at), [(rows, y[opened], 1.0), (rows, w, -most[opened])], upper=0.0, rule=Rule.TEACHERS * STRIDE)
    _numbered(build, Rule.TEACHERS, teachers, [(y_at[:, 0], y, 1.0)], upper=problem.teacher_hours)
    at = np.flatnonzero(taught)
    _numbered(
        build,
        Rule.SUBJECTS,
        subjects,
        [(problem.subject[at], x[at], problem.hours[at]), (y_at[:, 1], y, -1.0)],
        upper=0.0,
    )
    if w.size:
        zero = np.zeros(w.size, dtype=np.int64)
        _numbered(build, Rule.TRAINING, 1, [(zero, w, 1.0)], upper=float(problem.trainings_most))
    return y, y_at, w, w_at


def _facilities(build: Builder, problem: Problem, x: Ints, school: Ints) -> Ints:
    _numbered(
        build,
        Rule.FACILITIES,
        problem.facility_hours.size,
        [(problem.uses[:, 1], x[problem.uses[:, 0]], problem.use_hours)],
        upper=problem.facility_hours,
    )
    needs = np.unique(problem.needs, axis=0)
    v = build.add(
        problem.equipment_cost.size,
        upper=1.0,
        whole=True,
        cost=problem.cost_weight * problem.equipment_cost,
        block=_block_of(problem.equipment_cost.size, needs[:, 1], school[needs[:, 0]]),
    )
    rows = np.arange(len(needs))
    build.require(
        rows.size,
        [(rows, x[needs[:, 0]], 1.0), (rows, v[needs[:, 1]], -1.0)],
        upper=0.0,
        rule=Rule.EQUIPMENT * STRIDE,
    )
    return v


def _money(build: Builder, problem: Problem, x: Ints, w: Ints, w_at: Ints, v: Ints) -> None:
    purses = problem.money_most.size
    none = np.zeros(0, dtype=np.int64)
    purse, teacher_purse = problem.purse, problem.teacher_purse
    equipment_purse = problem.equipment_purse
    training_cost = problem.training_cost if problem.training_cost is not None else np.zeros((0, 0))
    parts: list[tuple[Ints, Ints, Floats]] = [
        (purse if purse is not None else none, x, problem.cost),
        ((teacher_purse if teacher_purse is not None else none)[w_at[:, 0]], w, training_cost[w_at[:, 0], w_at[:, 1]]),
        (equipment_purse if equipment_purse is not None else none, v, problem.equipment_cost),
    ]
    limited = np.flatnonzero(np.isfinite(problem.money_most))
    row = np.full(purses, -1, dtype=np.int64)
    row[limited] = np.arange(limited.size)
    some = [(row[at][row[at] >= 0], column[row[at] >= 0], value[row[at] >= 0]) for at, column, value in parts]
    _numbered(build, Rule.MONEY, limited.size, [*some], upper=problem.money_most[limited])
    build.rules[-1] = Rule.MONEY * STRIDE + limited
    if np.isfinite(problem.cost_most):
        every = [(np.zeros_like(at), column, value) for at, column, value in parts]
        _numbered(build, Rule.MONEY, 1, [*every], upper=problem.cost_most)
        build.rules[-1] = np.array([Rule.MONEY * STRIDE + purses], dtype=np.int64)


def spent(problem: Problem, chosen: Bools, trained: Bools, bought: Bools) -> Floats:
    """float64[purses]: money of a plan."""
    found = np.zeros(problem.money_most.size)
    training_cost = problem.training_cost if problem.training_cost is not None else np.zeros(trained.shape)
    if problem.purse is not None:
        np.add.at(found, problem.purse[chosen], problem.cost[chosen])
    at = np.argwhere(trained)
    if problem.teacher_purse is not None:
        np.add.at(found, problem.teacher_purse[at[:, 0]], training_cost[at[:, 0], at[:, 1]])
    if problem.equipment_purse is not None:
        np.add.at(found, problem.equipment_purse[bought], problem.equipment_cost[bought])
    return found
