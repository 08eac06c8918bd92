"""Filling an empty table without its indexes, and making them afterwards from sorted rows: one pass instead of many."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

#: Fewer rows than this are quicker with the indexes in place.
MANY = 20_000


@contextmanager
def set_aside(table: str) -> Iterator[None]:
    """Inside, the table keeps its key only (on SQLite also its unique constraints); the rest is made again, and checked, at the end.

    On PostgreSQL foreign keys and unique constraints are set aside too: made again, they check all rows at once.
    In the caller's transaction, so that nobody ever sees the table without them; for a table that is still empty.
    Raises IntegrityError where a foreign key finds nothing or a key stands twice.
    """
    made_again = _constraints(table) + definitions(table)
    with connection.cursor() as cursor:
        for drop, _make in made_again:
            cursor.execute(drop)
    yield
    with connection.cursor() as cursor:
        for _drop, make in reversed(made_again):
            cursor.execute(make)


def definitions(table: str) -> list[tuple[str, str]]:
    """(the sentence that drops it, the sentence that makes it) of every index that no constraint needs."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i "
                "JOIN pg_class c ON c.oid = i.indexrelid "
                "WHERE i.indrelid = %s::regclass AND NOT i.indisunique ORDER BY c.relname",
                [quote(table)],
            )
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s "
                "AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%%' ORDER BY name",
                [table],
            )
        return [(f"DROP INDEX {quote(name)}", definition) for name, definition in cursor.fetchall()]


def _constraints(table: str) -> list[tuple[str, str]]:
    """The same for PostgreSQL's foreign keys and unique constraints; SQLite has no way to drop one."""
    if connection.vendor != "postgresql":
        return []
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = %s::regclass AND contype IN ('f', 'u') ORDER BY conname",
            [quote(table)],
        )
        return [
            (
                f"ALTER TABLE {quote(table)} DROP CONSTRAINT {quote(name)}",
                f"ALTER TABLE {quote(table)} ADD CONSTRAINT {quote(name)} {definition}",
            )
            for name, definition in cursor.fetchall()
        ]
