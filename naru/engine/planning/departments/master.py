"""The program over plans of schools: which mix of them is best, and what persons and money are worth in it."""

from dataclasses import dataclass

import numpy as np

from naru.engine.planning import linear
from naru.engine.planning.departments.problem import Floats, Problem
from naru.engine.planning.departments.school import Plan, School
from naru.engine.planning.status import Status
from naru.engine.planning.until import NEVER, Until

DEAR = 10.0
"""Points for a unit of money above a year's limit, in units of the dearest point of a person: paid only where the
plans at hand cannot keep to it."""


@dataclass(frozen=True)
class Prices:
    """persons: float64[fields, intakes], points that a graduate is worth; money: float64[intakes], points for a unit;
    worst: float64[scenarios], adds to 1, how much each scenario is the worst."""

    persons: Floats
    money: Floats
    worst: Floats

    def towards(self, other: "Prices", share: float) -> "Prices":
        """Between these (0) and the others (1)."""
        return Prices(
            self.persons + share * (other.persons - self.persons),
            self.money + share * (other.money - self.money),
            self.worst + share * (other.worst - self.worst),
        )

    def constant(self, problem: Problem) -> float:
        """What the bound holds beside the schools' points: the least of loss and worth of any number of graduates."""
        limited = np.isfinite(problem.money_most)
        weight = weights(problem, self.worst)[:, None, None]
        least = np.full(self.persons.shape, np.inf)
        for there in (np.zeros(self.persons.shape), *problem.demand):
            gap = problem.demand - there[None]
            points = np.maximum(gap, 0.0) * problem.unmet_weight[:, None]
            points = points + np.maximum(-gap, 0.0) * problem.surplus_weight[:, None]
            least = np.minimum(least, (weight * points).sum(axis=0) + self.persons * there)
        return float(least.sum() - self.money[limited] @ problem.money_most[limited])


@dataclass(frozen=True)
class Mix:
    """share: for each school float64[plans], adds to 1; the prices at which no other mix of these plans is better."""

    value: float
    share: list[Floats]
    prices: Prices


def weights(problem: Problem, worst: Floats) -> Floats:
    """float64[scenarios]: what a point of loss counts in each."""
    return (1.0 - problem.robust) * problem.probability + problem.robust * worst


def losses(problem: Problem, persons: Floats) -> Floats:
    """float64[scenarios]: points for persons unmet and too many; persons: float64[fields, intakes]."""
    gap = problem.demand - persons[None]
    points = np.maximum(gap, 0.0) * problem.unmet_weight[:, None]
    points = points + np.maximum(-gap, 0.0) * problem.surplus_weight[:, None]
    return np.asarray(points.sum(axis=(1, 2)))


def mixed(
    problem: Problem,
    schools: list[School],
    plans: list[list[Plan]],
    *,
    until: Until = NEVER,
) -> Mix | None:
    """The best mix of plans of all schools.

    Variables: share of each plan; graduates of a field and intake by steps between the scenarios' demands, on which
    each scenario's loss is a line; loss of each scenario and of the worst; money above its limit, dear. The steps
    fill from below by themselves, as the loss is convex. Nothing: no mix in the time.
    """
    scenarios, fields, intakes = problem.demand.shape
    cells, every = fields * intakes, [plan for each in plans for plan in each]
    counts = [len(each) for each in plans]
    limited = np.flatnonzero(np.isfinite(problem.money_most))
    ends = np.sort(problem.demand.reshape(scenarios, cells), axis=0)
    lengths = np.vstack([np.diff(ends, axis=0, prepend=0.0), np.full((1, cells), np.inf)])
    build = linear.Builder()
    share = build.add(len(every), upper=1.0, cost=np.array([plan.points for plan in every]))
    step = build.add((scenarios + 1) * cells, upper=lengths.ravel()).reshape(scenarios + 1, cells)
    loss = build.add(scenarios, upper=np.inf, cost=(1.0 - problem.robust) * problem.probability)
    worst = build.add(1, upper=np.inf, cost=problem.robust)
    dear = DEAR * max(1.0, problem.cost_weight, float(problem.unmet_weight.max(initial=0.0)))
    over = build.add(limited.size, upper=np.inf, cost=dear)
    owner = np.repeat(np.arange(len(plans)), counts)
    build.require(len(plans), [(owner, share, 1.0)], rule=0, lower=1.0, upper=1.0)
    places, sizes, values = [], [], []
    for school, some in zip(schools, plans, strict=True):
        cell = (problem.field[school.departments][:, None] * intakes + np.arange(intakes)).ravel()
        places += [cell] * len(some)
        values += [plan.persons.ravel() for plan in some]
        sizes += [cell.size] * len(some)
    flat = np.tile(np.arange(cells), scenarios + 1)
    taken = (np.concatenate(places), np.repeat(share, sizes), np.concatenate(values))
    build.require(cells, [taken, (flat, step.ravel(), -1.0)], rule=0, lower=0.0, upper=0.0)
    unmet, surplus = np.repeat(problem.unmet_weight, intakes), np.repeat(problem.surplus_weight, intakes)
    for s in range(scenarios):
        wanted = problem.demand[s].ravel()
        is_short = np.vstack([wanted[None] >= ends, np.zeros((1, cells), dtype=np.bool_)])
        slope = np.where(is_short, -unmet[None], surplus[None]).ravel()
        zero = np.zeros(flat.size, dtype=np.int64)
        build.require(
            1,
            [(zero, step.ravel(), slope), (np.zeros(1, dtype=np.int64), loss[s : s + 1], -1.0)],
            rule=0,
            upper=-float(unmet @ wanted),
        )
    rows = np.arange(scenarios)
    build.require(scenarios, [(rows, loss, 1.0), (rows, np.repeat(worst, scenarios), -1.0)], rule=0, upper=0.0)
    spent = np.array([plan.money[limited] for plan in every]).reshape(len(every), limited.size)
    build.require(
        limited.size,
        [
            (np.tile(np.arange(limited.size), len(every)), np.repeat(share, limited.size), spent.ravel()),
            (np.arange(limited.size), over, -1.0),
        ],
        rule=0,
        upper=problem.money_most[limited],
    )
    model = build.model()
    cuts = np.cumsum(counts)[:-1]
    relaxed = linear.relax(model, until=until)
    if relaxed.status is not Status.OPTIMAL:
        return None
    # Prices as the duals have them, brought to where the losses allow them: the bound holds at any of those.
    at = len(plans) + cells + scenarios
    chance = np.maximum(-relaxed.row[at : at + scenarios], 0.0)
    chance = chance / chance.sum() if chance.sum() > 0 else np.full(scenarios, 1.0 / scenarios)
    value = np.maximum(
        relaxed.row[len(plans) : len(plans) + cells].reshape(fields, intakes), -problem.surplus_weight[:, None]
    )
    paid = np.zeros(intakes)
    paid[limited] = np.maximum(-relaxed.row[at + scenarios :], 0.0)
    return Mix(relaxed.value, np.split(relaxed.x[share], cuts), Prices(value, paid, chance))
