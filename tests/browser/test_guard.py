"""Signing in as people do, in Chromium: authenticator app, passkey, recovery code, office sign-in, invitation; and
every page under the content security policy."""

import base64
import email
import email.policy
import hmac
import os
import re
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import office
from tests.browser.axe import faults, look_at
from tests.browser.guarded import PASSWORD
from tests.browser.site import ROOT, Site

pytestmark = pytest.mark.browser


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _try in range(240):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=5)  # noqa: S310
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise AssertionError(log.read_text()[-3000:])


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Naru at localhost with the second factor wanted, and an office's OIDC provider at 127.0.0.1: two real servers."""
    state = tmp_path_factory.mktemp("guarded")
    port, office_port = free_port(), free_port()
    url, issuer = f"http://localhost:{port}", f"http://127.0.0.1:{office_port}"
    surroundings = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    surroundings |= {
        "NARU_STATE": str(state),
        "DJANGO_SETTINGS_MODULE": "naru.config.settings",
        "NARU_OIDC_ISSUER": issuer,
        "NARU_OIDC_CLIENT": office.CLIENT,
        "NARU_OIDC_SECRET": office.SECRET,
        "NARU_OIDC_NAME": "시험교육청",
    }
    subprocess.run([sys.executable, "-m", "tests.browser.guarded"], cwd=ROOT, env=surroundings, check=True)
    logs = [state / "naru.log", state / "office.log"]
    commands = [
        [sys.executable, "-m", "naru.cli.main", "serve", f"--bind=127.0.0.1:{port}", "--workers=1"],
        [sys.executable, "-m", "tests.office", str(state), str(office_port), url],
    ]
    own = {key: value for key, value in surroundings.items() if not key.startswith(("NARU_", "DJANGO_"))}
    processes = []
    for command, log, around in zip(commands, logs, (surroundings, own), strict=True):
        with log.open("w") as out:
            processes.append(subprocess.Popen(command, cwd=ROOT, env=around, stdout=out, stderr=subprocess.STDOUT))
    try:
        wait_for(f"{url}/account/login/", processes[0], logs[0])
        wait_for(f"{issuer}/.well-known/openid-configuration", processes[1], logs[1])
        yield Site(url, state)
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=30)


