"""axe finds nothing and nothing overflows on every address of the matrix, in every state, width and language; Tab alone
reaches every control of every page where something is done."""

import itertools

import pytest
from django.urls import reverse

from tests.browser import addresses, keyboard
from tests.browser.axe import LANGUAGES, SEEN_BY_AXE, WIDTHS, look, too_wide

pytestmark = pytest.mark.browser
GROWN = (
    "main h1, main td:not(.is-number, .is-date) > span, main th > span > a, main dd, "
    "main td:not(.is-number, .is-date), .naru-intro"
)
LONG = "가나다라마바사아자차카타파하" * 8
SHIFT = 0.02
#: Kinds of pages where something is done, walked by Tab; lists are one page many times over.
DONE = {"form", "row", "page"}


#: The addresses are dealt out to so many tests, so that the processes share them.
PARTS = 5


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_is_accessible(sign_in, site, language, part):
    found = sorted(addresses.places(site.one, reverse))
    share = found[part * len(found) // PARTS : (part + 1) * len(found) // PARTS]
    offences: list[str] = []
    for role, group in itertools.groupby(share, key=lambda each: each[0]):
        page = sign_in(role, width=WIDTHS[0], language=language)
        for _role, kind, url in group:
            page.set_viewport_size({"width": WIDTHS[0], "height": 900})
            answer = page.goto(f"{site.url}{url}")
            status = answer.status if answer else None
            if status not in ({200, 409, 422} if kind == "form" else {200}):
                offences.append(f"{url}: status {status}")
            offences += [f"{url}: {each}" for each in look(page, SEEN_BY_AXE[language], WIDTHS)]
            if language == "ko" and kind in DONE:
                page.set_viewport_size({"width": WIDTHS[0], "height": 900})
                offences += [f"{url}: {each}" for each in keyboard.walk(page)]
    assert offences == [], "\n".join(offences)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_forms_with_faults_are_accessible_and_lead_to_them(sign_in, site, language):
    """Sent empty: every form answers with a summary that has the focus and links to the fields."""
    found = sorted(each for each in addresses.places(site.one, reverse) if each[1] == "form")
    offences: list[str] = []
    seen = 0
    for role, group in itertools.groupby(found, key=lambda each: each[0]):
        page = sign_in(role, language=language)
        for _role, _kind, url in group:
            page.goto(f"{site.url}{url}")
            form = page.locator("main form.naru-form[method=post]")
            required = page.locator("main form.naru-form[method=post] .naru-required")
            if form.count() != 1 or not required.count():
                continue
            # Emptied and sent as it is: nothing is written, since what is required is missing.
            form.evaluate(
                "form => { for (const each of form.elements) {"
                " if (each.type === 'checkbox' || each.type === 'radio') each.checked = false;"
                " else if (!['hidden', 'submit', 'button'].includes(each.type)) each.value = ''; }"
                " form.requestSubmit(); }"
            )
            page.wait_for_selector(".naru-faults")
            seen += 1
            if not page.evaluate("document.activeElement.matches('.naru-faults')"):
                offences.append(f"{url}: the faults have no focus")
            for link in page.eval_on_selector_all(".naru-faults a", "all => all.map(each => each.hash.slice(1))"):
                if not page.evaluate("id => Boolean(document.getElementById(id))", link):
                    offences.append(f"{url}: #{link} leads nowhere")
            offences += [f"{url}: {each}" for each in look(page, (390,) if language == "ko" else (), (1280, 390))]
    assert seen > 15
    assert offences == [], "\n".join(offences)


@pytest.mark.parametrize("width", [1280, 390])
def test_names_of_any_length_keep_their_place(sign_in, site, width):
    """Every word of data on the page grown to more than a hundred signs without a space."""
    page = sign_in("coordinator", width=width)
    offences: list[str] = []
    for _role, kind, url in addresses.places(site.one, reverse):
        if kind not in {"list", "row"}:
            continue
        page.goto(f"{site.url}{url}")
        page.evaluate(
            "([where, long]) => document.querySelectorAll(where).forEach(each => {"
            " if (!each.children.length && each.textContent.trim()) each.textContent = long; })",
            [GROWN, LONG],
        )
        offences += [f"{url}: {each}" for each in too_wide(page)]
    assert offences == [], "\n".join(offences)


@pytest.mark.parametrize("path", ["/people/999999/", "/nowhere/", "/people/?page=99999", "/search/?q=%00"])
def test_pages_of_errors_are_accessible_and_say_what_to_do(sign_in, site, path):
    page = sign_in("coordinator")
    page.goto(f"{site.url}{path}")
    assert page.locator("main h1").count() == 1
    assert page.locator("main a, main button").count() >= 1
    assert look(page, (1280,)) == []


def test_nothing_jumps_while_a_page_loads(sign_in, site):
    page = sign_in("coordinator")
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(each => {"
        " if (!each.hadRecentInput) window.moved += each.value; })).observe({type: 'layout-shift', buffered: true});"
    )
    offences = []
    for path in (
        "/",
        "/people/",
        "/placement/",
        "/training/",
        "/outcome/",
        "/forecast/",
        "/demand/new/",
        "/search/?q=ㅍㅎ",
    ):
        page.goto(f"{site.url}{path}", wait_until="networkidle")
        moved = page.evaluate("window.moved")
        if moved > SHIFT:
            offences.append(f"{path}: moved by {moved:.3f}")
    assert offences == []


def test_what_tab_cannot_reach_is_seen(sign_in, site):
    page = sign_in("coordinator")
    page.goto(f"{site.url}{reverse('partners:draft')}")
    assert keyboard.walk(page) == []
    page.evaluate("document.querySelector('main button[type=submit]').tabIndex = -1")
    assert any(each.startswith("not reached") for each in keyboard.walk(page))
