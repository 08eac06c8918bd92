"""A chain of hashes over the audit: an altered, missing, added or reordered row is found by recomputing it.

    content  = SHA-256 of the row's columns as canonical JSON (personal ones of an event through a salted digest)
    digest n = SHA-256 of "digest n-1:n:content n" in hexadecimal; digest 0 is empty

One chain for the whole installation, so that no row can vanish between chains. Its last link stands in `Head`.
Taking the lock on `Head` at the first `record` of a transaction would make two transactions wait for each other
crosswise (one holds the head and wants a row, the other holds the row and wants the head). So the link is made last:

- PostgreSQL: a deferred constraint trigger at COMMIT locks `Head`, links all rows of the transaction that have no
  sequence yet, in the order of their ids, and the commit lets go of the lock. Nothing is locked after it.
- SQLite: transactions that write already follow one another (BEGIN IMMEDIATE), so the link is made in place.

Order of the chain is therefore order of commit. A transaction that fails leaves neither rows nor a gap.
The construction is that of Haber and Stornetta, "How to time-stamp a digital document", J. Cryptology 3 (1991).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models

from naru.base.audit.models import Event, Head, Linked, Look, LookedAt

EVENTS, LOOKS = "events", "looks"
CHAINS: dict[str, type[Linked]] = {EVENTS: Event, LOOKS: Look}
PERSONAL = ("actor", "object_label", "before", "after", "why")
PLAIN = ("at", "actor_id", "verb", "object_type", "object_id", "district_id", "personal_digest")
LOOKED = (
    "at",
    "actor_id",
    "actor",
    "role",
    "kind",
    "place",
    "address",
    "district_id",
    "persons",
    "is_masked",
    "why",
    "subjects",
)
CHUNK = 2_000
NEXT_LINK = (
    f"UPDATE {Head._meta.db_table} SET sequence = sequence + 1, "  # noqa: S608 - a table's name of our own
    "digest = SHA256(digest || ':' || (sequence + 1) || ':' || %s) WHERE chain = %s RETURNING sequence, digest"
)


def canonical(value: Any) -> Any:
    """A value as both databases give it back: days and moments as text in UTC, whole floats as integers."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {str(key): canonical(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [canonical(each) for each in value]
    return value


