"""An opening beside a learner's hopes: point by point, what is missing is not known."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from naru.base.rulebook.errors import RuleBroken
from naru.domain.placement.enums import Fulfilment, Point

MOST_OCCUPATIONS = 5
MOST_MINUTES = 600
MOST_ADVICE = 500


@dataclass(frozen=True)
class Hopes:
    """What a learner hopes for; what is empty is not asked."""

    occupations: frozenset[int] = field(default_factory=frozenset)
    complex: str = ""
    home: str = ""
    minutes: int | None = None
    shift: str = ""
    wants_dormitory: bool = False

    def __bool__(self) -> bool:
        return bool(self.occupations or self.complex or self.minutes or self.shift or self.wants_dormitory)


@dataclass(frozen=True)
class Work:
    """What an opening is; `minutes`: the way there from the learner's home, None where no table says it."""

    occupation: int
    complex: str
    shift: str
    has_dormitory: bool
    minutes: int | None


@dataclass(frozen=True)
class Compared:
    point: Point
    verdict: Fulfilment
    minutes: int | None = None


def _is(holds: bool) -> Fulfilment:
    return Fulfilment.MET if holds else Fulfilment.NOT_MET


def compared(hopes: Hopes, work: Work) -> tuple[Compared, ...]:
    """The points that the learner asked for, in one order."""
    found = []
    if hopes.occupations:
        found.append(Compared(Point.OCCUPATION, _is(work.occupation in hopes.occupations)))
    if hopes.complex:
        verdict = _is(work.complex == hopes.complex) if work.complex else Fulfilment.NOT_KNOWN
        found.append(Compared(Point.COMPLEX, verdict))
    if hopes.minutes:
        way = Fulfilment.NOT_KNOWN if work.minutes is None else _is(work.minutes <= hopes.minutes)
        found.append(Compared(Point.COMMUTE, way, work.minutes))
    if hopes.shift:
        found.append(Compared(Point.SHIFT, _is(work.shift == hopes.shift) if work.shift else Fulfilment.NOT_KNOWN))
    if hopes.wants_dormitory:
        found.append(Compared(Point.DORMITORY, _is(work.has_dormitory)))
    return tuple(found)


def may_hope(hopes: Hopes, known: Collection[str]) -> None:
    """A limit of the way needs a home that the table of ways knows; `known`: its homes."""
    if len(hopes.occupations) > MOST_OCCUPATIONS:
        raise RuleBroken(_("직업은 %(most)s개까지 고릅니다.") % {"most": MOST_OCCUPATIONS}, field="occupations")
    if hopes.minutes is not None and not 0 < hopes.minutes <= MOST_MINUTES:
        raise RuleBroken(_("통근 한도는 1분에서 600분 사이로 적어 주십시오."), field="minutes")
    if hopes.home and hopes.home not in known:
        raise RuleBroken(_("통근 시간표에 있는 곳을 골라 주십시오."), field="home")
    if hopes.minutes and not hopes.home:
        raise RuleBroken(_("통근 한도를 따지려면 사는 곳을 함께 골라 주십시오."), field="home")


def may_counsel(words: str) -> None:
    if not words.strip():
        raise RuleBroken(_("조언을 적어 주십시오."), field="words")


def may_time(origin: str, destination: str, minutes: int, source: str) -> None:
    if not origin.strip() or not destination.strip() or not source.strip():
        raise RuleBroken(_("사는 곳, 일하는 곳, 출처를 모두 적어 주십시오."))
    if not 0 < minutes <= MOST_MINUTES:
        raise RuleBroken(_("걸리는 시간은 1분에서 600분 사이로 적어 주십시오."), field="minutes")
