"""Write the picture as SVG: no script, no address, fonts by name; tooltips that cite."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from . import lettering
from .clean import text as plain
from .marks import Mark
from .picture import Line, Picture, picture
from .shapes import COLOURS, Shape, Stance
from .words import citation, heading

if TYPE_CHECKING:
    import networkx as nx

_HEAD, _ROW, _FOOT, _LEFT, _NARROWEST = 44.0, 30.0, 28.0, 24.0, 900.0
_LEGEND_SIZE = 12.5
_Attributes = dict[str, str | float]
_Entry = tuple[str, float, str]  #: drawing, room to the left of its middle, meaning


def svg(graph: nx.MultiDiGraph[str], title: str) -> bytes:
    """Return the picture of a cleaned network as SVG in UTF-8."""
    drawn = picture(graph)
    frame = drawn.bounds
    wide = max(frame.right - frame.left, _NARROWEST)
    legend, top = _legend(drawn, wide)
    high = frame.bottom - frame.top + top + _FOOT
    body = "\n".join(_body(graph, drawn))
    content = [
        _tag("title", _words(title)),
        _tag("desc", _words(drawn.summary)),
        _tag("rect", width="100%", height="100%", fill=_c("paper")),
        _tag("text", _words(title), x=_LEFT, y=30, font_size=20, font_weight="bold"),
        *legend,
        _tag("g", "\n" + body + "\n", transform=_shift(-frame.left, top - frame.top)),
        _tag("text", _words(drawn.summary), x=_LEFT, y=high - 12, font_size=11.5, fill=_c("faint")),
    ]
    size: _Attributes = {"width": wide, "height": high, "viewBox": f"0 0 {_n(wide)} {_n(high)}"}
    root: _Attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": "img",
        "font_family": lettering.FONTS,
        "fill": _c("ink"),
    }
    return (_tag("svg", "\n" + "\n".join(content) + "\n", **root, **size) + "\n").encode("utf-8")


def _body(graph: nx.MultiDiGraph[str], drawn: Picture) -> Iterator[str]:
    ends = {key: (source, target, data) for source, target, key, data in graph.edges(keys=True, data=True)}
    for line in reversed(drawn.lines):  # the contested ones last, and so on top
        told = "\n".join(citation(graph, *ends[key]) for key in line.edges)
        yield _tag("g", _tag("title", _words(told)), _curve(line), opacity=line.opacity)
    for line in drawn.lines:
        yield _disc(line.stance, *line.curve.at(line.spot))
    for mark in drawn.marks:
        known = _tag("title", _words(heading(graph, mark.members)))
        yield _tag("g", known, _mark(mark), transform=_shift(mark.x, mark.y))


def _curve(line: Line) -> str:
    curve, colour = line.curve, _c(line.stance.colour)
    dx, dy = curve.end[0] - curve.control[0], curve.end[1] - curve.control[1]
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    neck = (curve.end[0] - 7 * ux, curve.end[1] - 7 * uy)
    wings = [(neck[0] - 3 * ux + turn * 4 * uy, neck[1] - 3 * uy - turn * 4 * ux) for turn in (1, -1)]
    course = f"M{_p(curve.start)}Q{_p(curve.control)} {_p(neck)}"
    arrow = f"M{_p(curve.end)}L{_p(wings[0])}L{_p(neck)}L{_p(wings[1])}Z"
    stroke = _tag("path", d=course, fill="none", stroke=colour, stroke_width=line.thickness, **_dash(line.stance))
    return stroke + _tag("path", d=arrow, fill=colour)


def _disc(stance: Stance, x: float, y: float) -> str:
    small = stance.sign == "neutral"
    disc = _tag("circle", cx=x, cy=y, r=3 if small else 7, fill=_c(stance.colour), stroke=_c("paper"))
    style: _Attributes = {"font_size": 12, "font_weight": "bold", "text_anchor": "middle", "fill": _c("paper")}
    return disc if small else disc + _tag("text", _words(stance.mark), x=x, y=y + 4, **style)


def _mark(mark: Mark) -> str:
    if not mark.framed:
        return _outline(mark.shape) + _text(mark)
    box = mark.outline
    size: _Attributes = {"x": box.left, "y": box.top, "width": box.right - box.left, "height": box.bottom - box.top}
    paint: _Attributes = {
        "fill": _c("paper"),
        "stroke": _c("ink"),
        "stroke_width": 1.8,
        "stroke_dasharray": mark.shape.dash,
    }
    return _tag("rect", rx=mark.corner, **size, **paint) + _text(mark)


def _outline(shape: Shape) -> str:
    colours: _Attributes = {"fill": _c(shape.fill), "stroke": _c(shape.stroke)}
    return _tag("path", d=shape.path, stroke_width=1.6, stroke_dasharray=shape.dash, **colours)


def _text(mark: Mark) -> str:
    halo: _Attributes = {
        "stroke": _c("paper"),
        "stroke_width": 3.5,
        "stroke_linejoin": "round",
        "paint_order": "stroke",
    }
    return "".join(
        _tag(
            "text",
            _words(row.text),
            y=row.baseline,
            font_size=row.size,
            font_weight="bold" if row.bold else "",
            text_anchor="middle",
            fill=_c(row.colour),
            **({} if mark.framed else halo),
        )
        for row in mark.rows
    )


def _legend(drawn: Picture, wide: float) -> tuple[list[str], float]:
    """Return the legend, in as many rows as it needs, and where it ends."""
    x, y = _LEFT, _HEAD + 12
    found = []
    for drawing, before, meaning in _entries(drawn):
        needed = before + 16 + lettering.width(meaning, _LEGEND_SIZE) + 22
        if x + needed > wide and x > _LEFT:
            x, y = _LEFT, y + _ROW
        label = _tag("text", _words(meaning), x=20, y=4, font_size=_LEGEND_SIZE)
        found.append(_tag("g", drawing, label, transform=_shift(x + before, y)))
        x += needed
    return found, y + _ROW - 12


def _entries(drawn: Picture) -> Iterator[_Entry]:
    for shape in drawn.shapes:
        yield _outline(shape), 17.0, shape.meaning
    for stance in drawn.stances:
        line = _tag("path", d="M-38 0H8", stroke=_c(stance.colour), stroke_width=2, **_dash(stance))
        yield line + _disc(stance, 8, 0), 42.0, stance.meaning
    if any(line.ascribed for line in drawn.lines):
        yield _tag("path", d="M-38 0H12", stroke=_c("ink")), 42.0, "thin: somebody else says so"


def _dash(stance: Stance) -> _Attributes:
    return {"stroke_dasharray": " ".join(map(str, stance.dash))}


def _tag(name: str, *inside: str, **attributes: str | float) -> str:
    """Return an element; attributes are escaped here, what stands inside is markup already."""
    written = "".join(f" {_name(key)}={quoteattr(_n(value))}" for key, value in attributes.items() if value != "")
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def _name(key: str) -> str:
    return key.replace("_", "-")


def _words(words: str) -> str:
    return escape(plain(words))


def _shift(x: float, y: float) -> str:
    return f"translate({_n(x)} {_n(y)})"


def _c(name: str) -> str:
    return COLOURS[name][0]


def _n(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def _p(point: tuple[float, float]) -> str:
    return f"{_n(point[0])} {_n(point[1])}"
