"""Decisions of the room evidence: how a number is doing, where the cycle is narrowest, what may be decided."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from naru.base.rulebook.dated import Dated, Entry
from naru.base.rulebook.errors import Conflict, RuleBroken
from naru.base.rulebook.number import Definition
from naru.domain.evidence.enums import FindingState

NEAR_TARGET: Dated[Decimal] = Dated(
    "near_target",
    (Entry(date(2000, 1, 1), Decimal("0.9"), "설계 결정: 목표의 90% 이상이면 '가까움'", is_verified=False),),
)

EVIDENCE = Definition(
    code="evidence",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="그 사업연도의 근거 가운데 사람이 확정하거나 기각한 건수. 기준은 계산된 근거 전체입니다.",
    english="Findings of the project year that a person confirmed or dismissed; base: all computed findings.",
    formula=gettext_noop("|결정된 근거|"),
    unit="건",
    source="나루 정의",
)

PASSAGE = Definition(
    code="passage",
    version="2026.1",
    since=date(2025, 3, 1),
    korean="한 졸업 학년을 각자 가장 멀리 간 단계로 나누어, 앞 단계까지 왔으나 다음 단계나 그 뒤에 이르지 못한 사람 수. "
    "진학·입대·제외인정자는 뺍니다. 가장 많이 멈춘 곳이 가장 좁은 곳입니다.",
    english="Persons of one graduating class by the farthest step each reached: those who came to a step and to none after "
    "it. Those in further study, enlisted or excluded are left out. Where most stop is the narrowest passage.",
    formula=gettext_noop("max(앞 단계 이상에 이른 인원 − 다음 단계 이상에 이른 인원)"),
    unit="명",
    source="나루 정의",
)


@dataclass(frozen=True)
class Step:
    """A step of the funnel and the persons who reached it or a later one."""

    key: str
    count: int


def steps_of(keys: Sequence[str], stopped: Mapping[int, int]) -> list[Step]:
    """Steps in order from the persons whose farthest step is each position: the counts from the end, added up."""
    counts = [stopped.get(place, 0) for place in range(len(keys))]
    return [Step(key, sum(counts[place:])) for place, key in enumerate(keys)]


def state_of(value: Decimal | int | None, target: Decimal | int | None, day: date) -> str:
    """reached, near, behind, or no_target / unknown."""
    if value is None:
        return "unknown"
    if target is None or target == 0:
        return "no_target"
    share = Decimal(value) / Decimal(target)
    if share >= 1:
        return "reached"
    return "near" if share >= NEAR_TARGET.on(day).value else "behind"


def narrowest(steps: list[Step]) -> tuple[Step, Step] | None:
    """The two neighbouring steps between which most persons stop; the first of equals; None when nobody does."""
    pairs = list(itertools.pairwise(steps))
    lost = [before.count - after.count for before, after in pairs]
    if not lost or max(lost) <= 0:
        return None
    return pairs[lost.index(max(lost))]


def shown_steps(steps: list[Step], is_small: Callable[[int], bool]) -> tuple[Step, ...]:
    """The steps that may be told. A step is left out with its count when it, or what was lost since the last one told,
    is small: nothing small can be read or subtracted back. Empty when the first step itself is small."""
    if not steps or is_small(steps[0].count):
        return ()
    shown = [steps[0]]
    for step in steps[1:]:
        if not is_small(step.count) and not is_small(shown[-1].count - step.count):
            shown.append(step)
    return tuple(shown)


def may_decide(state: FindingState, reason: str) -> None:
    if state != FindingState.PROPOSED:
        raise Conflict(_("이미 결정된 근거입니다."))
    if not reason.strip():
        raise RuleBroken(_("결정한 이유를 한 문장으로 적어 주세요."))
