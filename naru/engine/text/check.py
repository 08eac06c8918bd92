"""Looks at an answer without knowing how it was made."""

import numpy as np

from naru.engine.text.problem import Problem, Solution, Status


def check(problem: Problem, solution: Solution) -> list[str]:
    """What is wrong with the answer; empty when nothing is."""
    n, top, size = problem.texts.rows, problem.top, problem.index.size
    if solution.unit.shape != (n, top) or solution.score.shape != (n, top) or solution.fits.shape != (n,):
        return ["shapes: one row for each text, one column for each rank"]
    faults = []
    unit, score = solution.unit, solution.score
    if (solution.status is Status.INFEASIBLE) != (size == 0):
        faults.append("infeasible exactly when there is no unit")
    if ((unit < -1) | (unit >= size)).any():
        faults.append("a unit that does not exist")
    if ((unit[:, :-1] < 0) & (unit[:, 1:] >= 0)).any():
        faults.append("a gap between the ranks")
    ordered = np.sort(np.where(unit < 0, -1 - np.arange(top), unit), axis=1)
    if (np.diff(ordered, axis=1) == 0).any():
        faults.append("a unit twice for one text")
    if not np.isfinite(score).all() or (score < 0).any() or (score > 1).any():
        faults.append("a chance outside 0 and 1")
    if (np.diff(score, axis=1) > 1e-6).any():
        faults.append("a worse rank with a better chance")
    if (score[unit < 0] != 0).any():
        faults.append("a chance without a unit")
    if (solution.fits != ((unit[:, 0] >= 0) & (score[:, 0] >= problem.weights.threshold))).any():
        faults.append("fits says otherwise than the threshold")
    if problem.excluded is not None and (unit == problem.excluded[:, None])[problem.excluded >= 0].any():
        faults.append("an excluded unit")
    return faults
