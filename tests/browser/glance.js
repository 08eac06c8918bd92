/* A glance at the page: the kinds of text on it, and whether a target may be too small or lie under something else:
   another target, or whatever is lifted out of the flow.

   A kind of text is all that its contrast hangs on: its own colour, size, weight and shadow, every background and
   opacity behind it up to the first opaque one, and the class of what lifts it out of the flow, with the width of the
   window, by which that moves. */
() => {
  const LEAST = 24; // CSS pixels, WCAG 2.2 success criterion 2.5.8
  const isSeen = it => it.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  const styles = new Map();
  const styleOf = it => {
    if (!styles.has(it)) styles.set(it, getComputedStyle(it));
    return styles.get(it);
  };
  const grounds = new Map();
  const groundOf = it => {
    if (!it) return "";
    if (grounds.has(it)) return grounds.get(it);
    const style = styleOf(it);
    let own = "";
    if (style.backgroundImage !== "none") own += `${style.backgroundImage};`;
    if (style.opacity !== "1") own += `opacity ${style.opacity};`;
    if (style.filter !== "none" || style.mixBlendMode !== "normal") own += `${style.filter} ${style.mixBlendMode};`;
    if (!["static", "relative"].includes(style.position)) own += `${style.position} ${it.getAttribute("class")} ${innerWidth};`;
    const colour = style.backgroundColor;
    if (!/, 0\)$/.test(colour) || colour.startsWith("rgb(")) own += `${colour};`;
    const isOpaque = colour.startsWith("rgb(") && style.opacity === "1" && ["static", "relative"].includes(style.position);
    const found = own + (isOpaque ? "" : groundOf(it.parentElement));
    grounds.set(it, found);
    return found;
  };

  const kinds = new Set();
  for (const it of document.body.querySelectorAll("*")) {
    const says = [...it.childNodes].some(each => each.nodeType === Node.TEXT_NODE && each.data.trim())
      || (["INPUT", "SELECT", "TEXTAREA"].includes(it.tagName) && it.type !== "hidden");
    if (!says || !isSeen(it)) continue;
    for (const part of ["", "::before", "::after", "::placeholder"]) {
      const style = part ? getComputedStyle(it, part) : styleOf(it);
      if (part && part !== "::placeholder" && ["none", "normal"].includes(style.content)) continue;
      if (part === "::placeholder" && !it.placeholder) continue;
      kinds.add([part, it.disabled ? "off" : "", style.color, style.fontSize, style.fontWeight, style.textShadow,
        style.webkitTextStrokeWidth, part ? style.backgroundColor : "", groundOf(it)].join("|"));
    }
  }

  const targets = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [role=button]")]
    .filter(isSeen).map(it => ({ it, box: it.getBoundingClientRect() })).filter(each => each.box.width && each.box.height);
  const lifted = [...document.body.querySelectorAll("*")]
    .filter(it => !["static", "relative"].includes(styleOf(it).position) && isSeen(it))
    .map(it => ({ it, box: it.getBoundingClientRect() })).filter(each => each.box.width > 2 && each.box.height > 2);
  const isOver = (a, b) => !a.it.contains(b.it) && !b.it.contains(a.it)
    && a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1
    && a.box.top < b.box.bottom - 1 && b.box.top < a.box.bottom - 1;
  const isSmall = ({ box }) => box.width < LEAST - 0.05 || box.height < LEAST - 0.05;
  const middle = box => [box.x + box.width / 2, box.y + box.height / 2];
  let isTight = targets.some(each => lifted.some(other => isOver(each, other)));
  for (let one = 0; one < targets.length && !isTight; one++) {
    for (let other = 0; other < targets.length && !isTight; other++) {
      const a = targets[one], b = targets[other];
      if (one === other || a.it.contains(b.it) || b.it.contains(a.it)) continue;
      if (isOver(a, b)) isTight = true;
      if (!isSmall(a)) continue;
      const [x, y] = middle(a.box);
      if (isSmall(b)) {
        const [u, v] = middle(b.box);
        if (Math.hypot(x - u, y - v) < LEAST) isTight = true;
      } else {
        const u = Math.max(b.box.left, Math.min(x, b.box.right)), v = Math.max(b.box.top, Math.min(y, b.box.bottom));
        if (Math.hypot(x - u, y - v) < LEAST / 2) isTight = true;
      }
    }
  }
  return { kinds: [...kinds], isTight };
}
