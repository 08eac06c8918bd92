"""Indicators of supply by versioned definitions: what they are made of, when nothing can be said, what is hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import RuleBroken
from naru.base.rulebook.number import Definition, is_hidden, percent
from naru.domain.curriculum.enums import Quadrant

_SINCE = date(2025, 3, 1)
_OWN = "나루 정의"

#: Rates over fewer persons say nothing and could give one away.
MINIMUM_BASE: Dated[int] = Dated(
    "supply_minimum_base",
    (Entry(date(2000, 1, 1), 20, "설계 결정: 기준 인원 20명 미만의 비율은 숨긴다", is_verified=False),),
)


def _definition(
    code: str, korean: str, english: str, formula: str, unit: str = "%", version: str = "2026.1"
) -> Definition:
    return Definition(f"supply.{code}", version, _SINCE, korean, english, formula, unit, _OWN)


PRESSURE = _definition(
    "pressure",
    "지원 경쟁: 모집 정원 한 자리에 1지망으로 지원한 사람 수.",
    "Application pressure: first choices for each seat.",
    gettext_noop("1지망 지원자 ÷ 모집 정원"),
    gettext_noop("배"),
)
FILL = _definition(
    "fill",
    "충원율: 모집 정원 가운데 실제로 들어온 신입생의 비율.",
    "Fill: entrants as a share of seats.",
    gettext_noop("신입생 ÷ 모집 정원 × 100"),
)
EMPLOYMENT = _definition(
    "employment",
    "6개월 취업률: 학교를 떠난 졸업생 가운데 6개월 뒤 일하는 사람의 비율. 진학자는 기준에 들지 않습니다.",
    "Employment at six months: working six months on, as a share of leavers; those who continue are not counted.",
    gettext_noop("6개월 뒤 취업자 ÷ 학교를 떠난 졸업생 × 100"),
)
CONTINUATION = _definition(
    "continuation",
    "진학률: 졸업생 가운데 공부를 이어 간 사람의 비율.",
    "Continuation: those who go on studying, as a share of graduates.",
    gettext_noop("진학자 ÷ 졸업생 × 100"),
)
FAVOURABLE = _definition(
    "favourable",
    "바람직한 진로 비율: 졸업생 가운데 공부를 이어 가거나 6개월 뒤 일하는 사람의 비율.",
    "Favourable outcome: continuing or working six months on, as a share of graduates.",
    gettext_noop("(진학자 + 6개월 뒤 취업자) ÷ 졸업생 × 100"),
)
TRANSFORMATION = _definition(
    "transformation",
    "개편율(선정): 신입생 정원 가운데 선정된 요청으로 열거나 닫거나 바꾼 자리의 비율. 정정한 학급 수로 셉니다.",
    "Transformation (selected): seats opened, closed or converted by selected requests, after corrections, as a share of seats.",
    gettext_noop("선정되어 바뀐 자리 ÷ 신입생 정원 × 100"),
    version="2026.2",
)
EXPECTED = _definition(
    "transformation_expected",
    "개편율(심사 중까지): 선정된 것에 심사 중인 요청까지 더한 비율. 작성 중·미선정·철회한 요청은 뺍니다.",
    "Transformation (with those under review): the same with requests under review; drafts, refusals and withdrawals left out.",
    gettext_noop("선정되었거나 심사 중인 자리 ÷ 신입생 정원 × 100"),
)
TOTAL = _definition(
    "transformation_total",
    "누적 개편율: 지구의 첫 사업연도부터 선정되어 바뀐 자리를 첫 해의 신입생 정원에 견준 비율.",
    "Cumulated transformation: seats changed by selected requests since the district's first year, as a share of that year's seats.",
    gettext_noop("첫 해부터 선정되어 바뀐 자리의 합 ÷ 첫 해 신입생 정원 × 100"),
)
CLOSURE = _definition(
    "closure",
    "폐지 비중: 선정된 요청으로 연 자리와 닫은 자리 가운데 닫은 자리의 비율.",
    "Closure share: seats closed, as a share of seats opened and closed, by selected requests.",
    gettext_noop("닫은 자리 ÷ (연 자리 + 닫은 자리) × 100"),
    version="2026.2",
)
OF_PERSONS = (PRESSURE, FILL, EMPLOYMENT, CONTINUATION, FAVOURABLE)
DEFINITIONS = (PRESSURE, FILL, EMPLOYMENT, CONTINUATION, FAVOURABLE, TRANSFORMATION, EXPECTED, TOTAL, CLOSURE)


@dataclass(frozen=True)
class Counts:
    """Persons and seats of one department and year, or pooled; None: nobody counted it."""

    capacity: int | None = None
    first_choices: int | None = None
    entrants: int | None = None
    finishers: int | None = None
    leavers: int | None = None
    continuing: int | None = None
    employed: int | None = None


@dataclass(frozen=True)
class Figure:
    """A rate with its counts; `value` None with the state why: "hidden", "empty" (base zero) or "unknown".

    A hidden figure carries no count.
    """

    definition: Definition
    value: Decimal | None
    numerator: int | None = None
    base: int | None = None
    state: str = "known"


def _figure(definition: Definition, numerator: int | None, base: int | None, day: date, *, seats: bool) -> Figure:
    """`seats`: the base is seats, which hide nobody; a part of one to four persons is hidden, and so is its rest."""
    if base is not None and base <= 0:
        return Figure(definition, None, state="empty")
    if numerator is None or base is None:
        return Figure(definition, None, state="unknown")
    small = is_hidden(numerator, day) if definition in OF_PERSONS else False
    if small or (not seats and (base < MINIMUM_BASE.on(day).value or is_hidden(base - numerator, day))):
        return Figure(definition, None, state="hidden")
    if definition.unit == "%":
        return Figure(definition, percent(numerator, base), numerator, base)
    ratio = (Decimal(numerator) / Decimal(base)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return Figure(definition, ratio, numerator, base)


def pressure(of: Counts, day: date) -> Figure:
    return _figure(PRESSURE, of.first_choices, of.capacity, day, seats=True)


def fill(of: Counts, day: date) -> Figure:
    return _figure(FILL, of.entrants, of.capacity, day, seats=True)


def employment(of: Counts, day: date) -> Figure:
    """Where everybody continues there are no leavers: nothing can be said, which is not zero."""
    return _figure(EMPLOYMENT, of.employed, leavers_of(of), day, seats=False)


def leavers_of(of: Counts) -> int | None:
    """Leavers as counted; else graduates less those who continue. Never the other way round."""
    if of.leavers is not None:
        return of.leavers
    if of.finishers is None or of.continuing is None:
        return None
    return of.finishers - of.continuing


def continuation(of: Counts, day: date) -> Figure:
    return _figure(CONTINUATION, of.continuing, of.finishers, day, seats=False)


def favourable(of: Counts, day: date) -> Figure:
    """Where everybody continues and nobody counted the employed, they are none."""
    employed = of.employed
    if employed is None and leavers_of(of) == 0:
        employed = 0
    both = None if of.continuing is None or employed is None else of.continuing + employed
    return _figure(FAVOURABLE, both, of.finishers, day, seats=False)


def quadrant(
    employed: Decimal | None, continued: Decimal | None, mean_employed: Decimal | None, mean_continued: Decimal | None
) -> Quadrant:
    """Against the means of its kind; equal is above; any missing value stands outside, a zero does not."""
    if employed is None or continued is None or mean_employed is None or mean_continued is None:
        return Quadrant.OUTSIDE
    works, studies = employed >= mean_employed, continued >= mean_continued
    if works and studies:
        return Quadrant.BOTH
    if works:
        return Quadrant.EMPLOYMENT
    return Quadrant.CONTINUATION if studies else Quadrant.NEITHER


def pooled(rows: Iterable[Counts]) -> Counts:
    """Sums of departments; each rate's parts only where all of them are known, so that no base lacks its numerator."""
    kept = list(rows)

    def pair(top: str, base: str) -> tuple[int | None, int | None]:
        both = [
            (getattr(each, top), getattr(each, base))
            for each in kept
            if getattr(each, top) is not None and getattr(each, base) is not None
        ]
        return (sum(t for t, _b in both), sum(b for _t, b in both)) if both else (None, None)

    entrants, capacity = pair("entrants", "capacity")
    continuing, finishers = pair("continuing", "finishers")
    known = [each for each in kept if each.employed is not None and leavers_of(each) is not None]
    employed = sum(each.employed or 0 for each in known) if known else None
    leavers = sum(leavers_of(each) or 0 for each in known) if known else None
    return Counts(capacity, None, entrants, finishers, leavers, continuing, employed)


