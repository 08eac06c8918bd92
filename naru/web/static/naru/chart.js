/* Draws each chart from the JSON beside it; the table next to it says the same without script.
   Tooltips are drawn, not written as HTML, so that a page without inline style stays one. */
(function () {
  "use strict";
  if (!window.echarts) return;
  var isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  function isNarrow() { return window.matchMedia("(max-width: 48rem)").matches; }
  function fit(options) {
    var names = options.yAxis;
    if (names && names.type === "category") {
      names.axisLabel = Object.assign({}, names.axisLabel, { width: isNarrow() ? 88 : 220, overflow: "break" });
    }
    (options.series || []).forEach(function (series) {
      if (series.type !== "sankey") return;
      series.orient = isNarrow() ? "vertical" : "horizontal";
      series.right = isNarrow() ? 8 : 170;
      series.bottom = isNarrow() ? 28 : 12;
      series.label.position = isNarrow() ? "bottom" : "right";
      series.label.fontSize = isNarrow() ? 11 : 14;
      series.nodeGap = isNarrow() ? 44 : 28;
      series.label.width = isNarrow() ? 64 : 160;
      series.label.overflow = "break";
    });
    if (options.legend && options.grid) options.grid.bottom = isNarrow() ? 84 : 48;
    return options;
  }
  document.querySelectorAll("[data-chart]").forEach(function (place) {
    var source = document.getElementById(place.getAttribute("data-chart"));
    if (!source) return;
    var options = JSON.parse(source.textContent);
    options.textStyle = { fontFamily: "Pretendard GOV, Noto Sans CJK KR, sans-serif", fontSize: 14 };
    options.aria = { enabled: false, decal: { show: (options.series || []).some(function (each) { return each.type === "bar" && options.series.length > 1; }) } };
    options.tooltip = Object.assign({ confine: true }, options.tooltip, { renderMode: "richText" });
    options.animation = !isCalm;
    options.color = options.color || ["#0b50d0", "#8fb8f6", "#bd2c0f", "#464c53"];
    place.classList.add("is-drawn");
    var chart = window.echarts.init(place, null, { renderer: "svg" });
    chart.setOption(fit(options));
    window.addEventListener("resize", function () { chart.setOption(fit(options)); chart.resize(); });
  });
})();
