"""Reminders of a survey: the link by mail, the number never, once a day, in its pace, with a way out."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naru.base.audit.models import Event
from naru.base.privacy.models import Link
from naru.base.rulebook.errors import RuleBroken
from naru.domain.demand import actions, queries, rules
from naru.domain.demand.models import Ask
from naru.web.demand import letters
from tests.factories import make
from tests.house.matrix.addresses import BACKEND
from tests.web.test_survey import asked, handed, proven, word

pytestmark = pytest.mark.django_db
ADDRESS = "hr@firm.example"


@pytest.fixture
def here():
    return make.town()


def addressed(here, days: int = 30) -> Ask:
    (ask,) = asked(here, days=days).asks.all()
    actions.address_asks(survey=ask.survey, emails={ask.pk: ADDRESS}, by=here.coordinator)
    return Ask.objects.get(pk=ask.pk)


def centre(here) -> Client:
    client = Client()
    client.force_login(here.coordinator, backend=BACKEND)
    return client


def links_in(body: str) -> tuple[str, str]:
    return re.search(r"/demand/answer/[^/\s]+/", body)[0], re.search(r"/demand/stop/\S+?/(?=\s|$)", body)[0]


def test_first_link_goes_by_mail_and_the_number_does_not(here):
    ask = addressed(here)
    page = centre(here).post(reverse("demand:hand", args=[ask.pk])).content.decode()
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    number = re.search(r'id="number-\d+">(\d{6})<', page)[1]
    assert number not in letter.body and number not in letter.subject
    assert ADDRESS in page and "/demand/answer/" not in page
    address, _stop = links_in(letter.body)
    assert here.firm.name in proven(address, number).get(address).content.decode()


def test_reminder_keeps_the_number_ends_the_old_link_and_is_not_doubled(here):
    make.need(here, year=2027)
    ask = addressed(here)
    old, number = handed(here, ask)
    Ask.objects.filter(pk=ask.pk).update(mailed_on=None)
    client = centre(here)
    client.post(reverse("demand:remind", args=[ask.survey_id]))
    client.post(reverse("demand:remind", args=[ask.survey_id]))
    (letter,) = mail.outbox
    fresh, _stop = links_in(letter.body)
    assert Client().get(old).status_code == 410
    firm = proven(fresh, number)
    assert firm.post(fresh, word(4)).status_code == 303
    ask.refresh_from_db()
    assert (ask.reminders, ask.answers) == (1, 1)
    assert Event.objects.filter(verb="demand.remind").count() == 1
    assert ADDRESS not in str(list(Event.objects.values_list("after", "before", "object_label")))


def test_firm_without_an_address_gets_its_link_by_hand(here):
    (ask,) = asked(here).asks.all()
    handed(here, ask)
    page = centre(here).post(reverse("demand:remind", args=[ask.survey_id])).content.decode()
    assert not mail.outbox
    assert "/demand/answer/" in page and re.search(r'id="number-\d+">\d{6}<', page)


def test_timer_reminds_in_its_pace_and_running_it_again_sends_nothing(here):
    ask = addressed(here, days=60)
    handed(here, ask)
    today = timezone.localdate()
    sent = {}
    for day in range(0, 60):
        for _again in range(2):
            found = letters.send_due(today + timedelta(days=day))
            sent[day] = sent.get(day, 0) + found.sent
    assert [day for day, n in sent.items() if n] == [7, 14, 21]
    assert max(sent.values()) == 1
    assert all("확인 번호는 전에" in each.body for each in mail.outbox)
    assert Link.objects.filter(revoked_at=None, used_at=None).count() == 1


def test_trial_counts_and_sends_nothing(here):
    ask = addressed(here)
    handed(here, ask)
    assert letters.send_due(timezone.localdate() + timedelta(days=8), is_trial=True).sent == 1
    assert not mail.outbox


def test_mail_that_was_refused_is_tried_again(here, monkeypatch):
    ask = addressed(here)
    handed(here, ask)
    later = timezone.localdate() + timedelta(days=8)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", lambda _mail: (_ for _ in ()).throw(OSError()))
        assert letters.send_due(later).failed == 1
    ask.refresh_from_db()
    assert ask.reminders == 0
    assert letters.send_due(later).sent == 1


def test_whoever_says_stop_is_left_in_peace_in_the_next_survey_too(here):
    ask = addressed(here)
    handed(here, ask)
    letters.send_due(timezone.localdate() + timedelta(days=8))
    _address, stop = links_in(mail.outbox[0].body)
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stranger = Client(enforce_csrf_checks=True)
    assert "그만 받으시겠습니까" in stranger.get(stop).content.decode()
    assert not Ask.objects.get(pk=ask.pk).is_muted
    assert stranger.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Ask.objects.get(pk=ask.pk).is_muted
    assert letters.send_due(timezone.localdate() + timedelta(days=20)).sent == 0
    with pytest.raises(RuleBroken, match="그만 받겠다고"):
        actions.remind(ask=ask, today=timezone.localdate() + timedelta(days=20), by=here.coordinator)
    assert queries.last_emails(here.district, [here.firm]) == {}
    assert stranger.get(reverse("demand:stop", args=["forged"])).status_code == 404


def test_address_of_the_last_survey_is_kept_for_the_next(here):
    addressed(here)
    (ask,) = asked(here).asks.all()
    assert ask.email == ADDRESS


@pytest.mark.parametrize(
    ("quiet", "left", "reminders", "is_due"),
    [(6, 20, 0, False), (7, 20, 0, True), (7, 20, 3, False), (3, 2, 1, True), (2, 2, 1, False), (9, -1, 0, False)],
)
def test_day_of_a_reminder(quiet, left, reminders, is_due):
    today = timezone.localdate()
    last = today - timedelta(days=quiet)
    assert rules.is_due(last, last, reminders, today + timedelta(days=left), today) is is_due
