"""Every address of the site, walked from the resolver, and how to ask it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from naru.base.accounts.enums import Role
from tests.house.matrix import sessions

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LETTERS = {"own": "o", "other": "x", "foreign": "f"}
IN, OUT, NO_VERB = {200, 302, 303, 409, 422}, {401, 403, 404}, {405}

#: Roles whose walk is repeated on the second database: one of each way to see rows (a district, an organisation's own,
#: one's own, everything). The condition itself is one for all roles and both databases.
ON_BOTH = {Role.COORDINATOR, Role.OFFICE, Role.TEACHER, Role.FIRM_HR, Role.STUDENT}


@dataclass(frozen=True)
class Address:
    name: str
    parameters: tuple[str, ...]


def addresses() -> list[Address]:
    """Named addresses of the pages; the API is walked by its own description."""
    found: list[Address] = []

    def walk(patterns: list[Any], prefix: str) -> None:
        for each in patterns:
            if isinstance(each, URLResolver):
                if each.pattern.regex.pattern.startswith("^api/"):
                    continue
                space = f"{prefix}{each.namespace}:" if each.namespace else prefix
                walk(each.url_patterns, space)
            elif isinstance(each, URLPattern):
                found.append(Address(f"{prefix}{each.name}", tuple(each.pattern.regex.groupindex)))

    walk(get_resolver().url_patterns, "")
    return found


def asking() -> list[Role]:
    """The roles that one test asks in turn on this database."""
    return [each for each in Role if connection.vendor == "sqlite" or each in ON_BOTH]


def each_role() -> list[Any]:
    """The roles as parameters of a test; those that need no second database are asked once."""
    return [pytest.param(each, id=each.value, marks=[] if each in ON_BOTH else pytest.mark.once) for each in Role]


class Undo(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside, in the tables and in sessions, is undone."""
    try:
        with sessions.undone(), transaction.atomic():
            yield
            raise Undo
    except Undo:
        pass


def ask(client: Client, method: str, url: str) -> int:
    """The status; whatever it did is undone."""
    with undone():
        status: int = getattr(client, method)(url).status_code
    return status
