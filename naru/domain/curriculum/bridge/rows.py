"""What planning is given, as plain rows; apart from the engines, so that reading a page loads none of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CourseRow:
    """A course on offer. hours: of one class in a year; units: (unit id, level reached)."""

    pk: int
    name: str
    area: str
    credits: int
    hours: int
    cost: int
    subject: str
    is_today: bool
    is_required: bool
    terms: int
    first_term: int
    alternative: str
    before: tuple[int, ...]
    equipment: tuple[int, ...]
    units: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Target:
    """A wanted unit: weight in weighted head-count, and the level wanted."""

    unit: int
    name: str
    weight: float
    level: int


@dataclass(frozen=True)
class Given:
    """What the answer depends on. teachers: the subjects of each; taken: hours that other departments ask of a subject.

    equipment: (id, name, won; 0 when it is there); least: credits of each area; most: credits in all.
    """

    classes: int
    courses: tuple[CourseRow, ...]
    targets: tuple[Target, ...]
    teachers: tuple[tuple[str, ...], ...]
    taken: dict[str, int]
    equipment: tuple[tuple[int, str, int], ...]
    total: int
    most: int
    least: dict[str, int]
    term_least: int
    term_most: int
    teacher_hours: int
    training_cost: int


@dataclass(frozen=True)
class Limits:
    """What a person set: credits that may change, won a year, teachers who may be trained."""

    change: int
    money: int
    trainings: int


@dataclass(frozen=True)
class DepartmentRow:
    """past: classes of the last two intakes, older first."""

    pk: int
    name: str
    school: int
    is_industry: bool
    is_open: bool
    past: tuple[int, int]


@dataclass(frozen=True)
class SeatsGiven:
    """demand: persons of the strategic industry by scenario and intake year, in the years of their graduation.

    supply: share of seats that become graduates who look for work; amounts in won; money: a year.
    recruits: teachers of the strategic industry that each school may newly appoint.
    """

    first: int
    years: int
    departments: tuple[DepartmentRow, ...]
    demand: tuple[tuple[float, ...], ...]
    class_size: int
    supply: float
    teacher_load: int
    teaching: int
    reorganised: int
    added: int
    retrained: int
    money: int
    recruits: int = 0

    @property
    def schools(self) -> list[int]:
        return sorted({each.school for each in self.departments})


@dataclass(frozen=True)
class Move:
    """What a request does to classes: takes away from one field, gives to another (or the same).

    Entrants who really came need not fill whole classes.
    """

    lost: float
    from_industry: bool
    gained: float
    to_industry: bool
