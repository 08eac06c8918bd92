"""Many-to-one matching of learners and openings: capacities, ties, minority reserves, and an independent check."""

from naru.engine.matching.check import Blocking, Fault, Kind, blocking_pairs, check
from naru.engine.matching.explain import Explanation, Left, Reason, explain
from naru.engine.matching.problem import Objective, Problem, Report, Solution, Status
from naru.engine.matching.solve import solve

__all__ = [
    "Blocking",
    "Explanation",
    "Fault",
    "Kind",
    "Left",
    "Objective",
    "Problem",
    "Reason",
    "Report",
    "Solution",
    "Status",
    "blocking_pairs",
    "check",
    "explain",
    "solve",
]
