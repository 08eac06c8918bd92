"""Sessions end: idle, too old, and at once with the membership, on pages and on the API; headers and limits."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership
from naru.base.admission import actions, rules
from naru.base.audit.models import Event
from tests.factories import make
from tests.house.matrix.addresses import BACKEND

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "naru-test-1"


@pytest.fixture
def here():
    district = make.district()
    school = make.school(district)
    lead = make.user(Role.SCHOOL_LEAD, organisation=school)
    teacher = make.user(Role.TEACHER, organisation=school)
    make.learner(school)
    for cache in caches.all():
        cache.clear()
    return type("Here", (), {"district": district, "school": school, "lead": lead, "teacher": teacher})


def enter(user, client: Client | None = None) -> Client:
    """Through the door, as a person: password and form."""
    client = client or Client()
    answer = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()[:500]
    return client


def test_running_session_and_api_end_with_the_membership(here):
    client, api = enter(here.teacher), enter(here.teacher)
    assert client.get("/people/").status_code == 200
    assert api.get("/api/people/").json()["total"] == 1
    row = Membership.objects.get(user=here.teacher)
    actions.end_membership(membership=row, on=timezone.localdate(), why="퇴직", by=here.lead)
    assert UserSession.objects.filter(user=here.teacher).count() == 0
    page, answer = client.get("/people/"), api.get("/api/people/")
    assert (page.status_code, answer.status_code) == (302, 401)
    assert page.headers["Location"].startswith("/account/login/")
    assert Session.objects.count() == 0


def test_planted_session_that_outlived_its_membership_is_stopped_at_the_next_request(here):
    """Even one that nobody listed, of a membership that ended behind the actions' back."""
    client = Client()
    client.force_login(here.teacher, backend=BACKEND)
    assert client.get("/people/").status_code == 200
    Membership.objects.filter(user=here.teacher).update(ends=timezone.localdate() - timedelta(days=1))
    refused = client.get("/people/")
    assert refused.status_code == 403 and "유효한 소속이 없습니다" in refused.content.decode()
    assert client.get("/people/").status_code == 302
    assert Session.objects.count() == 0


def test_api_of_an_ended_membership_answers_401_in_words(here):
    client = Client()
    client.force_login(here.teacher, backend=BACKEND)
    Membership.objects.filter(user=here.teacher).update(ended_at=timezone.now())
    answer = client.get("/api/people/")
    assert (answer.status_code, answer.json()["code"]) == (401, "no_role")


def test_session_keeps_only_what_the_other_membership_opens(here):
    other = make.firm(here.district)
    Membership.objects.create(user=here.teacher, role=Role.TRAINER, organisation=other, starts=timezone.localdate())
    client = enter(here.teacher)
    assert client.get("/people/").status_code == 200
    row = Membership.objects.get(user=here.teacher, role=Role.TEACHER)
    actions.end_membership(membership=row, on=timezone.localdate(), why="전보", by=here.lead)
    assert client.get("/people/").status_code == 403
    assert client.get("/training/").status_code == 200


@pytest.mark.parametrize(("minutes", "is_over"), [(rules.IDLE_MINUTES.entries[-1].value - 1, False), (31, True)])
def test_session_ends_when_nothing_is_asked_for_a_while(here, minutes, is_over):
    start = timezone.now()
    with time_machine.travel(start) as clock:
        client = enter(here.teacher)
        clock.shift(timedelta(minutes=minutes))
        answer = client.get("/people/?q=x")
    assert (answer.status_code == 302) is is_over
    if is_over:
        assert answer.headers["Location"] == "/account/login/?next=%2Fpeople%2F%3Fq%3Dx"
        assert "한동안 쓰지 않아" in client.get("/account/login/").content.decode()


def test_session_ends_after_its_hours_however_busy(here):
    with time_machine.travel(timezone.now()) as clock:
        client = enter(here.teacher)
        for _quarter in range(rules.SESSION_HOURS.entries[-1].value * 4 - 1):
            clock.shift(timedelta(minutes=15))
            assert client.get("/people/").status_code == 200
        clock.shift(timedelta(minutes=15))
        assert client.get("/people/").status_code == 302
        api = enter(here.teacher)
        clock.shift(timedelta(minutes=45))
        answer = api.get("/api/people/")
    assert (answer.status_code, answer.json()["code"]) == (401, "session_over")


