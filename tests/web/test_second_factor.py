"""The gate of the second factor: who is stopped where, what opens it, and how openly it is lifted."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.accounts.roles import SEES_PERSONS
from naru.base.admission import actions
from naru.base.audit.models import Event
from tests.factories import make
from tests.house.matrix import pages
from tests.house.matrix.addresses import BACKEND

pytestmark = pytest.mark.django_db
PASSWORD = "naru-test-1"
#: Written by hand: whoever sees other people's data, and whoever decides about accounts.
STOPPED = {
    Role.COORDINATOR,
    Role.READER,
    Role.SCHOOL_LEAD,
    Role.TEACHER,
    Role.OFFICE,
    Role.AUDITOR,
    Role.DPO,
    Role.ADMIN,
}


@pytest.fixture(autouse=True)
def wanted(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def school():
    return make.school(make.district())


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_password_alone_opens_only_roles_without_other_peoples_data(role):
    district = make.district()
    school = make.school(district)
    scope = (
        {"district": district}
        if role.value in {"coordinator", "reader", "office", "city", "ministry", "auditor", "dpo"}
        else {"organisation": school}
    )
    user = make.user(role, **({} if role == Role.ADMIN else scope))
    client = Client()
    client.force_login(user, backend=BACKEND)
    page, api = client.get("/"), client.get("/api/competency/")
    if role in STOPPED:
        assert page.status_code == 302 and page.headers["Location"].startswith("/account/second-factor/")
        assert (api.status_code, api.json()["code"]) == (403, "second_factor_required")
        assert "제6조제2항" in api.json()["article"]
    else:
        assert (page.status_code, api.status_code) == (200, 200)
    assert SEES_PERSONS | {Role.ADMIN} == STOPPED


def test_half_signed_in_is_not_signed_in(school):
    teacher = make.user(Role.TEACHER, organisation=school)
    secret = generate_totp_secret()
    TOTP.activate(teacher, secret)
    client = Client()
    answer = client.post("/account/login/", {"login": teacher.email, "password": PASSWORD})
    assert answer.headers["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/people/").status_code == 302
    assert client.get("/api/people/").status_code == 401
    wrong = client.post("/account/2fa/authenticate/", {"code": "abcdef"})
    assert wrong.status_code == 200 and "맞지 않는 코드입니다" in wrong.content.decode()
    client.post("/account/2fa/authenticate/", {"code": code_for(secret)})
    assert client.get("/people/").status_code == 200
    assert client.get("/api/people/").status_code == 200


def test_guessing_codes_is_stopped(school, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    teacher = make.user(Role.TEACHER, organisation=school)
    secret = generate_totp_secret()
    TOTP.activate(teacher, secret)
    client = Client()
    client.post("/account/login/", {"login": teacher.email, "password": PASSWORD})
    for _try in range(5):
        client.post("/account/2fa/authenticate/", {"code": "abcdef"})
    client.post("/account/2fa/authenticate/", {"code": code_for(secret)})
    assert client.get("/people/").status_code == 302


def test_session_from_before_the_factor_has_to_prove_itself(school):
    teacher = make.user(Role.TEACHER, organisation=school)
    client = Client()
    client.force_login(teacher, backend=BACKEND)
    TOTP.activate(teacher, generate_totp_secret())
    answer = client.get("/people/")
    assert answer.headers["Location"].startswith("/account/2fa/reauthenticate/")


def test_recovery_code_opens_once(school):
    teacher = make.user(Role.TEACHER, organisation=school)
    TOTP.activate(teacher, generate_totp_secret())
    codes = RecoveryCodes.activate(teacher).get_unused_codes()
    for is_first in (True, False):
        client = Client()
        client.post("/account/login/", {"login": teacher.email, "password": PASSWORD})
        client.post("/account/2fa/authenticate/", {"code": codes[0]})
        assert (client.get("/people/").status_code == 200) is is_first


def test_another_persons_proof_in_the_same_browser_counts_for_nothing(school):
    first, second = (make.user(Role.TEACHER, organisation=school) for _each in range(2))
    client = Client()
    client.force_login(first, backend=BACKEND)
    session = client.session
    session["naru_office_proof"] = first.pk
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = str(first.pk)
    session.save()
    assert client.get("/people/").status_code == 200
    session = client.session
    session["_auth_user_id"] = str(second.pk)
    session["_auth_user_hash"] = second.get_session_auth_hash()
    session.save()
    assert client.get("/people/").status_code == 302


def test_last_factor_of_a_role_that_needs_one_stays(school):
    teacher = make.user(Role.TEACHER, organisation=school)
    secret = generate_totp_secret()
    TOTP.activate(teacher, secret)
    client = Client()
    client.post("/account/login/", {"login": teacher.email, "password": PASSWORD})
    client.post("/account/2fa/authenticate/", {"code": code_for(secret)})
    answer = client.post("/account/2fa/totp/deactivate/")
    assert "끌 수 없습니다" in answer.content.decode()
    assert teacher.authenticator_set.count() == 1


def test_waived_district_lets_in_and_says_so_on_every_page(school):
    district = school.districts.get().district
    teacher = make.user(Role.TEACHER, organisation=school)
    client = Client()
    client.force_login(teacher, backend=BACKEND)
    assert client.get("/people/").status_code == 302
    admin = make.user(Role.ADMIN)
    waiver = actions.waive(district=district, since=timezone.localdate(), until=None, why="사설망 안", by=admin)
    for address in ("/", "/people/", "/account/2fa/"):
        text = client.get(address).content.decode()
        assert "2단계 인증을 요구하지 않습니다" in text and "사설망 안" in text, address
    actions.end_waiver(waiver=waiver, on=timezone.localdate(), by=admin)
    assert client.get("/people/").status_code == 302


def test_sign_in_and_factors_stand_in_the_audit(school):
    teacher = make.user(Role.TEACHER, organisation=school)
    secret = generate_totp_secret()
    TOTP.activate(teacher, secret)
    client = Client()
    client.post("/account/login/", {"login": teacher.email, "password": PASSWORD})
    client.post("/account/2fa/authenticate/", {"code": code_for(secret)})
    events = Event.objects.filter(object_id=teacher.pk, object_type="accounts.user")
    assert "accounts.sign_in" in set(events.values_list("verb", flat=True))


def test_allauth_pages_of_a_signed_in_person_ask_a_stranger_who_they_are():
    client = Client()
    of_one_key = {"mfa_edit_webauthn", "mfa_remove_webauthn"}
    for name in sorted(pages.SIGNED_IN):
        answer = client.get(reverse(name, kwargs={"pk": 1} if name in of_one_key else {}))
        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith("/account/"), name


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_of_signing_in_is_ours_and_says_its_language(school, language):
    teacher = make.user(Role.TEACHER, organisation=school)
    secret = generate_totp_secret()
    TOTP.activate(teacher, secret)
    client = Client()
    client.cookies["django_language"] = language
    strangers = [
        "/account/login/",
        "/account/signup/",
        "/account/password/reset/",
        "/account/3rdparty/login/error/",
        "/account/3rdparty/login/cancelled/",
    ]
    own = [
        "/account/2fa/",
        "/account/2fa/webauthn/",
        "/account/2fa/webauthn/add/",
        "/account/2fa/totp/deactivate/",
        "/account/2fa/recovery-codes/generate/",
        "/account/2fa/reauthenticate/",
        "/account/reauthenticate/",
        "/account/sessions/",
        "/account/password/change/",
        "/account/logout/",
        "/account/second-factor/",
    ]

    def look(address: str) -> None:
        answer = client.get(address, follow=True)
        text = answer.content.decode()
        assert f'<html lang="{language}">' in text and 'class="naru-header"' in text, address
        has_korean = "로그인" in text or "인증" in text or "비밀번호" in text
        assert has_korean is (language == "ko"), address

    for address in strangers:
        look(address)
    client.post("/account/login/", {"login": teacher.email, "password": PASSWORD})
    look("/account/2fa/authenticate/")
    client.post("/account/2fa/authenticate/", {"code": code_for(secret)})
    for address in own:
        look(address)


def test_pages_of_allauth_that_have_no_place_here_are_not_here(school):
    client = Client()
    client.force_login(make.user(Role.STUDENT, organisation=school), backend=BACKEND)
    for name in ("account_email", "account_set_password", "socialaccount_signup", "socialaccount_connections"):
        assert client.get(reverse(name)).status_code == 404, name
