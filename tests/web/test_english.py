"""In English no page holds Korean but data: every address of the matrix is read, for every kind of state."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from naru.base.accounts.enums import Role
from naru.base.hangul import particles
from tests.house.matrix import known, pages, world
from tests.house.matrix.addresses import BACKEND, Address, addresses, undone

HANGUL = re.compile(r"[가-힣]+(?:[^<>\n]{0,30}[가-힣])?")
SPOKEN = {"alt", "aria-label", "content", "data-drop", "data-kept", "data-label", "data-lost", "data-off", "data-on"}
SPOKEN |= {"data-offline", "data-total", "data-words", "placeholder", "title", "value"}
#: A law is cited by its own name.
LAW = r"[가-힣·]+법(?: 시행령)? 제\d+조(?:\([^()]*\))?"
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


def data() -> re.Pattern[str]:
    """Every Korean word of data in the tables, and laws; the longest is found first."""
    found: set[str] = set()
    for model in apps.get_models():
        fields = [f for f in model._meta.concrete_fields if isinstance(f, (models.CharField, models.TextField))]
        if model.__module__.startswith("naru.") and fields:
            for row in model._base_manager.values_list(*[field.attname for field in fields]):
                found |= {value for value in row if isinstance(value, str) and HANGUL.search(value)}
    masked = {f"{value[:1]}**" for value in found}
    words = sorted(found | masked, key=len, reverse=True)
    return re.compile("|".join((LAW, *map(re.escape, words))))


def test_what_is_looked_for_would_be_found():
    page = '<p title="제목">글 <button lang="ko"><b>한국어</b></button><i data-label="열">x</i></p>'
    assert [text for text in spoken(page) if HANGUL.search(text)] == ["제목", "글 ", "열"]


def words_of(text: str, known: re.Pattern[str]) -> list[str]:
    """What a page says in Korean that is no data, and its unsettled particles."""
    found = []
    for said in spoken(text):
        if HANGUL.search(said):
            rest = known.sub("", said)
            if HANGUL.search(rest):
                found.append(rest.strip()[:80])
        if "(" in said and any(pair in said for pair in particles.PAIRS):
            found.append(f"an unsettled particle: {said.strip()[:80]}")
    return found


def test_korean_word_and_particle_are_seen_beside_data():
    page = "<p>School 예시학교 of 근로기준법 제2조</p><p>예시학교 목록</p><i title='Kim(이)라'></i>"
    assert words_of(page, re.compile(f"{LAW}|예시학교")) == ["목록", "Kim(이)라", "an unsettled particle: Kim(이)라"]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[world.World]:
    with known.standing(django_db_blocker):
        yield world.build()


@pytest.fixture
def here(built: world.World, db: None) -> world.World:
    return built


#: The coordinator's pages are drawn to their last part on both databases, for queries that only a page asks.
READERS = (
    pytest.param(Role.COORDINATOR, marks=pytest.mark.both),
    *(Role.STUDENT, Role.FIRM_HR, Role.TEACHER, Role.UNIVERSITY, Role.ADMIN),
)


@pytest.mark.parametrize("role", READERS)
def test_english_pages_hold_no_korean_but_data(here, role):
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.cookies["django_language"] = "en"
    client.force_login(here.users[role], backend=BACKEND)
    where: dict[str, Address] = {each.name: each for each in addresses()}
    own = here.places["own"]
    table = {name: "" for name in pages.LISTS} | dict(pages.DETAILS)
    table |= {name: row for name, (row, _who) in {**pages.FORMS, **pages.READ}.items()}
    words = data()
    offences: list[str] = []
    read = 0
    for name, row in sorted(table.items()):
        if row and row not in own.rows:
            continue
        keys = {each: GIVEN.get(each) or own.rows[row].pk for each in where[name].parameters}
        url = f"{reverse(name, kwargs=keys)}?district={own.district.code}"
        with undone():
            answers = [client.get(url)]
            if name in pages.LISTS or name == "search:index":
                answers.append(client.get(f"{url}&q=zzzz"))
            if name in pages.FORMS and answers[0].status_code == 200:
                answers.append(client.post(url, {}))
        for answer in answers:
            if "text/html" in answer.headers.get("Content-Type", ""):
                read += 1
                found = words_of(answer.content.decode(), words)
                offences += [f"{name} ({answer.status_code}): {each}" for each in found]
    assert read > 20
    assert offences == [], "\n".join(sorted(set(offences)))
