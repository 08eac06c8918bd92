"""The same model by bare HiGHS and by a well-set CP-SAT, as peers."""

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp

from naru.engine.planning import periods
from naru.engine.planning.linear import Builder, Model


@dataclass(frozen=True)
class Found:
    """status is read first: `proved`, `stopped` with a plan, or `nothing`."""

    status: str
    value: float
    bound: float

    @property
    def gap(self) -> float:
        if self.status == "nothing":
            return np.inf
        return abs(self.value - self.bound) / max(abs(self.value), 1e-9)


def highs(model: Model, *, gap: float = 0.0, seconds: float = 600.0) -> Found:
    """Undivided HiGHS."""
    found = milp(
        model.cost,
        integrality=model.whole.astype(int),
        bounds=Bounds(model.lower, model.upper),
        constraints=LinearConstraint(model.matrix, model.row_lower, model.row_upper),
        options={"mip_rel_gap": gap, "time_limit": seconds},
    )
    bound = float(found.mip_dual_bound) if found.mip_dual_bound is not None else -np.inf
    if found.status not in (0, 1) or found.x is None:
        return Found("nothing", np.inf, bound)
    return Found("proved" if found.status == 0 else "stopped", float(found.fun), bound)


def cp_sat(model: Model, *, gap: float = 0.0, seconds: float = 600.0, workers: int = 2, scale: float = 1e6) -> Found:
    """CP-SAT at linearization level 2, as many workers as the machine has cores.

    Rows must be whole after scaling by 1000; continuous variables become whole, which loses nothing where rows form
    a transport with whole amounts (hours of teachers) or only follow from 0/1 choices (coverage).
    """
    asked = cp_model.CpModel()
    variables = [
        asked.new_int_var(int(np.ceil(low)), int(np.floor(high)), "")
        for low, high in zip(model.lower, model.upper, strict=True)
    ]
    pointer, columns, values = model.matrix.indptr, model.matrix.indices, model.matrix.data
    for row in range(model.rule.size):
        part = slice(pointer[row], pointer[row + 1])
        factor = 1 if np.equal(np.mod(values[part], 1), 0).all() else 1000
        weights = np.round(values[part] * factor).astype(int)
        terms = cp_model.LinearExpr.weighted_sum([variables[c] for c in columns[part]], weights.tolist())
        low, high = model.row_lower[row] * factor, model.row_upper[row] * factor
        if np.isfinite(low):
            asked.add(terms >= int(np.ceil(low - 1e-6)))
        if np.isfinite(high):
            asked.add(terms <= int(np.floor(high + 1e-6)))
    asked.minimize(cp_model.LinearExpr.weighted_sum(variables, np.round(model.cost * scale).astype(int).tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.relative_gap_limit = gap
    status = solver.solve(asked)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found("nothing", np.inf, -np.inf)
    name = "proved" if status == cp_model.OPTIMAL else "stopped"
    return Found(name, solver.objective_value / scale, solver.best_objective_bound / scale)


def periods_model(problem: periods.Problem) -> Model:
    """Courses to periods as an integer program, for HiGHS."""
    courses, count = problem.credits.size, problem.periods
    build = Builder()
    x = build.add(courses * count, upper=1.0, whole=True).reshape(courses, count)
    top = build.add(1, upper=float(problem.load_most), whole=True, cost=1.0)
    c, p = np.repeat(np.arange(courses), count), np.tile(np.arange(count), courses)
    build.require(courses, [(c, x.ravel(), 1.0)], rule=0, lower=1.0, upper=1.0)
    for held in problem.departments:
        inside = np.repeat(held, count)
        at, column, credit = p[inside], x.ravel()[inside], problem.credits[c[inside]].astype(float)
        build.require(count, [(at, column, credit)], rule=0, lower=float(problem.load_least))
        build.require(count, [(at, column, credit), (np.arange(count), np.repeat(top, count), -1.0)], rule=0, upper=0.0)
        build.require(
            count, [(at, column, 1.0)], rule=0, lower=float(problem.count_least), upper=float(problem.count_most)
        )
    for before, after in problem.prerequisites:
        for last in range(count):
            parts = [
                (np.zeros(last + 1, dtype=np.int64), x[after, : last + 1], 1.0),
                (np.zeros(last, dtype=np.int64), x[before, :last], -1.0),
            ]
            build.require(1, parts, rule=0, upper=0.0)
    return build.model()
