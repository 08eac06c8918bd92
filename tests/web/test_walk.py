"""Every page, list, download and API answer × every role, drawn once and read for whatever may not stand in it: whole
names, names that the access log does not know of, unsettled particles, and persons in the server's log.

For each of these readers a leak is planted that it must see.
"""

import io
import logging
import logging.config
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from naru.api.door import api as door
from naru.base.accounts.enums import Role
from naru.base.hangul import particles
from naru.domain.people.models import Learner
from naru.web import listing
from tests.house.matrix import api, known, world
from tests.house.matrix.addresses import BACKEND
from tests.web.walk import EMAIL, ENTERED, LOGGED, MASKED, NAME, PHONE, WALKED, Said, people, secrets, walk

PARTICLES = (Role.COORDINATOR, Role.STUDENT)
PERSONAL = (NAME, "남궁", EMAIL, "minsu.namgung", PHONE)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[world.World]:
    """The matrix's world with persons of its own, shared by the module's tests."""
    with known.standing(django_db_blocker):
        found = world.build()
        people(found)
        yield found


@pytest.fixture
def here(built: world.World, db: None) -> world.World:
    return built


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the product's own handler prints, with every logger of the house at DEBUG."""
    out = io.StringIO()
    logging.config.dictConfig(settings.LOGGING)
    root = logging.getLogger()
    handler = root.handlers[-1]
    monkeypatch.setattr(handler, "stream", out)
    loud = [logging.getLogger(name) for name in ("", "naru", "django.request", "django.security")]
    before = [each.level for each in loud]
    for each in loud:
        each.setLevel(logging.DEBUG)
    yield out
    for each, level in zip(loud, before, strict=True):
        each.setLevel(level)
    root.removeHandler(handler)


def leaks(here: world.World, role: Role, said: list[Said]) -> list[str]:
    """Doors that tell this role something of somebody that is not theirs to know."""
    # The firm is told the names of who applied and of its own people, the trainer of whose participation they close.
    rows = here.places["own"].rows
    known_to = {Role.FIRM_HR: ("learner", "graduate"), Role.TRAINER: ("learner",)}.get(role, ())
    told = {Learner.objects.get(pk=rows[name].pk).name for name in known_to}
    hidden = sorted(secrets(here.users[role]) - told)
    return [
        f"{each.url} ({each.status}) says {secret}"
        for each in said
        for secret in hidden
        if secret in each.text and secret not in each.echo
    ]


def names_without_entry(said: list[Said]) -> list[str]:
    """Addresses that say a learner's name although the access log does not know of it."""
    learners = {each.name: each.pk for each in Learner.objects.all()}
    offences = []
    for each in said:
        if each.status == 200 and each.is_page:
            text = re.sub(r"<[^>]*>", " ", each.text)
            named = {pk for name, pk in learners.items() if name in text and name not in each.echo}
            if named - each.entered:
                offences.append(f"{each.name} {each.url}")
    return offences


def unsettled(said: list[Said]) -> list[str]:
    """Addresses that show a particle in both its forms."""
    return [each.url for each in said if each.is_page and any(pair in each.text for pair in particles.PAIRS)]


def persons_in(text: str, here: world.World) -> list[str]:
    """What of anybody stands in the server's log."""
    return [each for each in (*PERSONAL, *(user.email for user in here.users.values())) if each in text]


@pytest.mark.parametrize("role", WALKED, ids=lambda role: role.value)
def test_no_page_says_what_it_may_not(here, role, printed):
    said = walk(here, role)
    assert len(said) > 200
    found = leaks(here, role, said) if role in MASKED else []
    if role in ENTERED:
        found += [f"no entry: {each}" for each in names_without_entry(said)]
    if role in PARTICLES:
        found += [f"unsettled: {each}" for each in unsettled(said)]
    if role in LOGGED:
        found += [f"logged: {each}" for each in persons_in(printed.getvalue(), here)]
    assert found == [], "\n".join(found)


def test_unmasked_column_in_a_list_and_its_workbook_is_seen(here, monkeypatch):
    cell = listing.cell

    def careless(row, column, viewer):
        if column.kind == "person":
            column = listing.Column(column.key, column.title, value=column.value, kind="text")
        return cell(row, column, viewer)

    monkeypatch.setattr(listing, "cell", careless)
    found = leaks(here, Role.UNIVERSITY, walk(here, Role.UNIVERSITY, ("credit:list",)))
    assert any("download=xlsx" in each and "(200)" in each for each in found)
    assert any("download" not in each for each in found)


def test_page_that_forgets_the_access_log_is_seen(here, monkeypatch):
    monkeypatch.setattr(listing.whom, "add", lambda *_rows, **_more: None)
    found = names_without_entry(walk(here, Role.COORDINATOR, ("people:list",)))
    assert found[0] == f"people:list {reverse('people:list')}"


def test_particle_in_both_forms_is_seen(here, monkeypatch):
    cell = listing.cell
    monkeypatch.setattr(listing, "cell", lambda *given: replace(cell(*given), text="사람은(는)"))
    assert unsettled(walk(here, Role.COORDINATOR, ("people:list",)))[0] == reverse("people:list")


def test_page_that_logs_a_person_is_seen(here, monkeypatch, printed):
    """Of a log that nothing strikes persons out of."""
    cell = listing.cell

    def talkative(row, column, viewer):
        logging.getLogger("naru.leak").info("shown: %s", row.name)
        return cell(row, column, viewer)

    handler = next(each for each in logging.getLogger().handlers if getattr(each, "stream", None) is printed)
    monkeypatch.setattr(handler, "filters", [])
    monkeypatch.setattr(handler, "formatter", None)
    monkeypatch.setattr(listing, "cell", talkative)
    walk(here, Role.COORDINATOR, ("people:list",))
    assert NAME in persons_in(printed.getvalue(), here)


def test_every_operation_that_reads_is_asked():
    paths = door.get_openapi_schema()["paths"]
    reads = {f"get {path}" for path, verbs in paths.items() if "get" in verbs}
    assert reads <= set(api.LISTS) | set(api.VERBS)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.COORDINATOR])
def test_error_messages_name_nobody_of_elsewhere(here, role):
    """What a form refuses names no person that the sender may not list."""
    client = Client()
    client.force_login(here.users[role], backend=BACKEND)
    foreign = Learner.objects.get(pk=here.places["foreign"].rows["learner"].pk)
    for told in (foreign.name[:2], foreign.number):
        answer = client.post(reverse("outcome:observe"), {"learner": told, "on": "2026-04-01"})
        assert foreign.name not in answer.content.decode()
