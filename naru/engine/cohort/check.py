"""Looks at an answer without knowing how it was made."""

import numpy as np

from naru.engine.cohort.problem import Problem, Solution


def check(problem: Problem, solution: Solution) -> list[str]:
    """What is wrong with the answer; empty when nothing is."""
    faults = []
    n = problem.entrants
    for name in ("graduates", "seeking", "low", "high"):
        if getattr(solution, name).shape != n.shape:
            return [f"{name}: {getattr(solution, name).shape} instead of {n.shape}"]
    tolerance = 1e-9 * np.maximum(n, 1)
    if (solution.graduates > n + tolerance).any():
        faults.append("more graduates than entrants")
    if (solution.seeking > solution.graduates + tolerance).any():
        faults.append("more seekers than graduates")
    if (solution.low > solution.seeking + tolerance).any() or (solution.high < solution.seeking - tolerance).any():
        faults.append("the interval does not hold the expectation")
    if (solution.low < 0).any() or (solution.high > n + tolerance).any():
        faults.append("the interval leaves what is possible")
    return faults
