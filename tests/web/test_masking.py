"""Nobody reads a whole name who may not: every list, download, page and API answer × every role, with planted leaks."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naru.api.door import api as door
from naru.base.accounts import roles
from naru.base.accounts.enums import Role
from naru.domain.people.models import Guardian, Learner, Staff, Teacher
from naru.domain.placement.models import Application
from naru.web import listing
from tests.house.matrix import api, pages, world
from tests.house.matrix.addresses import BACKEND, addresses

#: Roles that do not work with other people's data: whole names are not for them.
MASKED = [role for role in Role if role not in roles.SEES_PERSONS]
BIRTH = "2001-09-09"


@pytest.fixture
def here(db) -> world.World:
    """The matrix's world; every person has a name, number and birth date that stand nowhere else."""
    found = world.build()
    letters = iter(range(0xAC00, 0xD7A3, 588))
    for model in (Learner, Guardian, Teacher, Staff):
        for person in model.objects.order_by("pk"):
            person.name = f"봄{chr(next(letters))}별빛"
            if hasattr(person, "number"):
                person.number = f"비밀번호{person.pk}-{model.__name__}"
            if isinstance(person, Learner):
                person.birth_date, person.email = BIRTH, f"secret{person.pk}@example.kr"
            if isinstance(person, Guardian):
                person.phone = "010-9876-5432"
            person.save()
    # The firm knows whom it made an offer, the trainer whom they train: told names are no leak.
    Application.objects.filter(state="offered").update(
        state="withdrawn", applied_on=timezone.localdate() - timedelta(days=9)
    )
    return found


def own(user: object) -> set[str]:
    """What this person may read: their own and their wards'."""
    found = set()
    for person in Learner.objects.filter(user=user) | Learner.objects.filter(guardians__user=user):
        found |= {person.name, person.number, person.email, BIRTH}
        found |= {each.name for each in person.guardians.all()} | {"010-9876-5432"}
    for model in (Guardian, Teacher, Staff):
        found |= {each.name for each in model.objects.filter(user=user)}
    return found


def secrets(user: object) -> set[str]:
    found = {BIRTH, "010-9876-5432"}
    for model in (Learner, Guardian, Teacher, Staff):
        for person in model.objects.all():
            found |= {person.name, getattr(person, "number", person.name), getattr(person, "email", "") or person.name}
    return found - own(user)


def text_of(content: bytes, kind: str) -> str:
    if kind.endswith("sheet"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), content.decode())


def leaks(here: world.World, role: Role) -> list[str]:
    """Doors that tell this role something of somebody that is not theirs to know."""
    client = Client()
    client.force_login(here.users[role], backend=BACKEND)
    hidden = secrets(here.users[role])
    places = here.places["own"]
    where = {each.name: each for each in addresses()}
    asked = [reverse(name) for name in pages.LISTS]
    asked += [f"{reverse(name)}?download=xlsx" for name in pages.LISTS]
    rows = {**pages.DETAILS, **{name: row for name, (row, _who) in pages.FORMS.items() if row}}
    for name, row in rows.items():
        numbers = {each: places.rows[row].pk if each == "pk" else None for each in where[name].parameters}
        if all(numbers.values()):
            asked.append(reverse(name, kwargs=numbers))
    asked += [reverse("number", args=[key]) for key in ("training", "placement", "credit", "outcome")]
    asked += [operation.split(" ")[1] for operation in api.LISTS]
    for operation, (row, _body, _who) in api.VERBS.items():
        verb, path = operation.split(" ")
        if verb == "get" and row:
            asked.append(path.format(pk=places.rows[row].pk))
    offences = []
    for url in asked:
        answer = client.get(url)
        if "download=xlsx" in url and "html" in answer["Content-Type"]:
            answer = client.post(url, {"why": "work", "words": "내려받기 시험"})
        said = text_of(answer.content, answer["Content-Type"])
        offences += [f"{url} ({answer.status_code}) says {each}" for each in sorted(hidden) if each in said]
    return offences


@pytest.mark.parametrize("role", MASKED, ids=lambda role: role.value)
def test_no_door_tells_a_whole_name_to_whom_it_is_not_for(here, role):
    # The firm is told the names of who applied and of its own people, the trainer of whose participation they close.
    known = {Role.FIRM_HR: ("learner", "graduate"), Role.TRAINER: ("learner",)}.get(role, ())
    rows = here.places["own"].rows
    told = {Learner.objects.get(pk=rows[name].pk).name for name in known}
    found = [each for each in leaks(here, role) if not any(each.endswith(f"says {name}") for name in told)]
    assert found == [], "\n".join(found)


def test_unmasked_column_in_a_list_and_its_workbook_is_seen(here, monkeypatch):
    cell = listing.cell

    def careless(row, column, viewer):
        if column.kind == "person":
            column = listing.Column(column.key, column.title, value=column.value, kind="text")
        return cell(row, column, viewer)

    monkeypatch.setattr(listing, "cell", careless)
    found = leaks(here, Role.UNIVERSITY)
    assert any("download=xlsx" in each and "(200)" in each for each in found)
    assert any("download" not in each for each in found)


def test_every_operation_that_reads_is_asked():
    paths = door.get_openapi_schema()["paths"]
    reads = {f"get {path}" for path, verbs in paths.items() if "get" in verbs}
    assert reads <= set(api.LISTS) | set(api.VERBS)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.COORDINATOR])
def test_error_messages_name_nobody_of_elsewhere(here, client, role):
    """What a form refuses names no person that the sender may not list."""
    client.force_login(here.users[role], backend=BACKEND)
    foreign = here.places["foreign"].rows["learner"]
    answer = client.post(reverse("outcome:observe"), {"learner": foreign.name[:2], "on": "2026-04-01"})
    assert foreign.name not in answer.content.decode()
    answer = client.post(reverse("outcome:observe"), {"learner": foreign.number, "on": "2026-04-01"})
    assert foreign.name not in answer.content.decode()
