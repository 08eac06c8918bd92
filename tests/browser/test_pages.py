"""Every page of every room, at desktop and phone width, in both languages: axe finds nothing, nothing overflows."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from naru.config import rooms

pytestmark = pytest.mark.browser
AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def faults(page: Page) -> list[str]:
    # Not by a script tag: the content security policy lets none of that kind run.
    page.evaluate(AXE.read_text())
    found = page.evaluate(f"axe.run(document, {{runOnly: {{type: 'tag', values: {json.dumps(TAGS)}}}}})")
    return [f"{each['id']}: {node['target']}" for each in found["violations"] for node in each["nodes"]]


def look(page: Page, url: str) -> list[str]:
    answer = page.goto(url)
    offences = [] if answer and answer.status == 200 else [f"status {answer.status if answer else None}"]
    offences += faults(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        offences.append(f"{wide} px too wide")
    return [f"{url}: {each}" for each in offences]


@pytest.mark.parametrize(("width", "language"), [(1280, "ko"), (390, "ko"), (1280, "en"), (390, "en")])
def test_rooms_are_accessible_at_every_width(sign_in, site, width, language):
    page = sign_in("coordinator", width=width, language=language)
    addresses = ["/", "/load/", *(f"/number/{key}/" for key in rooms.STATIONS)]
    offences: list[str] = []
    for address in addresses:
        offences += look(page, f"{site.url}{address}")
    for room in rooms.NAMES:
        offences += look(page, f"{site.url}/{room}/")
        details = page.eval_on_selector_all(
            f"main a[href*='/{room}/']", "links => links.map(link => link.href).filter(url => /\\/\\d+\\/$/.test(url))"
        )
        forms = page.eval_on_selector_all(
            ".naru-actions a", "links => links.map(link => link.href).filter(url => !url.includes('?'))"
        )
        for url in [*details[:1], *forms[:2]]:
            offences += look(page, url)
    assert offences == []


@pytest.mark.parametrize("role", ["student", "guardian", "teacher", "firm-hr", "university", "city", "admin", "dpo"])
def test_home_of_each_role_is_accessible_and_leads_somewhere(sign_in, site, role):
    page = sign_in(role)
    assert look(page, f"{site.url}/") == []
    for url in page.eval_on_selector_all(".naru-nav a", "links => links.map(link => link.href)"):
        assert look(page, url) == []


def test_sign_in_page_is_accessible(chromium, site):
    page = chromium.new_page()
    assert look(page, f"{site.url}/account/login/") == []
    assert look(page, f"{site.url}/account/password/reset/") == []
    page.close()


def test_keyboard_alone_reaches_the_content(sign_in, site):
    page = sign_in("coordinator")
    page.keyboard.press("Tab")
    assert "naru-skip" in (page.evaluate("document.activeElement.className") or "")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    for _press in range(60):
        page.keyboard.press("Tab")
        if "/number/" in (page.evaluate("document.activeElement.href") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/number/**")