def hash_of(values: Any) -> str:
    text = json.dumps(canonical(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def personal_digest_of(event: Event) -> str:
    return hash_of([event.salt, [getattr(event, name) for name in PERSONAL]])


def content_of(row: Linked) -> str:
    names = PLAIN if isinstance(row, Event) else LOOKED
    return hash_of([getattr(row, name) for name in names])


def subjects_of(persons: Any) -> str:
    """The digest over (type, id) pairs of persons, whatever their order."""
    return hash_of(sorted([kind, number] for kind, number in persons))


def digest_of(before: str, sequence: int, content: str) -> str:
    return hashlib.sha256(f"{before}:{sequence}:{content}".encode()).hexdigest()


def save_linked(row: Linked) -> None:
    """Saves a new row and gives it its place in the chain, here or (PostgreSQL) at commit.

    Inside a transaction. `sequence` and `digest` are known after `refresh_from_db`, on PostgreSQL after the commit.
    """
    if connection.vendor != "postgresql":
        row.sequence, row.digest = _next_link(LOOKS if isinstance(row, Look) else EVENTS, row.content)
    row.save(force_insert=True)
    row.sequence, row.digest = None, ""


def _next_link(chain: str, content: str) -> tuple[int, str]:
    """Moves the head of a chain on by one link in a single statement; said in SQL, since every deed waits for it."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_LINK, [content, chain])
        found: tuple[int, str] | None = cursor.fetchone()
        if found is None:
            Head.objects.create(chain=chain)
            cursor.execute(NEXT_LINK, [content, chain])
            found = cursor.fetchone()
    if found is None:
        raise RuntimeError("the head of the chain is gone")
    return found


@dataclass(frozen=True)
class Fault:
    """The first place where a chain does not hold: which chain, at which sequence and row, and what is wrong."""

    chain: str
    sequence: int
    row: int | None
    code: str


@dataclass(frozen=True)
class Verdict:
    """What `verify` found: how many rows hold, the last link, and the first fault, if there is one."""

    chain: str
    rows: int
    sequence: int
    digest: str
    fault: Fault | None = None


def verify(chain: str, *, seal: tuple[int, str] | None = None) -> Verdict:
    """Recomputes a chain from its start. `seal`: a (sequence, digest) that was noted elsewhere and must stand in it.

    Fault codes: altered (content differs), erased (personal columns gone without a destruction's proof), broken
    (digest does not follow), missing (a sequence is not there), unlinked (a committed row stands in no chain),
    cut (rows after the last one are gone), seal (the noted digest is not the one of that row).
    """
    head = Head.objects.filter(chain=chain).first() or Head(chain=chain)
    before, expected, rows = head.base_digest, head.base_sequence, 0
    is_sealed = seal is None or seal[0] <= head.base_sequence
    erased = _proved() if chain == EVENTS else frozenset()

    def verdict(fault: Fault | None = None) -> Verdict:
        return Verdict(chain, rows, expected, before, fault)

    for row, subjects in _rows(chain):
        expected += 1
        if row.sequence != expected:
            return verdict(Fault(chain, expected, None, "missing"))
        code = _fault_of(row, subjects, erased)
        if not code and digest_of(before, expected, row.content) != row.digest:
            code = "broken"
        if not code and seal is not None and seal[0] == expected:
            is_sealed = seal[1] == row.digest
            code = "" if is_sealed else "seal"
        if code:
            return verdict(Fault(chain, expected, row.pk, code))
        before = row.digest
        rows += 1
    if (expected, before) != (head.sequence, head.digest):
        return verdict(Fault(chain, expected + 1, None, "cut"))
    stray = CHAINS[chain]._default_manager.filter(sequence__isnull=True).order_by("pk").values_list("pk", flat=True)
    if stray:
        return verdict(Fault(chain, 0, stray[0], "unlinked"))
    if not is_sealed and seal is not None:
        return verdict(Fault(chain, seal[0], None, "seal"))
    return verdict()


def _fault_of(row: Linked, subjects: list[tuple[str, int]], erased: frozenset[int]) -> str:
    if content_of(row) != row.content:
        return "altered"
    if isinstance(row, Event):
        if row.erased_on is not None:
            return "" if row.sequence in erased and not any(getattr(row, name) for name in PERSONAL) else "erased"
        return "" if personal_digest_of(row) == row.personal_digest else "altered"
    if isinstance(row, Look) and (subjects_of(subjects) != row.subjects or len(subjects) != row.persons):
        return "altered"
    return ""


def _proved() -> frozenset[int]:
    """Sequences whose personal columns a recorded destruction says it erased."""
    found: set[int] = set()
    for after in Event.objects.filter(verb=ERASED).values_list("after", flat=True):
        found.update(after.get("sequences", []))
    return frozenset(found)


ERASED = "audit.erase"


def _rows(chain: str) -> Iterator[tuple[Linked, list[tuple[str, int]]]]:
    """Rows in the order of the chain, with the persons of a look."""
    rows: models.QuerySet[Any] = CHAINS[chain]._default_manager.filter(sequence__isnull=False).order_by("sequence")
    last = -1
    while True:
        part = list(rows.filter(sequence__gt=last)[:CHUNK])
        if not part:
            return
        last = part[-1].sequence
        whose: dict[int, list[tuple[str, int]]] = {}
        if chain == LOOKS:
            listed = LookedAt.objects.filter(look__in=[each.pk for each in part])
            for look, kind, number in listed.values_list("look", "person_type", "person_id"):
                whose.setdefault(look, []).append((kind, number))
        for each in part:
            yield each, whose.get(each.pk, [])
