"""Stock-and-flow projection of school cohorts, with intervals."""

from naru.engine.cohort.check import check
from naru.engine.cohort.explain import explain
from naru.engine.cohort.problem import Problem, Solution, Status
from naru.engine.cohort.solve import solve

__all__ = ["Problem", "Solution", "Status", "check", "explain", "solve"]
