"""Deeds for several rows: the preview is what happens, refusals hold nobody up, and the way back works once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.domain.demand.models import Signal
from naru.domain.evidence.models import Finding
from naru.domain.placement.models import Opening
from naru.domain.training.models import Enrolment
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CLOSE, PUBLISH, REOPEN = (reverse(f"placement:{each}_several") for each in ("close", "publish", "reopen"))


@pytest.fixture
def town():
    return make.town()


@pytest.fixture
def openings(town):
    soon = timezone.localdate() + timedelta(days=30)
    return [make.opening(town, state, deadline=soon) for state in ("open", "open", "filled")]


def states(rows):
    return [Opening.objects.get(pk=each.pk).state for each in rows]


def sign_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def keys(rows):
    return {"row": [each.pk for each in rows]}


def test_preview_says_what_would_happen_and_changes_nothing(client, town, openings):
    before = Event.objects.count()
    answer = sign_in(client, town.coordinator).get(CLOSE, keys(openings))
    assert [bool(each.refusal) for each in answer.context["looks"]] == [False, False, True]
    assert "상태가 될 수 없습니다" in answer.content.decode()
    assert states(openings) == ["open", "open", "filled"]
    assert Event.objects.count() == before


def test_what_a_rule_refuses_does_not_hold_up_the_rest_and_is_named(client, town, openings):
    answer = sign_in(client, town.coordinator).post(CLOSE, keys(openings), follow=True)
    assert states(openings) == ["closed", "closed", "filled"]
    words = answer.content.decode()
    assert "공고 2건을 마감했습니다." in words
    assert "상태가 될 수 없습니다" in words
    assert Event.objects.filter(verb="placement.close").count() == 2


def test_closing_is_undone_once_by_whoever_did_it(client, town, openings):
    sign_in(client, town.coordinator).post(CLOSE, keys(openings[:2]))
    undo = client.get(reverse("placement:list")).context["undo"]
    assert client.get(reverse("training:list")).context["undo"] is None
    client.post(REOPEN, {"token": undo["token"]})
    assert states(openings) == ["open", "open", "filled"]
    assert client.get(reverse("placement:list")).context["undo"] is None
    sign_in(client, town.hr)
    assert client.post(REOPEN, {"token": undo["token"]}).status_code == 404
    assert client.post(REOPEN, {"token": "forged"}).status_code == 404


def test_undo_is_over_after_a_quarter_of_an_hour(client, town, openings, monkeypatch):
    sign_in(client, town.coordinator).post(CLOSE, keys(openings[:2]))
    token = client.get(reverse("placement:list")).context["undo"]["token"]
    monkeypatch.setattr("naru.web.bulk.UNDO_SECONDS", -1)
    assert client.post(REOPEN, {"token": token}).status_code == 404
    assert states(openings[:2]) == ["closed", "closed"]


def test_a_firm_closes_its_own_openings_only(client, town, openings):
    other = make.firm(town.district)
    theirs = make.opening(town, firm=other)
    sign_in(client, town.hr)
    looks = client.get(CLOSE, keys([openings[0], theirs])).context["looks"]
    assert [bool(each.refusal) for each in looks] == [False, True]
    client.post(CLOSE, keys([openings[0], theirs]))
    assert states([openings[0], theirs]) == ["closed", "open"]


def test_rows_of_another_district_are_not_even_named(client, town):
    theirs = make.opening(make.town(), title="먼 공고")
    answer = sign_in(client, town.coordinator).get(CLOSE, keys([theirs]))
    assert answer.status_code == 422
    assert "먼 공고" not in answer.content.decode()
    client.post(CLOSE, keys([theirs]))
    assert states([theirs]) == ["open"]


def test_whoever_may_not_do_it_is_refused(client, town, openings):
    for user in (town.teacher, town.dean, make.user(Role.OFFICE, district=town.district)):
        sign_in(client, user)
        for url in (CLOSE, PUBLISH):
            assert client.get(url, keys(openings)).status_code == 403
            assert client.post(url, keys(openings)).status_code == 403
        assert client.post(REOPEN, {"token": "x"}).status_code == 403
    assert states(openings) == ["open", "open", "filled"]


@pytest.mark.parametrize("rows", [[], ["x"], ["-1"], ["9" * 30], ["1.5"]])
def test_nothing_chosen_is_a_page_that_says_so(client, town, rows):
    answer = sign_in(client, town.coordinator).get(CLOSE, {"row": rows})
    assert answer.status_code == 422
    assert "고른 것이 없습니다" in answer.content.decode()


def test_the_list_offers_it_to_whoever_may(client, town, openings):
    url = reverse("placement:list")
    assert 'name="row"' in sign_in(client, town.coordinator).get(url).content.decode()
    assert 'name="row"' not in sign_in(client, town.teacher).get(url).content.decode()


def test_several_drafts_are_published(client, town):
    soon = timezone.localdate() + timedelta(days=30)
    drafts = [
        make.opening(town, "draft", deadline=soon),
        make.opening(town, "draft", deadline=soon - timedelta(days=60)),
    ]
    sign_in(client, town.coordinator).post(PUBLISH, keys(drafts))
    assert states(drafts) == ["open", "draft"]


def test_several_findings_are_confirmed_with_one_reason_and_flow_back(client, town):
    rows = [
        make.finding(
            town.district, kind="said_hired", subject=f"organisation:{firm.pk}", figures={"said": 5, "hired": 3}
        )
        for firm in (town.firm, make.firm(town.district))
    ]
    url = reverse("evidence:confirm_several")
    sign_in(client, town.coordinator)
    assert not any(each.refusal for each in client.get(url, keys(rows)).context["looks"])
    assert not Signal.objects.exists()
    assert client.post(url, keys(rows)).status_code == 422
    assert client.post(url, keys(rows) | {"reason": "운영위원회에서 확인함"}).status_code == 303
    assert {each.state for each in Finding.objects.all()} == {"confirmed"}
    assert Signal.objects.count() == 2


def test_several_findings_are_dismissed(client, town):
    rows = [
        make.finding(town.district),
        make.finding(town.district, state="confirmed", reason="x", decided_on="2026-11-02"),
    ]
    url = reverse("evidence:dismiss_several")
    sign_in(client, town.coordinator).post(url, keys(rows) | {"reason": "자료가 모자람"})
    assert [Finding.objects.get(pk=each.pk).state for each in rows] == ["dismissed", "confirmed"]


def test_several_participations_are_completed_with_whole_hours(client, town):
    programme = make.programme(town, hours=30)
    rows = [
        make.enrolment(programme, make.learner(town.school)),
        make.enrolment(programme, make.learner(town.school), "withdrawn"),
    ]
    url = reverse("training:complete_several")
    sign_in(client, town.teacher)
    values = {"on": "2026-07-01", "evidence": "출석부 3기"}
    assert client.post(url, keys(rows) | {"on": "", "evidence": ""}).status_code == 422
    client.post(url, keys(rows) | values)
    done, withdrawn = (Enrolment.objects.get(pk=each.pk) for each in rows)
    assert (done.state, done.hours_done, done.evidence) == ("completed", 30, "출석부 3기")
    assert withdrawn.state == "withdrawn"
