"""What waits for a person, gathered from all rooms, and shown by each list page exactly as it was counted."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naru.base.accounts import shown
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.waiting import Todo, Urgency, Waiting
from naru.base.admission import waiting as admission
from naru.base.district.models import District
from naru.base.privacy import waiting as privacy
from naru.domain.budget import queries as budget
from naru.domain.competency import queries as competency
from naru.domain.credit import queries as credit
from naru.domain.curriculum import queries as curriculum
from naru.domain.demand import queries as demand
from naru.domain.evidence import queries as evidence
from naru.domain.forecast import queries as forecast
from naru.domain.outcome import queries as outcome
from naru.domain.partners import queries as partners
from naru.domain.people import queries as people
from naru.domain.people.models import Learner
from naru.domain.placement import queries as placement
from naru.domain.training import queries as training
from naru.web import context

#: The rooms in their order, and the guard of the ground below them.
ROOMS = (
    *(partners, budget, people, competency, demand, curriculum, training, placement, credit, outcome, forecast),
    *(evidence, admission, privacy),
)
TODOS: tuple[Todo, ...] = tuple(each for room in ROOMS for each in room.TODOS)

WORDS: dict[Urgency, Any] = {
    Urgency.LATE: _("늦음"),
    Urgency.TODAY: _("오늘"),
    Urgency.SOON: _("곧"),
    Urgency.LATER: pgettext_lazy("worklist", "예정"),
    Urgency.OPEN: _("살필 것"),
}
#: So many learners of each kind are looked at when a teacher's day is put together.
LOOKED_AT = 300


@dataclass(frozen=True)
class Item:
    """A line of the worklist: what waits, the word for how pressing it is, and where it is done."""

    waiting: Waiting
    word: Any
    url: str


@dataclass(frozen=True)
class Pupil:
    """A learner who needs somebody, and why, most pressing reason first."""

    learner: Learner
    reasons: tuple[Any, ...]
    is_late: bool


def of(viewer: User, district: District | None, today: date, *, with_place: bool = False) -> list[Item]:
    """Everything that waits for the viewer in the district, most pressing first; one query for each kind."""
    found = [waiting for room in ROOMS for waiting in room.waiting(viewer, district, today)]
    place = district.code if district is not None and with_place else ""
    return [_item(each, place) for each in todo.sorted_by_urgency(found)]


def risks(viewer: User, district: District, today: date, *, with_place: bool = False) -> list[Item]:
    """What is open in the district, for whoever oversees it."""
    found = todo.risks(TODOS, viewer, district, today)
    return [_item(each, district.code if with_place else "") for each in todo.sorted_by_urgency(found)]


def _item(each: Waiting, place: str) -> Item:
    return Item(each, WORDS[each.urgency], _url(each, place))


def _url(each: Waiting, place: str) -> str:
    try:
        if each.one and each.row is not None:
            return reverse(each.one, args=[each.row])
        if not each.page:
            return ""
        query = [*each.query, *([("district", place)] if place else [])]
        return f"{reverse(each.page)}?{urlencode(query)}" if query else reverse(each.page)
    except NoReverseMatch:
        return ""


def pupils(viewer: User, district: District | None, today: date, limit: int = 8) -> tuple[int, list[Pupil]]:
    """(how many, the first of them): learners who need the viewer, with the reasons; two queries for each kind."""
    reasons: dict[int, list[tuple[bool, Any]]] = {}
    for each in TODOS:
        if not each.learner or each.kind in {"placement.no_application", "people.graduate"}:
            continue
        rows = todo.rows(each, viewer, today, district)
        if rows is None:
            continue
        path = each.due if isinstance(each.due, str) else ""
        day = each.due(today) if callable(each.due) else None
        is_past = day is not None and day < today
        names = [each.learner, *([path] if path else [])]
        for row in rows.order_by(*([path] if path else []), "pk").values_list(*names)[:LOOKED_AT]:
            is_late = row[1] is not None and row[1] < today if path else is_past
            kept = reasons.setdefault(row[0], [])
            if (is_late, each.sentence) not in kept:
                kept.append((is_late, each.sentence))
    order = sorted(reasons, key=lambda pk: (not any(late for late, _words in reasons[pk]), pk))
    learners = {row.pk: row for row in people.listing(viewer).filter(pk__in=order[: limit * 3])}
    chosen = [pk for pk in order if pk in learners][:limit]
    shown.add((learners[pk] for pk in chosen), is_list=True)
    found = [
        Pupil(
            learners[pk],
            tuple(words for _late, words in sorted(reasons[pk], key=lambda each: not each[0])),
            any(late for late, _words in reasons[pk]),
        )
        for pk in chosen
    ]
    return len(order), found


def with_todo(request: HttpRequest, listing: Any, filter_class: Any) -> Any:
    """The listing with a filter "to do" whose rows are exactly those that the home page counted.

    The chosen year does not narrow what waits: late things are often last year's.
    """
    match = request.resolver_match
    viewer: Any = request.user
    today = timezone.localdate()
    here = context.here(request)
    rows: dict[str, tuple[Todo, Any]] = {}
    for each in todo.kinds_of(TODOS, match.view_name if match else ""):
        found = todo.rows(each, viewer, today, here.district)
        if found is None:
            found = todo.overseen(each, viewer, here.district, today)
        if found is not None:
            rows[each.key] = (each, found)
    if not rows:
        return listing
    given = next((each for each in listing.filters if each.key == "todo"), None)
    before = [choice for choice in given.choices if choice[0] not in rows] if given else []

    def apply(shown: Any, value: str) -> Any:
        if value not in rows:
            if given is None:
                return shown
            return given.apply(shown, value) if callable(given.apply) else shown.filter(**{given.apply: value})
        kind, waiting = rows[value]
        return shown.filter(pk__in=waiting.order_by().values(kind.target))

    choices = (*before, *((key, kind.sentence) for key, (kind, _rows) in rows.items()))
    others = tuple(each for each in listing.filters if each.key != "todo")
    is_chosen = request.GET.get("todo", "") in {key for key, _words in choices}
    return replace(
        listing,
        filters=(filter_class("todo", _("할 일"), choices, apply), *others),
        year="" if is_chosen else listing.year,
    )
