"""A walk through every page as one person: each is asked and drawn once, and what it said is kept for all who read it."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import openpyxl
from django.test import Client
from django.urls import reverse

from naru.base.accounts import roles
from naru.base.accounts.enums import Role
from naru.base.audit.models import Look, LookedAt
from naru.domain.people.models import Guardian, Learner, Staff, Teacher
from tests.house.matrix import api, pages, world
from tests.house.matrix.addresses import BACKEND, Address, addresses, undone
from tests.house.matrix.test_pages import arguments_of, table

BIRTH, PHONE = "2001-09-09", "010-9876-5432"
#: Of the learner in the middle of everything; it is also what lists are searched for.
NAME, EMAIL = "남궁민수", "minsu.namgung@school.example"
REASON = {"why": "work", "words": "내려받기 시험"}
#: Pages that repeat what was searched for; they are asked without it as well.
ECHOING = {*pages.LISTS, "search:index", "number", "demand:figures", "demand:surveys", "demand:asks"}
ECHOING |= {"changes", "admission:list", "admission:invitations"}
FIGURES = ("training", "placement", "outcome", "credit")


#: Roles that do not work with other people's data: whole names are not for them, in workbooks and in the API neither.
MASKED = [role for role in Role if role not in roles.SEES_PERSONS]
#: Roles that are read in the access log, and those who also search every list for a name while all is logged.
ENTERED = [Role.COORDINATOR, Role.TEACHER, Role.SCHOOL_LEAD, Role.FIRM_HR, Role.TRAINER]
LOGGED = [Role.COORDINATOR, Role.TEACHER, Role.STUDENT]
WALKED = [role for role in Role if role in {*MASKED, *ENTERED, *LOGGED}]


@dataclass(frozen=True)
class Said:
    """What one door answered: its text, and whose data the access log knows of."""

    name: str
    url: str
    status: int
    is_page: bool
    text: str
    entered: frozenset[int]

    @property
    def echo(self) -> set[str]:
        """What the page only repeats of what it was searched for."""
        return {NAME} if "?q=" in self.url and self.name in ECHOING else set()


def text_of(content: bytes, kind: str) -> str:
    if kind.endswith("sheet"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    said = content.decode(errors="replace")
    return said if "html" in kind else re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), said)


def people(here: world.World) -> None:
    """Every person of the world gets a name, number and birth date that stand nowhere else."""
    letters = iter(range(0xAC00, 0xD7A3, 588))
    for model in (Learner, Guardian, Teacher, Staff):
        for person in model.objects.order_by("pk"):
            person.name = f"봄{chr(next(letters))}별빛"
            if hasattr(person, "number"):
                person.number = f"비밀번호{person.pk}-{model.__name__}"
            if isinstance(person, Learner):
                person.birth_date, person.email = BIRTH, f"secret{person.pk}@example.kr"
            if isinstance(person, Guardian):
                person.phone = PHONE
            person.save()
    Learner.objects.filter(pk=here.places["own"].rows["learner"].pk).update(name=NAME, email=EMAIL)


def given(here: world.World, role: Role, where: Address, row: str) -> Iterator[dict[str, object]]:
    """The arguments of an address in the person's own place; none where it needs a row that this world has not."""
    place = here.places["own"]
    if row and row not in place.rows:
        return
    for key in FIGURES if where.name == "number" else ("",):
        yield arguments_of(where, row, place, role) | ({"key": key} if key else {})


def of_pages(here: world.World, role: Role) -> Iterator[tuple[str, str]]:
    where = {each.name: each for each in addresses()}
    for name, (row, may_get, _may_post) in table().items():
        if may_get is not None:
            for arguments in given(here, role, where[name], row):
                yield name, reverse(name, kwargs=arguments)


def doors(here: world.World, role: Role) -> Iterator[tuple[str, str]]:
    """(name, address) of what is asked: every page; workbooks and the API of whoever sees masks; searches."""
    searched = f"?q={NAME}" if role in LOGGED else ""
    for name, url in of_pages(here, role):
        if name in ECHOING or not searched:
            yield name, url
        if searched:
            yield name, url + searched
        if name in pages.LISTS and role in MASKED:
            yield name, f"{url}?download=xlsx"
    if role not in MASKED:
        return
    rows = here.places["own"].rows
    for operation in api.LISTS:
        yield operation, operation.split(" ")[1]
    for operation, (row, _body, _who) in api.VERBS.items():
        verb, path = operation.split(" ")
        if verb == "get" and row:
            yield operation, path.format(pk=rows[row].pk)


def walk(here: world.World, role: Role, names: tuple[str, ...] = ()) -> list[Said]:
    """Everything that answers this role, or only what goes by these names; nothing that was done on the way stays."""
    client = Client()
    client.force_login(here.users[role], backend=BACKEND)
    last = Look.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    seen = LookedAt.objects.filter(person_type="people.learner", look__gt=last).values_list("person_id", flat=True)
    found = []
    for name, url in doors(here, role):
        if names and name not in names:
            continue
        with undone():
            answer = client.get(url)
            if url.endswith("download=xlsx") and "html" in answer.get("Content-Type", ""):
                answer = client.post(url, REASON)
            kind = answer.get("Content-Type", "")
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = text_of(content, kind)
            found.append(Said(name, url, answer.status_code, "html" in kind, text, frozenset(seen.all())))
    return found


def own(user: object) -> set[str]:
    """What this person may read: their own and their wards'."""
    found = set()
    for person in Learner.objects.filter(user=user) | Learner.objects.filter(guardians__user=user):
        found |= {person.name, person.number, person.email, BIRTH, PHONE}
        found |= {each.name for each in person.guardians.all()}
    for model in (Guardian, Teacher, Staff):
        found |= {each.name for each in model.objects.filter(user=user)}
    return found


def secrets(user: object) -> set[str]:
    """What nobody may read but who works with the persons."""
    found = {BIRTH, PHONE}
    for person in chain.from_iterable(model.objects.all() for model in (Learner, Guardian, Teacher, Staff)):
        found |= {person.name, getattr(person, "number", person.name), getattr(person, "email", "") or person.name}
    return found - own(user)
