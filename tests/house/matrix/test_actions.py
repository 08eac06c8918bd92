"""Every action × every role × own organisation, other organisation, other district."""

import importlib
import inspect
import pkgutil
from copy import deepcopy
from types import ModuleType

from django.db import transaction
from django.db.models import Model

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import NaruError, NotAllowed
from naru.config import rooms
from tests.house.matrix import actions, known, world


def public_actions() -> dict[str, object]:
    found = {}
    for package in (*(f"naru.domain.{name}" for name in rooms.NAMES), "naru.base.admission"):
        room = package.rpartition(".")[2]
        for module in modules(importlib.import_module(f"{package}.actions")):
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if function.__module__ == module.__name__ and not name.startswith("_"):
                    assert f"{room}.{name}" not in found, name
                    found[f"{room}.{name}"] = function
    return found


def modules(module: ModuleType) -> list[ModuleType]:
    """The module, and where it is a package its modules; `steps` are what deeds are made of, no deeds."""
    inside = [each.name for each in pkgutil.iter_modules(getattr(module, "__path__", ())) if each.name != "steps"]
    return [module, *(importlib.import_module(f"{module.__name__}.{name}") for name in inside)]


def test_every_action_is_listed_and_nothing_else():
    apart = actions.BY_LINK | actions.BY_WORKER | actions.BY_WORK
    assert set(public_actions()) - apart == set(actions.MAY) == set(actions.ARGUMENTS)
    assert set(public_actions()) >= apart


#: Called here without a row: a loading that changes nothing writes nothing (its own test has rows).
SILENT = {"competency.load_edition"}


class Undo(Exception):
    pass


def fields_of(row: Model) -> dict[str, object]:
    """What a row holds: put back after a deed, as the table's own row is, without reading it anew."""
    row.refresh_from_db()
    return {field.attname: deepcopy(row.__dict__[field.attname]) for field in row._meta.concrete_fields}


def test_every_action_does_what_the_table_says(here):
    functions = public_actions()
    offences = []
    refusals: dict[str, set[str]] = {}
    silent: set[str] = set()
    rows = {key: [(row, fields_of(row)) for row in place.rows.values()] for key, place in here.places.items()}
    for name, text in actions.MAY.items():
        may = actions.expected(text)
        for role in Role:
            user = here.users[role]
            for key in world.PLACES:
                place = here.places[key]
                arguments = actions.ARGUMENTS[name](place, role)
                try:
                    with transaction.atomic():
                        last = Event.objects.order_by("pk").values_list("pk", flat=True).last() or 0
                        functions[name](by=user, **arguments)  # type: ignore[operator]
                        kept = Event.objects.filter(pk__gt=last)
                        if not kept.filter(actor_id=user.pk).exists():
                            silent.add(name)
                        raise Undo
                except NotAllowed:
                    is_done = False
                except Undo:
                    is_done = True
                except NaruError as error:
                    is_done = True
                    refusals.setdefault(name, set()).add(str(error.sentence))
                if is_done != (key in may[role]):
                    offences.append(f"{name}: {role.value} in {key} is {'let in' if is_done else 'kept out'}")
                if is_done:
                    for row, fields in rows[key]:
                        row.__dict__.update(deepcopy(fields))
                        row._state = known.state_of(row)
    assert offences == [], "\n".join(offences)
    for place in rows.values():
        for row, fields in place:
            assert fields_of(row) == fields, row
    assert silent == SILENT
    assert set(refusals) <= {"partners.request_signatures", "people.graduate", "placement.apply", "training.sign_up"}
