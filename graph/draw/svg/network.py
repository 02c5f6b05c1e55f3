"""Write the marks and lines of a network as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import TYPE_CHECKING

from ..net.marks import Mark
from ..net.picture import Line, Picture, picture
from ..words import citation, heading
from .sheet import Sheet, dash, disc, outline
from .tags import Attributes, Paint, point, shift, tag, words

if TYPE_CHECKING:
    import networkx as nx


def network_sheet(graph: nx.MultiDiGraph[str], paint: Paint) -> Sheet:
    """Return a cleaned network as it is drawn."""
    drawn = picture(graph)
    ascribed = any(line.ascribed for line in drawn.lines)
    markup = "\n".join(_body(graph, drawn, paint))
    return Sheet(markup, drawn.bounds, drawn.shapes, drawn.stances, ascribed, drawn.summary)


def _body(graph: nx.MultiDiGraph[str], drawn: Picture, paint: Paint) -> Iterator[str]:
    ends = {key: (source, target, data) for source, target, key, data in graph.edges(keys=True, data=True)}
    for line in reversed(drawn.lines):  # the contested ones last, and so on top
        told = "\n".join(citation(graph, *ends[key]) for key in line.edges)
        yield tag("g", tag("title", words(told)), _curve(line, paint), opacity=line.opacity)
    for line in drawn.lines:
        yield disc(line.stance, *line.curve.at(line.spot), paint)
    for mark in drawn.marks:
        known = tag("title", words(heading(graph, mark.members)))
        yield tag("g", known, _mark(mark, paint), transform=shift(mark.x, mark.y))


def _curve(line: Line, paint: Paint) -> str:
    curve, colour = line.curve, paint(line.stance.colour)
    dx, dy = curve.end[0] - curve.control[0], curve.end[1] - curve.control[1]
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    neck = (curve.end[0] - 7 * ux, curve.end[1] - 7 * uy)
    wings = [(neck[0] - 3 * ux + turn * 4 * uy, neck[1] - 3 * uy - turn * 4 * ux) for turn in (1, -1)]
    course = f"M{point(curve.start)}Q{point(curve.control)} {point(neck)}"
    arrow = f"M{point(curve.end)}L{point(wings[0])}L{point(neck)}L{point(wings[1])}Z"
    stroke = tag("path", d=course, fill="none", stroke=colour, stroke_width=line.thickness, **dash(line.stance))
    return stroke + tag("path", d=arrow, fill=colour)


def _mark(mark: Mark, paint: Paint) -> str:
    if not mark.framed:
        return outline(mark.shape, paint) + _text(mark, paint)
    box = mark.outline
    size: Attributes = {"x": box.left, "y": box.top, "width": box.right - box.left, "height": box.bottom - box.top}
    look: Attributes = {
        "fill": paint("paper"),
        "stroke": paint("ink"),
        "stroke_width": 1.8,
        "stroke_dasharray": mark.shape.dash,
    }
    return tag("rect", rx=mark.corner, **size, **look) + _text(mark, paint)


def _text(mark: Mark, paint: Paint) -> str:
    halo: Attributes = {
        "stroke": paint("paper"),
        "stroke_width": 3.5,
        "stroke_linejoin": "round",
        "paint_order": "stroke",
    }
    return "".join(
        tag(
            "text",
            words(row.text),
            y=row.baseline,
            font_size=row.size,
            font_weight="bold" if row.bold else "",
            text_anchor="middle",
            fill=paint(row.colour),
            **({} if mark.framed else halo),
        )
        for row in mark.rows
    )
