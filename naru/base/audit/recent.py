"""The latest deeds that a person may know of: those of their district's rows, or of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q

from naru.base.accounts import access, roles
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.audit.models import Event
from naru.base.district.models import District

#: Deeds of every day that the log keeps and no home page tells.
ROUTINE = ("accounts.sign_in", "accounts.fail_to_sign_in")


@dataclass(frozen=True)
class Change:
    """One deed as a person may know it: `label` is empty where it would name somebody they may not see by name."""

    event: Event
    label: str
    may_open: bool


def speaks_of_persons(model: type[models.Model]) -> bool:
    """True for rows whose name names a person."""
    personal = getattr(getattr(model, "Privacy", None), "personal", ())
    return "learner" in personal or "name" in personal


def changes(
    viewer: User, kinds: Sequence[type[models.Model]], district: District | None, since: datetime, limit: int = 8
) -> list[Change]:
    """The latest deeds on rows of these kinds since a moment; one query.

    Whoever reads a whole district sees its deeds, everybody else those on rows of their own organisation or person.
    """
    found = Q(pk__in=[])
    audit = access.reach(viewer, Permission.AUDIT_READ)
    if audit:
        found |= audit.condition(Event)
    readable = set()
    for model in kinds:
        here = access.reach(viewer, model.Access.read)  # type: ignore[attr-defined]
        if not here:
            continue
        kind = model._meta.label_lower
        readable.add(kind)
        paths: tuple[str, ...] = getattr(model.Access, "district", ())  # type: ignore[attr-defined]
        if here.districts and paths:
            found |= Q(object_type=kind, district_id__in=here.districts)
        own = access.narrowed(here, frozenset({"organisations", "persons"}))
        if own:
            rows = model._base_manager.filter(own.condition(model, is_reading=False)).order_by().values("pk")
            found |= Q(object_type=kind, object_id__in=rows)
    events = Event.objects.filter(found, at__gte=since).exclude(verb__in=ROUTINE)
    if district is not None:
        events = events.filter(Q(district_id=district.pk) | Q(district_id__isnull=True))
    named = may_name(viewer)
    return [
        Change(event, label_of(event, kinds, may_name=named), event.object_type in readable)
        for event in events.order_by("-at", "-pk")[:limit]
    ]


def may_name(viewer: User) -> bool:
    """True for whoever works with other people's data, and for whoever sees only their own."""
    standings = access.standings(viewer)
    if any(standing.role in roles.SEES_PERSONS for standing in standings):
        return True
    return bool(standings) and all(roles.SCOPES[standing.role] == roles.Scope.SELF for standing in standings)


def label_of(event: Event, kinds: Sequence[type[models.Model]], *, may_name: bool) -> str:
    """What the deed was done to; empty where its name could name a person whom the viewer may not name."""
    open_kinds = {model._meta.label_lower for model in kinds if not speaks_of_persons(model)}
    return event.object_label if may_name or event.object_type in open_kinds else ""
