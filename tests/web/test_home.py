"""The home page and the page behind each number."""

import pytest
from django.urls import reverse

from naru.base.accounts.enums import Role
from naru.config import rooms
from naru.demo.pohang import build
from naru.document.exchange import check, load, read, write
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def pohang(tmp_path):
    from naru.base.district.models import District

    path = tmp_path / "pohang.xlsx"
    write.filled(path, build.rows())
    load.load(check.check(read.read(path), by=None), by=None)
    return District.objects.get(code="pohang")


def sign_in(client, role, **place):
    client.force_login(make.user(role, **place), backend=BACKEND)


def test_nobody_comes_in_without_signing_in(client):
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


def test_home_shows_every_station_and_the_narrowest_passage(client, pohang):
    sign_in(client, Role.COORDINATOR, district=pohang)
    answer = client.get("/", {"year": 2026})
    cycle = answer.context["cycle"]
    assert [each.key for each in cycle.stations] == list(rooms.STATIONS)
    text = answer.content.decode()
    assert cycle.narrowest_passage.sentence.replace("'", "&#x27;") in text
    for station in cycle.stations:
        assert str(station.name) in text
        assert reverse("number", args=[station.key]) in text


def test_home_asks_the_same_queries_however_many_rows_there_are(client, pohang, django_assert_max_num_queries):
    sign_in(client, Role.COORDINATOR, district=pohang)
    with django_assert_max_num_queries(90) as first:
        client.get("/", {"year": 2026})
    school = pohang.__class__.objects.get(code="pohang") and make.school(pohang)
    for _number in range(30):
        make.learner(school)
    with django_assert_max_num_queries(len(first)):
        client.get("/", {"year": 2026})


@pytest.mark.parametrize("key", rooms.STATIONS)
def test_number_page_holds_definition_base_and_rows(client, pohang, key):
    sign_in(client, Role.COORDINATOR, district=pohang)
    answer = client.get(reverse("number", args=[key]), {"year": 2026})
    assert answer.status_code == 200
    found = answer.context["station"].number
    text = answer.content.decode()
    assert found.definition.korean.split("'")[0][:20] in text
    assert found.definition.version in text
    if key in {"training", "placement", "credit"}:
        learners = {line[0].text for line in answer.context["lines"]}
        assert learners
        assert answer.context["total"] >= found.value


def test_rows_behind_are_not_shown_to_whoever_may_not_read_them(client, pohang):
    sign_in(client, Role.CITY, district=pohang)
    answer = client.get(reverse("number", args=["training"]), {"year": 2026})
    assert answer.status_code == 200
    assert answer.context["listing"] is None


def test_unknown_number_is_not_found_and_a_student_is_kept_out(client, pohang):
    sign_in(client, Role.COORDINATOR, district=pohang)
    assert client.get(reverse("number", args=["nothing"])).status_code == 404
    school = make.school(pohang)
    sign_in(client, Role.STUDENT, organisation=school)
    assert client.get(reverse("number", args=["training"])).status_code in {403, 404}
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.context["cycle"] is None


def test_small_counts_are_hidden_with_what_would_give_them_away(client):
    from datetime import date

    district = make.district()
    school = make.school(district)
    for number in range(6):
        learner = make.learner(school, intake_year=2023, state="graduated", grade=None, graduated_on=date(2026, 2, 6))
        from naru.domain.outcome.models import Observation

        Observation.objects.create(
            learner=learner, on=date(2026, 4, 1), status="employed" if number < 3 else "unemployed", source="school"
        )
    sign_in(client, Role.MINISTRY, district=district)
    found = client.get("/", {"year": 2026}).context["cycle"].station("outcome").number
    assert (found.value, found.base, found.numerator, found.state) == (None, None, None, "hidden")


def test_english_speaks_english(client, pohang):
    sign_in(client, Role.COORDINATOR, district=pohang)
    client.cookies["django_language"] = "en"
    text = client.get("/", {"year": 2026}).content.decode()
    assert '<html lang="en">' in text
    assert "The cycle of project year 2026" in text
