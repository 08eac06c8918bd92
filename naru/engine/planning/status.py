"""What became of a solve; shared by the three planning models."""

from enum import Enum


class Status(Enum):
    """`infeasible` is an answer, not an exception; `gave_up`: the effort ran out before any plan was found."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    GAVE_UP = "gave_up"
