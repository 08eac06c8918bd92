"""Seats by department and intake as an integer program."""

from dataclasses import dataclass

import numpy as np

from naru.engine.planning.departments.problem import Floats, Ints, Problem, Rule
from naru.engine.planning.linear import EVERYWHERE, NO_BLOCK, Builder, Model

STRIDE = 1 << 20
"""A row's rule is `Rule * STRIDE + index` (department, school or intake)."""


@dataclass(frozen=True)
class Layout:
    """Columns. classes, open: int64[departments, intakes]; pairs: (school, group) of the retraining columns [pairs,
    intakes]; unmet, surplus: int64[scenarios × fields × intakes]; losses: int64[scenarios]; worst: int64[1]."""

    model: Model
    classes: Ints
    open: Ints
    pairs: Ints
    retrained_in: Ints
    retrained_out: Ints
    unmet: Ints
    surplus: Ints
    losses: Ints
    worst: Ints


def laid_out(problem: Problem) -> Layout:
    """Minimise points.

    n classes (whole), o open (0/1): least o <= n <= most o; o never rises for a department that stands and never
    falls for one that might, and is 0 before `ready`. n[y] - n[y-1] = gain - loss. Of a school: gains - losses =
    added - dropped, one of the two by a 0/1 choice, so that `added` is the growth of the school and gains - added are
    reorganised. Teachers: hours of all classes in school <= load * (teachers + retrained in - out so far).
    Graduates + unmet - surplus = demand for each scenario, field and intake; a scenario's loss sums their points;
    the worst is at least each loss.
    """
    build = Builder()
    departments, intakes = problem.school.size, problem.demand.shape[2]
    block = np.repeat(problem.school, intakes)
    shape = (departments, intakes)
    years = np.arange(intakes)
    now = problem.past[:, -1]
    is_open = now > 0
    # A standing department may hold more or fewer classes now than a new one may: it must be able to stay.
    most = np.where(is_open, np.maximum(problem.classes_most, now), problem.classes_most)
    least = np.where(is_open, np.minimum(problem.classes_least, now), problem.classes_least)
    may_open = is_open[:, None] | (years[None, :] >= problem.ready[:, None])
    top = most[:, None] * may_open
    # Money and change are paid by gains and losses.
    n = build.add(departments * intakes, upper=top.ravel().astype(float), whole=True, block=block).reshape(shape)
    o = build.add(departments * intakes, upper=may_open.ravel().astype(float), whole=True, block=block).reshape(shape)
    reorganised = np.tile(problem.cost_weight * problem.cost_reorganised, departments) + problem.change_weight
    biggest = np.repeat(most.astype(float), intakes)
    gain = build.add(departments * intakes, upper=biggest, cost=reorganised, block=block).reshape(shape)
    loss = build.add(departments * intakes, upper=biggest, cost=problem.change_weight, block=block).reshape(shape)

    flat = np.arange(departments * intakes)
    code = np.repeat(np.arange(departments), intakes)
    _coded(build, Rule.CLASSES, code, [(flat, n.ravel(), 1.0), (flat, o.ravel(), -np.repeat(most, intakes))], upper=0.0)
    _coded(
        build, Rule.CLASSES, code, [(flat, n.ravel(), 1.0), (flat, o.ravel(), -np.repeat(least, intakes))], lower=0.0
    )
    if intakes > 1:
        later = np.arange(departments * (intakes - 1))
        sign = np.repeat(np.where(is_open, 1.0, -1.0), intakes - 1)
        _coded(
            build,
            Rule.PATH,
            np.repeat(np.arange(departments), intakes - 1),
            [(later, o[:, 1:].ravel(), sign), (later, o[:, :-1].ravel(), -sign)],
            upper=0.0,
        )
    before = np.zeros(shape)
    before[:, 0] = now
    parts: list[tuple[Ints, Ints, float | Floats]] = [
        (flat, n.ravel(), 1.0),
        (flat, gain.ravel(), -1.0),
        (flat, loss.ravel(), 1.0),
        (flat.reshape(shape)[:, 1:].ravel(), n[:, :-1].ravel(), -1.0),
    ]
    _coded(build, Rule.PATH, code, parts, lower=before.ravel(), upper=before.ravel())
    held = np.flatnonzero(problem.fixed)
    rows = np.arange(held.size * intakes)
    stay = np.repeat(now[held], intakes).astype(float)
    _coded(build, Rule.FIXED, np.repeat(held, intakes), [(rows, n[held].ravel(), 1.0)], lower=stay, upper=stay)

    added, added_at = _schools(build, problem, n, gain, loss)
    pairs, came, left = _teachers(build, problem, n)
    _money(build, problem, gain, added, added_at, pairs, came)
    unmet, surplus, losses, worst = _demand(build, problem, n)
    return Layout(build.model(), n, o, pairs, came, left, unmet, surplus, losses, worst)


