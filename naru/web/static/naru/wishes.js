/* Ordering wishes without asking the server: dragging, the arrow keys, and the buttons. Without it each button asks. */
(function () {
  "use strict";
  function number(list) {
    Array.from(list.children).forEach(function (each, place) {
      each.querySelector("[data-rank]").textContent = String(place + 1);
    });
  }
  function say(form, item) {
    var live = document.getElementById("naru-live");
    var place = Array.from(item.parentNode.children).indexOf(item) + 1;
    if (live) {
      live.textContent = form.getAttribute("data-said").replace("{name}", item.getAttribute("data-name")).replace("{rank}", String(place));
    }
  }
  function move(form, item, verb) {
    var list = item.parentNode;
    if (verb === "up" && item.previousElementSibling) list.insertBefore(item, item.previousElementSibling);
    if (verb === "down" && item.nextElementSibling) list.insertBefore(item.nextElementSibling, item);
    number(list);
    say(form, item);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-move]");
    var form = button && button.closest("[data-wishes]");
    if (!form) return;
    event.preventDefault();
    move(form, button.closest("[data-wish]"), button.getAttribute("data-move"));
    button.focus();
  });
  document.addEventListener("keydown", function (event) {
    var form = event.target.closest && event.target.closest("[data-wishes]");
    var item = event.target.closest && event.target.closest("[data-wish]");
    if (!form || !item || !/^Arrow(Up|Down)$/.test(event.key) || event.target.type === "checkbox") return;
    event.preventDefault();
    move(form, item, event.key === "ArrowUp" ? "up" : "down");
    event.target.focus();
  });
  var dragged = null;
  document.addEventListener("dragstart", function (event) {
    var item = event.target.closest && event.target.closest("[data-wish]");
    if (!item) return;
    dragged = item;
    item.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.getAttribute("data-name"));
  });
  document.addEventListener("dragover", function (event) {
    var over = event.target.closest && event.target.closest("[data-wish]");
    if (!dragged || !over || over.parentNode !== dragged.parentNode) return;
    event.preventDefault();
    if (over === dragged) return;
    var box = over.getBoundingClientRect();
    var isBelow = event.clientY > box.top + box.height / 2;
    over.parentNode.insertBefore(dragged, isBelow ? over.nextElementSibling : over);
    number(over.parentNode);
  });
  document.addEventListener("drop", function (event) { if (dragged) event.preventDefault(); });
  document.addEventListener("dragend", function () {
    if (!dragged) return;
    dragged.classList.remove("is-dragged");
    say(dragged.closest("[data-wishes]"), dragged);
    dragged = null;
  });
}());
