"""Deeds of loading that are more than an upsert."""

from collections.abc import Mapping, Sequence
from typing import Any

from naru.document.exchange import queries
from naru.domain.demand.models import Revision, WantedUnit

WORDS = ("headcount", "confidence", "source", "said_on")


def is_known(said: Sequence[Revision], row: Mapping[str, Any]) -> bool:
    """True when a row of the sheet repeats a word that was already said, the last one or an earlier one."""
    return any(
        all(str(getattr(each, name)) == str(row[name]) for name in WORDS)
        and all(not row.get(name) or str(getattr(each, name)) == str(row[name]) for name in TERMS)
        for each in said
    )


TERMS: dict[str, Any] = {"complex": "", "quarter": None, "level": None, "shift": "", "duty": ""}


def _terms(row: Mapping[str, Any], last: Revision | None) -> dict[str, Any]:
    """What the row says of place, quarter, level, shift and duty; where it says nothing, the last word stands."""
    return {
        name: row.get(name) or (getattr(last, name) if last is not None else nothing) for name, nothing in TERMS.items()
    }


def say_needs(
    rows: Sequence[Mapping[str, Any]], ids: Mapping[str, int], said_before: Mapping[str, list[Revision]], why: str
) -> int:
    """Gives every need of which something new is said a revision, its wanted units carried over; returns how many.

    Runs inside the transaction of the load.
    """
    changed = [row for row in rows if not is_known(said_before.get(row["code"], []), row)]
    if not changed:
        return 0
    last = {code: max(each, key=lambda one: one.number) for code, each in said_before.items()}
    before = [last[row["code"]].pk for row in changed if row["code"] in last]
    Revision.objects.filter(pk__in=before).update(is_current=False)
    said = Revision.objects.bulk_create(
        Revision(
            need_id=ids[row["code"]],
            number=last[row["code"]].number + 1 if row["code"] in last else 1,
            headcount=row["headcount"],
            confidence=row["confidence"],
            source=row["source"],
            said_on=row["said_on"],
            reason=row["reason"] or (why if row["code"] in last else ""),
            **_terms(row, last.get(row["code"])),
        )
        for row in changed
    )
    wanted = queries.wanted_by(before)
    WantedUnit.objects.bulk_create(
        WantedUnit(revision=revision, unit_id=unit, importance=importance)
        for revision, row in zip(said, changed, strict=True)
        if row["code"] in last
        for unit, importance in wanted.get(last[row["code"]].pk, [])
    )
    return len(said)
