"""The one order of the house: imports, addresses, menu, tests and demo data all follow it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """One room of the corridor: its package name, its noun, and what the menu calls it."""

    name: str
    noun: str
    korean: str
    english: str
    in_menu: bool = True


ROOMS: tuple[Room, ...] = (
    Room("partners", "Agreement", "협약", "Agreements"),
    Room("budget", "Fund", "예산", "Budget"),
    Room("people", "Learner", "사람", "People"),
    Room("competency", "Unit", "능력단위", "Competency units"),
    Room("demand", "Need", "수요", "Demand"),
    Room("curriculum", "Department", "교육과정", "Curriculum"),
    Room("training", "Programme", "교육훈련", "Training"),
    Room("placement", "Placement", "취업", "Placement"),
    Room("credit", "Award", "학점", "Credit"),
    Room("outcome", "Observation", "성과", "Outcome"),
    Room("forecast", "Projection", "전망", "Forecast"),
    Room("evidence", "Finding", "근거", "Evidence"),
)

NAMES: tuple[str, ...] = tuple(room.name for room in ROOMS)

#: The stations of the cycle, in the order of the river; money runs beside it.
STATIONS: tuple[str, ...] = (
    "partners",
    "demand",
    "curriculum",
    "training",
    "placement",
    "credit",
    "outcome",
    "evidence",
    "budget",
)

BASE: tuple[str, ...] = ("district", "accounts", "audit", "admission", "privacy", "jobs", "desk")
