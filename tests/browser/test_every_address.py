"""axe finds nothing and nothing overflows on every address of the matrix, in every state, width and language; Tab alone
reaches every control of every page where something is done."""

import itertools

import pytest
from django.urls import reverse

from tests.browser import addresses, keyboard
from tests.browser.axe import GLANCE, LANGUAGES, SEEN_BY_AXE, WIDTHS, faults, look

pytestmark = pytest.mark.browser
GROWN = (
    "main h1, main td:not(.is-number, .is-date) > span, main th > span > a, main dd, "
    "main td:not(.is-number, .is-date), .naru-intro"
)
LONG = "가나다라마바사아자차카타파하" * 8
SHIFT = 0.02
#: Kinds of pages where something is done, walked by Tab; lists are one page many times over.
DONE = {"form", "row", "page"}
#: Kinds of pages that show data, whose words may be of any length.
OF_DATA = {"list", "row"}


#: The addresses are dealt out to so many tests, so that the processes share them.
PARTS = 10


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_is_accessible(sign_in, site, language, part):
    """Each page in one visit: as it stands, by Tab alone, with long names, and a form with its faults."""
    found = sorted(addresses.places(site.one, reverse))
    share = found[part * len(found) // PARTS : (part + 1) * len(found) // PARTS]
    offences: list[str] = []
    seen = 0
    for role, group in itertools.groupby(share, key=lambda each: each[0]):
        page = sign_in(role, width=WIDTHS[0], language=language, is_home=False)
        for _role, kind, url in group:
            answer = page.goto(f"{site.url}{url}")
            status = answer.status if answer else None
            if status not in ({200, 409, 422} if kind == "form" else {200}):
                offences.append(f"{url}: status {status}")
            has = look(page, SEEN_BY_AXE[language], WIDTHS)
            if language == "ko" and kind in DONE:
                page.set_viewport_size({"width": WIDTHS[0], "height": 900})
                has += keyboard.walk(page)
            if language == "en" and kind in OF_DATA:
                has += overgrown(page)
            if kind == "form" and is_sent_empty(page):
                seen += 1
                has += faults_lead_to_their_fields(page)
                has += look(page, (390,) if language == "ko" else (), (1280, 390))
            offences += [f"{url}: {each}" for each in has]
    assert offences == [], "\n".join(offences)
    # A few forms require nothing.
    assert seen * 2 >= sum(kind == "form" for _role, kind, _url in share)


def overgrown(page) -> list[str]:
    """Whether the page still fits when every word of data on it is more than a hundred signs without a space."""
    page.evaluate(
        "([where, long]) => document.querySelectorAll(where).forEach(each => {"
        " if (!each.children.length && each.textContent.trim()) each.textContent = long; })",
        [GROWN, LONG],
    )
    return [f"long names: {each}" for each in look(page, (), (1280, 390))]


def is_sent_empty(page) -> bool:
    """Empties the form of the page and sends it, when it requires anything; nothing is written then."""
    form = page.locator("main form.naru-form[method=post]")
    if form.count() != 1 or not page.locator("main form.naru-form[method=post] .naru-required").count():
        return False
    form.evaluate(
        "form => { for (const each of form.elements) {"
        " if (each.type === 'checkbox' || each.type === 'radio') each.checked = false;"
        " else if (!['hidden', 'submit', 'button'].includes(each.type)) each.value = ''; }"
        " form.requestSubmit(); }"
    )
    page.wait_for_selector(".naru-faults")
    return True


def faults_lead_to_their_fields(page) -> list[str]:
    """A form that was refused has the focus on its summary, whose links lead to the fields."""
    found = []
    if not page.evaluate("document.activeElement.matches('.naru-faults')"):
        found.append("the faults have no focus")
    links = page.eval_on_selector_all(".naru-faults a", "all => all.map(each => each.hash.slice(1))")
    return found + [
        f"#{link} leads nowhere"
        for link in links
        if not page.evaluate("id => Boolean(document.getElementById(id))", link)
    ]


def test_what_a_glance_leaves_to_axe_is_seen(sign_in, site):
    """Text and targets that were good before and are spoiled: axe is asked again."""
    page = sign_in("coordinator")
    for _once in range(2):
        page.goto(f"{site.url}{reverse('partners:list')}")
        assert faults(page) == []
    page.evaluate("document.querySelector('main h1').style.color = '#bbb'")
    assert any(each.startswith("color-contrast") for each in faults(page))
    page.goto(f"{site.url}{reverse('partners:list')}")
    page.evaluate("document.querySelector('main').style.backgroundColor = '#555'")
    assert any(each.startswith("color-contrast") for each in faults(page))
    page.goto(f"{site.url}{reverse('partners:list')}")
    page.evaluate(
        "for (const _each of [1, 2]) { const it = document.createElement('button'); it.ariaLabel = 'x';"
        " it.style.cssText = 'width: 9px; height: 9px; padding: 0; border: 0; min-width: 0; min-height: 0';"
        " document.querySelector('main').prepend(it); }"
    )
    assert any(each.startswith("target-size") for each in faults(page))
    page.goto(f"{site.url}{reverse('partners:list')}")
    assert not page.evaluate(GLANCE)["isTight"]
    page.evaluate(
        "const it = document.createElement('div'); it.style.cssText = 'position: absolute; inset: 0; opacity: 0.5';"
        " document.querySelector('main').append(it); document.querySelector('main').style.position = 'relative';"
    )
    assert page.evaluate(GLANCE)["isTight"]


@pytest.mark.parametrize("path", ["/people/999999/", "/nowhere/", "/people/?page=99999", "/search/?q=%00"])
def test_pages_of_errors_are_accessible_and_say_what_to_do(sign_in, site, path):
    page = sign_in("coordinator")
    page.goto(f"{site.url}{path}")
    assert page.locator("main h1").count() == 1
    assert page.locator("main a, main button").count() >= 1
    assert look(page, (1280,)) == []


def test_nothing_jumps_while_a_page_loads(sign_in, site):
    page = sign_in("coordinator")
    page.emulate_media(reduced_motion="no-preference")
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
