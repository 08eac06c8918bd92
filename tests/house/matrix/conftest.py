"""The world of the matrix: built once for each module and process; what a test does to it is undone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import shortcuts
from django.http import HttpResponse
from django.test import Client, override_settings

from naru.base.accounts.enums import Role
from naru.base.jobs.models import Run
from naru.document.exchange.jobs import TASK
from naru.web import middleware
from tests.house.matrix import known, world
from tests.house.matrix.addresses import BACKEND


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[world.World]:
    """The world inside a transaction that is never committed; a test's own transaction is a savepoint in it."""
    files = tmp_path_factory.mktemp("files")
    (files / "loads").mkdir()
    (files / "loads" / "marked.xlsx").write_bytes(b"PK")
    with known.standing(django_db_blocker), override_settings(MEDIA_ROOT=files):
        found = world.build()
        _runs(found)
        yield found


@pytest.fixture(autouse=True)
def plain_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the status is asked here; pages are drawn and read, as every role, by the tests of masks and words in
    tests/web, and refusals there as well."""
    monkeypatch.setattr(middleware, "render", lambda *_given, status, **_words: HttpResponse(status=status))
    monkeypatch.setattr(shortcuts.loader, "render_to_string", lambda *_given, **_words: "")


@pytest.fixture(scope="module")
def clients(built: world.World) -> dict[Role, Client]:
    """One for each role, signed in once for a module's tests."""
    found = {role: Client(raise_request_exception=False) for role in Role}
    for role, client in found.items():
        client.force_login(built.users[role], backend=BACKEND)
    return found


def _runs(found: world.World) -> None:
    for place in found.places.values():
        for name, result in (("run", {}), ("marked", {"outcome": "faults", "marked": "marked.xlsx"})):
            place.rows[name] = Run.objects.create(
                task=TASK,
                district=place.district,
                state="done",
                result=result,
                arguments={"file": "none.xlsx", "shown": "none.xlsx", "sheet": "", "district": ""},
            )


@pytest.fixture
def here(built: world.World, db: None) -> world.World:
    """The world, with a savepoint of the test's own."""
    return built
