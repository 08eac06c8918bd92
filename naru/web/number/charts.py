"""What ECharts draws, as plain options; each chart stands beside a table with the same figures."""

import itertools
from typing import Any

from django.utils.translation import gettext

from naru.base.district import regions
from naru.domain.evidence import queries as evidence
from naru.domain.evidence.queries import Line, Point

BLUE, PALE, GREY, RED, GREEN = "#0b50d0", "#b1cefb", "#8a949e", "#bd2c0f", "#267337"
LINES = ("#464c53", "#8a949e", "#6d7882", "#b1b8be")


def sankey(steps: tuple[Any, ...]) -> dict[str, Any]:
    """The class from step to step: who goes on, and who stopped before which step."""
    names = [str(evidence.STEPS[step.key]) for step in steps]
    nodes: list[dict[str, Any]] = [{"name": names[0], "depth": 0, "itemStyle": {"color": BLUE}}]
    links = []
    losses = [before.count - after.count for before, after in itertools.pairwise(steps)]
    worst = losses.index(max(losses)) if losses and max(losses) > 0 else -1
    for place, step in enumerate(steps[1:]):
        nodes.append({"name": names[place + 1], "depth": place + 1, "itemStyle": {"color": BLUE}})
        links.append({"source": names[place], "target": names[place + 1], "value": step.count})
        if losses[place] > 0:
            stopped = gettext("‘%(step)s’ 전에 멈춤") % {"step": names[place + 1]}
            is_worst = place == worst
            label = {"formatter": gettext("멈춤") + " {c}", "color": RED if is_worst else "#464c53"}
            color = RED if is_worst else GREY
            nodes.append({"name": stopped, "depth": place + 1, "itemStyle": {"color": color}, "label": label})
            links.append({"source": names[place], "target": stopped, "value": losses[place]})
    return {
        "tooltip": {"trigger": "item"},
        "series": [
            {
                "type": "sankey",
                "left": 8,
                "right": 150,
                "top": 12,
                "bottom": 12,
                "nodeGap": 28,
                "nodeWidth": 14,
                "draggable": False,
                "emphasis": {"focus": "adjacency"},
                "lineStyle": {"color": "source", "opacity": 0.25, "curveness": 0.5},
                "label": {"color": "#1e2124", "fontSize": 14, "formatter": "{b} {c}"},
                "data": nodes,
                "links": links,
            }
        ],
    }


def trend(points: list[Point], lines: list[Line], name: str, unit: str) -> dict[str, Any]:
    """The number through the years with its targets, and published values of other places."""
    years = sorted({each.year for each in points} | {year for line in lines for year, _value in line.values})
    own = {each.year: each for each in points}

    def column(values: dict[int, Any]) -> list[float | None]:
        return [None if values.get(year) is None else float(values[year]) for year in years]

    series: list[dict[str, Any]] = [
        {
            "name": name,
            "type": "line",
            "data": column({year: each.value for year, each in own.items()}),
            "symbolSize": 10,
            "lineStyle": {"width": 3, "color": BLUE},
            "itemStyle": {"color": BLUE},
            "z": 10,
            "label": {"show": True, "position": "top", "distance": 10, "color": "#0b50d0", "fontWeight": "bold"},
        }
    ]
    if any(each.target is not None for each in points):
        series.append(
            {
                "name": gettext("목표"),
                "type": "line",
                "data": column({year: each.target for year, each in own.items()}),
                "symbol": "diamond",
                "symbolSize": 10,
                "lineStyle": {"type": "dashed", "color": GREEN},
                "itemStyle": {"color": GREEN},
            }
        )
    for place, line in enumerate(lines):
        series.append(
            {
                "name": regions.shown(line.place),
                "type": "line",
                "data": column(dict(line.values)),
                "symbol": ("rect", "triangle", "roundRect")[place % 3],
                "symbolSize": 8,
                "lineStyle": {"type": "dotted" if place else "solid", "color": LINES[place % len(LINES)]},
                "itemStyle": {"color": LINES[place % len(LINES)]},
            }
        )
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"bottom": 0},
        "grid": {"left": 8, "right": 24, "top": 36, "bottom": 48, "containLabel": True},
        "xAxis": {"type": "category", "data": [str(year) for year in years], "boundaryGap": True},
        "yAxis": {
            "type": "value",
            "scale": unit == "%",
            "axisLabel": {"hideOverlap": True, "formatter": "{value} %" if unit == "%" else "{value}"},
        },
        "series": series,
    }


def bars(rows: list[tuple[str, Any]], unit: str) -> dict[str, Any]:
    """One's own value (first, in blue) beside others."""
    return {
        "tooltip": {},
        "grid": {"left": 8, "right": 64, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {
            "type": "value",
            **({"max": 100} if unit == "%" else {}),
            "axisLabel": {"hideOverlap": True, "formatter": "{value} %" if unit == "%" else "{value}"},
        },
        "yAxis": {"type": "category", "inverse": True, "data": [name for name, _value in rows]},
        "series": [
            {
                "type": "bar",
                "barMaxWidth": 28,
                "data": [
                    {"value": float(value), "itemStyle": {"color": BLUE if place == 0 else PALE}}
                    for place, (_name, value) in enumerate(rows)
                ],
                "label": {"show": True, "position": "right", "color": "#1e2124"},
            }
        ],
    }
