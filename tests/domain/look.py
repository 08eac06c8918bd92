"""What the tests of every room ask: who sees a row, what a listing costs, who may do a deed and whether it is audited."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.audit.models import Event
from naru.base.rulebook.errors import NotAllowed, NotFound

Query = Callable[[User], Iterable[Any]]


@dataclass(frozen=True)
class Deed:
    """An action as `do(by)`: who may, the verb that the audit keeps (of which district), and who may not."""

    do: Callable[[User], Any]
    by: User
    verb: str
    district: int | None
    strangers: tuple[User, ...]


def names(actions: ModuleType) -> list[str]:
    """Every public action that a room's `actions` names: a new one fails until its test says who may and who may not."""
    return [
        name
        for name, each in inspect.getmembers(actions, inspect.isfunction)
        if f"{each.__module__}.".startswith(f"{actions.__name__}.") and not name.startswith("_")
    ]


def check(deed: Deed) -> None:
    """Refused to each stranger without a trace; done by whom it belongs to, and audited."""
    assert deed.strangers
    for stranger in deed.strangers:
        with pytest.raises(NotAllowed):
            deed.do(stranger)
    assert not Event.objects.exists()
    deed.do(deed.by)
    event = Event.objects.get(verb=deed.verb)
    assert (event.actor_id, event.actor, event.district_id) == (deed.by.pk, deed.by.name, deed.district)


def visible(
    query: Callable[[User], models.QuerySet[Any]],
    one: Callable[[User, int], Any] | None,
    row: models.Model,
    *,
    to: Iterable[User],
    hidden_from: Iterable[User],
) -> None:
    """The row stands once in the listing of those who may see it, and does not exist for the others."""
    for viewer in to:
        assert list(query(viewer)).count(row) == 1
        if one:
            assert one(viewer, row.pk) == row
    for viewer in hidden_from:
        assert row not in list(query(viewer))
        if one:
            with pytest.raises(NotFound):
                one(viewer, row.pk)


def cost(query: Query, viewer: User) -> int:
    """Queries of showing every row of a listing by its name."""
    access.standings(viewer)
    with CaptureQueriesContext(connection) as caught:
        for each in query(viewer):
            str(each)
    return len(caught)


def same_cost(query: Query, viewer: User, make: Callable[[], Any]) -> None:
    """Showing 30 rows takes as many queries as showing one."""
    make()
    assert len(list(query(viewer))) == 1
    before = cost(query, viewer)
    for _each in range(29):
        make()
    assert len(list(query(viewer))) == 30
    assert cost(query, viewer) == before
