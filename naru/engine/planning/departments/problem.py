"""The question and the answer of seats by department and intake year."""

import dataclasses
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from naru.engine.planning.status import Status

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Rule(IntEnum):
    """What a row of the model states."""

    DEMAND = 0
    CLASSES = 1
    PATH = 2
    FIXED = 3
    SCHOOL_LEAST = 4
    SCHOOL_MOST = 5
    SCHOOL_STEP = 6
    MOVES = 7
    TEACHERS = 8
    RETRAINING = 9
    MONEY = 10


@dataclass(frozen=True)
class Problem:
    """Departments, those that stand and those that might; intake years from the next one on; decisions in classes.

    Departments, all of length `departments`
        school, field: int64; a field is what graduates are wanted for (an occupation group of a region)
        group: int64, the group of teachers that teaches it
        class_size: int64, seats of a class; supply: float64 in [0, 1], share of seats that become graduates who look
        for work in the field
        classes_least, classes_most: int64, classes of an intake while the department is open
        past: int64[departments, years of school - 1], classes of the intakes still in school when the first planned
        intake enters, oldest first; the last column says whether the department is open now
        ready: int64, the first intake (index) with which a department that is not open now may open: the
        preparation year lies before it; `intakes` for never
        fixed: bool, must stay as its last intake
        teaching: float64, teacher hours a week of one class in one of its years
    Schools, all of length `schools`
        school_least, school_most: int64, classes of an intake; school_step: int64, the most that this sum may change
        from one intake to the next; moves_most: int64, classes that its departments may gain in one intake
        teachers: int64[schools, groups]; retraining_most: int64, teachers who may change group in a year
    teacher_load: hours a week of one teacher, at most
    Dated amounts: cost_reorganised, cost_added, cost_retrained: float64[intakes], money for a class that a department
        gains from another department of its school, for a class more in the school, for a teacher who changes group;
        money_most: float64[intakes]
    Demand: float64[scenarios, fields, intakes], persons wanted in the year in which that intake graduates;
        probability: float64[scenarios], adds to 1
        unmet_weight, surplus_weight: float64[fields], points for a person wanted and not there, for one too many
    robust: in [0, 1], weight of the worst scenario against the expectation
    cost_weight: points for a unit of money; change_weight: points for a class that a department gains or loses
    """

    school: Ints
    field: Ints
    group: Ints
    class_size: Ints
    supply: Floats
    classes_least: Ints
    classes_most: Ints
    past: Ints
    ready: Ints
    fixed: Bools
    teaching: Floats
    school_least: Ints
    school_most: Ints
    school_step: Ints
    moves_most: Ints
    teachers: Ints
    retraining_most: Ints
    teacher_load: float
    cost_reorganised: Floats
    cost_added: Floats
    cost_retrained: Floats
    money_most: Floats
    demand: Floats
    probability: Floats
    unmet_weight: Floats
    surplus_weight: Floats
    robust: float = 0.5
    cost_weight: float = 0.0
    change_weight: float = 0.0
    years: int = dataclasses.field(init=False, default=0)

    def __post_init__(self) -> None:
        departments, schools = self.school.size, self.school_least.size
        if self.demand.ndim != 3 or self.teachers.ndim != 2 or self.past.ndim != 2:
            raise ValueError("demand: three axes; teachers, past: two")
        scenarios, fields, intakes = self.demand.shape
        object.__setattr__(self, "years", self.past.shape[1] + 1)
        shapes = {
            "school": (departments,),
            "field": (departments,),
            "group": (departments,),
            "class_size": (departments,),
            "supply": (departments,),
            "classes_least": (departments,),
            "classes_most": (departments,),
            "past": (departments, self.past.shape[1]),
            "ready": (departments,),
            "fixed": (departments,),
            "teaching": (departments,),
            "school_least": (schools,),
            "school_most": (schools,),
            "school_step": (schools,),
            "moves_most": (schools,),
            "teachers": (schools, self.teachers.shape[1]),
            "retraining_most": (schools,),
            "cost_reorganised": (intakes,),
            "cost_added": (intakes,),
            "cost_retrained": (intakes,),
            "money_most": (intakes,),
            "probability": (scenarios,),
            "unmet_weight": (fields,),
            "surplus_weight": (fields,),
        }
        for name, shape in shapes.items():
            found = getattr(self, name)
            if found.shape != shape:
                raise ValueError(f"{name}: {found.shape} instead of {shape}")
            if not (found >= 0).all():
                raise ValueError(f"{name}: not negative")
        if self.past.shape[1] < 1:
            raise ValueError("past: at least the last intake")
        for name, most in (("school", schools), ("field", fields), ("group", self.teachers.shape[1])):
            if (getattr(self, name) >= most).any():
                raise ValueError(f"{name}: out of range")
        if not np.isfinite(self.demand).all() or (self.demand < 0).any():
            raise ValueError("demand: finite, not negative")
        if (self.supply > 1).any() or not 0.0 <= self.robust <= 1.0:
            raise ValueError("supply, robust: between 0 and 1")
        if scenarios and abs(float(self.probability.sum()) - 1.0) > 1e-9:
            raise ValueError("probability: adds to 1")
        if (self.classes_least < 1).any() or (self.classes_least > self.classes_most).any():
            raise ValueError("classes: 1 <= least <= most while open")
        if (self.school_least > self.school_most).any():
            raise ValueError("school: least <= most")
        if min(self.teacher_load, self.cost_weight, self.change_weight) < 0:
            raise ValueError("teacher_load, weights: not negative")

    def graduates(self, classes: Ints) -> Floats:
        """float64[fields, intakes]: persons who look for work in each field when the intake graduates."""
        found = np.zeros(self.demand.shape[1:])
        np.add.at(found, self.field, (self.class_size * self.supply)[:, None] * classes)
        return found


@dataclass(frozen=True)
class Solution:
    """Empty arrays without a plan.

    classes: int64[departments, intakes]; seats: the same in seats
    retrained_in, retrained_out: int64[schools, groups, intakes], teachers who come to and leave a group
    unmet, surplus: float64[scenarios], persons over all fields and intakes; expected and worst of both
    cost: float64[intakes], money; changed: classes that departments gain or lose
    value: points (see Problem), to be small; bound: no plan has fewer
    """

    status: Status
    classes: Ints
    seats: Ints
    retrained_in: Ints
    retrained_out: Ints
    unmet: Floats
    surplus: Floats
    expected_unmet: float
    worst_unmet: float
    expected_surplus: float
    worst_surplus: float
    cost: Floats
    changed: int
    value: float
    bound: float
