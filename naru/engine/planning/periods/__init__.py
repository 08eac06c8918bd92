"""Courses to periods: the balanced academic curriculum problem, for one department or several that share courses."""

from naru.engine.planning.periods.check import check
from naru.engine.planning.periods.explain import Explanation, Window, explain
from naru.engine.planning.periods.problem import CyclicPrerequisites, Problem, Rule, Solution
from naru.engine.planning.periods.solve import solve
from naru.engine.planning.status import Status

__all__ = [
    "CyclicPrerequisites",
    "Explanation",
    "Problem",
    "Rule",
    "Solution",
    "Status",
    "Window",
    "check",
    "explain",
    "solve",
]
