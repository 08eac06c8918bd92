/* Draws each chart from the JSON beside it; the table next to it says the same without script. */
(function () {
  "use strict";
  if (!window.echarts) return;
  document.querySelectorAll("[data-chart]").forEach(function (place) {
    var source = document.getElementById(place.getAttribute("data-chart"));
    if (!source) return;
    var options = JSON.parse(source.textContent);
    options.textStyle = { fontFamily: "Pretendard GOV, sans-serif", fontSize: 14 };
    options.aria = { enabled: true, decal: { show: true } };
    options.animation = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    var chart = window.echarts.init(place, null, { renderer: "svg" });
    chart.setOption(options);
    window.addEventListener("resize", function () { chart.resize(); });
  });
})();
