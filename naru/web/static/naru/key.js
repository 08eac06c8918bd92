/* Passkeys and security keys: ties the page's button to allauth's script, and says in words when a key did not work. */
(function () {
  "use strict";
  document.addEventListener("DOMContentLoaded", function () {
    var place = document.getElementById("naru-key");
    if (!place || !window.allauth) return;
    var ids = { credential: place.dataset.credential };
    var buttons = { addForm: "add", loginForm: "login", authenticateForm: "authenticate" };
    ids[buttons[place.dataset.deed]] = place.dataset.button;
    if (place.dataset.passwordless) ids.passwordless = place.dataset.passwordless;
    if (place.dataset.options) ids.data = place.dataset.options;
    window.allauth.webauthn.forms[place.dataset.deed]({ ids: ids });
  });
  document.addEventListener("allauth.error", function (event) {
    var fault = document.getElementById("naru-key-fault");
    if (!fault) return;
    event.preventDefault();
    fault.hidden = false;
    fault.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    var text = Array.from(document.querySelectorAll(button.dataset.copy + " li")).map(function (each) {
      return each.textContent;
    }).join("\n");
    navigator.clipboard.writeText(text).then(function () {
      var live = document.getElementById("naru-live");
      if (live) live.textContent = button.textContent;
    });
  });
}());
