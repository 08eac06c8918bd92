"""Keyboard alone from sign-in to a deed; drafts that outlive a lost connection; choosing, saving and undoing in lists."""

import re

import pytest

from naru.demo.pohang.accounts import PASSWORD

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement"


def tab_to(page, condition, presses=90):
    """Presses Tab until the focused element fits; each stop must be seen to have the focus."""
    for _press in range(presses):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const it = {FOCUSED}; return Boolean({condition}); }})()"):
            outline = page.evaluate(f"getComputedStyle({FOCUSED}).outlineStyle")
            assert outline != "none", f"no visible focus: {condition}"
            return
    raise AssertionError(f"Tab never reached: {condition}")


def test_a_week_by_keyboard_alone(chromium, site):
    """Sign in, search by initials, open a hit, narrow and sort a list, choose rows, state a need, sign out."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="ko-KR", timezone_id="Asia/Seoul")
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(f"{site.url}/account/login/")
    tab_to(page, "it.name === 'login'")
    page.keyboard.type("coordinator@example.naru.kr")
    tab_to(page, "it.name === 'password'")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}/")

    page.keyboard.press("/")
    assert page.evaluate(f"{FOCUSED}.id") == "everywhere-q"
    page.keyboard.type("ㅍㅎㅎㄱ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    tab_to(page, "it.textContent.includes('포항흥해공업고등학교')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisations/*/")

    tab_to(page, "it.closest('.naru-nav') && it.textContent === '취업'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/placement/")
    tab_to(page, "it.closest('.naru-filter') && it.textContent.includes('모집 중')")
    page.keyboard.press("Enter")
    page.wait_for_url("**state=open**")
    tab_to(page, "it.id.startsWith('head-') && it.textContent.includes('마감일')")
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=deadline**")
    tab_to(page, "it.matches('[data-pick]')")
    page.keyboard.press("Space")
    assert "1건" in page.text_content("[data-picked]")
    for _press in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate(f"{FOCUSED}.textContent.trim()") == "마감하기":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/placement/several/**")
    tab_to(page, "it.textContent.trim() === '그만두기'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/placement/")

    tab_to(page, "it.matches('.naru-person > summary')")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate(f"{FOCUSED}.matches('.naru-person > summary')")
    page.keyboard.press("?")
    page.wait_for_url("**/help/keys/")
    tab_to(page, "it.matches('.naru-person > summary')")
    page.keyboard.press("Enter")
    tab_to(page, "it.closest('form[data-forget]')")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=login]")
    context.close()


def test_keys_are_off_in_fields_and_when_switched_off(sign_in, site):
    page = sign_in("coordinator")
    page.goto(f"{site.url}/people/")
    page.focus("#list-q")
    page.keyboard.type("/?")
    assert page.input_value("#list-q") == "/?"
    page.goto(f"{site.url}/desk/")
    page.click("[data-keys]")
    page.evaluate(f"{FOCUSED}.blur()")
    page.keyboard.press("/")
    assert page.evaluate(f"{FOCUSED}.id") != "everywhere-q"
    page.reload()
    page.keyboard.press("/")
    assert page.evaluate(f"{FOCUSED}.id") != "everywhere-q"


FUND = "/budget/new/"


def drafts(page):
    return page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('naru-draft:')).length")


def test_what_was_typed_outlives_a_lost_connection_and_goes_when_sent(sign_in, site):
    page = sign_in("coordinator")
    page.goto(f"{site.url}{FUND}")
    page.fill("input[name=name]", "별빛 재원")
    page.context.set_offline(True)
    page.click("main form.naru-form button[type=submit]")
    page.wait_for_selector("[data-draft-notice].is-danger")
    assert page.url.endswith(FUND)
    page.context.set_offline(False)
    page.goto(f"{site.url}/people/")
    assert drafts(page) == 1
    page.goto(f"{site.url}{FUND}")
    page.wait_for_selector("[data-draft-notice]")
    assert page.input_value("input[name=name]") == "별빛 재원"
    # Sent with faults: the server's answer holds what was sent, and the draft stays.
    page.click("main form.naru-form button[type=submit]")
    page.wait_for_selector(".naru-faults")
    assert page.input_value("input[name=name]") == "별빛 재원"
    assert drafts(page) == 1
    # Sent well: taken, and the draft is gone.
    page.select_option("select[name=source]", index=1)
    page.fill("input[name=amount]", "1,000")
    page.click("main form.naru-form button[type=submit]")
    page.wait_for_url(re.compile(r"/budget/\d+/$"))
    assert drafts(page) == 0
    page.goto(f"{site.url}{FUND}")
    assert page.input_value("input[name=name]") == ""


def test_a_draft_can_be_discarded_and_is_forgotten_at_sign_out(sign_in, site):
    page = sign_in("coordinator", is_anew=True)
    for is_signing_out in (False, True):
        page.goto(f"{site.url}{FUND}")
        page.fill("input[name=name]", "별빛 재원")
        for _wait in range(50):  # the page forbids strings that become code, so it is asked again and again
            if drafts(page):
                break
            page.wait_for_timeout(100)
        assert drafts(page) == 1
        if is_signing_out:
            page.click(".naru-person > summary")
            page.click("form[data-forget] button")
            page.wait_for_selector("input[name=login]")
        else:
            page.reload()
            page.click("[data-draft-notice] button")
            assert page.input_value("input[name=name]") == ""
        assert drafts(page) == 0


def test_forms_with_personal_data_keep_no_draft(sign_in, site):
    page = sign_in("coordinator")
    for path in ("/people/new/", "/account/password/change/"):
        page.goto(f"{site.url}{path}")
        page.locator("main form input:not([type=hidden])").first.fill("비밀")
        page.wait_for_timeout(500)
        assert drafts(page) == 0, path


def test_heads_stay_in_sight_while_rows_scroll(sign_in, site):
    page = sign_in("coordinator")
    page.goto(f"{site.url}/people/?size=100")
    page.mouse.wheel(0, 1500)
    page.wait_for_timeout(500)
    assert page.evaluate("window.scrollY") > 300
    assert 0 <= page.locator(".naru-list thead th").nth(1).bounding_box()["y"] < 10


def test_paper_holds_the_list_and_not_its_controls(sign_in, site):
    page = sign_in("coordinator")
    page.goto(f"{site.url}/budget/lines/")
    page.emulate_media(media="print")
    assert not page.is_visible(".naru-header")
    assert not page.is_visible(".naru-bar-tools")
    assert page.is_visible(".naru-list tbody tr")
    shown = page.evaluate("getComputedStyle(document.querySelector('.naru-list td span[title]'), '::after').content")
    assert "원" in shown