def standing(problem: Problem, layout: Layout) -> Floats:
    """Every department as its last intake, as a point of the model; nobody says here that the rules allow it."""
    x = np.zeros(layout.model.cost.size)
    stay = np.repeat(problem.past[:, -1:], problem.demand.shape[2], axis=1)
    x[layout.classes], x[layout.open] = stay, stay > 0
    gap = problem.demand - problem.graduates(stay)[None]
    unmet, surplus = np.maximum(gap, 0.0), np.maximum(-gap, 0.0)
    x[layout.unmet], x[layout.surplus] = unmet.ravel(), surplus.ravel()
    losses = (unmet * problem.unmet_weight[:, None] + surplus * problem.surplus_weight[:, None]).sum(axis=(1, 2))
    x[layout.losses], x[layout.worst] = losses, losses.max(initial=0.0)
    return x


def _coded(
    build: Builder,
    rule: Rule,
    code: Ints,
    parts: list[tuple[Ints, Ints, float | Floats]],
    *,
    lower: float | Floats = -np.inf,
    upper: float | Floats = np.inf,
) -> None:
    build.require(code.size, parts, rule=0, lower=lower, upper=upper)
    build.rules[-1] = int(rule) * STRIDE + code


def _schools(build: Builder, problem: Problem, n: Ints, gain: Ints, loss: Ints) -> tuple[Ints, Ints]:
    schools, intakes = problem.school_least.size, problem.demand.shape[2]
    count = schools * intakes
    code = np.repeat(np.arange(schools), intakes)
    row = (problem.school[:, None] * intakes + np.arange(intakes)).ravel()
    step = np.repeat(problem.school_step, intakes).astype(float)
    # Growth is cheaper or dearer than reorganising: the difference stands on `added`, gains carry the rest.
    difference = np.tile(problem.cost_weight * (problem.cost_added - problem.cost_reorganised), schools)
    added = build.add(count, upper=step, cost=difference, block=code)
    dropped = build.add(count, upper=step, block=code)
    grows = build.add(count, upper=1.0, whole=True, block=code)
    flat = np.arange(count)
    # The classes that a school must and may hold.
    least, most = np.repeat(problem.school_least, intakes), np.repeat(problem.school_most, intakes)
    _coded(build, Rule.SCHOOL_LEAST, code, [(row, n.ravel(), 1.0)], lower=least.astype(float))
    _coded(build, Rule.SCHOOL_MOST, code, [(row, n.ravel(), 1.0)], upper=most.astype(float))
    change: list[tuple[Ints, Ints, float | Floats]] = [(row, gain.ravel(), 1.0), (row, loss.ravel(), -1.0)]
    _coded(build, Rule.SCHOOL_STEP, code, [*change, (flat, added, -1.0), (flat, dropped, 1.0)], lower=0.0, upper=0.0)
    _coded(build, Rule.SCHOOL_STEP, code, [(flat, added, 1.0), (flat, grows, -step)], upper=0.0)
    _coded(build, Rule.SCHOOL_STEP, code, [(flat, dropped, 1.0), (flat, grows, step)], upper=step)
    # A school grows by no more than its departments gain: without this the relaxation takes the cheaper of both prices.
    for part, whole in ((added, gain), (dropped, loss)):
        _coded(build, Rule.SCHOOL_STEP, code, [(flat, part, 1.0), (row, whole.ravel(), -1.0)], upper=0.0)
    moves = np.repeat(problem.moves_most, intakes).astype(float)
    _coded(build, Rule.MOVES, code, [(row, gain.ravel(), 1.0)], upper=moves)
    return added, flat % intakes


