"""Deeds on needs: stated, said again, and what came of them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District, Organisation
from naru.domain.competency.models import Occupation
from naru.domain.demand import rules
from naru.domain.demand.actions.steps import UNSAID, Terms, WantedUnits, again, say, usable
from naru.domain.demand.enums import Confidence, NeedSource, SignalKind
from naru.domain.demand.models import Need, Revision, Signal, Track


def _require(by: User, district: District, firm: Organisation) -> None:
    """The firm itself may speak where it takes part, and the coordinator of the district for it."""
    if not access.can(by, Permission.DEMAND_WRITE, on=district):
        access.require(by, Permission.DEMAND_WRITE, on=firm, within=district)


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
    terms: Terms = UNSAID,
) -> Need:
    """Says a new need: its first revision."""
    _require(by, district, firm)
    rules.may_state(headcount, said_on, [importance for _unit, importance in wanted], terms.quarter, terms.level)
    usable(unit for unit, _importance in wanted or [])
    with transaction.atomic():
        need = Need.objects.create(district=district, code=code, firm=firm, occupation=occupation, year=year)
        said = say(need, 1, headcount, confidence, source, said_on, "", wanted, terms)
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
    terms: Terms | None = None,
) -> Revision:
    """Says a need again: a new revision; `wanted` or `terms` None keep those of the last word."""
    access.require(by, Permission.DEMAND_WRITE, on=need)
    usable(unit for unit, _importance in wanted or [])
    with transaction.atomic():
        return again(need, headcount, confidence, source, said_on, reason, wanted, terms, by, None)


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


def record_tracks(
    *, district: District, year: int, rows: Sequence[tuple[int, int, int, int]], counted_on: date, by: User
) -> int:
    """Keeps what firms said and hired in a finished year: (firm, occupation, said, hired); called by the last room."""
    access.require(by, Permission.EVIDENCE_CONFIRM, on=district)
    with transaction.atomic():
        Track.objects.filter(district=district, year=year).delete()
        Track.objects.bulk_create(
            Track(
                district=district,
                firm_id=firm,
                occupation_id=occupation,
                year=year,
                said=said,
                hired=hired,
                version=rules.SAID_HIRED.version,
                counted_on=counted_on,
            )
            for firm, occupation, said, hired in rows
        )
        after = {"year": year, "rows": len(rows), "version": rules.SAID_HIRED.version}
        record.record("demand.record_tracks", district, by=by, district=district.pk, after=after)
    return len(rows)
