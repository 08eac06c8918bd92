"""In English no page holds Korean but data: every address of the matrix is read, for every kind of state."""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from naru.base.accounts.enums import Role
from naru.base.hangul import particles
from tests.house.matrix import pages, world
from tests.house.matrix.addresses import BACKEND, Address, addresses

HANGUL = re.compile(r"[가-힣]+(?:[^<>\n]{0,30}[가-힣])?")
SPOKEN = {"alt", "aria-label", "content", "data-drop", "data-kept", "data-label", "data-lost", "data-off", "data-on"}
SPOKEN |= {"data-offline", "data-total", "data-words", "placeholder", "title", "value"}
#: A law is cited by its own name.
LAW = re.compile(r"[가-힣·]+법(?: 시행령)? 제\d+조(?:\([^()]*\))?")
GIVEN = {"key": "training", "room": "training"}


class Words(HTMLParser):
    """What a reader reads or hears of a page; what is marked with another language is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.foreign: list[str] = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if given.get("lang") == "ko" or (self.foreign and tag == self.foreign[-1]):
            self.foreign.append(tag)
        if not self.foreign:
            self.found += [value for key, value in given.items() if key in SPOKEN and value and tag != "input"]

    def handle_endtag(self, tag):
        if self.foreign and tag == self.foreign[-1]:
            self.foreign.pop()

    def handle_data(self, text):
        if not self.foreign:
            self.found.append(text)


def spoken(text: str) -> list[str]:
    reader = Words()
    reader.feed(text)
    return reader.found


def data() -> list[str]:
    """Every Korean word of data in the tables, longest first."""
    found: set[str] = set()
    for model in apps.get_models():
        fields = [f for f in model._meta.concrete_fields if isinstance(f, (models.CharField, models.TextField))]
        if model.__module__.startswith("naru.") and fields:
            for row in model._base_manager.values_list(*[field.attname for field in fields]):
                found |= {value for value in row if isinstance(value, str) and HANGUL.search(value)}
    masked = {f"{value[:1]}**" for value in found}
    return sorted(found | masked, key=len, reverse=True)


def test_what_is_looked_for_would_be_found():
    page = '<p title="제목">글 <button lang="ko"><b>한국어</b></button><i data-label="열">x</i></p>'
    assert [text for text in spoken(page) if HANGUL.search(text)] == ["제목", "글 ", "열"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", [Role.COORDINATOR, Role.STUDENT, Role.FIRM_HR, Role.TEACHER, Role.UNIVERSITY, Role.ADMIN]
)
def test_english_pages_hold_no_korean_but_data(role):
    here = world.build()
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.cookies["django_language"] = "en"
    client.force_login(here.users[role], backend=BACKEND)
    where: dict[str, Address] = {each.name: each for each in addresses()}
    own = here.places["own"]
    table = {name: "" for name in pages.LISTS} | dict(pages.DETAILS)
    table |= {name: row for name, (row, _who) in {**pages.FORMS, **pages.READ}.items()}
    known = data()
    offences: list[str] = []
    read = 0
    for name, row in sorted(table.items()):
        if row and row not in own.rows:
            continue
        keys = {each: GIVEN.get(each) or own.rows[row].pk for each in where[name].parameters}
        url = f"{reverse(name, kwargs=keys)}?district={own.district.code}"
        answers = [client.get(url)]
        if name in pages.LISTS or name == "search:index":
            answers.append(client.get(f"{url}&q=zzzz"))
        if name in pages.FORMS and answers[0].status_code == 200:
            answers.append(client.post(url, {}))
        for answer in answers:
            if "text/html" not in answer.headers.get("Content-Type", ""):
                continue
            read += 1
            for text in spoken(answer.content.decode()):
                rest = LAW.sub("", text)
                for word in known:
                    rest = rest.replace(word, "")
                if HANGUL.search(rest):
                    offences.append(f"{name} ({answer.status_code}): {rest.strip()[:80]}")
                if any(pair in text for pair in particles.PAIRS):
                    offences.append(f"{name}: an unsettled particle: {text.strip()[:80]}")
    assert read > 20
    assert offences == [], "\n".join(sorted(set(offences)))


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.STUDENT])
def test_korean_pages_hold_no_unsettled_particle(role):
    here = world.build()
    client = Client()
    client.force_login(here.users[role], backend=BACKEND)
    where: dict[str, Address] = {each.name: each for each in addresses()}
    own = here.places["own"]
    table = {name: "" for name in pages.LISTS} | dict(pages.DETAILS)
    table |= {name: row for name, (row, _who) in pages.FORMS.items()}
    for name, row in table.items():
        if row and row not in own.rows:
            continue
        keys = {each: own.rows[row].pk for each in where[name].parameters}
        text = client.get(f"{reverse(name, kwargs=keys)}?district={own.district.code}").content.decode()
        assert not [pair for pair in particles.PAIRS if pair in text], name