def test_guessing_a_password_is_stopped_and_stands_in_the_audit(here, settings):
    settings.ACCOUNT_RATE_LIMITS = {"open_invitation": "30/m/ip"}
    client = Client()
    for _try in range(5):
        client.post("/account/login/", {"login": here.teacher.email, "password": "wrong"})
    answer = client.post("/account/login/", {"login": here.teacher.email, "password": PASSWORD})
    assert answer.status_code == 200, "the right password opens nothing while the account is limited"
    assert client.get("/people/").status_code == 302
    assert Event.objects.filter(verb="accounts.fail_to_sign_in", object_id=here.teacher.pk).count() == 5
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        enter(here.teacher, client)


def test_opening_links_is_limited(here, settings):
    settings.ACCOUNT_RATE_LIMITS = {"open_invitation": "3/m/ip"}
    client = Client()
    statuses = [client.get("/join/eyJ:forged/").status_code for _try in range(5)]
    assert statuses == [404, 404, 404, 429, 429]


def test_api_is_limited_for_each_person(here, monkeypatch):
    from naru.api.door import Calls

    monkeypatch.setattr(Calls, "allow_request", lambda self, request: limited.allow_request(request))
    limited = type("Limited", (Calls,), {"allow_request": Calls.__mro__[1].allow_request})("3/m")
    client, other = enter(here.teacher), enter(here.lead)
    assert [client.get("/api/people/").status_code for _call in range(4)] == [200, 200, 200, 429]
    answer = client.get("/api/people/")
    assert answer.json()["code"] == "too_many"
    assert other.get("/api/people/").status_code == 200


def test_pages_and_api_carry_the_headers_of_a_closed_house(here):
    client = enter(here.teacher)
    for address in ("/", "/people/", "/api/people/", "/api/docs", "/account/2fa/", "/nowhere/"):
        answer = client.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy, address
        assert "unsafe" not in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer.headers["Cache-Control"] or address == "/nowhere/"


def test_no_page_of_the_site_holds_inline_code(here):
    """The policy would stop it; this says where it stands."""
    client = enter(here.teacher)
    for address in ("/", "/people/", "/training/", "/account/2fa/", "/account/login/", "/help/", "/desk/"):
        text = client.get(address).content.decode()
        assert not re.search(r"<[^>]+\son[a-z]+=|<style|\sstyle=", text), address
        for script in re.findall(r"<script[^>]*>", text):
            assert "src=" in script or "application/json" in script, address


def test_deed_without_csrf_token_is_refused(here):
    client = Client(enforce_csrf_checks=True)
    client.force_login(here.lead, backend=BACKEND)
    assert client.post("/members/invitations/new/", {}).status_code == 403


def test_https_installation_locks_its_cookies():
    import json
    import os
    import subprocess
    import sys

    names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_NAME CSRF_COOKIE_NAME SECURE_HSTS_SECONDS"
    code = (
        "import json; from naru.config import settings as s; "
        f"print(json.dumps([getattr(s, name) for name in {names.split()!r}]))"
    )
    found = {}
    for value in ("0", "1"):
        around = {**os.environ, "NARU_HTTPS": value}
        out = subprocess.run([sys.executable, "-c", code], env=around, capture_output=True, text=True, check=True)
        found[value] = json.loads(out.stdout)
    assert found["1"] == [True, True, "__Host-naru", "__Host-naru-csrf", 31536000]
    assert found["0"] == [False, False, "naru", "csrftoken", 0]


def test_invitation_page_makes_the_account_and_signs_in(here):
    keeper = enter(make.coordinator(here.district))
    answer = keeper.post(
        "/members/invitations/new/",
        {
            "email": "new@school.example",
            "name": "새 교사",
            "place": f"o{here.school.pk}",
            "role": "teacher",
            "starts": timezone.localdate().isoformat(),
        },
    )
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    path = re.search(r"/join/\S+", mail.outbox[-1].body)
    assert path
    fresh = Client()
    assert fresh.get(path[0]).status_code == 200
    weak = fresh.post(path[0], {"name": "새 교사", "password": "1234567890", "again": "1234567890"})
    assert weak.status_code == 422
    assert keeper.get(path[0]).status_code == 403, "somebody else who is signed in"
    good = fresh.post(path[0], {"name": "새 교사", "password": "river-crossing-7", "again": "river-crossing-7"})
    assert good.status_code == 302
    assert fresh.get("/people/").status_code == 200
    assert Client().get(path[0]).status_code == 404
