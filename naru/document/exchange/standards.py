"""Loading a published table: read, checked or written, and told in one shape for the terminal and the browser."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.db import transaction

from naru.base.accounts.models import User
from naru.document.exchange import ncs
from naru.domain.competency import actions
from naru.domain.competency.enums import CodeTable

#: What can be loaded: units of the national standards, occupations, and the other code tables.
KINDS = ("ncs", "keco", *(each.value for each in CodeTable))
MOST_SHOWN = 300


class _Undo(Exception):
    pass


def load(path: Path, *, kind: str, label: str, is_check: bool, by: User | None) -> dict[str, Any]:
    """What loading does, or with `is_check` would do. Raises RuleBroken when the file is no such table."""
    told: dict[str, Any] = {}
    try:
        with transaction.atomic():
            told = _load(path, kind, label, by)
            if is_check:
                raise _Undo
    except _Undo:
        pass
    return told


def _load(path: Path, kind: str, label: str, by: User | None) -> dict[str, Any]:
    if kind == "ncs":
        table = ncs.units_of(path)
        odd = [each.plain() for each in table.oddities]
        done = actions.load_edition(framework=None, rows=table.rows, oddities=odd, label=label, by=by)
        rows, left_out = len(table.rows), table.left_out
    else:
        codes, strange = ncs.codes_of(path)
        odd = [each.plain() for each in strange]
        table_of = None if kind == "keco" else CodeTable(kind)
        done = actions.load_codes(table=table_of, rows=codes, label=label, by=by)
        rows, left_out = len(codes), 0
    return {
        "rows": rows,
        "left_out": left_out,
        "new": done.new,
        "changed": done.changed,
        "same": done.same,
        "replaced": done.replaced,
        "waiting": done.waiting,
        "odd": len(odd),
        "oddities": odd[:MOST_SHOWN],
        "kinds": [list(each) for each in Counter(each["what"].partition(":")[0] for each in odd).most_common()],
    }
