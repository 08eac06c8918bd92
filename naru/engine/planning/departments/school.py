"""One school of a district: its own rules as arrays, its best plan at given prices, the retraining that a plan needs."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from naru.engine.planning.departments import joint, kernel
from naru.engine.planning.departments.problem import Bools, Floats, Ints, Problem

HISTORIES = 5_000
"""Histories of one department that the search can number; bits of a whole number for the classes of one intake."""
BITS = 60


@dataclass(frozen=True)
class School:
    """departments, groups: int64, their places in the problem; the departments' arrays in that order.

    rules: int64[departments, 3], least and most classes while open, ready; marks: bool[departments, 2], stands, fixed;
    past as in the problem; single: bool, the only department of its group; group: int64, place in `groups`;
    use: float64, teachers that a running class takes; there: int64[groups], `taught` those with departments;
    need: float64[departments, running classes + 1], teachers; limits: int64[4], least, most, step, moves;
    first: int64[departments], today's history as a number in base `wide`, its latest intake the last digit;
    digits: int64[histories, 3], of each the latest intake, its classes, and its number with the oldest intake gone.
    """

    at: int
    departments: Ints
    rules: Ints
    marks: Bools
    past: Ints
    single: Bools
    group: Ints
    taught: Ints
    use: Floats
    need: Floats
    there: Ints
    limits: Ints
    retraining: int
    first: Ints
    digits: Ints
    wide: int


@dataclass(frozen=True)
class Plan:
    """classes: int64[departments, intakes]; came, left: int64[groups of the district, intakes]; money: float64[intakes];
    points: change and money, without demand; persons: float64[departments, intakes], graduates."""

    classes: Ints
    came: Ints
    left: Ints
    money: Floats
    points: float
    persons: Floats


@dataclass(frozen=True)
class Wish:
    """What a plan of a school is judged by. stage: float64[departments, intakes, wide], points for n classes;
    money_price: float64[intakes], points for money beside its weight; money_most: float64[intakes]."""

    stage: Floats
    money_price: Floats
    money_most: Floats


def schools_of(problem: Problem) -> list[School] | None:
    """Schools that have departments; nothing when the search cannot number the states of one of them."""
    if problem.teacher_load <= 0:
        return None
    found = []
    for at in range(problem.school_least.size):
        departments = np.flatnonzero(problem.school == at)
        if not departments.size:
            if problem.school_least[at] > 0:
                return None
            continue
        past = problem.past[departments]
        now = past[:, -1]
        stands = now > 0
        least = np.where(
            stands, np.minimum(problem.classes_least[departments], now), problem.classes_least[departments]
        )
        most = np.where(stands, np.maximum(problem.classes_most[departments], now), problem.classes_most[departments])
        wide = int(max(most.max(), past.max())) + 1
        lag = past.shape[1]
        if wide**lag > HISTORIES or departments.size * int(wide - 1).bit_length() > BITS:
            return None
        taught, group = np.unique(problem.group[departments], return_inverse=True)
        single = np.bincount(group)[group] == 1
        use = problem.teaching[departments] / problem.teacher_load
        need = use[:, None] * np.arange((lag + 1) * (wide - 1) + 1)
        need = np.where(single[:, None], np.ceil(need - kernel.EPSILON), need)
        numbers = np.arange(wide**lag)
        sums = (numbers[:, None] // wide ** np.arange(lag) % wide).sum(axis=1)
        limits = (problem.school_least, problem.school_most, problem.school_step, problem.moves_most)
        found.append(
            School(
                at,
                departments,
                np.column_stack([least, most, problem.ready[departments]]).astype(np.int64),
                np.column_stack([stands, problem.fixed[departments]]),
                past.astype(np.int64),
                single,
                group.astype(np.int64),
                taught,
                use,
                need,
                problem.teachers[at].astype(np.int64),
                np.array([each[at] for each in limits], dtype=np.int64),
                int(problem.retraining_most[at]),
                past[:, ::-1] @ wide ** np.arange(lag),
                np.column_stack([numbers % wide, sums, numbers % wide ** (lag - 1) * wide]),
                wide,
            )
        )
    return found


def best(
    problem: Problem, school: School, wish: Wish, teacher_price: Floats, *, above: float, states: int, turns: int
) -> tuple[float, list[Ints]]:
    """A bound on the points of every plan under `above`, and the classes of the best plans found, if any.

    1. Each department alone, with teachers at a price (Lagrangian, bettered by `turns` subgradients, kept in
       `teacher_price`), by dynamic programming over its last intakes: a bound for what is still to come.
    2. All departments together, intake by intake; a state is the classes of the intakes in school and the teachers
       retrained so far. States that cannot come under `above` are dropped, and beyond `states` the least hopeful;
       the least estimate of those limits the bound. Retraining is paid at its least and its yearly limit is taken
       over the years so far: less than any real plan pays.
    """
    departments, intakes = wish.stage.shape[:2]
    rest = np.zeros((departments, intakes + 1, school.wide ** school.past.shape[1]))
    paid = problem.cost_weight + wish.money_price
    reorganised, added = paid * problem.cost_reorganised, paid * problem.cost_added
    total = float(school.there.sum())
    low = kernel.bounded(
        school.rules,
        school.marks,
        school.past[:, -1].copy(),
        int(school.limits[3]),
        school.need,
        school.digits,
        wish.stage,
        np.minimum(reorganised, added),
        problem.change_weight,
        total,
        teacher_price,
        rest,
        school.first,
        turns,
        above,
    )
    if low >= above:
        return above, []
    _value, bound, classes, points = joint.search(
        school.rules,
        school.marks,
        school.past,
        school.single,
        school.group,
        school.use,
        school.need,
        school.digits,
        school.there[school.taught].astype(np.float64),
        total,
        school.limits,
        school.retraining,
        wish.stage,
        reorganised,
        added,
        problem.change_weight,
        np.minimum.accumulate(paid * problem.cost_retrained),
        problem.cost_reorganised,
        problem.cost_added,
        problem.cost_retrained,
        wish.money_most,
        teacher_price,
        rest,
        above,
        states,
    )
    return max(low, bound), [classes[each] for each in range(points.size)]


def planned(problem: Problem, school: School, classes: Ints) -> Plan | None:
    """The plan with these classes and the least retraining found; nothing when no retraining carries it."""
    need = np.zeros((school.there.size, classes.shape[1]))
    lag = school.past.shape[1]
    path = np.concatenate([school.past, classes], axis=1)
    running = np.stack([path[:, y : y + lag + 1].sum(axis=1) for y in range(classes.shape[1])], axis=1)
    np.add.at(need, school.taught[school.group], school.use[:, None] * running)
    need = np.ceil(need - kernel.EPSILON)
    came, left = np.zeros_like(need, dtype=np.int64), np.zeros_like(need, dtype=np.int64)
    if not kernel.retrain(need, school.there.astype(np.float64), school.retraining, came, left):
        found = _retrained(problem, school, need)
        if found is None:
            return None
        came, left = found
    steps = np.diff(path[:, lag - 1 :], axis=1)
    gains, added = np.maximum(steps, 0).sum(axis=0), np.maximum(steps.sum(axis=0), 0)
    money = (gains - added) * problem.cost_reorganised + added * problem.cost_added
    money = money + came.sum(axis=0) * problem.cost_retrained
    points = problem.cost_weight * float(money.sum()) + problem.change_weight * float(np.abs(steps).sum())
    here = school.departments
    return Plan(classes, came, left, money, points, (problem.class_size * problem.supply)[here][:, None] * classes)


def is_kept(school: School, classes: Ints) -> bool:
    """Whether classes keep the school's rules; teachers are `planned`'s."""
    lag = school.past.shape[1]
    path = np.concatenate([school.past[:, -1:], classes], axis=1)
    for d in range(path.shape[0]):
        least, most, ready = (int(each) for each in school.rules[d])
        stands, fixed = (bool(each) for each in school.marks[d])
        for y in range(classes.shape[1]):
            if not kernel.may_be(
                path[d, y + 1], path[d, y], y, least, most, stands, ready, fixed, school.past[d, lag - 1]
            ):
                return False
    steps = np.diff(path, axis=1)
    net, sums = steps.sum(axis=0), classes.sum(axis=0)
    least, most, step, moves = school.limits
    return bool(
        (sums >= least).all()
        and (sums <= most).all()
        and (np.abs(net) <= step).all()
        and (np.maximum(steps, 0).sum(axis=0) <= moves).all()
    )


def _retrained(problem: Problem, school: School, need: Floats) -> tuple[Ints, Ints] | None:
    """The cheapest retraining as a flow of teachers (whole at every vertex): for plans that must look ahead."""
    groups, intakes = need.shape
    one, count = np.eye(groups * intakes), groups * intakes
    total = np.kron(np.eye(groups), np.tril(np.ones((intakes, intakes))))
    yearly = np.tile(np.eye(intakes), groups)
    cost = np.tile(problem.cost_weight * problem.cost_retrained + 1e-3, groups)
    found = linprog(
        np.concatenate([cost, np.zeros(count)]),
        A_ub=np.block([[-total, total], [yearly, np.zeros_like(yearly)]]),
        b_ub=np.concatenate([(school.there[:, None] - need).ravel(), np.full(intakes, school.retraining)]),
        A_eq=np.hstack([yearly, -yearly]),
        b_eq=np.zeros(intakes),
        bounds=(0, float(school.retraining)),
        method="highs-ds",
    )
    if found.status != 0:
        return None
    came, left = (
        np.round(each).astype(np.int64).reshape(groups, intakes) for each in np.split(found.x, [one.shape[0]])
    )
    stay = np.minimum(came, left)
    came, left = came - stay, left - stay
    there = school.there[:, None] + np.cumsum(came - left, axis=1)
    if (there < need).any() or (came.sum(axis=0) != left.sum(axis=0)).any():
        return None
    return came, left
