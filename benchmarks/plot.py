"""Draw how the cost of building grows, from growth.json, on logarithmic axes: linear growth is a straight line.

Nothing is smoothed or left out: a mark stands where the figure is, and the figure beside it. The thin lines show
linear growth through the second mark; at the first, what does not grow weighs most. The picture is legible on a light
and on a dark page.

    python benchmarks/plot.py
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor, log10
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from table import figure

FIGURES = Path(__file__).with_name("growth.json")
PICTURE = Path(__file__).parent.parent / "docs" / "growth.svg"
WIDTH, HEIGHT, PANEL, GAP = 1000, 430, 250, 62
TOP, LEFT, DEEP = 66, 58, 280  #: where the first panel begins, and how deep it is
STYLE = """
text { font: 12px sans-serif; fill: #1f2328 } .title { font-weight: bold; font-size: 14px } .small { font-size: 11px }
.grid { stroke: #d1d9e0; stroke-width: 1 } .linear { stroke: #afb8c1; stroke-dasharray: 1 4 }
.ours { stroke: #0969da; fill: none; stroke-width: 2 } .floor { stroke: #9a6700; fill: none; stroke-width: 2;
stroke-dasharray: 6 4 } .mark.ours { fill: #0969da } .mark.floor { fill: #9a6700; stroke-dasharray: none }
text.ours { fill: #0969da; stroke: none } text.floor { fill: #9a6700; stroke: none }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .grid { stroke: #3d444d } .linear { stroke: #656c76 }
.ours { stroke: #58a6ff } .floor { stroke: #d29922 } .mark.ours, text.ours { fill: #58a6ff }
.mark.floor, text.floor { fill: #d29922 } }
"""
PANELS = (
    ("wall", "time until it is there", "s", 1.0),
    ("cpu", "processor time", "s", 1.0),
    ("peak", "memory", "GB", 1e9),
)
SERIES = ("floor", "ours")


@dataclass(frozen=True)
class Panel:
    """Hold one of the pictures side by side: what it shows, and its scales, which are powers of ten."""

    left: float
    title: str
    unit: str
    records: tuple[int, int]  #: exponents of the ends of the axis
    values: tuple[int, int]

    def x(self, records: float) -> float:
        """Return where so many records are."""
        low, high = self.records
        return self.left + PANEL * (log10(records) - low) / (high - low)

    def y(self, value: float) -> float:
        """Return where a value is."""
        low, high = self.values
        return TOP + DEEP * (high - log10(value)) / (high - low)


def svg(figures: dict[str, Any]) -> str:
    """Return the picture: the same bytes for the same figures."""
    points = figures["points"]
    told = f"Measured {figures['measured']}. {figures['machine']}."
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img"><title>How the cost of building grows with the records</title><style>{STYLE}</style>',
        _text(LEFT, 22, "Building a store from facts in YAML", "title"),
        *_legend(),
        *(part for number in range(len(PANELS)) for part in _panel(number, points)),
        *(_text(LEFT, HEIGHT - 22 + 15 * n, line, "small") for n, line in enumerate(_lines(told))),
    ]
    return "\n".join(parts) + "\n</svg>\n"


def _legend() -> Iterator[str]:
    for at, name, words in ((330, "ours", "communique build"), (490, "floor", "the floor: libyaml, and bulk load")):
        yield _line(at, 18, at + 30, 18, name) + _mark(at + 15, 18, name) + _text(at + 36, 22, words, "small")
    yield _line(730, 18, 760, 18, "linear") + _text(766, 22, "linear growth from 10,000 records", "small")


def _panel(number: int, points: list[dict[str, Any]]) -> Iterator[str]:
    key, title, unit, scale = PANELS[number]
    series = {name: [(one["records"], one[name][key] / scale) for one in points] for name in SERIES}
    values = [value for line in series.values() for _, value in line]
    sizes = [one["records"] for one in points]
    panel = Panel(LEFT + number * (PANEL + GAP), title, unit, _decades(sizes), _decades(values))
    yield _text(panel.left, TOP - 12, title, "title")
    yield from _grid(panel)
    yield from (_linear(panel, line[1]) for line in series.values() if line[1:])
    for name, line in series.items():
        path = " ".join(f"{panel.x(records):.1f},{panel.y(value):.1f}" for records, value in line)
        yield f'<polyline class="{name}" points="{path}"/>'
        yield from (_point(panel, name, *one) for one in line)


def _grid(panel: Panel) -> Iterator[str]:
    for power in range(panel.values[0], panel.values[1] + 1):
        y = panel.y(10.0**power)
        yield _line(panel.left, y, panel.left + PANEL, y, "grid")
        yield _text(panel.left - 6, y + 4, _short(10.0**power, panel.unit), "small", "end")
    for power in range(panel.records[0], panel.records[1] + 1):
        x = panel.x(10.0**power)
        yield _line(x, TOP, x, TOP + DEEP, "grid")
        yield _text(x, TOP + DEEP + 18, f"{10**power:,}", "small", "middle")
    yield _text(panel.left + PANEL / 2, TOP + DEEP + 34, "records", "small", "middle")


def _linear(panel: Panel, mark: tuple[int, float]) -> str:
    """Return the line through a mark along which a record always costs the same, as far as the panel goes."""
    records, value = mark
    least = max(10.0 ** panel.records[0] / records, 10.0 ** panel.values[0] / value)
    most = min(10.0 ** panel.records[1] / records, 10.0 ** panel.values[1] / value)
    start, end = ((panel.x(records * times), panel.y(value * times)) for times in (least, most))
    return _line(*start, *end, "linear")


def _point(panel: Panel, name: str, records: int, value: float) -> str:
    x, y = panel.x(records), panel.y(value)
    edges = [panel.x(10.0**power) for power in panel.records]
    anchor = "start" if x == edges[0] else "end" if x == edges[1] and name == "ours" else "middle"
    words = _text(x + 2, y - 13 if name == "ours" else y + 20, figure(value), f"small {name}", anchor)
    return _mark(x, y, name) + words


def _mark(x: float, y: float, name: str) -> str:
    if name == "ours":
        return f'<circle class="mark ours" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
    return f'<rect class="mark floor" x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6"/>'


def _decades(values: list[float] | list[int]) -> tuple[int, int]:
    """Return the powers of ten between which all values are."""
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return low, max(high, low + 1)


def _short(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 1 else f"{value:g} {unit}"


def _lines(text: str) -> tuple[str, str]:
    """Return a text on two lines."""
    middle = text.find(" ", len(text) // 2)
    return text[:middle], text[middle + 1 :]


def _line(x1: float, y1: float, x2: float, y2: float, name: str) -> str:
    return f'<line class="{name}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, words: str, name: str = "", anchor: str = "start") -> str:
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def main() -> None:
    """Draw the picture of the documentation."""
    PICTURE.write_text(svg(json.loads(FIGURES.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
