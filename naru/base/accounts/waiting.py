"""What waits for a person: each room names its kinds, and one query counts each.

A room lists its kinds as `Todo`s; `of` counts them for a person, `risks` counts the ones that an overseer of a
district watches, `rows` gives exactly the rows that were counted, so that a list page can show them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, Min, Model, Q, QuerySet

from naru.base.accounts import access, roles
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.base.rulebook.number import is_hidden


class Urgency(StrEnum):
    """How pressing: past its day, due today, within two weeks, later, or without a day."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    OPEN = "open"


ORDER = {each: place for place, each in enumerate(Urgency)}
#: So many days ahead count as soon.
SOON = 14


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits.

    `count` is None where it speaks of too few persons for this viewer; `of_persons` when it counts persons, not papers.
    `late` of the `count` are past their day; `due` is the earliest day. `page` is the name of the address that shows
    the rows, `query` its filters; `one` with `row` is the address of the only row when there is just one.
    """

    kind: str
    urgency: Urgency
    sentence: Any
    count: int | None
    late: int
    due: date | None
    page: str = ""
    query: tuple[tuple[str, str], ...] = ()
    one: str = ""
    row: int | None = None
    of_persons: bool = False


Rows = QuerySet[Any]


@dataclass(frozen=True)
class Todo:
    """A kind of thing that waits.

    kind       the room and the kind: "training.complete"
    sentence   what waits, as a noun phrase that a count can follow
    when       (rows, today) -> the rows that wait
    model      the guarded model of the rows; who holds `permission` on a row is the one it waits for
    scopes     which parts of a reach count: a firm's own work is not the centre's
    own        (viewer, today) -> rows, for what no permission on a row can say; replaces model, permission and scopes
    district   path from a row to its district ("" when the row has none); `member`: path to an organisation instead
    due        path to the day by which it is to be done, or today -> that day; `allow`: days granted after it
    target     path to the id that the list page shows (an agreement of a party)
    page, query, one    where the rows are shown, and the page of a single one
    learner    path to the learner it is about, when it is about one
    is_risk    watched by whoever oversees the district
    """

    kind: str
    sentence: Any
    when: Callable[[Rows, date], Rows]
    model: type[Model] | None = None
    permission: Permission | None = None
    scopes: frozenset[str] = frozenset({"districts", "organisations", "persons"})
    own: Callable[[User, date], Rows] | None = None
    district: str = ""
    member: str = ""
    due: str | Callable[[date], date | None] = ""
    allow: int = 0
    target: str = "pk"
    page: str = ""
    query: tuple[tuple[str, str], ...] = field(default=())
    one: str = ""
    learner: str = ""
    is_risk: bool = False

    @property
    def key(self) -> str:
        """The kind without its room: what the address says."""
        return self.kind.partition(".")[2]


DISTRICTS = frozenset({"districts"})
ORGANISATIONS = frozenset({"organisations"})
PERSONS = frozenset({"persons"})


def rows(todo: Todo, viewer: User, today: date, district: District | None = None) -> Rows | None:
    """The rows that wait for the viewer, each once; None when nothing of this kind could ever wait for them."""
    if todo.own is not None:
        if todo.permission is not None and not access.can(viewer, todo.permission):
            return None
        return _narrowed(todo, todo.when(todo.own(viewer, today), today), district)
    if todo.model is None or todo.permission is None:
        raise ValueError(f"{todo.kind} says neither whose it is nor which rows")
    here = access.narrowed(access.reach(viewer, todo.permission), todo.scopes)
    if not here:
        return None
    return _narrowed(todo, todo.when(here.rows(todo.model, is_reading=False), today), district)


def _narrowed(todo: Todo, found: Rows, district: District | None) -> Rows:
    if district is None:
        return found
    if todo.district:
        return found.filter(**{todo.district: district.pk})
    if todo.member:
        return found.filter(**{f"{todo.member}__in": access.members_of(frozenset({district.pk}))})
    return found


def of(todos: Iterable[Todo], viewer: User, today: date, district: District | None = None) -> list[Waiting]:
    """What waits for the viewer in a district (in all of theirs without one): one query for each kind."""
    found = []
    for todo in todos:
        waiting = rows(todo, viewer, today, district)
        if waiting is not None:
            counted = _count(todo, waiting, today)
            if counted is not None:
                found.append(counted)
    return found


def risks(todos: Iterable[Todo], viewer: User, district: District, today: date) -> list[Waiting]:
    """What is open in a district, for whoever oversees it; small counts of persons are hidden from whom they are."""
    here = access.reach(viewer, Permission.CYCLE_READ)
    if not (here.everywhere or district.pk in here.districts):
        return []
    sees = any(standing.role in roles.SEES_PERSONS for standing in access.standings(viewer))
    found = []
    for todo in todos:
        if not todo.is_risk or todo.model is None:
            continue
        every = overseen(todo, viewer, district, today)
        counted = None if every is None else _count(todo, every, today)
        if counted is None:
            continue
        count = counted.count
        if todo.learner and not sees and count is not None and is_hidden(count, today):
            counted = replace(counted, count=None, late=0, one="", row=None)
        if not access.can(viewer, todo.model.Access.read):  # type: ignore[attr-defined]
            counted = replace(counted, page="", query=(), one="", row=None)
        found.append(counted)
    return found


def overseen(todo: Todo, viewer: User, district: District | None, today: date) -> Rows | None:
    """The rows of a risk in a district, for whoever oversees it and may read them by name; else None."""
    if not todo.is_risk or todo.model is None or district is None:
        return None
    here = access.reach(viewer, Permission.CYCLE_READ)
    if not (here.everywhere or district.pk in here.districts):
        return None
    return _narrowed(todo, todo.when(todo.model._base_manager.order_by(), today), district)


def _count(todo: Todo, found: Rows, today: date) -> Waiting | None:
    """Counts the rows once; None when there are none."""
    path = todo.due if isinstance(todo.due, str) else ""
    limit = today - timedelta(days=todo.allow)
    wanted: dict[str, Any] = {"n": Count(todo.target, distinct=True), "first": Min(todo.target)}
    if path:
        wanted["due"] = Min(path)
        wanted["late"] = Count(todo.target, distinct=True, filter=Q(**{f"{path}__lt": limit}))
    row = found.order_by().aggregate(**wanted)
    count = row["n"]
    if not count:
        return None
    due = row["due"] + timedelta(days=todo.allow) if path and row["due"] else None
    if callable(todo.due):
        due = todo.due(today)
    late = row.get("late") or (count if due is not None and due < today else 0)
    return Waiting(
        todo.kind,
        Urgency.LATE if late else urgency_of(due, today),
        todo.sentence,
        count,
        late,
        due,
        todo.page,
        todo.query,
        todo.one if count == 1 else "",
        row["first"] if count == 1 else None,
        todo.learner == "pk",
    )


def urgency_of(due: date | None, today: date) -> Urgency:
    """How pressing a day is."""
    if due is None:
        return Urgency.OPEN
    if due < today:
        return Urgency.LATE
    if due == today:
        return Urgency.TODAY
    return Urgency.SOON if due <= today + timedelta(days=SOON) else Urgency.LATER


def sorted_by_urgency(found: Iterable[Waiting]) -> list[Waiting]:
    """Late before today, soon, later and what has no day; within each the earliest day first."""
    return sorted(found, key=lambda each: (ORDER[each.urgency], each.due or date.max, each.kind))


def kinds_of(todos: Sequence[Todo], page: str) -> list[Todo]:
    """The kinds whose rows a page shows."""
    return [todo for todo in todos if todo.page == page and ("todo", todo.key) in todo.query]
