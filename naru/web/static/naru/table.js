/* Sums as one edits, and moving between cells by keyboard; the server says what is wrong. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-grid]");
  if (!form) return;
  function value(input) { var found = parseInt(input.value, 10); return isNaN(found) ? 0 : found; }
  function put(selector, text) { document.querySelectorAll(selector).forEach(function (place) { place.textContent = text; }); }
  function sums() {
    var total = 0;
    var terms = {};
    form.querySelectorAll("tbody[data-area]").forEach(function (body) {
      var area = 0;
      body.querySelectorAll("tr").forEach(function (row) {
        var sum = 0;
        row.querySelectorAll("input[data-term]").forEach(function (input) {
          sum += value(input);
          terms[input.dataset.term] = (terms[input.dataset.term] || 0) + value(input);
        });
        var place = row.querySelector("[data-row-sum]");
        if (place) place.textContent = sum;
        area += sum;
      });
      put("[data-sum='" + body.dataset.area + "']", area);
      total += area;
    });
    put("[data-sum='total']", total);
    Object.keys(terms).forEach(function (term) { put("[data-term-sum='" + term + "']", terms[term]); });
  }
  form.addEventListener("input", sums);
  form.addEventListener("focusin", function (event) { if (event.target.dataset && event.target.dataset.term) event.target.select(); });
  form.addEventListener("keydown", function (event) {
    var cell = event.target;
    if (!cell.dataset || !cell.dataset.term) return;
    var across = { ArrowLeft: -1, ArrowRight: 1 }[event.key] || 0;
    var down = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key] || 0;
    if (!across && !down) return;
    event.preventDefault();
    var all = Array.prototype.slice.call(form.querySelectorAll("input[data-term]"));
    var next = all[all.indexOf(cell) + across + down * 6];
    if (next) next.focus();
  });
})();
