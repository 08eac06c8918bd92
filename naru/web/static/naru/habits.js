/* Habits: the search key, drafts that outlive a lost connection, rows chosen in a list. All works without them too. */
(function () {
  "use strict";
  var PREFIX = "naru-draft:";

  function local(key, value) {
    try {
      if (value === undefined) return window.localStorage.getItem(key);
      window.localStorage.setItem(key, value);
    } catch (error) { /* storage may be closed */ }
    return null;
  }

  /* Keys of one letter: only outside of fields, and only while they are on (WCAG 2.1.4). */
  function areKeysOn() { return local("naru-keys") !== "off"; }
  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areKeysOn()) return;
    if (event.key === "/") {
      var box = document.getElementById("search-q") || document.getElementById("everywhere-q");
      if (!box) return;
      event.preventDefault();
      if (!box.offsetParent) {
        var toggle = document.querySelector('[data-toggle="naru-panel"][aria-expanded="false"]');
        if (toggle) toggle.click();
      }
      box.focus();
      box.select();
    } else if (event.key === "?") {
      var help = document.querySelector("[data-keys-page^=\"/\"]");
      if (help) window.location.assign(help.getAttribute("data-keys-page"));
    }
  });
  function showKeys(button) {
    var isOn = areKeysOn();
    button.setAttribute("aria-pressed", String(!isOn));
    button.textContent = button.getAttribute(isOn ? "data-on" : "data-off");
  }

  /* Rows chosen in a list. */
  function countPicked() {
    var words = document.querySelector("[data-picked]");
    if (!words) return;
    if (!words.hasAttribute("data-none")) words.setAttribute("data-none", words.textContent);
    var all = document.querySelectorAll("[data-pick]");
    var on = document.querySelectorAll("[data-pick]:checked").length;
    words.textContent = on ? words.getAttribute("data-words").replace("{n}", String(on)) : words.getAttribute("data-none");
    var every = document.querySelector("[data-pick-all]");
    if (every) { every.checked = on > 0 && on === all.length; every.indeterminate = on > 0 && on < all.length; }
  }
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-pick-all]")) {
      document.querySelectorAll("[data-pick]").forEach(function (each) { each.checked = event.target.checked; });
    }
    if (event.target.matches("[data-pick], [data-pick-all]")) countPicked();
  });
  document.addEventListener("htmx:afterSwap", countPicked);

  /* Drafts: what a person types in a form stays in this window until the server has taken it.
     sessionStorage: gone with the window, never on another machine, forgotten at sign-out. */
  function person() { return document.body.getAttribute("data-person") || ""; }
  function place() { return person() + ":" + window.location.pathname; }
  function read(key) {
    try { return JSON.parse(window.sessionStorage.getItem(PREFIX + key) || "null"); } catch (error) { return null; }
  }
  function write(key, value) {
    try {
      if (value) window.sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
      else window.sessionStorage.removeItem(PREFIX + key);
    } catch (error) { /* full or closed */ }
  }
  function keys() {
    var found = [];
    try {
      for (var number = 0; number < window.sessionStorage.length; number += 1) {
        var key = window.sessionStorage.key(number);
        if (key.indexOf(PREFIX) === 0) found.push(key.slice(PREFIX.length));
      }
    } catch (error) { /* closed */ }
    return found;
  }
  function fields(form) {
    return Array.from(form.elements).filter(function (each) {
      return each.name && each.name !== "csrfmiddlewaretoken" && !/^(password|file|hidden|submit|button|reset)$/.test(each.type);
    });
  }
  function valuesOf(form) {
    return fields(form).map(function (each) {
      if (each.type === "checkbox" || each.type === "radio") return [each.name, each.value, each.checked];
      if (each.type === "select-multiple") {
        return [each.name, Array.from(each.selectedOptions).map(function (one) { return one.value; }), null];
      }
      return [each.name, each.value, null];
    });
  }
  function restore(form, values) {
    var isChanged = false;
    var byName = {};
    fields(form).forEach(function (each) { (byName[each.name] = byName[each.name] || []).push(each); });
    var at = {};
    values.forEach(function (value) {
      var found = byName[value[0]] || [];
      if (value[2] !== null) {
        found.forEach(function (each) {
          if (each.value === value[1] && each.checked !== value[2]) { each.checked = value[2]; isChanged = true; }
        });
        return;
      }
      var number = at[value[0]] || 0;
      at[value[0]] = number + 1;
      var field = found[number];
      if (!field) return;
      if (Array.isArray(value[1])) {
        Array.from(field.options).forEach(function (one) {
          var isOn = value[1].indexOf(one.value) >= 0;
          if (one.selected !== isOn) { one.selected = isOn; isChanged = true; }
        });
      } else if (field.value !== value[1]) { field.value = value[1]; isChanged = true; }
    });
    return isChanged;
  }
  function words(name) { return document.getElementById("naru-draft").getAttribute("data-" + name); }
  function notice(form, sentence, tone, button) {
    var before = form.parentNode.querySelector("[data-draft-notice]");
    if (before) before.remove();
    var box = document.createElement("div");
    box.className = "naru-notice naru-draft-notice " + tone;
    box.setAttribute("role", "status");
    box.setAttribute("data-draft-notice", "");
    var text = document.createElement("p");
    text.textContent = sentence;
    box.appendChild(text);
    if (button) box.appendChild(button);
    form.parentNode.insertBefore(box, form);
    return box;
  }
  function watch(form) {
    var key = place();
    var isAnswer = form.querySelector(".naru-fault") || document.querySelector(".naru-faults");
    var draft = read(key);
    if (draft && !isAnswer && restore(form, draft.values)) {
      var drop = document.createElement("button");
      drop.type = "button";
      drop.className = "krds-btn small tertiary";
      drop.textContent = words("drop");
      var box = notice(form, words("kept"), "is-info", drop);
      drop.addEventListener("click", function () { write(key, null); form.reset(); box.remove(); form.querySelector("input:not([type=hidden]), select, textarea").focus(); });
    }
    if (draft) { draft.sent = false; write(key, draft); }
    var waiting = null;
    form.addEventListener("input", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(function () { write(key, { values: valuesOf(form), sent: false }); }, 250);
    });
    form.addEventListener("submit", function (event) {
      window.clearTimeout(waiting);
      if (window.navigator.onLine === false) {
        event.preventDefault();
        write(key, { values: valuesOf(form), sent: false });
        notice(form, words("lost"), "is-danger").scrollIntoView({ block: "center" });
        return;
      }
      write(key, { values: valuesOf(form), sent: true });
    }, true);
  }
  /* A page that came after a form was sent, and is not that form again, means that the server took it. */
  function clearTaken() {
    var came = "";
    try { came = new URL(document.referrer).pathname; } catch (error) { /* none */ }
    keys().forEach(function (key) {
      var draft = read(key);
      if (draft && draft.sent && key === person() + ":" + came) write(key, null);
    });
  }
  document.addEventListener("submit", function (event) {
    if (event.target.matches("[data-forget]")) keys().forEach(function (key) { write(key, null); });
  }, true);

  function begin() {
    document.querySelectorAll("[data-keys]").forEach(function (button) {
      showKeys(button);
      button.addEventListener("click", function () { local("naru-keys", areKeysOn() ? "off" : "on"); showKeys(button); });
    });
    countPicked();
    if (!person()) return;
    var form = document.querySelector("main form[data-draft]");
    if (form) watch(form);
    if (!form || document.referrer.indexOf(window.location.pathname) < 0) clearTaken();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
}());
