"""The page of a number and of a citation, and the cycle page."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.domain.evidence.models import Citation
from naru.domain.outcome.models import Observation
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def here():
    found = make.town()
    year = timezone.localdate().year
    for status, count in (("employed", 12), ("unemployed", 10)):
        for _each in range(count):
            learner = make.graduate(found.school, date(year, 2, 6))
            make.observation(learner, status, on=date(year, 4, 1))
    return found


def place(here) -> dict[str, object]:
    return {"district": here.district.code, "year": timezone.localdate().year}


def test_number_page_puts_the_counts_into_the_formula(here):
    answer = sign_in(here.coordinator).get(reverse("number", args=["outcome"]), place(here))
    text = answer.content.decode()
    assert "12 ÷ (22 − (0 + 0 + 0)) × 100 = 54.5 %" in text
    assert answer.context["trend_words"]
    assert len(answer.context["points"]) >= 1


def test_citing_leads_to_an_address_that_keeps_the_value(here):
    client = sign_in(here.coordinator)
    query = "&".join(f"{key}={value}" for key, value in place(here).items())
    answer = client.post(f"{reverse('cite', args=['outcome'])}?{query}")
    assert answer.status_code == 303
    address = answer.headers["Location"]
    before = client.get(address)
    assert "54.5 %" in before.content.decode()
    assert before.context["is_whole"] and before.context["is_same"]
    Observation.objects.filter(status="unemployed").update(status="employed")
    after = client.get(address)
    assert after.context["value"] == "54.5 %"
    assert not after.context["is_same"]
    assert "100.0 %" in after.content.decode()
    assert client.get(reverse("cite", args=["outcome"])).status_code == 405


def test_teacher_reads_a_citation_but_makes_none(here):
    sign_in(here.coordinator).post(reverse("cite", args=["demand"]))
    made = Citation.objects.get()
    client = sign_in(here.teacher)
    assert client.get(reverse("citation", args=[made.key])).status_code == 200
    assert client.post(reverse("cite", args=["demand"])).status_code == 403
    assert "이 값을 인용하기" not in client.get(reverse("number", args=["demand"])).content.decode()
    assert sign_in(make.town().coordinator).get(reverse("citation", args=[made.key])).status_code == 404


def test_altered_citation_warns(here):
    sign_in(here.coordinator).post(reverse("cite", args=["demand"]))
    made = Citation.objects.get()
    Citation.objects.filter(pk=made.pk).update(content={**made.content, "value": "999"})
    assert (
        "이 인용을 믿지 마십시오."
        in sign_in(here.coordinator).get(reverse("citation", args=[made.key])).content.decode()
    )


def test_cycle_page_shows_the_class_as_a_chart_and_a_table():
    here = make.town()
    year = timezone.localdate().year
    programme = make.programme(here)
    for number in range(20):
        learner = make.graduate(here.school, date(year, 2, 6))
        if number < 12:
            make.enrolment(programme, learner, "completed")
    answer = sign_in(here.coordinator).get(reverse("cycle"), place(here))
    text = answer.content.decode()
    assert [(count, lost) for _name, count, lost in answer.context["steps"]][:2] == [(20, None), (12, 8)]
    assert 'id="sankey-data"' in text
    assert "style=" not in text


def test_cycle_page_without_outcome_says_so():
    here = make.town()
    city = make.user(Role.CITY, district=here.district)
    answer = sign_in(city).get(reverse("cycle"))
    assert answer.context["sankey"] is None
    assert "아직 셀 수 없습니다" in answer.content.decode()
    assert sign_in(here.hr).get(reverse("cycle")).status_code == 404
