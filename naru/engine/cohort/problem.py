"""The question and the answer of a cohort projection."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray


class Status(Enum):
    """`infeasible` is an answer: nothing can be projected from no intake."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True)
class Problem:
    """Entrants flow through school to graduation and on to looking for work.

    entrants: int64[years], persons who enter (or entered) in each intake year, first year first
    years_of_school: intakes graduate this many years later (in the same order)
    completion, seeking: probabilities in [0, 1] that an entrant graduates, that a graduate seeks work
    completion_trials, seeking_trials: how many persons each probability was observed on (0: an assumption)
    z: width of the interval in standard errors, 1.645 for 90 %
    """

    entrants: NDArray[np.int64]
    completion: float
    seeking: float
    completion_trials: int = 0
    seeking_trials: int = 0
    z: float = 1.645

    def __post_init__(self) -> None:
        entrants = np.asarray(self.entrants)
        if entrants.ndim != 1 or not np.issubdtype(entrants.dtype, np.integer):
            raise ValueError("entrants: one whole number a year")
        if (entrants < 0).any():
            raise ValueError("entrants: not negative")
        for name in ("completion", "seeking"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise ValueError(f"{name}: between 0 and 1")
        if self.completion_trials < 0 or self.seeking_trials < 0 or self.z < 0:
            raise ValueError("trials and z: not negative")


@dataclass(frozen=True)
class Solution:
    """For each intake year: graduates and those seeking work, with low and high ends (float64[years])."""

    status: Status
    graduates: NDArray[np.float64]
    seeking: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
