"""Everything that is kept about one person, read from the models' own words: for a copy to the person, and for erasure.

A model says in its inner class `Privacy` whose data its rows are (`person`, or `account` for what belongs to whoever
signs in); so a new table is in the copy as soon as it says so, and a house test asks that it does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from naru.base.accounts.shown import person_path
from naru.base.privacy.classes import FieldClass, class_of, own_models
from naru.base.privacy.models import Consent, ConsentRequest, Correction

#: Tables of the ground that name a person by type and number.
BY_NUMBER: tuple[type[models.Model], ...] = (Consent, ConsentRequest, Correction)


@dataclass(frozen=True)
class Part:
    """The rows of one table about the person: its name, the columns' names, and the values as text or numbers."""

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]


def parts(person: models.Model) -> Iterator[Part]:
    """Every table that holds something about this person; tables without a row are left out."""
    kind, number = person._meta.label_lower, person.pk
    for model in own_models():
        path = person_path(model)
        if path == "self" and model is type(person):
            rows = model._base_manager.filter(pk=number)
        elif path and path != "self" and model._meta.get_field(path).related_model is type(person):
            rows = model._base_manager.filter(**{path: number})
        elif model in BY_NUMBER:
            rows = model._base_manager.filter(person_type=kind, person_id=number)
        elif (account := getattr(getattr(model, "Privacy", None), "account", "")) and account_of(person):
            rows = model._base_manager.filter(**{account: account_of(person)})
        else:
            continue
        fields = [each for each in model._meta.concrete_fields if _is_told(model, each)]
        found = tuple(tuple(_value(row, each) for each in fields) for row in rows.order_by("pk"))
        if found:
            columns = tuple((each.name, str(each.verbose_name)) for each in fields)
            yield Part(model._meta.label_lower, str(model._meta.verbose_name), columns, found)


def account_of(person: models.Model) -> int | None:
    """The account that a person signs in with, if they have one."""
    return getattr(person, "user_id", None)


def _is_told(model: type[models.Model], field: Any) -> bool:
    """Not the keys of the database, nor hashes: they say nothing to a person."""
    if field.primary_key or field.name in {"person_type", "person_id"} or field.name.endswith("_index"):
        return False
    return class_of(model, field.name) in set(FieldClass)


def _value(row: models.Model, field: Any) -> Any:
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    value = getattr(row, field.name)
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, (int, float, bool, str)) or value is None else str(value)


def as_plain(person: models.Model) -> list[dict[str, Any]]:
    """The same for JSON: a list of tables, each row by column name with the words of the reader's language."""
    return [
        {
            "table": each.key,
            "title": each.title,
            "columns": dict(each.columns),
            "rows": [dict(zip([name for name, _title in each.columns], row, strict=True)) for row in each.rows],
        }
        for each in parts(person)
    ]