@dataclass(frozen=True)
class Moved:
    """Seats that requests open, close and change without opening or closing (conversion)."""

    opened: int = 0
    closed: int = 0
    converted: int = 0

    @property
    def transformed(self) -> int:
        return self.opened + self.closed + self.converted

    @property
    def balance(self) -> int:
        return self.opened - self.closed

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.opened + other.opened, self.closed + other.closed, self.converted + other.converted)


def moved(before: int, after: int, *, is_conversion: bool) -> Moved:
    """Seats of one request; a conversion changes what stays and opens or closes the difference."""
    step = after - before
    return Moved(max(step, 0), max(-step, 0), min(before, after) if is_conversion else 0)


def transformation(of: Moved, seats: int, day: date, definition: Definition = TRANSFORMATION) -> Figure:
    return _figure(definition, of.transformed, seats, day, seats=True)


def may_aim(target: Decimal, source: str) -> None:
    """A target is a percentage and names where it was decided."""
    if not 0 <= target <= 100:
        raise RuleBroken(_("목표는 0에서 100 사이의 퍼센트입니다."), field="target")
    if not source.strip():
        raise RuleBroken(_("목표를 정한 문서를 적어 주십시오."), field="source")


def step(now: Figure, before: Figure) -> Decimal | None:
    """Percentage points since the year before; None where one of the two is not known."""
    if now.value is None or before.value is None:
        return None
    return now.value - before.value


def closure(of: Moved, day: date) -> Figure:
    """One side may be zero; only both make it empty."""
    return _figure(CLOSURE, of.closed, of.opened + of.closed, day, seats=True)
