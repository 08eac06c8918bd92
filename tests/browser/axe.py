"""What axe finds on a page, and whether the page fits its window: in which widths and languages."""

import json
import os
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Page

AXE = (Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()
GLANCE = (Path(__file__).parent / "glance.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: NARU_AXE=all lets axe see every width in both languages, with every rule on every page.
IS_WHOLE = os.environ.get("NARU_AXE") == "all"
#: Widths of the window; 640 CSS pixels are a window of 1280 at 200 %.
WIDTHS = (1280, 640, 390)
#: Where axe looks in each language: the wide layout in one, the narrow one in the other (640 and 390 are one layout: no
#: breakpoint lies between; a translation changes words, not elements). The page must fit all three widths in both.
SEEN_BY_AXE = {"ko": WIDTHS, "en": WIDTHS} if IS_WHOLE else {"ko": (1280,), "en": (640,)}
LANGUAGES = tuple(SEEN_BY_AXE)

OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: Kinds of text (see glance.js) that axe has found legible in this process.
_legible: set[str] = set()
#: A way into each page, which stays open: closing one takes the page's virtual authenticators away.
_doors: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


def too_wide(page: Page) -> list[str]:
    """How far the page is wider than its window; a chart has a moment to follow a window that changed."""
    wide = page.evaluate(OVER)
    for _wait in range(10):
        if wide <= 0:
            return []
        page.wait_for_timeout(100)
        wide = page.evaluate(OVER)
    return [f"{wide} px too wide"] if wide > 0 else []


def faults(page: Page) -> list[str]:
    """Violations of WCAG 2.2 AA as axe finds them on the page as it stands.

    Two rules measure every element of a page, which takes longer than all others together. They are left out where a
    glance answers them: every kind of text on the page was found legible on another one, and no target is small or
    under another one.
    """
    if page.evaluate("typeof window.axe") == "undefined":
        # Not by a script tag, which the content security policy lets not run; nor by evaluate, which compiles it anew
        # for every page.
        if page not in _doors:
            _doors[page] = page.context.new_cdp_session(page)
        _doors[page].send("Runtime.evaluate", {"expression": AXE})
    seen: dict[str, Any] = page.evaluate(GLANCE)
    kinds = set(seen["kinds"])
    is_legible = kinds <= _legible and not IS_WHOLE
    rules = {
        "color-contrast": {"enabled": not is_legible},
        "target-size": {"enabled": not is_legible or seen["isTight"]},
    }
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "rules": rules}
    found = page.evaluate(f"axe.run(document, {json.dumps(options)})")["violations"]
    if not any(each["id"] == "color-contrast" for each in found):
        _legible.update(kinds)
    return [f"{each['id']}: {node['target']}" for each in found for node in each["nodes"]]


def look(page: Page, widths: tuple[int, ...], fitting: tuple[int, ...] = ()) -> list[str]:
    """The faults of the page as it stands: by axe and by its width at `widths`, by its width alone at `fitting`.

    From the width that the window has, if it is the least or the greatest, to the other end.
    """
    found = []
    now = (page.viewport_size or {}).get("width")
    every = sorted({*widths, *fitting})
    for width in every if every and now == every[0] else reversed(every):
        if (page.viewport_size or {}).get("width") != width:
            page.set_viewport_size({"width": width, "height": 900})
        seen = too_wide(page) + (faults(page) if width in widths else [])
        found += [f"{each} at {width}" for each in seen]
    return found


def look_at(page: Page, url: str) -> list[str]:
    """Opens an address in the window as it is; its faults, also when the answer is not a page (status 200)."""
    answer = page.goto(url)
    status = answer.status if answer else None
    offences = [] if status == 200 else [f"status {status}"]
    return [f"{url}: {each}" for each in [*offences, *too_wide(page), *faults(page)]]
