"""One page of a list of any length: a bounded count, and rows found by walking an index instead of sorting them all.

Where more rows match than are counted, the page's keys are asked for first, in the order of the list and without the
tables that are only shown; the database should then walk the index of that order and stop after a page. SQLite would
rather take the index of a condition and sort half a million rows, so a key's column in a condition is given to it as `+column`,
which has no index (sqlite.org/optoverview.html, "Disqualifying WHERE clause terms using unary +"). Few matches are
sorted: that is quick, and a walk might pass the whole table for them.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, Func, QuerySet
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup
from django.db.models.sql.constants import INNER
from django.db.models.sql.where import WhereNode

#: Rows are counted so far; above it a list says "more than".
MOST_COUNTED = 5_000
#: So few rows that were found by looking into each are taken by their keys: nobody looks twice.
FEW = 10_000


@dataclass(frozen=True)
class Page:
    """Some rows. `total` stops at `MOST_COUNTED` (`is_more` then); `last` is the last page that can be named."""

    rows: list[Any]
    total: int
    is_more: bool
    number: int
    last: int
    has_next: bool

    @property
    def first(self) -> int:
        """The place of the first row, from 0."""
        return self._size * (self.number - 1)

    _size: int = 1


def page(
    rows: QuerySet[Any], number: int, size: int, *, is_searched: bool = False, order_of_many: Sequence[str] = ()
) -> Page:
    """Page `number` (from 1) of the ordered rows; the last one when there are fewer. Two queries.

    `order_of_many`: another order for more rows than are counted, one that an index has.

    `is_searched`: the rows are found by reading texts, so what was read for the count serves for the page.
    """
    keys = rows.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1]
    if is_searched:
        found = list(keys)
        total = len(found)
        if total <= FEW:
            rows = _by_keys(rows, found)
    else:
        total = keys.count()
    is_more = total > MOST_COUNTED
    if is_more and order_of_many:
        rows = rows.order_by(*order_of_many)
    total = min(total, MOST_COUNTED)
    last = max((total + size - 1) // size, 1)
    number = number if is_more else min(number, last)
    shown = _slice(rows, number, size, is_more) if total else []
    if not shown and number > last:
        number = last
        shown = _slice(rows, number, size, is_more)
    return Page(shown[:size], total, is_more, number, max(last, number), len(shown) > size, size)


def _slice(rows: QuerySet[Any], number: int, size: int, is_more: bool) -> list[Any]:
    start = (number - 1) * size
    if not is_more:
        return list(rows[start : start + size + 1])
    keys = walked(_plainly(rows).select_related(None)).values("pk")[start : start + size + 1]
    return list(_by_keys(_plainly(rows), keys))


def _plainly(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Without an order by cases ("urgent first"): no index has it, and among so many rows it says little."""
    kept = [each for each in rows.query.order_by if not _is_by_cases(rows, each)]
    return rows.order_by(*kept) if kept else rows


def _is_by_cases(rows: QuerySet[Any], term: Any) -> bool:
    found = (
        rows.query.annotations.get(term.removeprefix("-"))
        if isinstance(term, str)
        else getattr(term, "expression", term)
    )
    return isinstance(found, Case)


def _by_keys(rows: QuerySet[Any], keys: Any) -> QuerySet[Any]:
    """The same rows with all that is shown of them, by keys alone: what they had to fulfil, the keys did."""
    chosen = rows.all()
    chosen.query.where = WhereNode()
    return chosen.filter(pk__in=keys)


def walked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows, which SQLite finds in their order."""
    if connection.vendor != "sqlite":
        return rows
    chosen = rows.all()
    query = chosen.query
    query.where = _without_index(query.where, query.get_initial_alias())
    if not any("__" in str(getattr(getattr(each, "expression", each), "name", each)) for each in query.order_by[:1]):
        # The list's own table first: sqlite.org/lang_select.html, "CROSS JOIN" keeps the order of the tables.
        query.alias_map = {
            alias: _crossed(join) if getattr(join, "join_type", None) == INNER else join
            for alias, join in query.alias_map.items()
        }
    return chosen


def _crossed(join: Any) -> Any:
    found = copy.copy(join)
    found.join_type = "CROSS JOIN"
    return found


class Unindexed(Func):
    """A column as a value: what is asked of it uses no index."""

    template = "+%(expressions)s"
    arity = 1


def _without_index(where: Any, own: str) -> Any:
    """The condition with no index but for plain values in the list's own table, `own`."""
    copied = where.copy() if isinstance(where, Lookup) else where.clone()
    if isinstance(copied, WhereNode):
        copied.children = [
            _without_index(each, own) if isinstance(each, (WhereNode, Lookup)) else each for each in copied.children
        ]
    elif isinstance(copied.lhs, Col) and (
        copied.lhs.alias != own or copied.lhs.target.is_relation or copied.lookup_name == "in"
    ):
        copied.lhs = Unindexed(copied.lhs, output_field=copied.lhs.output_field)
    return copied
