"""Seats by department, school and intake year, planned against demand that nobody knows exactly."""

from naru.engine.planning.departments.check import check
from naru.engine.planning.departments.explain import Explanation, Relief, explain
from naru.engine.planning.departments.problem import Problem, Rule, Solution
from naru.engine.planning.departments.requests import Kind, Request, requests
from naru.engine.planning.departments.solve import solve
from naru.engine.planning.status import Status

__all__ = [
    "Explanation",
    "Kind",
    "Problem",
    "Relief",
    "Request",
    "Rule",
    "Solution",
    "Status",
    "check",
    "explain",
    "requests",
    "solve",
]
