"""Tab alone reaches every control of every page where something is done, shows where it is, and gets out again."""

from playwright.sync_api import Page

#: A page with more stops than this is a list of its own, which the lists' own tests walk.
MOST = 160
#: Numbers the controls of the content that a person can see and use; one of each group of radio buttons, as Tab does.
MARKED = """
() => {
  const all = document.querySelectorAll(
    "main a[href], main button, main input, main select, main textarea, main summary, main [tabindex='0'], main [role=button]");
  const groups = new Set();
  let count = 0;
  for (const it of all) {
    if (it.disabled || it.type === "hidden" || it.closest("[inert], [aria-hidden=true]") || !it.checkVisibility({visibilityProperty: true})) continue;
    if (it.type === "radio") {
      const group = `${it.form && it.form.action}|${it.name}`;
      if (groups.has(group)) continue;
      groups.add(group);
    }
    it.dataset.stop = String(count++);
    if (it.type === "radio") {
      for (const other of document.getElementsByName(it.name)) if (other.form === it.form) other.dataset.stop = it.dataset.stop;
    }
  }
  return count;
}
"""
#: Notes each stop as the focus comes to it, and whether it can be seen there; begins above the content.
WATCHED = """
() => {
  const main = document.querySelector("main");
  window.stops = [];
  window.dark = [];
  document.addEventListener("focusin", event => {
    const it = event.target;
    if (it === main) return;
    if (!it.closest("main")) { window.isOut = true; return; }
    const own = getComputedStyle(it), label = it.labels && it.labels[0] ? getComputedStyle(it.labels[0], "::before") : own;
    const seen = [own, label].some(each => each.outlineStyle !== "none" || each.boxShadow !== "none");
    if (!seen && !window.stops.includes(it.dataset.stop)) window.dark.push(it.outerHTML.slice(0, 120));
    window.stops.push(it.dataset.stop);
  });
  main.tabIndex = -1;
  main.focus();
}
"""
#: The focus is outside the content again: on the foot of the page, or on nothing.
OUT = "window.isOut || document.activeElement === document.body"
LEFT_OUT = """
() => [...document.querySelectorAll("[data-stop]")]
  .filter(it => !window.stops.includes(it.dataset.stop)).map(it => `not reached: ${it.outerHTML.slice(0, 160)}`)
"""


def walk(page: Page) -> list[str]:
    """What Tab does not reach in the content, what it reaches unseen, and whether it never gets out."""
    count = page.evaluate(MARKED)
    if count > MOST:
        return []
    page.evaluate(WATCHED)
    for press in range(count + 100):
        page.keyboard.press("Tab")
        if press > count and page.evaluate(OUT):
            break
    offences = [] if page.evaluate(OUT) else ["Tab never leaves the content"]
    offences += [f"no focus to be seen: {each}" for each in page.evaluate("window.dark")]
    return offences + page.evaluate(LEFT_OUT)
