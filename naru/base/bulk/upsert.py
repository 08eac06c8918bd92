"""Many rows into one table at once: new ones are inserted, changed ones updated, equal ones left alone."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import connection, models

from naru.base.bulk import indexes

CHUNK = 5_000
#: SQLite takes so many values in one sentence, whoever built it.
MOST_VALUES = 32_000
#: Kilobytes of SQLite's cache: with less, a large load writes pages out only to read them again.
CACHE = 65_536


@dataclass(frozen=True)
class Upserted:
    """How many rows were new, changed, or the same as before."""

    new: int
    changed: int
    same: int


def upsert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    conflict: Sequence[str],
    keep: Sequence[str] = (),
    tick: Callable[[int], None] | None = None,
) -> Upserted:
    """Writes `rows` (values as the database stores them, in the order of `columns`) inside the caller's transaction.

    `conflict` are the columns of a unique constraint; columns in `keep` are set on insert and never changed.
    `tick` hears how many rows are done. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("upsert belongs inside the transaction of the deed")
    if not rows:
        return Upserted(0, 0, 0)
    table = connection.ops.quote_name(model._meta.db_table)
    before = model._base_manager.count()
    is_first_fill = not before and len(rows) >= indexes.MANY
    with indexes.set_aside(model._meta.db_table) if is_first_fill else nullcontext():
        touched = (_postgres if connection.vendor == "postgresql" else _sqlite)(
            table,
            columns,
            rows,
            conflict,
            [each for each in columns if each not in {*conflict, *keep}],
            tick,
            not before,
        )
    new = model._base_manager.count() - before
    return Upserted(new, touched - new, len(rows) - touched)


def _tail(table: str, conflict: Sequence[str], update: Sequence[str], differs: str) -> str:
    quote = connection.ops.quote_name
    target = ", ".join(quote(each) for each in conflict)
    if not update:
        return f"ON CONFLICT ({target}) DO NOTHING"
    sets = ", ".join(f"{quote(each)} = excluded.{quote(each)}" for each in update)
    changed = " OR ".join(f"{table}.{quote(each)} {differs} excluded.{quote(each)}" for each in update)
    return f"ON CONFLICT ({target}) DO UPDATE SET {sets} WHERE {changed}"


def _sqlite(
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    conflict: Sequence[str],
    update: Sequence[str],
    tick: Callable[[int], None] | None,
    is_empty: bool,
) -> int:
    quote = connection.ops.quote_name
    names = ", ".join(quote(each) for each in columns)
    holes = f"({', '.join('?' for _each in columns)})"
    tail = _tail(table, conflict, update, "IS NOT")
    chunk = MOST_VALUES // len(columns)
    touched = 0
    connection.ensure_connection()
    with connection.wrap_database_errors:
        connection.connection.execute(f"PRAGMA cache_size = -{CACHE}")
        for start in range(0, len(rows), chunk):
            part = rows[start : start + chunk]
            values = ", ".join([holes] * len(part))
            sentence = f"INSERT INTO {table} ({names}) VALUES {values} {tail}"  # noqa: S608 - names come from models
            cursor = connection.connection.execute(sentence, list(chain.from_iterable(part)))
            touched += cursor.rowcount
            if tick:
                tick(start + len(part))
    return touched


def _postgres(
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    conflict: Sequence[str],
    update: Sequence[str],
    tick: Callable[[int], None] | None,
    is_empty: bool,
) -> int:
    quote = connection.ops.quote_name
    names = ", ".join(quote(each) for each in columns)
    with connection.cursor() as cursor:
        if is_empty:
            _copy(cursor, table, names, rows, tick)
            return len(rows)
        cursor.execute(f"CREATE TEMPORARY TABLE naru_upsert ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0")  # noqa: S608
        _copy(cursor, "naru_upsert", names, rows, tick)
        tail = _tail(table, conflict, update, "IS DISTINCT FROM")
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM naru_upsert {tail}")  # noqa: S608
        touched = cursor.rowcount
        cursor.execute("DROP TABLE naru_upsert")
    return int(touched)


def _copy(
    cursor: Any, table: str, names: str, rows: Sequence[Sequence[Any]], tick: Callable[[int], None] | None
) -> None:
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for number, row in enumerate(rows, 1):
            copy.write_row(row)
            if tick and (number % CHUNK == 0 or number == len(rows)):
                tick(number)
