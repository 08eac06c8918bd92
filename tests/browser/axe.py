"""What axe finds on a page, and whether the page fits its window: in which widths and languages."""

import json
import os
from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Widths of the window; 640 CSS pixels are a window of 1280 at 200 %.
WIDTHS = (1280, 640, 390)
#: Where axe looks in each language: the wide layout in one, the narrow one in the other (640 and 390 are one layout: no
#: breakpoint lies between; a translation changes words, not elements). The page must fit all three widths in both.
#: NARU_AXE=all lets axe see every width in both.
SEEN_BY_AXE = {"ko": WIDTHS, "en": WIDTHS} if os.environ.get("NARU_AXE") == "all" else {"ko": (1280,), "en": (640,)}
LANGUAGES = tuple(SEEN_BY_AXE)


OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


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
    """Violations of WCAG 2.2 AA as axe finds them on the page as it stands."""
    # Not by a script tag: the content security policy lets none of that kind run.
    if page.evaluate("typeof window.axe") == "undefined":
        page.evaluate(AXE)
    found = page.evaluate(
        f"axe.run(document, {{runOnly: {{type: 'tag', values: {json.dumps(TAGS)}}}, resultTypes: ['violations']}})"
    )
    return [f"{each['id']}: {node['target']}" for each in found["violations"] for node in each["nodes"]]


def look(page: Page, widths: tuple[int, ...], fitting: tuple[int, ...] = ()) -> list[str]:
    """The faults of the page as it stands: by axe and by its width at `widths`, by its width alone at `fitting`."""
    found = []
    for width in sorted({*widths, *fitting}, reverse=True):
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
