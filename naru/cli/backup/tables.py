"""The tables of an installation: which are kept, read in one consistent look, and written at once."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from naru.cli.backup import values

CHUNK = 5_000
#: A session is a key to somebody's account and ends with the installation that gave it out.
LEFT_OUT = {"sessions.session"}


@dataclass(frozen=True)
class Kept:
    """How many lines a table has, and the SHA-256 over them in the order of their keys."""

    rows: int
    digest: str


def kept_models() -> list[type[models.Model]]:
    """Every table of the installation, tables between two others too, in the order of their names."""
    found = [
        each
        for each in apps.get_models(include_auto_created=True)
        if each._meta.managed and not each._meta.proxy and each._meta.label_lower not in LEFT_OUT
    ]
    return sorted(found, key=lambda each: each._meta.db_table)


@contextmanager
def snapshot() -> Iterator[None]:
    """All reads inside see one moment, whatever is written meanwhile, and hold up nobody who writes.

    PostgreSQL: one read-only transaction of isolation level repeatable read. SQLite in WAL mode: one deferred
    transaction, which reads the database as it was when it began.
    """
    before = connections["default"]
    settings = deepcopy(before.settings_dict)
    if before.vendor == "postgresql":
        from psycopg import IsolationLevel

        settings["OPTIONS"] = {**settings["OPTIONS"], "isolation_level": IsolationLevel.REPEATABLE_READ}
    else:
        settings["OPTIONS"] = {**settings["OPTIONS"], "transaction_mode": "DEFERRED"}
    reader = before.__class__(settings, "default")
    connections["default"] = reader
    try:
        with transaction.atomic():
            if reader.vendor == "postgresql":
                with reader.cursor() as cursor:
                    cursor.execute("SET TRANSACTION READ ONLY")
            yield
    finally:
        reader.close()
        connections["default"] = before


def lines(model: type[models.Model], source: BaseDatabaseWrapper | None = None) -> Iterator[str]:
    """The rows of a table as lines, in the order of their keys. Inside a transaction."""
    source = source or connections["default"]
    quote = source.ops.quote_name
    fields = values.columns_of(model)
    names = ", ".join(quote(str(field.column)) for field in fields)
    key = model._meta.pk
    assert key is not None  # noqa: S101 - every model has a key
    # Text keys in the order of their bytes, which is the same on both.
    order = quote(str(key.column))
    if source.vendor == "postgresql" and values.kind_of(key) in {"CharField", "TextField", "SlugField"}:
        order += ' COLLATE "C"'
    sentence = f"SELECT {names} FROM {quote(model._meta.db_table)} ORDER BY {order}"  # noqa: S608 - names of models
    readers = values.readers(model, source)
    cursor = source.chunked_cursor()
    try:
        cursor.execute(sentence)
        while rows := cursor.fetchmany(CHUNK):
            for row in rows:
                yield values.line([read(value) for read, value in zip(readers, row, strict=True)])
    finally:
        cursor.close()


def measured(found: Iterable[str], take: Callable[[str], object] | None = None) -> Kept:
    digest, rows = hashlib.sha256(), 0
    for each in found:
        digest.update(each.encode() + b"\n")
        rows += 1
        if take:
            take(each)
    return Kept(rows, digest.hexdigest())


def write(model: type[models.Model], rows: Iterable[list[Any]]) -> int:
    """Writes rows of a file into an empty table; returns how many. Inside a transaction."""
    target = connection
    quote = target.ops.quote_name
    fields = values.columns_of(model)
    table, names = quote(model._meta.db_table), ", ".join(quote(str(field.column)) for field in fields)
    writers = values.writers(model, connections["default"])
    made = ([write(value) for write, value in zip(writers, row, strict=True)] for row in rows)
    count = 0
    with target.cursor() as cursor:
        if target.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for count, row in enumerate(made, 1):  # noqa: B007 - the last one counts
                    copy.write_row(row)
            return count
        holes = ", ".join(["%s"] * len(fields))
        sentence = f"INSERT INTO {table} ({names}) VALUES ({holes})"  # noqa: S608 - names come from models
        part: list[list[Any]] = []
        for count, row in enumerate(made, 1):  # noqa: B007 - the last one counts
            part.append(row)
            if len(part) == CHUNK:
                cursor.executemany(sentence, part)
                part = []
        if part:
            cursor.executemany(sentence, part)
    return count


def empty(model: type[models.Model]) -> None:
    """Takes out what migrations put in."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - names of models


def has_rows(model: type[models.Model]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(model._meta.db_table)} LIMIT 1")  # noqa: S608 - a model's
        return cursor.fetchone() is not None


def reset_sequences(found: list[type[models.Model]]) -> None:
    """The next new row gets a number that none of the written ones has."""
    with connection.cursor() as cursor:
        for sentence in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(sentence)
