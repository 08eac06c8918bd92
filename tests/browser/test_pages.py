"""Homes, paths and charts at desktop and phone width, in both languages; the keyboard alone."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

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


@pytest.mark.parametrize("role", ["student", "guardian", "teacher", "firm-hr", "university", "city", "admin", "dpo"])
def test_home_of_each_role_is_accessible_and_leads_somewhere(sign_in, site, role):
    page = sign_in(role)
    assert look(page, f"{site.url}/") == []
    for url in page.eval_on_selector_all(".naru-nav a", "links => links.map(link => link.href)"):
        assert look(page, url) == []


ROLES = "coordinator reader school-lead teacher student guardian firm-hr trainer university office city ministry"
ROLES += " auditor dpo admin"


@pytest.mark.parametrize("role", ROLES.split())
def test_home_of_each_role_is_accessible_on_a_phone_and_in_english(sign_in, site, role):
    for width, language in ((390, "ko"), (1280, "en"), (390, "en")):
        assert look(sign_in(role, width=width, language=language), f"{site.url}/") == []


@pytest.mark.parametrize(("width", "language"), [(1280, "ko"), (390, "ko"), (1280, "en"), (390, "en")])
def test_path_and_citation_are_accessible(sign_in, site, width, language):
    page = sign_in("student", width=width, language=language)
    path = page.eval_on_selector_all("main a[href*='/path/']", "links => links.map(link => link.href)")[0]
    assert look(page, path) == []
    graduate = site.one(
        "select learner_id from credit_award where state = 'awarded' and learner_id in "
        "(select learner_id from placement_placement) limit 1"
    )[0]
    page = sign_in("coordinator", width=width, language=language)
    assert look(page, f"{site.url}/people/{graduate}/path/") == []
    page.goto(f"{site.url}/number/outcome/")
    page.click("form[action*='/cite/'] button")
    page.wait_for_url("**/citation/**")
    assert look(page, page.url) == []


def test_charts_are_drawn_under_a_strict_policy_and_the_tables_stay_without_script(chromium, sign_in, site):
    policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'"
    page = sign_in("coordinator")
    broken: list[str] = []
    page.on(
        "console", lambda message: broken.append(message.text) if "Content Security Policy" in message.text else None
    )

    def guard(route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    page.route(f"{site.url}/cycle/", guard)
    page.goto(f"{site.url}/cycle/")
    page.wait_for_selector("[data-chart='sankey-data'] svg path")
    page.hover("[data-chart='sankey-data'] svg", position={"x": 20, "y": 200})
    page.wait_for_timeout(300)
    assert broken == []
    table = page.inner_text("#why table")
    state = page.context.storage_state()
    plain = chromium.new_context(
        java_script_enabled=False, storage_state=state, viewport={"width": 1280, "height": 900}
    )
    still = plain.new_page()
    still.goto(f"{site.url}/cycle/")
    assert still.inner_text("#why table") == table
    assert not still.is_visible("[data-chart='sankey-data']")
    plain.close()


def test_keyboard_alone_does_what_waits(sign_in, site):
    page = sign_in("coordinator")
    wanted = page.eval_on_selector(".home-work .home-item a", "link => link.href")
    for _press in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.href") == wanted:
            break
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)
    assert "todo=" in page.url or page.locator("main h1").count() == 1


def test_worklist_stands_before_the_river_on_a_phone(sign_in, site):
    tops = "[...document.querySelectorAll('.home-work, .home-river')].map(each => each.getBoundingClientRect().top)"
    river, work = sign_in("coordinator", width=390).evaluate(tops)
    assert work < river
    river, work = sign_in("coordinator", width=1280).evaluate(tops)
    assert river < work


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
    for _press in range(160):
        page.keyboard.press("Tab")
        if "/number/" in (page.evaluate("document.activeElement.href") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/number/**")
