"""Fields that are encrypted at rest, and the blind index by which an equal value is found.

    phone = Encrypted(_("전화"), blank=True)
    phone_index = BlindIndex(of="phone")

An encrypted field can be read and written, never searched: `filter(phone=…)` raises FieldError; ask the index with
`filter(phone_index=index_of(Guardian, "phone", number))`. Fernet (AES-128-CBC with HMAC-SHA-256) under a list of keys;
the same value is stored differently each time.
"""

from collections.abc import Iterator
from typing import Any

from cryptography.fernet import InvalidToken
from django.core.exceptions import FieldError
from django.db import models, transaction
from django.db.models import F, TextField
from django.db.models.functions import Cast

from naru.base.privacy import keys
from naru.base.privacy.classes import own_models

CHUNK = 500


class Encrypted(models.TextField):
    """Text that the database holds encrypted; the empty text stays empty."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return keys.encrypt(value) if value else value

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return keys.decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.model._meta.label}.{self.name} is encrypted: ask its blind index")


class BlindIndex(models.CharField):
    """The keyed hash of an encrypted field, kept in step whenever the row is saved."""

    def __init__(self, *arguments: Any, of: str = "", **keywords: Any) -> None:
        self.of = of
        keywords |= {"max_length": 64, "blank": True, "default": "", "editable": False, "db_index": True}
        super().__init__(*arguments, **keywords)

    def deconstruct(self) -> Any:
        name, path, arguments, keywords = super().deconstruct()
        for each in ("max_length", "blank", "default", "editable", "db_index"):
            keywords.pop(each, None)
        return name, path, arguments, {**keywords, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = index_of(type(model_instance), self.of, getattr(model_instance, self.of) or "")
        setattr(model_instance, self.attname, value)
        return value


def index_of(model: type[models.Model], field: str, value: str) -> str:
    return keys.blind_index(f"{model._meta.label_lower}.{field}", value)


def columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every encrypted column of the installation."""
    for model in own_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, Encrypted):
                yield model, field.name


def stored(model: type[models.Model], field: str) -> models.QuerySet[Any, Any]:
    """(pk, what the database holds) of every row with a value, in order of pk."""
    rows = model._base_manager.annotate(held=Cast(F(field), TextField()))
    return rows.exclude(held="").exclude(held=None).order_by("pk").values_list("pk", "held")


def encrypt_again(model: type[models.Model], field: str) -> int:
    """Gives every value of a column the newest key; returns how many needed it. May be ended and begun again."""
    done, last = 0, 0
    indexes = [each.name for each in model._meta.concrete_fields if isinstance(each, BlindIndex) and each.of == field]
    while True:
        with transaction.atomic():
            part = list(stored(model, field).filter(pk__gt=last).select_for_update()[:CHUNK])
            for pk, held in part:
                last = pk
                if keys.opens_with_newest(held):
                    continue
                value = keys.decrypt(held)
                changes = {field: value} | {name: index_of(model, field, value) for name in indexes}
                model._base_manager.filter(pk=pk).update(**changes)
                done += 1
        if len(part) < CHUNK:
            return done


def unreadable() -> list[str]:
    """Columns whose first value none of this installation's keys opens: the keys were not brought along."""
    found = []
    for model, field in columns():
        first = stored(model, field).first()
        try:
            if first is not None:
                keys.decrypt(first[1])
        except InvalidToken:
            found.append(f"{model._meta.label_lower}.{field}")
    return found


def left_with_old_keys() -> int:
    """How many values the newest key alone does not open."""
    return sum(
        not keys.opens_with_newest(held)
        for model, field in columns()
        for _pk, held in stored(model, field).iterator(chunk_size=CHUNK)
    )
