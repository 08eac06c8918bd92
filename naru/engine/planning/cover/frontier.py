"""Coverage against change, and coverage against money."""

import dataclasses
from dataclasses import dataclass
from enum import Enum

import numpy as np

from naru.engine.planning import linear
from naru.engine.planning.cover.problem import Problem, Solution
from naru.engine.planning.cover.solve import solve
from naru.engine.planning.status import Status

TIE = 1e-4
"""Weight that only breaks ties: among equal coverage the plan with less change and money."""


class Against(Enum):
    CHANGE = "change"
    COST = "cost"


@dataclass(frozen=True)
class Point:
    """The most coverage (percent) under a cap on change (credits) or cost (money), with the bound on coverage."""

    cap: float
    coverage: float
    change: float
    cost: float
    bound: float
    solution: Solution


def frontier(
    problem: Problem, against: Against = Against.CHANGE, *, steps: int = 6, seed: int = 0, nodes: int = linear.NODES
) -> tuple[Point, ...]:
    """Points that no other point beats in both, cheapest first (the ε-constraint method: Haimes et al. 1971).

    The two ends are the plan without a cap and the least change or money that any plan needs; the caps between are
    evenly spaced. Weights of the problem are laid aside: here the cap does their work. Empty without a plan.
    """
    free = dataclasses.replace(problem, change_weight=TIE, cost_weight=_tie(problem))
    first = solve(free, seed=seed, nodes=nodes)
    if not first.chosen.size:
        return ()
    least = solve(_only(problem, against), seed=seed, nodes=nodes)
    low, high = _amount(least, against), _amount(first, against)
    points = [_point(high, first)]
    for cap in np.linspace(low, high, steps)[:-1]:
        most = float(cap) * (1 + 1e-9)
        if against is Against.CHANGE:
            capped = dataclasses.replace(free, change_most=most)
        else:
            capped = dataclasses.replace(free, cost_most=most)
        found = solve(capped, seed=seed, nodes=nodes)
        if found.status in (Status.OPTIMAL, Status.FEASIBLE):
            points.append(_point(float(cap), found))
    points.sort(key=lambda each: (_amount(each.solution, against), -each.coverage))
    best: list[Point] = []
    for each in points:
        if not best or each.coverage > best[-1].coverage + 1e-9:
            best.append(each)
    return tuple(best)


def _amount(solution: Solution, against: Against) -> float:
    return solution.change if against is Against.CHANGE else float(solution.cost.sum())


def _point(cap: float, solution: Solution) -> Point:
    slack = solution.coverage - solution.value
    return Point(
        cap,
        solution.coverage,
        solution.change,
        float(solution.cost.sum()),
        min(100.0, solution.bound + slack),
        solution,
    )


def _tie(problem: Problem) -> float:
    whole = float(problem.cost.sum() + problem.equipment_cost.sum())
    return 100.0 * TIE / whole if whole else 0.0


def _only(problem: Problem, against: Against) -> Problem:
    """The problem in which change or money is all that counts."""
    if against is Against.CHANGE:
        return dataclasses.replace(problem, weight=np.zeros_like(problem.weight), change_weight=1.0, cost_weight=0.0)
    return dataclasses.replace(problem, weight=np.zeros_like(problem.weight), change_weight=0.0, cost_weight=1.0)
