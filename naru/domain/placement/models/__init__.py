"""Openings and employment; firms and hopes; rounds with wishes and rankings; matching runs with what they propose."""

from naru.domain.placement.models.firms import Commute, FirmFact, Yardstick
from naru.domain.placement.models.openings import (
    Application,
    Interview,
    Opening,
    OpeningUnit,
    Placement,
    Reserve,
    consented,
)
from naru.domain.placement.models.preferences import Preference, PreferredOccupation
from naru.domain.placement.models.rounds import (
    Advice,
    Assessment,
    Bar,
    Criterion,
    Round,
    RoundOpening,
    Wish,
    WishList,
)
from naru.domain.placement.models.runs import MatchRun, Pair, Proposal, SeatResult, Unreached

__all__ = [
    "Advice",
    "Application",
    "Assessment",
    "Bar",
    "Commute",
    "Criterion",
    "FirmFact",
    "Interview",
    "MatchRun",
    "Opening",
    "OpeningUnit",
    "Pair",
    "Placement",
    "Preference",
    "PreferredOccupation",
    "Proposal",
    "Reserve",
    "Round",
    "RoundOpening",
    "SeatResult",
    "Unreached",
    "Wish",
    "WishList",
    "Yardstick",
    "consented",
]
