"""Text to competency: which units fit what a text says, why, and whether any does."""

from naru.engine.text.check import check
from naru.engine.text.explain import explain
from naru.engine.text.problem import Bags, Corpus, Feedback, Index, Problem, Solution, Status
from naru.engine.text.solve import solve
from naru.engine.text.weights import Weights

__all__ = [
    "Bags",
    "Corpus",
    "Feedback",
    "Index",
    "Problem",
    "Solution",
    "Status",
    "Weights",
    "check",
    "explain",
    "solve",
]
