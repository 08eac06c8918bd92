"""Rows to a cohort Problem, its Solution to rows."""

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from naru.base.rulebook.errors import Conflict
from naru.engine import cohort


@dataclass(frozen=True)
class Assumptions:
    """What the projection stands on: rates with the persons they were observed on, and where they come from."""

    completion: float
    completion_trials: int
    seeking: float
    seeking_trials: int
    sources: dict[str, str]


@dataclass(frozen=True)
class Year:
    """One graduation year of the projection, in whole persons."""

    year: int
    graduates: int
    seeking: int
    low: int
    high: int


def project(entrants: dict[int, int], years_of_school: int, given: Assumptions) -> list[Year]:
    """Graduation years of the intakes, in order. Raises Conflict when the independent check finds a fault."""
    intakes = sorted(entrants)
    problem = cohort.Problem(
        np.array([entrants[year] for year in intakes], dtype=np.int64),
        given.completion,
        given.seeking,
        given.completion_trials,
        given.seeking_trials,
    )
    solution = cohort.solve(problem)
    faults = cohort.check(problem, solution)
    if faults:
        raise Conflict("; ".join(faults))
    return [
        Year(
            intake + years_of_school,
            round(solution.graduates[i]),
            round(solution.seeking[i]),
            int(np.floor(solution.low[i])),
            int(np.ceil(solution.high[i])),
        )
        for i, intake in enumerate(intakes)
    ]


def digest(entrants: dict[int, int], needs: dict[int, tuple[int, Decimal]], given: Assumptions) -> str:
    """The fingerprint of everything that the answer depends on; `needs`: head-counts said, and weighted."""
    said = [(year, count, str(weighted)) for year, (count, weighted) in sorted(needs.items())]
    text = json.dumps([sorted(entrants.items()), said, given.__dict__], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
