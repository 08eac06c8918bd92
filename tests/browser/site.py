"""A real Chromium against the demo as a newcomer starts it: server and worker, its own folder, its own port."""

import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from naru.demo.pohang.accounts import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page is looked at for a second: to optimise its scripts, or to tidy up after them, takes longer than they do.
    "--js-flags=--no-maglev --no-turbofan --min-semi-space-size=64 --max-semi-space-size=64",
]


@dataclass(frozen=True)
class Site:
    url: str
    state: Path

    def one(self, question: str, *values: object) -> tuple:
        """One row of the site's database, to look things up with."""
        with sqlite3.connect(self.state / "naru.sqlite3") as database:
            return database.execute(question, values).fetchone()


def _surroundings(state: Path) -> dict[str, str]:
    found = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return found | {"NARU_STATE": str(state), "DJANGO_SETTINGS_MODULE": "naru.config.settings"}


def _prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's folder, made once however many processes share the tests: the first one makes it, the rest wait."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    state, done = base / "demo", base / "demo.done"
    with (base / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            command = [sys.executable, "-m", "naru.cli.main", "demo", "--prepare-only"]
            subprocess.run(command, cwd=ROOT, env=_surroundings(state), check=True, stdout=subprocess.DEVNULL)
            done.touch()
    return state


def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy of the demo, served on a port of its own until the generator is closed."""
    state = tmp_path_factory.mktemp("site") / "state"
    shutil.copytree(_prepared(tmp_path_factory), state)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    surroundings = _surroundings(state)
    with (state / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "naru.cli.main", "demo", "--port", str(port)],
            cwd=ROOT,
            env=surroundings,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    found = Site(f"http://127.0.0.1:{port}", state)
    try:
        _wait(found.url, process, state / "log")
        yield found
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo that all tests of a process share: none of them changes where the demo's student stands."""
    yield from running(tmp_path_factory)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _try in range(600):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{url}/account/login/", timeout=5)  # noqa: S310
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise AssertionError(log.read_text()[-3000:])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("NARU_CHROMIUM") or shutil.which("chromium")
    assert path, "Chromium is not here: run `make browser`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


SignIn = Callable[..., Page]
#: Cookies of each role's session: one sign-in for each, as the site counts them.
_sessions: dict[tuple[str, str], list[Any]] = {}


@pytest.fixture
def sign_in(chromium: Browser, site: Site) -> Iterator[SignIn]:
    """sign_in("teacher", width=390, language="en") → a page that is signed in; console errors fail the test.

    It shows the home page, unless `is_home` is False: then it may be blank.
    """
    opened = []
    errors: list[str] = []

    def come_in(
        role: str, width: int = 1280, language: str = "ko", zoom: int = 1, is_anew: bool = False, is_home: bool = True
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            device_scale_factor=zoom,
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            accept_downloads=True,
            # What fades and slides takes half of the work of a page and ends where it would have without.
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        key = (site.url, role)
        if key in _sessions and not is_anew:
            context.add_cookies(_sessions[key])
            if not is_home:
                return page
            page.goto(f"{site.url}/")
            if page.url == f"{site.url}/":
                return page
        page.goto(f"{site.url}/account/login/")
        page.fill("input[name=login]", f"{role}@example.naru.kr")
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(f"{site.url}/")
        if not is_anew:
            _sessions[key] = [each for each in context.cookies() if each["name"] != "django_language"]
        return page

    yield come_in
    for context in opened:
        context.close()
    assert errors == []
