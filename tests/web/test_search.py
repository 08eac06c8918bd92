"""Search everywhere: what is found, by whom, and what is never found."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from naru.base.accounts.enums import Role
from naru.domain.people.models import Teacher
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SEARCH = reverse("search:index")


@pytest.fixture
def town():
    found = make.town()
    found.school.name, found.firm.name = "포항흥해공업고등학교", "에코프로비엠"
    found.school.save()
    found.firm.save()
    return found


@pytest.fixture
def look(client):
    """look(user, text) → the hits by kind: {kind: [title, …]}."""

    def ask(user, text, **more):
        client.force_login(user, backend=BACKEND)
        answer = client.get(SEARCH, {"q": text, **more})
        assert answer.status_code == 200
        return {group.key: [hit.title for hit in group.hits] for group in answer.context["groups"]}

    return ask


@pytest.mark.parametrize(
    "text", ["ㅍㅎㅎㄱ", "흥해공고", "포항흥해공고", "흥해", "ㅎㅎㄱㅇ", "포항흥해공업고등학교", "고등 흥해"]
)
def test_a_school_is_found_by_initials_short_forms_and_parts(town, look, text):
    assert look(town.coordinator, text)["organisations"] == ["포항흥해공업고등학교"]


def test_the_closest_name_comes_first(town, look):
    make.university(town.district, name="포항대학교")
    assert look(town.coordinator, "ㅍㅎㅎㄱ")["organisations"] == ["포항흥해공업고등학교", "포항대학교"]


def test_every_kind_is_found(town, look):
    make.agreement(town.district, town.school, title="별빛 협약")
    make.need(town, code="별빛-N")
    make.department(town.school, name="별빛과")
    make.programme(town, name="별빛 과정")
    make.opening(town, title="별빛 공고")
    make.unit(name="별빛 검사")
    make.learner(town.school, name="별빛")
    Teacher.objects.create(school=town.school, number="T-1", name="별빛")
    make.firm(town.district, name="별빛산업")
    found = look(town.coordinator, "별빛")
    assert list(found) == [
        "organisations",
        "agreements",
        "needs",
        "departments",
        "programmes",
        "openings",
        "units",
        "learners",
        "teachers",
    ]


def test_learners_are_found_by_name_number_and_initials_of_the_name(town, look):
    make.learner(town.school, name="김서준", number="24-0001")
    for text in ("김서준", "ㄱㅅㅈ", "24-0001", "서준"):
        assert look(town.teacher, text)["learners"] == ["김서준"], text


def test_names_are_never_found_by_whom_may_not_read_them(town, look):
    who = make.learner(town.school, name="김서준")
    other = make.learner(town.school, name="김서연")
    account = make.account_of(who)
    make.opening(town)
    make.application(make.opening(town), other)
    for user in (town.hr, town.dean, make.user(Role.CITY, district=town.district)):
        assert look(user, "김서") == {}
    assert look(account, "김서")["learners"] == ["김서준"]
    guardian = make.guardian_of(other)
    assert look(guardian, "김서")["learners"] == ["김서연"]


def test_another_school_and_another_district_stay_unfound(town, look):
    elsewhere = make.town()
    make.learner(elsewhere.school, name="김서준")
    near = make.school(town.district)
    make.learner(near, name="김서연")
    make.agreement(elsewhere.district, elsewhere.firm, title="먼 협약")
    assert look(town.teacher, "김서") == {}
    assert look(town.coordinator, "김서")["learners"] == ["김서연"]
    assert look(town.coordinator, "먼 협약") == {}
    assert look(elsewhere.coordinator, "먼 협약")["agreements"] == ["먼 협약"]


def test_a_room_that_is_closed_to_a_role_answers_nothing(town, look):
    make.need(town, code="별빛-N")
    make.opening(town, title="별빛 공고")
    assert look(town.dean, "별빛") == {}
    assert look(make.user(Role.TRAINER, organisation=town.firm), "별빛") == {}


def test_more_than_a_few_lead_to_all_of_the_kind(town, look, client):
    for number in range(9):
        make.learner(town.school, name=f"김별{number}")
    assert len(look(town.teacher, "김별")["learners"]) == 6
    assert len(look(town.teacher, "김별", kind="learners")["learners"]) == 9
    assert look(town.hr, "김별", kind="learners") == {}


@pytest.mark.parametrize("text", ["", " ", "ㅁㅁㅁㅁㅁㅁ", "%", "*", "[", "\\", "'", "<script>", "가" * 300])
def test_nothing_found_is_a_page_that_says_so(town, client, text):
    client.force_login(town.coordinator, backend=BACKEND)
    answer = client.get(SEARCH, {"q": text})
    assert answer.status_code == 200
    assert "naru-empty" in answer.content.decode()
    assert "<script>" not in answer.content.decode().split("<main")[1]


def test_query_count_does_not_grow_with_what_is_found(town, client):
    client.force_login(town.coordinator, backend=BACKEND)

    def cost():
        client.get(SEARCH, {"q": "ㅂ"})
        with CaptureQueriesContext(connection) as queries:
            client.get(SEARCH, {"q": "ㅂ"})
        return len(queries)

    make.learner(town.school, name="별하나")
    first = cost()
    for number in range(5):
        make.learner(town.school, name=f"별{number}")
        make.opening(town, title=f"별 공고 {number}")
        make.programme(town, name=f"별 과정 {number}")
        make.department(town.school, name=f"별과 {number}")
    assert cost() == first


def test_the_page_of_an_organisation_shows_what_the_viewer_may_see(town, client):
    make.need(town, code="N-별빛")
    make.opening(town, title="별빛 공고")
    make.agreement(town.district, town.firm, title="별빛 협약")
    url = reverse("search:organisation", args=[town.firm.pk])
    client.force_login(town.coordinator, backend=BACKEND)
    assert {group.key for group in client.get(url).context["groups"]} == {"agreements", "needs", "openings"}
    client.force_login(make.account_of(make.learner(town.school)), backend=BACKEND)
    assert {group.key for group in client.get(url).context["groups"]} == {"openings"}
    stranger = make.town()
    client.force_login(stranger.coordinator, backend=BACKEND)
    assert client.get(url).status_code == 404
    empty = client.get(reverse("search:organisation", args=[stranger.firm.pk]))
    assert empty.status_code == 200
    assert "naru-empty" in empty.content.decode()


def test_lists_are_searched_by_initials_too(town, client):
    make.opening(town, title="별빛 공고")
    client.force_login(town.coordinator, backend=BACKEND)
    answer = client.get(reverse("placement:list"), {"q": "ㅂㅂㄱㄱ", "year": 2026})
    assert answer.context["total"] == 1
