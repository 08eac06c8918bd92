"""The access log: every look at somebody's data leaves an entry that says whose."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from naru.base.audit import chain, looks
from naru.base.audit.models import Look, LookedAt
from naru.web.looking import address_of
from tests.factories import make
from tests.house.matrix.addresses import BACKEND

REASON = {"why": "work", "words": "취업 상담 명단 확인"}


@pytest.fixture
def here(db):
    return make.town()


def enter(client: Client, user: object) -> None:
    client.force_login(user, backend=BACKEND)


def subjects(look: Look) -> set[tuple[str, int]]:
    return set(looks.persons_of(look))


def test_detail_page_says_who_saw_whom_from_where(client, here):
    learner = make.learner(here.school)
    enter(client, here.teacher)
    assert client.get(reverse("people:detail", args=[learner.pk]), REMOTE_ADDR="10.1.2.3").status_code == 200
    look = Look.objects.get()
    assert (look.actor_id, look.kind, look.place, look.address) == (
        here.teacher.pk,
        "view",
        "people:detail",
        "10.1.2.3",
    )
    assert look.district_id == here.district.pk
    assert look.role == "teacher"
    assert subjects(look) == {("people.learner", learner.pk)}


def test_list_names_the_rows_of_the_page_and_no_more(client, here):
    made = [make.learner(here.school) for _each in range(30)]
    enter(client, here.coordinator)
    client.get(reverse("people:list"), {"size": "25"})
    look = Look.objects.get()
    assert (look.kind, look.persons) == ("list", 25)
    assert subjects(look) < {("people.learner", each.pk) for each in made}


def test_own_data_leaves_no_entry_but_a_guardian_does(client, here):
    learner = make.learner(here.school)
    student, guardian = make.account_of(learner), make.guardian_of(learner)
    enter(client, student)
    assert client.get(reverse("people:detail", args=[learner.pk])).status_code == 200
    assert not Look.objects.exists()
    enter(client, guardian)
    assert client.get(reverse("people:detail", args=[learner.pk])).status_code == 200
    assert Look.objects.get().actor_id == guardian.pk


def test_refused_page_leaves_no_entry(client, here):
    learner = make.learner(make.school(make.district()))
    enter(client, here.teacher)
    assert client.get(reverse("people:detail", args=[learner.pk])).status_code == 404
    assert not Look.objects.exists()


def test_download_asks_why_and_keeps_it(client, here):
    import openpyxl

    made = [make.learner(here.school) for _each in range(3)]
    enter(client, here.coordinator)
    url = f"{reverse('people:list')}?download=xlsx"
    asked = client.get(url)
    assert asked.status_code == 200
    assert asked["Content-Type"].startswith("text/html")
    assert made[0].name not in asked.content.decode()
    short = client.post(url, {"why": "work", "words": "업무"})
    assert short.status_code == 422
    assert not Look.objects.filter(kind="export").exists()
    given = client.post(url, REASON)
    assert given["Content-Type"].endswith("sheet")
    sheet = openpyxl.load_workbook(BytesIO(given.content)).active
    assert sheet.max_row == 4
    look = Look.objects.get(kind="export")
    assert look.why.endswith("취업 상담 명단 확인")
    assert subjects(look) == {("people.learner", each.pk) for each in made}


def test_download_of_what_is_nobodys_data_asks_nothing(client, here):
    enter(client, here.coordinator)
    answer = client.get(reverse("partners:list"), {"download": "xlsx"})
    assert answer["Content-Type"].endswith("sheet")
    assert client.post(reverse("partners:list")).status_code == 405
    assert client.post(reverse("people:list")).status_code == 405


def test_api_leaves_entries_too(client, here):
    learner = make.learner(here.school)
    enter(client, here.teacher)
    client.get(f"/api/people/{learner.pk}")
    client.get("/api/people/")
    assert set(Look.objects.values_list("kind", "place")) == {
        ("api", f"/api/people/{learner.pk}"),
        ("api", "/api/people/"),
    }


def test_address_is_believed_only_from_our_own_proxies(rf, settings):
    request = rf.get("/", REMOTE_ADDR="192.0.2.9", HTTP_X_FORWARDED_FOR="1.1.1.1, 198.51.100.7")
    assert address_of(request) == "192.0.2.9"
    settings.TRUSTED_PROXIES = 1
    assert address_of(request) == "198.51.100.7"


@pytest.mark.django_db(transaction=True)
def test_alteration_of_the_access_log_is_found(client):
    here = make.town()
    made = [make.learner(here.school) for _each in range(3)]
    enter(client, here.teacher)
    for each in made:
        client.get(reverse("people:detail", args=[each.pk]))
    assert chain.verify(chain.LOOKS).rows == 3
    assert chain.verify(chain.LOOKS).fault is None
    second = Look.objects.order_by("sequence")[1]
    LookedAt.objects.filter(look=second).update(person_id=made[2].pk)
    fault = chain.verify(chain.LOOKS).fault
    assert fault is not None
    assert (fault.sequence, fault.row, fault.code) == (2, second.pk, "altered")


def test_search_leaves_an_entry_for_each_person_it_names(client, here):
    found, other = make.learner(here.school, name="김찾기"), make.learner(here.school, name="박다른")
    enter(client, here.teacher)
    assert "김찾기" in client.get(reverse("search:index"), {"q": "김찾기"}).content.decode()
    assert subjects(Look.objects.get()) == {("people.learner", found.pk)}
    assert other.name not in client.get(reverse("search:index"), {"q": "김찾기"}).content.decode()
