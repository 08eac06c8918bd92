"""A guardian's link: opens for one person, once; forwarded, expired, revoked or used it opens nothing."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naru.base.audit.models import Event
from naru.base.privacy import links
from naru.base.privacy.enums import LinkPurpose, Purpose
from naru.base.privacy.models import Consent, ConsentRequest, Link
from naru.domain.people import actions, queries
from naru.domain.people.models import Learner
from tests.factories import make
from tests.house.matrix.addresses import BACKEND

BORN = date(2009, 3, 14)
PROOF = {"birth_date": BORN.isoformat()}
pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make.town()


@pytest.fixture
def learner(here) -> Learner:
    return make.learner(here.school, name="김나루", birth_date=BORN)


def asked(here, learner: Learner) -> tuple[ConsentRequest, str]:
    request, token = actions.ask_guardian(
        learner=learner,
        guardian_name="김보호",
        purpose=Purpose.PRACTICUM,
        today=timezone.localdate(),
        by=here.teacher,
    )
    return request, reverse("privacy:link", args=[token])


def proven(url: str) -> Client:
    client = Client()
    assert client.post(url, PROOF).status_code == 303
    return client


def shows_nothing(client: Client, url: str, learner: Learner) -> None:
    for answer in (client.get(url), client.post(url, PROOF), client.post(url, {"answer": "yes"})):
        assert answer.status_code == 410
        assert learner.name not in answer.content.decode()
        assert learner.school.name not in answer.content.decode()
        assert not answer.cookies
    assert not Consent.objects.exists()


def test_link_asks_first_then_shows_then_is_used_up(here, learner):
    request, url = asked(here, learner)
    client = Client()
    first = client.get(url)
    assert first.status_code == 200
    assert learner.name not in first.content.decode()
    assert request.guardian_name not in first.content.decode()
    assert client.post(url, PROOF).status_code == 303
    page = client.get(url).content.decode()
    assert learner.name in page
    assert "민법 제5조" in page
    done = client.post(url, {"answer": "yes"})
    assert done.status_code == 200
    given = Consent.objects.get()
    assert (given.purpose, given.giver, given.how, given.giver_name) == ("practicum", "guardian", "link", "김보호")
    assert queries.has_guardians_word(learner, timezone.localdate())
    for other in (client, Client()):
        answer = other.get(url)
        assert answer.status_code == 410
        assert learner.name not in answer.content.decode()
    assert client.post(url, {"answer": "yes"}).status_code == 410
    assert Consent.objects.count() == 1
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"privacy.make_link", "privacy.open_link", "privacy.use_link", "privacy.give_consent"} <= verbs


def test_refusal_is_an_answer_and_gives_nothing(here, learner):
    request, url = asked(here, learner)
    assert proven(url).post(url, {"answer": "no"}).status_code == 200
    request.refresh_from_db()
    assert request.state == "refused"
    assert not Consent.objects.exists()


def test_link_forwarded_to_whoever_does_not_know_the_answer_opens_nothing(here, learner):
    _request, url = asked(here, learner)
    other = Client()
    for _each in range(5):
        answer = other.post(url, {"birth_date": "2008-01-01"})
        assert learner.name not in answer.content.decode()
    shows_nothing(Client(), url, learner)


def test_link_forwarded_after_it_was_opened_opens_nothing_elsewhere(here, learner):
    _request, url = asked(here, learner)
    first = proven(url)
    shows_nothing(Client(), url, learner)
    stolen = Client()
    stolen.cookies[f"naru_link_{links.hash_of(url.split('/')[-2])[:12]}"] = "guessed"
    shows_nothing(stolen, url, learner)
    assert first.get(url).status_code == 200


def test_expired_link_opens_nothing_even_where_it_was_opened(here, learner):
    _request, url = asked(here, learner)
    client = proven(url)
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    shows_nothing(client, url, learner)
    shows_nothing(Client(), url, learner)


def test_revoked_link_opens_nothing_at_once(here, learner, client):
    request, url = asked(here, learner)
    opened = proven(url)
    client.force_login(here.teacher, backend=BACKEND)
    back = client.post(reverse("privacy:take_back", args=[learner.pk, request.pk]))
    assert back.status_code == 303
    shows_nothing(opened, url, learner)
    shows_nothing(Client(), url, learner)


def test_link_for_another_purpose_opens_nothing(here, learner):
    _request, url = asked(here, learner)
    Link.objects.update(purpose="something_else")
    shows_nothing(Client(), url, learner)


def test_link_to_another_object_opens_nothing(here, learner):
    with transaction.atomic():
        _link, token = links.make(LinkPurpose.GUARDIAN_CONSENT, learner, by=here.teacher)
    shows_nothing(Client(), reverse("privacy:link", args=[token]), learner)


def test_token_that_nobody_handed_out_opens_nothing(here, learner):
    asked(here, learner)
    for token in ("none", "A" * 43, "가나다", "%00"):
        assert Client().get(f"/privacy/link/{token}/").status_code == 410


def test_token_stands_nowhere_but_in_the_answer_to_its_making(here, learner):
    _request, url = asked(here, learner)
    token = url.split("/")[-2]
    link = Link.objects.get()
    assert len(token) >= 43
    assert token not in {str(getattr(link, each.name)) for each in Link._meta.concrete_fields}
    assert link.token_digest == links.hash_of(token)
    assert token not in "".join(str(each) for each in Event.objects.values_list("after", "before", "object_label"))


def test_page_is_not_indexed_kept_or_told_on(here, learner):
    _request, url = asked(here, learner)
    for answer in (Client().get(url), Client().get("/privacy/link/none/"), proven(url).get(url)):
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"


def test_browser_that_tells_no_origin_can_answer_and_another_site_cannot(here, learner):
    _request, url = asked(here, learner)
    client = Client(enforce_csrf_checks=True)
    null = {"origin": "null"}
    assert client.post(url, PROOF, headers=null).status_code == 303
    assert Client(enforce_csrf_checks=True).post(url, {"answer": "yes"}, headers=null).status_code == 410
    assert client.post(url, {"answer": "yes"}, headers=null).status_code == 200


def test_cookie_is_for_this_link_alone(here, learner):
    _request, url = asked(here, learner)
    answer = Client().post(url, PROOF)
    (cookie,) = answer.cookies.values()
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (url, True, "Lax")


def test_school_sees_the_address_once_and_the_state_afterwards(here, learner, client):
    client.force_login(here.teacher, backend=BACKEND)
    page = client.get(reverse("privacy:ask", args=[learner.pk]))
    assert page.status_code == 200
    made = client.post(reverse("privacy:ask", args=[learner.pk]), {"guardian_name": "김보호", "purpose": "practicum"})
    address = next(part for part in made.content.decode().split('"') if "/privacy/link/" in part)
    token = address.split("/")[-2]
    assert Link.objects.get().token_digest == links.hash_of(token)
    detail = client.get(reverse("people:detail", args=[learner.pk])).content.decode()
    assert token not in detail
    assert "김보호" in detail
