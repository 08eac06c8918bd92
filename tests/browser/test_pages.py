"""Homes, paths and charts at desktop and phone width, in both languages; the keyboard alone."""

import pytest

from tests.browser.axe import LANGUAGES, look, look_at

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("role", ["student", "guardian", "teacher", "firm-hr", "university", "city", "admin", "dpo"])
def test_home_of_each_role_leads_somewhere_accessible(sign_in, site, role):
    page = sign_in(role)
    found = page.eval_on_selector_all(".naru-nav a", "links => links.map(link => link.href)")
    assert found
    for url in found:
        assert look_at(page, url) == []


ROLES = "coordinator reader school-lead teacher student guardian firm-hr trainer university office city ministry"
ROLES += " auditor dpo admin"


@pytest.mark.parametrize("role", ROLES.split())
def test_home_of_each_role_is_accessible_at_each_width_in_each_language(sign_in, site, role):
    for language in LANGUAGES:
        page = sign_in(role, language=language)
        assert page.url == f"{site.url}/"
        assert look(page, (1280, 390)) == []


@pytest.mark.parametrize(("width", "language"), [(1280, "ko"), (390, "ko"), (1280, "en"), (390, "en")])
def test_path_and_citation_are_accessible(sign_in, site, width, language):
    page = sign_in("student", width=width, language=language)
    path = page.eval_on_selector_all("main a[href*='/path/']", "links => links.map(link => link.href)")[0]
    assert look_at(page, path) == []
    graduate = site.one(
        "select learner_id from credit_award where state = 'awarded' and learner_id in "
        "(select learner_id from placement_placement) limit 1"
    )[0]
    page = sign_in("coordinator", width=width, language=language)
    assert look_at(page, f"{site.url}/people/{graduate}/path/") == []
    page.goto(f"{site.url}/number/outcome/")
    page.click("form[action*='/cite/'] button")
    page.wait_for_url("**/citation/**")
    assert look_at(page, page.url) == []


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
    assert look_at(page, f"{site.url}/account/login/") == []
    assert look_at(page, f"{site.url}/account/password/reset/") == []
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
