"""The question and the answer of courses to periods."""

from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from naru.engine.planning.status import Status


class Rule(Enum):
    """The rules that can clash."""

    LOAD_MOST = "load_most"
    LOAD_LEAST = "load_least"
    COUNT_MOST = "count_most"
    COUNT_LEAST = "count_least"
    PREREQUISITES = "prerequisites"
    BARRED = "barred"


class CyclicPrerequisites(ValueError):
    """Courses that need one another; `cycle` holds their indices, each needed by the next, the last by the first."""

    def __init__(self, cycle: tuple[int, ...]) -> None:
        super().__init__(f"prerequisites: courses {', '.join(map(str, cycle))} need one another")
        self.cycle = cycle


def _no_departments() -> NDArray[np.bool_]:
    return np.zeros((0, 0), dtype=np.bool_)


@dataclass(frozen=True)
class Problem:
    """Every course gets one period.

    credits: int64[courses], the load of a course; not negative
    periods: how many periods there are, at least 1
    load_least, load_most: credits that a department may hold in each period
    count_least, count_most: courses that a department may hold in each period
    prerequisites: int64[n, 2], pairs (before, after): `before` stands in an earlier period than `after`
    departments: bool[departments, courses], which courses a department holds; a course that several hold stands
        in the same period for all of them. Without rows: one department that holds every course.
    barred: int64[n, 2], pairs (course, period from 0) that must not be
    """

    credits: NDArray[np.int64]
    periods: int
    load_least: int
    load_most: int
    count_least: int
    count_most: int
    prerequisites: NDArray[np.int64]
    departments: NDArray[np.bool_] = field(default_factory=_no_departments)
    barred: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))

    def __post_init__(self) -> None:
        courses = self.credits.size
        if self.credits.ndim != 1 or not np.issubdtype(self.credits.dtype, np.integer) or (self.credits < 0).any():
            raise ValueError("credits: one whole number a course, not negative")
        if self.periods < 1:
            raise ValueError("periods: at least 1")
        if not 0 <= self.load_least <= self.load_most or not 0 <= self.count_least <= self.count_most:
            raise ValueError("load, count: 0 <= least <= most")
        for name, ends in (("prerequisites", (courses, courses)), ("barred", (courses, self.periods))):
            pairs = getattr(self, name)
            if pairs.ndim != 2 or pairs.shape[1] != 2 or not np.issubdtype(pairs.dtype, np.integer):
                raise ValueError(f"{name}: int64[n, 2]")
            if (pairs < 0).any() or (pairs >= np.array(ends)).any():
                raise ValueError(f"{name}: out of range")
        if self.departments.size == 0 and self.departments.shape[0] == 0:
            object.__setattr__(self, "departments", np.ones((1, courses), dtype=np.bool_))
        if self.departments.ndim != 2 or self.departments.shape[1] != courses or self.departments.dtype != np.bool_:
            raise ValueError("departments: bool[departments, courses]")
        cycle = cycle_of(self.prerequisites, courses)
        if cycle:
            raise CyclicPrerequisites(cycle)

    def ranges(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Earliest and latest period (from 0) that the prerequisites alone leave to each course, int64[courses]."""
        earliest = np.zeros(self.credits.size, dtype=np.int64)
        latest = np.full(self.credits.size, self.periods - 1, dtype=np.int64)
        for _step in range(self.credits.size):
            was = earliest.copy(), latest.copy()
            for before, after in self.prerequisites:
                earliest[after] = max(earliest[after], earliest[before] + 1)
                latest[before] = min(latest[before], latest[after] - 1)
            if (was[0] == earliest).all() and (was[1] == latest).all():
                break
        return earliest, latest


@dataclass(frozen=True)
class Solution:
    """period: int64[courses] from 0 (empty without a plan); max_load: largest load of any department in any period,
    -1 without a plan; bound: no plan has a smaller largest load; effort: deterministic units spent."""

    status: Status
    period: NDArray[np.int64]
    max_load: int
    bound: int
    effort: float


def cycle_of(pairs: NDArray[np.int64], courses: int) -> tuple[int, ...]:
    """A cycle among (before, after) pairs, or nothing; each is needed by the next and the last by the first."""
    after: list[list[int]] = [[] for _ in range(courses)]
    for before, then in pairs:
        after[int(before)].append(int(then))
    state = [0] * courses
    for start in range(courses):
        if state[start]:
            continue
        path, waiting = [start], [iter(after[start])]
        state[start] = 1
        while path:
            following = next(waiting[-1], None)
            if following is None:
                state[path.pop()] = 2
                waiting.pop()
            elif state[following] == 1:
                return tuple(path[path.index(following) :])
            elif state[following] == 0:
                state[following] = 1
                path.append(following)
                waiting.append(iter(after[following]))
    return ()
