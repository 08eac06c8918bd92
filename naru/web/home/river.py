"""The river of the home page: stations in order, as wide as the young people who are still on their way."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.domain.evidence import queries as evidence
from naru.domain.evidence.queries import Cycle, Station
from naru.web.templatetags import naru as words

#: Which step of the class tells the width at a station; the first three are crossed by everybody.
STEP_OF: dict[str, tuple[str, ...]] = {
    "partners": ("graduating",),
    "demand": ("graduating",),
    "curriculum": ("graduating",),
    "training": ("trained",),
    "placement": ("placed", "offered", "applied"),
    "credit": ("placed", "offered", "applied"),
    "outcome": ("insured",),
    "evidence": ("kept", "insured"),
}
#: Half the height of the picture, and half the least and the most width of the river in it, in its own units.
MIDDLE, LEAST, MOST = 32, 5, 28


@dataclass(frozen=True)
class Change:
    """How a number moved since last year: a sign, by how much ("" for not at all), and both in words."""

    sign: str
    amount: str
    words: Any


@dataclass(frozen=True)
class Reach:
    """A station of the river with its piece of water: polygon points across (desktop) and down (phone)."""

    station: Station
    change: Change | None
    is_narrow: bool
    people: int | None
    across: str
    down: str


def change_of(station: Station) -> Change | None:
    """▲ 4명; nothing when a year is not known."""
    moved = station.change
    if moved is None:
        return None
    unit = station.number.definition.unit
    amount = words.figure(abs(moved), "" if unit == "%" else unit)
    if unit == "%":
        amount = gettext("%(amount)s %%p") % {"amount": f"{abs(Decimal(moved)):,}"}
    if moved > 0:
        return Change("▲", amount, _("지난해보다 %(amount)s 늘어남") % {"amount": amount})
    if moved < 0:
        return Change("▼", amount, _("지난해보다 %(amount)s 줄어듦") % {"amount": amount})
    return Change("＝", "", _("지난해와 같음"))


def of(cycle: Cycle) -> list[Reach]:
    """The stations with their water; all equally wide where the class cannot be told."""
    passage = cycle.narrowest_passage
    steps = {step.key: step.count for step in passage.steps} if passage else {}
    whole = steps.get("graduating", 0)
    stations = [each for each in cycle.stations if each.key != "budget"]
    people: list[int | None] = []
    for each in stations:
        known = next((steps[key] for key in STEP_OF[each.key] if key in steps), None)
        people.append(known if known is not None else people[-1] if people else None)
    halves = [MOST if not whole or count is None else LEAST + (MOST - LEAST) * count / whole for count in people]
    found = []
    for place, each in enumerate(stations):
        begins, ends = halves[max(place - 1, 0)], halves[place]
        found.append(
            Reach(
                each,
                change_of(each),
                passage is not None and passage.room == each.key,
                people[place] if whole else None,
                _across(begins, ends),
                _down(begins, ends),
            )
        )
    return found


def _across(begins: float, ends: float) -> str:
    points = [(0, MIDDLE - begins), (50, MIDDLE - ends), (100, MIDDLE - ends)]
    points += [(100, MIDDLE + ends), (50, MIDDLE + ends), (0, MIDDLE + begins)]
    return " ".join(f"{x},{y:.1f}" for x, y in points)


def _down(begins: float, ends: float) -> str:
    points = [(MIDDLE - begins, 0), (MIDDLE - ends, 50), (MIDDLE - ends, 100)]
    points += [(MIDDLE + ends, 100), (MIDDLE + ends, 50), (MIDDLE + begins, 0)]
    return " ".join(f"{x:.1f},{y}" for x, y in points)


def step_rows(steps: tuple[Any, ...]) -> list[tuple[Any, int, int | None]]:
    """(name, persons, how many stopped before it) of each step that may be told."""
    found = []
    before: int | None = None
    for step in steps:
        found.append((evidence.STEPS[step.key], step.count, None if before is None else before - step.count))
        before = step.count
    return found
