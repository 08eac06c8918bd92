"""Typed links of units, and texts that are linked to units."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit import record
from naru.base.district.models import District
from naru.domain.competency import rules
from naru.domain.competency.enums import (
    AlignmentKind,
    AlignmentState,
    UnitState,
    Verdict,
)
from naru.domain.competency.models import (
    Alignment,
    Code,
    Occupation,
    Suggestion,
    Text,
    Unit,
)

MOST_TEXTS = 500


def align(
    *,
    unit: Unit,
    kind: AlignmentKind,
    district: District,
    source: str,
    by: User,
    other: Unit | None = None,
    occupation: Occupation | None = None,
    licence: Code | None = None,
    subject: str = "",
) -> Alignment:
    """Proposes a typed link of a unit to exactly one other thing."""
    access.require(by, Permission.COMPETENCY_WRITE, on=district)
    rules.may_use(UnitState(unit.state))
    if other is not None:
        rules.may_replace(unit.code, [other.code])
    with transaction.atomic():
        made = Alignment.objects.create(
            district=district,
            unit=unit,
            kind=kind,
            other=other,
            occupation=occupation,
            licence=licence,
            subject=subject,
            source=source,
            state=AlignmentState.PROPOSED,
        )
        record.record("competency.align", made, by=by)
    return made


def decide_alignment(*, alignment: Alignment, accepts: bool, today: date, by: User) -> Alignment:
    """A person confirms a typed link, or says that it is none."""
    access.require(by, Permission.COMPETENCY_WRITE, on=alignment)
    with transaction.atomic():
        fresh = Alignment.objects.select_for_update().get(pk=alignment.pk)
        rules.may_decide_alignment(AlignmentState(fresh.state))
        fresh.state = AlignmentState.CONFIRMED if accepts else AlignmentState.REJECTED
        fresh.confirmed_on, fresh.confirmed_by = today, by.name
        fresh.save()
        record.record(
            "competency.decide_alignment", fresh, by=by, after=record.snapshot(fresh, "state", "confirmed_on")
        )
    return fresh


def add_texts(*, district: District, kind: str, texts: Sequence[tuple[str, str]], source: str, by: User) -> list[Text]:
    """Keeps texts (title, body) to be linked; the engine reads them afterwards."""
    access.require(by, Permission.COMPETENCY_WRITE, on=district)
    with transaction.atomic():
        made = Text.objects.bulk_create(
            Text(district=district, kind=kind, title=title[:200], body=body, source=source)
            for title, body in texts[:MOST_TEXTS]
        )
        record.record("competency.add_texts", district, by=by, district=district.pk, after={"texts": len(made)})
    return made


def record_suggestions(
    *, district: District, found: dict[int, tuple[bool, list[Suggestion]]], by: User
) -> dict[str, int]:
    """Keeps what the engine proposed, by text (does any unit fit, the proposals); a text that was read stays as it is."""
    access.require(by, Permission.COMPETENCY_WRITE, on=district)
    counts = {"read": 0, "without": 0}
    with transaction.atomic():
        for pk, (fits, rows) in found.items():
            unread = Text.objects.filter(pk=pk, district=district, linked_at=None)
            if unread.update(linked_at=timezone.now(), fits=fits):
                Suggestion.objects.bulk_create(rows)
                counts["read"] += 1
                counts["without"] += not fits
        record.record("competency.record_suggestions", district, by=by, district=district.pk, after=dict(counts))
    return counts


def judge(*, suggestion: Suggestion, is_yes: bool, today: date, by: User) -> Suggestion:
    """A person's yes or no to a proposed unit; kept, and heard by later proposals."""
    access.require(by, Permission.COMPETENCY_WRITE, on=suggestion.text.district)
    with transaction.atomic():
        fresh = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
        before = record.snapshot(fresh, "verdict")
        fresh.verdict = Verdict.YES if is_yes else Verdict.NO
        fresh.judged_on, fresh.judged_by = today, by.name
        fresh.save()
        record.record(
            "competency.judge",
            fresh,
            by=by,
            before=before,
            after=record.snapshot(fresh, "text_id", "unit_id", "verdict"),
            district=suggestion.text.district_id,
        )
    return fresh
