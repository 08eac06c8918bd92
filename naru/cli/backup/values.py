"""A row as text that is the same on both databases: what is stored, not what a field makes of it.

Encrypted columns stay encrypted: a field's own conversion is never asked, only the database's.
Line of a table: a JSON array in the order of its columns. Moments are UTC with microseconds, days and times ISO 8601,
decimals, UUIDs and durations (microseconds) text, bytes base64, JSON itself with sorted keys; whole floats in it
become integers, as PostgreSQL's jsonb has them.
"""

import base64
import json
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col


def columns_of(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return list(model._meta.concrete_fields)


def kind_of(field: "models.Field[Any, Any]") -> str:
    """The kind of the column: of a key to another table, that table's key."""
    while field.is_relation:
        field = field.target_field  # type: ignore[attr-defined]
    return field.get_internal_type()


def readers(model: type[models.Model], connection: BaseDatabaseWrapper) -> list[Callable[[Any], Any]]:
    """For each column what turns a value as the database gives it into JSON."""
    return [_reader(field, connection) for field in columns_of(model)]


def _reader(field: "models.Field[Any, Any]", connection: BaseDatabaseWrapper) -> Callable[[Any], Any]:
    while field.is_relation:
        field = field.target_field  # type: ignore[attr-defined]
    expression = Col(field.model._meta.db_table, field)
    converters = connection.ops.get_db_converters(expression)
    is_json = kind_of(field) == "JSONField"

    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, expression, connection)
        if value is None:
            return None
        if is_json:
            return _plain(json.loads(value) if isinstance(value, (str, bytes)) else value)
        return _text(value)

    return read


def _text(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (Decimal, uuid.UUID)):
        return str(value)
    if isinstance(value, timedelta):
        return str(value // timedelta(microseconds=1))
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def line(values: Sequence[Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def writers(model: type[models.Model], connection: BaseDatabaseWrapper) -> list[Callable[[Any], Any]]:
    """For each column what turns a value of a line into one that this database takes."""
    return [_writer(field, connection) for field in columns_of(model)]


def _writer(field: "models.Field[Any, Any]", connection: BaseDatabaseWrapper) -> Callable[[Any], Any]:
    while field.is_relation:
        field = field.target_field  # type: ignore[attr-defined]
    make = _maker(field, connection)
    return lambda value: None if value is None else make(value)


def _maker(field: "models.Field[Any, Any]", connection: BaseDatabaseWrapper) -> Callable[[Any], Any]:
    kind, adapt = kind_of(field), connection.ops
    is_postgres = connection.vendor == "postgresql"
    if kind == "DateTimeField":
        return lambda value: adapt.adapt_datetimefield_value(datetime.fromisoformat(value))
    if kind == "DateField":
        return lambda value: adapt.adapt_datefield_value(date.fromisoformat(value))
    if kind == "TimeField":
        return lambda value: adapt.adapt_timefield_value(time.fromisoformat(value))
    if kind == "DecimalField":
        digits, places = field.max_digits, field.decimal_places  # type: ignore[attr-defined]
        return lambda value: adapt.adapt_decimalfield_value(Decimal(value), digits, places)
    if kind == "UUIDField":
        return lambda value: uuid.UUID(value) if is_postgres else uuid.UUID(value).hex
    if kind == "DurationField":
        return lambda value: timedelta(microseconds=int(value)) if is_postgres else int(value)
    if kind == "BinaryField":
        return lambda value: base64.b64decode(value)
    if kind == "JSONField":
        if is_postgres:
            from psycopg.types.json import Jsonb

            return Jsonb
        return lambda value: json.dumps(value, ensure_ascii=False)
    return lambda value: value
