"""Whom a page, a list or an answer has shown so far: collected where rows are read, kept by the door at the end.

A guarded model says whose data its rows are in its inner class `Privacy`: `person = "self"` for a person's own row,
else the name of the foreign key to that person. Nothing is collected outside of `collecting()`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import models

Person = tuple[str, int]


@dataclass
class Shown:
    """Persons as ("people.learner", 12), each once, in the order in which they were shown."""

    persons: dict[Person, None] = field(default_factory=dict)
    why: str = ""
    is_export: bool = False
    is_list: bool = False


_now: ContextVar[Shown | None] = ContextVar("naru_shown", default=None)


@contextmanager
def collecting() -> Iterator[Shown]:
    """Collects what is shown inside of it."""
    found = Shown()
    token = _now.set(found)
    try:
        yield found
    finally:
        _now.reset(token)


def person_path(model: type[models.Model]) -> str:
    """ "self", the name of a foreign key to a person, or nothing when rows of the model are nobody's data."""
    return str(getattr(getattr(model, "Privacy", None), "person", ""))


def person_of(row: models.Model) -> Person | None:
    """Whose data a row is. Asks the database nothing."""
    path = person_path(type(row))
    if not path:
        return None
    if path == "self":
        return row._meta.label_lower, row.pk
    field_ = row._meta.get_field(path)
    number = getattr(row, field_.attname)  # type: ignore[union-attr]
    return (field_.related_model._meta.label_lower, number) if number else None  # type: ignore[union-attr]


def add(rows: Iterable[models.Model], *, is_list: bool = False, is_export: bool = False, why: str = "") -> None:
    """Notes that these rows are shown. Does nothing when nobody collects."""
    now = _now.get()
    if now is None:
        return
    for row in rows:
        person = person_of(row)
        if person is not None:
            now.persons[person] = None
    now.is_list |= is_list
    now.is_export |= is_export
    now.why = why or now.why
