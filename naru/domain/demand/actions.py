"""Deeds of the room demand."""

from datetime import date

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.domain.competency.models import Occupation, Unit
from naru.domain.demand import rules
from naru.domain.demand.enums import Confidence, NeedSource, SignalKind
from naru.domain.demand.models import Need, Revision, Signal, WantedUnit

WantedUnits = list[tuple[Unit, int]]


def _require(by: User, district: District, firm: Organisation) -> None:
    """The firm itself may speak where it takes part, and the coordinator of the district for it."""
    if not access.can(by, Permission.DEMAND_WRITE, on=district):
        access.require(by, Permission.DEMAND_WRITE, on=firm, within=district)


def _say(
    need: Need,
    number: int,
    headcount: int,
    confidence: Confidence,
    source: NeedSource,
    said_on: date,
    reason: str,
    wanted: WantedUnits,
) -> Revision:
    made = Revision.objects.create(
        need=need,
        number=number,
        headcount=headcount,
        confidence=confidence,
        source=source,
        said_on=said_on,
        reason=reason,
    )
    WantedUnit.objects.bulk_create(WantedUnit(revision=made, unit=unit, importance=n) for unit, n in wanted)
    return made


def state_need(
    *,
    district: District,
    code: str,
    firm: Organisation,
    occupation: Occupation,
    year: int,
    headcount: int,
    confidence: Confidence,
    source: NeedSource,
    said_on: date,
    wanted: WantedUnits,
    by: User,
) -> Need:
    """Says a new need: its first revision."""
    _require(by, district, firm)
    rules.may_state(headcount, said_on, [importance for _unit, importance in wanted])
    with transaction.atomic():
        need = Need.objects.create(district=district, code=code, firm=firm, occupation=occupation, year=year)
        said = _say(need, 1, headcount, confidence, source, said_on, "", wanted)
        record.record("demand.state_need", need, by=by, after=record.snapshot(said))
    return need


def revise_need(
    *,
    need: Need,
    headcount: int,
    confidence: Confidence,
    source: NeedSource,
    said_on: date,
    reason: str,
    wanted: WantedUnits | None,
    by: User,
) -> Revision:
    """Says a need again: a new revision; `wanted` None keeps the units of the last word."""
    access.require(by, Permission.DEMAND_WRITE, on=need)
    with transaction.atomic():
        Need.objects.select_for_update().get(pk=need.pk)
        last = Revision.objects.get(need=need, is_current=True)
        rules.may_state(headcount, said_on, [importance for _unit, importance in wanted or []])
        rules.may_revise(last.said_on, said_on, reason)
        if wanted is None:
            wanted = [(each.unit, each.importance) for each in last.wanted.select_related("unit")]
        before = record.snapshot(last)
        Revision.objects.filter(pk=last.pk).update(is_current=False)
        said = _say(need, last.number + 1, headcount, confidence, source, said_on, reason, wanted)
        record.record("demand.revise_need", need, by=by, before=before, after=record.snapshot(said), why=reason)
    return said


def record_signal(
    *,
    district: District,
    firm: Organisation,
    kind: SignalKind,
    year: int,
    finding: int,
    said: int,
    hired: int,
    recorded_on: date,
    by: User,
) -> Signal:
    """Keeps what a confirmed finding says of a firm's words; called by the last room."""
    access.require(by, Permission.EVIDENCE_CONFIRM, on=district)
    with transaction.atomic():
        made, _is_new = Signal.objects.update_or_create(
            finding=finding,
            firm=firm,
            kind=kind,
            defaults={
                "district": district,
                "year": year,
                "said": said,
                "hired": hired,
                "recorded_on": recorded_on,
            },
        )
        record.record("demand.record_signal", made, by=by)
    return made
