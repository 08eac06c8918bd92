"""Numbers that explain themselves, and the minimum count below which they are hidden."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from naru.base.rulebook.dated import Dated, Entry

MINIMUM_COUNT: Dated[int] = Dated(
    "minimum_count",
    (
        Entry(
            date(2000, 1, 1),
            5,
            "설계 결정: 개인정보 보호법 제28조의2에 따른 통계 공개에서 5명 미만은 숨긴다",
            is_verified=False,
        ),
    ),
)


@dataclass(frozen=True)
class Definition:
    """What a number means: versioned, dated, with its source. `formula` uses the names of its counts."""

    code: str
    version: str
    since: date
    korean: str
    english: str
    formula: str
    unit: str
    source: str


@dataclass(frozen=True)
class Number:
    """A figure with its definition. `value` is None when it is hidden or nothing can be said; `state` says which.

    unit "%" values have one decimal; `numerator` and `base` are whole counts (None when hidden).
    """

    definition: Definition
    value: Decimal | int | None
    base: int | None
    numerator: int | None = None
    target: Decimal | int | None = None
    previous: Decimal | int | None = None
    state: str = "unknown"
    rows: str = ""


def percent(numerator: int, denominator: int, places: int = 1) -> Decimal | None:
    """numerator / denominator × 100, rounded half up; None when the denominator is not positive."""
    if denominator <= 0:
        return None
    step = Decimal(1).scaleb(-places)
    return (Decimal(numerator) * 100 / Decimal(denominator)).quantize(step, rounding=ROUND_HALF_UP)


def is_hidden(count: int, day: date) -> bool:
    """True for a count of persons from 1 to below the minimum of that day; zero is no person and is shown."""
    return 0 < count < MINIMUM_COUNT.on(day).value