class Visitor:
    """One person at one browser; violations of the policy and errors on pages are kept."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.site = site
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="ko-KR", timezone_id="Asia/Seoul"
        )
        self.context.set_default_timeout(20_000)
        self.faults: list[str] = []
        self.is_deaf = False
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message: object) -> None:
        text = str(getattr(message, "text", ""))
        if self.is_deaf:
            return
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.faults.append(text)

    def look(self, address: str = "") -> list[str]:
        """What axe finds, there or here (a reload would take recovery codes away).

        axe's own measuring tries an inline style, which the policy stops: that is not the page's fault.
        """
        self.is_deaf = True
        found = look_at(self.page, address) if address else faults(self.page)
        self.page.wait_for_timeout(100)
        self.is_deaf = False
        return found

    def enter(self, address: str, password: str = PASSWORD) -> Page:
        self.page.goto(f"{self.site.url}/account/login/")
        self.page.fill("input[name=login]", address)
        self.page.fill("input[name=password]", password)
        self.page.click(".naru-form button[type=submit]")
        return self.page

    def leave(self) -> None:
        self.page.goto(f"{self.site.url}/account/logout/")
        self.page.click(".naru-form button[type=submit]")
        self.page.wait_for_url("**/account/login/**")

    def key(self) -> str:
        """A virtual authenticator with a fingerprint; returns its id."""
        cdp = self.context.new_cdp_session(self.page)
        cdp.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        return str(cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"])


Visit = Callable[[], Visitor]


@pytest.fixture
def visit(chromium: Browser, guarded: Site) -> Iterator[Visit]:
    come: list[Visitor] = []

    def visitor() -> Visitor:
        come.append(Visitor(chromium, guarded))
        return come[-1]

    yield visitor
    faults = [fault for each in come for fault in each.faults]
    for each in come:
        each.context.close()
    assert faults == []


def code_of(secret: str) -> str:
    """The six digits of RFC 6238 for now."""
    padded = secret + "=" * (-len(secret) % 8)
    digest = hmac.digest(base64.b32decode(padded), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return str((struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000).zfill(6)


def test_app_is_set_up_at_first_sign_in_and_asked_at_the_next(visit, guarded):
    someone = visit()
    page = someone.enter("lead@school.example")
    page.wait_for_url("**/account/second-factor/**")
    assert someone.look() == []
    page.goto(f"{guarded.url}/people/")
    page.wait_for_url("**/account/second-factor/**")
    page.click("a[href*='totp/activate']")
    secret = page.inner_text(".naru-secret code")
    page.fill("input[name=code]", "000000" if code_of(secret) != "000000" else "111111")
    page.click(".naru-form button[type=submit]")
    expect(page.locator("main")).to_contain_text("맞지 않는 코드입니다")
    secret = page.inner_text(".naru-secret code")
    page.fill("input[name=code]", code_of(secret))
    page.click(".naru-form button[type=submit]")
    page.wait_for_url("**/recovery-codes/")
    assert someone.look() == []
    codes = page.locator(".naru-codes code").all_inner_texts()
    assert len(codes) == 10
    page.goto(f"{guarded.url}/people/")
    assert page.url == f"{guarded.url}/people/"

    someone.leave()
    page = someone.enter("lead@school.example")
    page.wait_for_url("**/2fa/authenticate/**")
    assert someone.look() == []
    page.goto(f"{guarded.url}/people/")
    page.wait_for_url("**/2fa/authenticate/**")
    page.fill("input[name=code]", code_of(secret))
    page.click(".naru-form button[type=submit]")
    page.wait_for_url(f"{guarded.url}/")

    someone.leave()
    for is_first in (True, False):
        page = someone.enter("lead@school.example")
        page.fill("input[name=code]", codes[0])
        page.click(".naru-form button[type=submit]")
        if is_first:
            page.wait_for_url(f"{guarded.url}/")
            someone.leave()
        else:
            expect(page.locator("main")).to_contain_text("맞지 않는 코드입니다")


def test_passkey_is_added_and_opens_without_a_password(visit, guarded):
    someone = visit()
    page = someone.enter("second@school.example")
    page.wait_for_url("**/account/second-factor/**")
    someone.key()
    page.click("a[href*='webauthn/add']")
    assert page.is_checked("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    for address in ("/people/", "/account/2fa/", "/account/2fa/webauthn/", "/account/sessions/"):
        assert someone.look(f"{guarded.url}{address}") == []
    someone.leave()
    page.goto(f"{guarded.url}/account/login/")
    page.click("#passkey_login")
    page.wait_for_url(f"{guarded.url}/")
    page.goto(f"{guarded.url}/people/")
    assert page.url == f"{guarded.url}/people/"

    someone.leave()
    page = someone.enter("second@school.example")
    page.wait_for_url("**/2fa/authenticate/**")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(f"{guarded.url}/")


def test_passkey_that_is_not_there_says_so(visit, guarded):
    someone = visit()
    someone.key()
    page = someone.page
    page.goto(f"{guarded.url}/account/login/")
    page.click("#passkey_login")
    expect(page.locator("#naru-key-fault")).to_be_visible()


def through_office(someone: Visitor, name: str) -> Page:
    page = someone.page
    page.goto(f"{someone.site.url}/account/login/")
    page.click("form[action*='/oidc/office/'] button")
    page.wait_for_url("http://127.0.0.1:*/accounts/login/**")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", office.PASSWORD)
    page.click("form button[type=submit]")
    page.wait_for_url(f"{someone.site.url}/**")
    return page


def test_office_opens_the_account_with_the_same_verified_address(visit, guarded):
    page = through_office(visit(), "known")
    page.wait_for_url("**/account/second-factor/**")
    who = (
        "select count(*) from socialaccount_socialaccount s join accounts_user u on u.id = s.user_id where u.email = ?"
    )
    assert guarded.one(who, office.PEOPLE["known"][0]) == (1,)
    again = visit()
    through_office(again, "known")
    assert guarded.one(who, office.PEOPLE["known"][0]) == (1,)


@pytest.mark.parametrize("name", ["unverified", "unknown"])
def test_office_lets_nobody_in_whom_it_does_not_vouch_for_or_who_was_not_invited(visit, guarded, name):
    before = guarded.one("select count(*) from accounts_user")
    someone = visit()
    page = through_office(someone, name)
    expect(page.locator("h1")).to_contain_text("들어오지 못했습니다")
    page.goto(f"{guarded.url}/")
    assert "/account/login/" in page.url
    assert guarded.one("select count(*) from accounts_user") == before


def prove(someone: Visitor) -> Page:
    """Past the second factor by a passkey."""
    page = someone.page
    page.wait_for_url("**/account/second-factor/**")
    someone.key()
    page.click("a[href*='webauthn/add']")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    return page


def invite(page: Page, site: Site, address: str) -> None:
    """A teacher of the first school, by the form."""
    page.goto(f"{site.url}/members/invitations/new/")
    page.fill("input[name=email]", address)
    page.fill("input[name=name]", "새 교사")
    school = page.locator("select[name=place] option[value^=o]").first.get_attribute("value")
    page.select_option("select[name=place]", school)
    page.select_option("select[name=role]", "teacher")
    page.click(".naru-form button[type=submit]")
    page.wait_for_url(re.compile(r"/members/invitations/\d+/$"))


def letters(site: Site, to: str) -> list[str]:
    found = []
    for path in sorted((site.state / "outbox").glob("*"), key=lambda each: each.stat().st_mtime):
        for text in path.read_text().split("-" * 79):
            letter = email.message_from_string(text.strip(), policy=email.policy.default)
            if to in str(letter.get("To", "")):
                found.append(letter.get_content())
    return found


def test_invitation_goes_from_a_coordinator_to_a_new_teacher_and_its_link_opens_once(visit, guarded):
    keeper = visit()
    keeper.enter("coordinator@district.example")
    page = prove(keeper)
    for address in ("/members/", "/members/invitations/", "/members/invitations/new/", "/members/second-factor/"):
        assert keeper.look(f"{guarded.url}{address}") == []
    invite(page, guarded, "fresh@school.example")
    assert keeper.look() == []
    link = re.search(r"http://localhost:\d+/join/\S+", letters(guarded, "fresh@school.example")[-1])
    assert link

    fresh = visit()
    other = fresh.page
    assert fresh.look(link[0]) == []
    other.fill("input[name=password]", "a-long-enough-word-7")
    other.fill("input[name=again]", "a-long-enough-word-8")
    other.click(".naru-form button[type=submit]")
    expect(other.locator("main")).to_contain_text("두 비밀번호가 다릅니다")
    other.fill("input[name=password]", "a-long-enough-word-7")
    other.fill("input[name=again]", "a-long-enough-word-7")
    other.click(".naru-form button[type=submit]")
    other.wait_for_url("**/account/second-factor/**")
    prove(fresh)
    other.goto(f"{guarded.url}/people/")
    assert other.url == f"{guarded.url}/people/"

    answer = visit().page.goto(link[0])
    assert answer and answer.status == 404

    page.goto(f"{guarded.url}/members/?q=fresh")
    page.click("#list tbody a")
    assert keeper.look() == []
    page.click("a[href$='/end/']")
    page.fill("input[name=why]", "퇴직")
    page.click(".naru-form button[type=submit]")
    expect(page.locator("main")).to_contain_text("소속을 끝냈습니다")
    other.goto(f"{guarded.url}/people/")
    assert "/account/login/" in other.url


def test_invitation_is_accepted_through_the_office(visit, guarded):
    keeper = visit()
    keeper.enter("deputy@district.example")
    page = prove(keeper)
    address = office.PEOPLE["invited"][0]
    invite(page, guarded, address)
    fresh = visit()
    other = through_office(fresh, "invited")
    other.wait_for_url("**/account/second-factor/**")
    assert guarded.one(
        "select m.role from accounts_membership m join accounts_user u on u.id = m.user_id where u.email = ?", address
    ) == ("teacher",)
    page.goto(f"{guarded.url}/members/invitations/?q={address}")
    expect(page.locator("#list tbody")).to_contain_text("수락함")


def test_every_page_and_the_api_documents_hold_under_the_policy(chromium, site, sign_in):
    page = sign_in("coordinator")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Security Policy" in message.text else None)
    addresses = ["/", "/load/", "/members/", "/api/docs", "/number/placement/", "/people/", "/evidence/", "/forecast/"]
    for address in addresses:
        answer = page.goto(f"{site.url}{address}")
        assert answer and answer.status == 200, address
        policy = answer.headers["content-security-policy"]
        assert "'unsafe" not in policy and "default-src 'none'" in policy
        page.wait_for_load_state("networkidle")
    page.goto(f"{site.url}/api/docs")
    page.wait_for_selector(".opblock", timeout=60_000)
    page.goto(f"{site.url}/")
    expect(page.locator(".naru-waived").first).to_contain_text("2단계 인증을 요구하지 않습니다")
    assert said == []
