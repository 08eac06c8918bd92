/* Small helps on every page. Everything works without them; nothing here decides anything. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function kept(key, value) {
    try {
      if (value === undefined) return window.localStorage.getItem(key);
      window.localStorage.setItem(key, value);
    } catch (error) { /* storage may be closed */ }
    return null;
  }

  function say(sentence) {
    var live = document.getElementById("naru-live");
    if (live) live.textContent = sentence;
  }

  /* Tables: roomy or dense, remembered. */
  function density(isDense) {
    root.classList.toggle("is-dense", isDense);
    document.querySelectorAll("[data-density]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(isDense));
    });
  }
  if (kept("naru-density") === "dense") root.classList.add("is-dense");

  /* A link that HTMX listens to still opens in a new tab with Ctrl, Cmd, Shift or the middle button. */
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[hx-get]");
    if (link && (event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1)) {
      event.stopImmediatePropagation();
    }
  }, true);

  document.addEventListener("click", function (event) {
    var toggle = event.target.closest("[data-toggle]");
    if (toggle) {
      var panel = document.getElementById(toggle.getAttribute("data-toggle"));
      var isOpen = toggle.getAttribute("aria-expanded") !== "true";
      toggle.setAttribute("aria-expanded", String(isOpen));
      if (panel) panel.classList.toggle("is-open", isOpen);
    }
    if (event.target.closest("[data-density]")) {
      var isDense = !root.classList.contains("is-dense");
      kept("naru-density", isDense ? "dense" : "roomy");
      density(isDense);
    }
    document.querySelectorAll("details[data-close][open]").forEach(function (each) {
      if (!each.contains(event.target)) each.open = false;
    });
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details[data-close][open]").forEach(function (each) {
      each.open = false;
      var summary = each.querySelector("summary");
      if (summary && each.contains(document.activeElement)) summary.focus();
    });
    var toggle = document.querySelector('[data-toggle][aria-expanded="true"]');
    if (toggle) { toggle.click(); toggle.focus(); }
  });

  document.addEventListener("DOMContentLoaded", function () {
    density(root.classList.contains("is-dense"));
    var faults = document.querySelector("[data-focus]");
    if (faults) faults.focus();
  });

  /* A form is sent once, however often its button is pressed in the next seconds. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "");
    window.setTimeout(function () { form.removeAttribute("data-sent"); }, 4000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (each) { each.removeAttribute("data-sent"); });
  });

  /* HTMX: say what came; show an error page as a page; go where a redirect went (a session that ended). */
  document.addEventListener("htmx:afterSwap", function () {
    var count = document.getElementById("list-count");
    var total = document.getElementById("list-total");
    if (count) say(count.textContent);
    if (count && total) total.textContent = count.getAttribute("data-total");
    density(root.classList.contains("is-dense"));
  });
  function show(text) {
    var page = new DOMParser().parseFromString(text, "text/html");
    var theirs = page.getElementById("main");
    var ours = document.getElementById("main");
    if (!theirs || !ours) return;
    ours.className = theirs.className;
    ours.replaceChildren.apply(ours, Array.from(theirs.childNodes));
    document.title = page.title;
    ours.focus();
    window.scrollTo(0, 0);
  }
  document.addEventListener("htmx:beforeSwap", function (event) {
    var xhr = event.detail.xhr;
    var asked = new URL(event.detail.pathInfo.requestPath, window.location.href).pathname;
    if (xhr.status >= 400 && /<html[\s>]/i.test(xhr.responseText)) {
      event.detail.shouldSwap = false;
      show(xhr.responseText);
    } else if (xhr.responseURL && new URL(xhr.responseURL).pathname !== asked) {
      event.detail.shouldSwap = false;
      window.location.assign(xhr.responseURL);
    }
  });
  document.addEventListener("htmx:sendError", function () {
    var live = document.getElementById("naru-live");
    if (live) { live.classList.remove("sr-only"); live.classList.add("naru-offline"); say(live.getAttribute("data-offline")); }
  });
}());