def _teachers(build: Builder, problem: Problem, n: Ints) -> tuple[Ints, Ints, Ints]:
    schools, groups = problem.teachers.shape
    intakes, lag = problem.demand.shape[2], problem.years
    used = (problem.teachers > 0).ravel()
    used[problem.school * groups + problem.group] = True
    pairs = np.flatnonzero(used)
    place = np.full(schools * groups, -1, dtype=np.int64)
    place[pairs] = np.arange(pairs.size)
    school = pairs // groups
    block = np.repeat(school, intakes)
    most = np.repeat(problem.retraining_most[school], intakes).astype(float)
    cost = np.tile(problem.cost_weight * problem.cost_retrained, pairs.size)
    came = build.add(pairs.size * intakes, upper=most, cost=cost, whole=True, block=block).reshape(-1, intakes)
    left = build.add(pairs.size * intakes, upper=most, whole=True, block=block).reshape(-1, intakes)
    of = place[problem.school * groups + problem.group]
    hours = np.zeros((pairs.size, intakes))
    parts: list[tuple[Ints, Ints, float | Floats]] = []
    for y in range(intakes):
        for back in range(lag):
            if y - back >= 0:
                parts.append((of * intakes + y, n[:, y - back], problem.teaching))
            else:
                np.add.at(hours[:, y], of, problem.teaching * problem.past[:, problem.past.shape[1] + y - back])
        for then in range(y + 1):
            row = np.arange(pairs.size) * intakes + y
            parts += [(row, came[:, then], -problem.teacher_load), (row, left[:, then], problem.teacher_load)]
    there = problem.teachers.ravel()[pairs].astype(float)
    room = problem.teacher_load * there[:, None] - hours
    code = np.repeat(school, intakes)
    _coded(build, Rule.TEACHERS, code, parts, upper=room.ravel())
    # Nobody leaves a group that has nobody left.
    staying: list[tuple[Ints, Ints, float | Floats]] = []
    for y in range(intakes):
        for then in range(y + 1):
            row = np.arange(pairs.size) * intakes + y
            staying += [(row, left[:, then], 1.0), (row, came[:, then], -1.0)]
    _coded(build, Rule.RETRAINING, code, staying, upper=np.repeat(there, intakes))
    at = (school[:, None] * intakes + np.arange(intakes)).ravel()
    each = np.repeat(np.arange(schools), intakes)
    _coded(build, Rule.RETRAINING, each, [(at, came.ravel(), 1.0), (at, left.ravel(), -1.0)], lower=0.0, upper=0.0)
    limit = np.repeat(problem.retraining_most, intakes).astype(float)
    _coded(build, Rule.RETRAINING, each, [(at, came.ravel(), 1.0)], upper=limit)
    return pairs, came, left


def _money(build: Builder, problem: Problem, gain: Ints, added: Ints, added_at: Ints, pairs: Ints, came: Ints) -> None:
    intakes = problem.demand.shape[2]
    limited = np.flatnonzero(np.isfinite(problem.money_most))
    place = np.full(intakes, -1, dtype=np.int64)
    place[limited] = np.arange(limited.size)
    year = np.tile(np.arange(intakes), gain.shape[0])
    taught = np.tile(np.arange(intakes), pairs.size)
    parts: list[tuple[Ints, Ints, Floats]] = [
        (year, gain.ravel(), problem.cost_reorganised[year]),
        (added_at, added, (problem.cost_added - problem.cost_reorganised)[added_at]),
        (taught, came.ravel(), problem.cost_retrained[taught]),
    ]
    some = [(place[at][place[at] >= 0], column[place[at] >= 0], value[place[at] >= 0]) for at, column, value in parts]
    _coded(build, Rule.MONEY, limited, [*some], upper=problem.money_most[limited])


def _demand(build: Builder, problem: Problem, n: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    scenarios, fields, intakes = problem.demand.shape
    most = np.zeros((fields, intakes))
    now = problem.past[:, -1]
    np.add.at(
        most, problem.field, (problem.class_size * problem.supply * np.maximum(problem.classes_most, now))[:, None]
    )
    count = scenarios * fields * intakes
    flat = np.arange(count)
    unmet = build.add(count, upper=problem.demand.ravel(), block=NO_BLOCK)
    surplus = build.add(count, upper=np.broadcast_to(most, problem.demand.shape).ravel(), block=NO_BLOCK)
    parts: list[tuple[Ints, Ints, float | Floats]] = [(flat, unmet, 1.0), (flat, surplus, -1.0)]
    supply = np.repeat(problem.class_size * problem.supply, intakes)
    cell = (problem.field[:, None] * intakes + np.arange(intakes)).ravel()
    for scenario in range(scenarios):
        parts.append((scenario * fields * intakes + cell, n.ravel(), supply))
    wanted = problem.demand.ravel()
    build.require(count, parts, rule=Rule.DEMAND * STRIDE, lower=wanted, upper=wanted)
    unmet_points = np.tile(np.repeat(problem.unmet_weight, intakes), scenarios)
    surplus_points = np.tile(np.repeat(problem.surplus_weight, intakes), scenarios)
    highest = (unmet_points * wanted).reshape(scenarios, -1).sum(axis=1)
    highest = highest + (surplus_points.reshape(scenarios, -1) * most.ravel()).sum(axis=1)
    expected = (1.0 - problem.robust) * problem.probability
    losses = build.add(scenarios, upper=highest, cost=expected, block=EVERYWHERE)
    worst = build.add(1, upper=float(highest.max(initial=0.0)), cost=problem.robust, block=EVERYWHERE)
    scenario = flat // (fields * intakes)
    rows = np.arange(scenarios)
    build.require(
        scenarios,
        [(scenario, unmet, unmet_points), (scenario, surplus, surplus_points), (rows, losses, -1.0)],
        rule=Rule.DEMAND * STRIDE,
        upper=0.0,
    )
    build.require(
        scenarios,
        [(rows, losses, 1.0), (rows, np.repeat(worst, scenarios), -1.0)],
        rule=Rule.DEMAND * STRIDE,
        upper=0.0,
    )
    return unmet, surplus, losses, worst
