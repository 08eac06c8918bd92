"""The condition of a list's search box.

Texts of the list's own table are read row by row. A text of another table (a school's name, a person's) is looked up
there first: few rows of it become keys, which an index of the list's table finds; many stay a condition on the join.
Without that, one text of another table in the condition would make the database read every row of the list.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q

from naru.base.accounts import access
from naru.base.hangul import lookups as _lookups  # noqa: F401 - registers `spelled`, `named` and `numbered`
from naru.base.hangul import syllables

#: So many rows of another table are still named by their keys.
FEW = 1_000
#: How a column of persons is searched: by ranges that an index answers.
OF_PERSONS = {"name": "named", "number": "numbered"}


def condition(model: type[models.Model], paths: Sequence[str], persons: Sequence[str], text: str) -> Q:
    """Rows of `model` that bear the text in one of these paths; the same for all when there are none."""
    lookup = "spelled" if syllables.has_initials(text) else "icontains"
    of_owner: dict[str, Q] = defaultdict(Q)
    for path in paths:
        owner, _is_joined, column = path.rpartition("__")
        of_owner[owner] |= Q(**{f"{column}__{lookup}": text})
    for path in persons:
        owner, _is_joined, column = path.rpartition("__")
        of_owner[owner] |= Q(**{f"{column}__{OF_PERSONS.get(column, lookup)}": text})
    found = Q()
    for owner, asked in of_owner.items():
        found |= _of(model, owner, asked) if owner else asked
    return found


def _of(model: type[models.Model], owner: str, asked: Q) -> Q:
    """The condition on the rows that `owner` leads to, as keys where there are few."""
    related = _led_to(model, owner)
    keys = access.keys_where(related, asked, FEW) if related is not None else None
    return _moved(asked, owner) if keys is None else Q(**{f"{owner}__in": keys})


def _moved(asked: Q, owner: str) -> Q:
    """The same condition, asked of the rows that `owner` leads to."""
    children: list[Any] = [
        _moved(each, owner) if isinstance(each, Q) else (f"{owner}__{each[0]}", each[1])  # type: ignore[index]
        for each in asked.children
    ]
    return Q(*children, _connector=asked.connector, _negated=asked.negated)


def _led_to(model: type[models.Model], path: str) -> type[models.Model] | None:
    """The model at the end of a path of keys, each to one row; None when a step leads to many or is no field."""
    here: Any = model
    for step in path.split("__"):
        try:
            field = here._meta.get_field(step)
        except FieldDoesNotExist:
            return None
        if not (field.many_to_one or field.one_to_one) or not field.concrete:
            return None
        here = field.related_model
    return here  # type: ignore[no-any-return]
