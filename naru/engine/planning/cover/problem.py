"""The question and the answer of covering demand with courses."""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from naru.engine.planning.status import Status

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Rule(IntEnum):
    """What a row of the model states; a limit is a rule and the index of its row, subject, facility or purse."""

    COVERAGE = 0
    EQUIPMENT = 1
    REQUIRED = 2
    ALTERNATIVES = 3
    PREREQUISITES = 4
    TABLE = 5
    TEACHERS = 6
    SUBJECTS = 7
    TRAINING = 8
    FACILITIES = 9
    MONEY = 10
    CHANGE = 11


def _pairs() -> Ints:
    return np.zeros((0, 2), dtype=np.int64)


def _floats() -> Floats:
    return np.zeros(0)


@dataclass(frozen=True)
class Problem:
    """Courses (regular, local, joint with a university, at a training site or a firm) are taken or left.

    A course offered in two departments is two courses; rows that count courses say which they mean.

    Courses, all of length `courses`
        credits: int64, not negative; hours: float64, teaching hours that its classes need in a year (0 when taught
        elsewhere); cost: float64, money a year; subject: int64, the qualification that it asks (-1 for none);
        today: bool, stands in today's curriculum; required: bool, must stand; school: int64, the part it belongs to
        (only for dividing the work); purse: int64, whose money pays
    Targets (a wanted unit of a department), all of length `targets`
        weight: float64, demand, not negative; level: int64, the level wanted
        covers: int64[n, 3], (course, target, level that the course reaches): covered when level >= the level wanted
    Rows of the programme year's table (credits in all, the vocational minimum, …)
        table: int64[n, 2], (row, course); table_least, table_most: int64[rows], credits
    alternatives: int64[n, 2], (group, course): at most one course of a group
    prerequisites: int64[n, 2], (before, after): `after` is taken only with `before`
    Teachers
        teacher_hours: float64[teachers], hours a year; teacher_purse: int64[teachers]
        holds: bool[teachers, subjects], qualifications; training_cost: float64[teachers, subjects], money to give a
        qualification by training (infinite: not possible); trainings_most: how many may be given
    Facilities (rooms, equipment with hours): facility_hours: float64[facilities]
        uses: int64[n, 2], (course, facility); use_hours: float64[n]
    Equipment to buy: equipment_cost: float64[equipment] (0 when it is there); equipment_purse: int64[equipment]
        needs: int64[n, 2], (course, equipment)
    money_most: float64[purses]; cost_most: money of all purses together
    change_most: credits that may be added or taken out against today
    change_weight: points of coverage that a change of 1 % of today's credits is worth
    cost_weight: points of coverage that one unit of money is worth
    """

    credits: Ints
    hours: Floats
    cost: Floats
    subject: Ints
    today: Bools
    required: Bools
    weight: Floats
    level: Ints
    covers: Ints
    table: Ints
    table_least: Ints
    table_most: Ints
    teacher_hours: Floats
    holds: Bools
    money_most: Floats
    school: Ints | None = None
    purse: Ints | None = None
    alternatives: Ints = field(default_factory=_pairs)
    prerequisites: Ints = field(default_factory=_pairs)
    training_cost: Floats | None = None
    trainings_most: int = 0
    teacher_purse: Ints | None = None
    facility_hours: Floats = field(default_factory=_floats)
    uses: Ints = field(default_factory=_pairs)
    use_hours: Floats = field(default_factory=_floats)
    equipment_cost: Floats = field(default_factory=_floats)
    equipment_purse: Ints | None = None
    needs: Ints = field(default_factory=_pairs)
    cost_most: float = np.inf
    change_most: float = np.inf
    change_weight: float = 0.0
    cost_weight: float = 0.0

    def __post_init__(self) -> None:
        courses, targets, rows = self.credits.size, self.weight.size, self.table_least.size
        teachers, subjects = self.holds.shape
        facilities, equipment, purses = self.facility_hours.size, self.equipment_cost.size, self.money_most.size
        for name, size in (
            ("school", courses),
            ("purse", courses),
            ("teacher_purse", teachers),
            ("equipment_purse", equipment),
        ):
            if getattr(self, name) is None:
                object.__setattr__(self, name, np.zeros(size, dtype=np.int64))
        if self.training_cost is None:
            object.__setattr__(self, "training_cost", np.full((teachers, subjects), np.inf))
        sizes = {
            "hours": courses,
            "cost": courses,
            "subject": courses,
            "today": courses,
            "required": courses,
            "school": courses,
            "purse": courses,
            "level": targets,
            "table_most": rows,
            "teacher_hours": teachers,
            "teacher_purse": teachers,
            "equipment_purse": equipment,
            "use_hours": len(self.uses),
        }
        for name, size in sizes.items():
            if getattr(self, name).shape != (size,):
                raise ValueError(f"{name}: {getattr(self, name).shape} instead of ({size},)")
        if self.training_cost is None or self.training_cost.shape != (teachers, subjects):
            raise ValueError("training_cost: float64[teachers, subjects]")
        ends = {
            "table": (rows, courses),
            "alternatives": (courses, courses),
            "prerequisites": (courses, courses),
            "uses": (courses, facilities),
            "needs": (courses, equipment),
            "covers": (courses, targets, np.inf),
        }
        for name, limits in ends.items():
            found = getattr(self, name)
            if found.ndim != 2 or found.shape[1] != len(limits) or not np.issubdtype(found.dtype, np.integer):
                raise ValueError(f"{name}: int64[n, {len(limits)}]")
            if (found < 0).any() or (found >= np.array(limits)).any():
                raise ValueError(f"{name}: out of range")
        for name, most in (
            ("purse", purses),
            ("teacher_purse", purses),
            ("equipment_purse", purses),
            ("school", np.inf),
        ):
            if ((getattr(self, name) < 0) | (getattr(self, name) >= most)).any():
                raise ValueError(f"{name}: out of range")
        if ((self.subject < -1) | (self.subject >= subjects)).any():
            raise ValueError("subject: -1 or a subject")
        for name in (
            *("credits", "hours", "cost", "weight", "teacher_hours", "facility_hours", "use_hours"),
            *("equipment_cost", "money_most", "training_cost"),
        ):
            if not (getattr(self, name) >= 0).all():
                raise ValueError(f"{name}: not negative")
        for name in ("hours", "cost", "weight", "teacher_hours", "use_hours", "equipment_cost"):
            if not np.isfinite(getattr(self, name)).all():
                raise ValueError(f"{name}: finite")
        if (self.table_least > self.table_most).any():
            raise ValueError("table: least <= most")
        if min(self.trainings_most, self.cost_most, self.change_most, self.change_weight, self.cost_weight) < 0:
            raise ValueError("limits and weights: not negative")

    def reached(self) -> Ints:
        """int64[n, 2], (course, target) where the course reaches the level wanted, each once."""
        good = self.covers[:, 2] >= self.level[self.covers[:, 1]]
        return np.unique(self.covers[good][:, :2], axis=0)

    def changed(self, chosen: Bools) -> float:
        """Credits added or taken out against today."""
        return float(self.credits[chosen != self.today].sum())

    def change_base(self) -> float:
        """What 100 % of change means: today's credits, or all credits on offer when nothing stands today."""
        return float(self.credits[self.today].sum() or self.credits.sum() or 1)


@dataclass(frozen=True)
class Solution:
    """Empty arrays without a plan.

    chosen: bool[courses]; covered: bool[targets]; teaching: float64[teachers, subjects], hours given;
    trained: bool[teachers, subjects]; bought: bool[equipment]; coverage: percent of the demand weight;
    change: credits; cost: float64[purses]; value = coverage - weights · change, cost (points); bound: no plan has
    a greater value.
    """

    status: Status
    chosen: Bools
    covered: Bools
    teaching: Floats
    trained: Bools
    bought: Bools
    coverage: float
    change: float
    cost: Floats
    value: float
    bound: float
