"""What several deeds of the room are made of: a word said, and said again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from naru.base.accounts.models import User
from naru.base.audit import record
from naru.domain.competency import rules as competency
from naru.domain.competency.enums import UnitState
from naru.domain.competency.models import Unit
from naru.domain.demand import rules
from naru.domain.demand.enums import Confidence, NeedSource
from naru.domain.demand.models import Ask, Need, Revision, WantedUnit

WantedUnits = list[tuple[Unit, int]]


@dataclass(frozen=True)
class Terms:
    """Where, when in the year, at which level, in which shifts, doing what; blank where it was not said."""

    complex: str = ""
    quarter: int | None = None
    level: int | None = None
    shift: str = ""
    duty: str = ""


UNSAID = Terms()


def say(
    need: Need,
    number: int,
    headcount: int,
    confidence: Confidence,
    source: NeedSource,
    said_on: date,
    reason: str,
    wanted: WantedUnits,
    terms: Terms,
    ask: Ask | None = None,
) -> Revision:
    made = Revision.objects.create(
        need=need,
        number=number,
        headcount=headcount,
        confidence=confidence,
        source=source,
        said_on=said_on,
        reason=reason,
        complex=terms.complex,
        quarter=terms.quarter,
        level=terms.level,
        shift=terms.shift,
        duty=terms.duty,
        ask=ask,
    )
    WantedUnit.objects.bulk_create(WantedUnit(revision=made, unit=unit, importance=n) for unit, n in wanted)
    return made


def usable(units: Iterable[Unit]) -> None:
    """Raises RuleBroken for a unit that nobody confirmed."""
    for unit in units:
        competency.may_use(UnitState(unit.state))


def again(
    need: Need,
    headcount: int,
    confidence: Confidence,
    source: NeedSource,
    said_on: date,
    reason: str,
    wanted: WantedUnits | None,
    terms: Terms | None,
    by: User | None,
    ask: Ask | None,
) -> Revision:
    Need.objects.select_for_update().get(pk=need.pk)
    last = Revision.objects.get(need=need, is_current=True)
    terms = terms or Terms(last.complex, last.quarter, last.level, last.shift, last.duty)
    rules.may_state(headcount, said_on, [importance for _unit, importance in wanted or []], terms.quarter, terms.level)
    rules.may_revise(last.said_on, said_on, reason)
    if wanted is None:
        wanted = [(each.unit, each.importance) for each in last.wanted.select_related("unit")]
    before = record.snapshot(last)
    Revision.objects.filter(pk=last.pk).update(is_current=False)
    said = say(need, last.number + 1, headcount, confidence, source, said_on, reason, wanted, terms, ask)
    record.record("demand.revise_need", need, by=by, before=before, after=record.snapshot(said), why=reason)
    return said
