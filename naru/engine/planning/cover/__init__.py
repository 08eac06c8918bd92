"""Courses of a department and intake, chosen so that what firms want is covered."""

from naru.engine.planning.cover.check import check
from naru.engine.planning.cover.explain import Binding, Explanation, Training, explain
from naru.engine.planning.cover.frontier import Against, Point, frontier
from naru.engine.planning.cover.problem import Problem, Rule, Solution
from naru.engine.planning.cover.solve import solve
from naru.engine.planning.status import Status

__all__ = [
    "Against",
    "Binding",
    "Explanation",
    "Point",
    "Problem",
    "Rule",
    "Solution",
    "Status",
    "Training",
    "check",
    "explain",
    "frontier",
    "solve",
]
