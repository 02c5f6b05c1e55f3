"""Write the marks and lines of a network as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import TYPE_CHECKING

from ..net.lines import DISC, TAG_SIZE
from ..net.marks import Mark
from ..net.picture import Line, Picture, picture
from ..net.tree import tree
from ..words import citation, heading
from .sheet import Sheet, dash, disc, outline
from .tags import Attributes, Paint, point, shift, tag, words

if TYPE_CHECKING:
    import networkx as nx


def network_sheet(graph: nx.MultiDiGraph[str], paint: Paint) -> Sheet:
    """Return a cleaned network as it is drawn."""
    return _sheet(graph, picture(graph), paint)


def reactions_sheet(graph: nx.MultiDiGraph[str], paint: Paint) -> Sheet:
    """Return cleaned acts and what reacts to them as they are drawn, as a tree."""
    return _sheet(graph, tree(graph), paint)


def _sheet(graph: nx.MultiDiGraph[str], drawn: Picture, paint: Paint) -> Sheet:
    ascribed = any(line.ascribed for line in drawn.lines)
    markup = "\n".join(_body(graph, drawn, paint))
    return Sheet(markup, drawn.bounds, drawn.shapes, drawn.stances, ascribed, drawn.summary)


def _body(graph: nx.MultiDiGraph[str], drawn: Picture, paint: Paint) -> Iterator[str]:
    ends = {key: (source, target, data) for source, target, key, data in graph.edges(keys=True, data=True)}
    for line in reversed(drawn.lines):  # the contested ones last, and so on top
        told = "\n".join(citation(graph, *ends[key]) for key in line.edges)
        yield tag("g", tag("title", words(told)), _curve(line, paint), **_tie(line))
    for line in drawn.lines:
        yield _pill(line, paint) if line.tag else disc(line.stance, *line.curve.at(line.spot), paint)
    for mark in drawn.marks:
        known = tag("title", words(heading(graph, mark.members)))
        yield tag("g", known, _mark(mark, paint), **_thing(mark), transform=shift(mark.x, mark.y))


def _tie(line: Line) -> Attributes:
    """Return by what a script knows a line."""
    ends: Attributes = {"data_source": line.source.id, "data_target": line.target.id, "data_sign": line.stance.sign}
    several = {"data_ties": " ".join(line.edges)} if len(line.edges) > 1 else {}
    return {"class_": "tie", "data_tie": line.edges[0], **several, **ends}


def _thing(mark: Mark) -> Attributes:
    several = {"data_things": " ".join(mark.members)} if len(mark.members) > 1 else {}
    return {"class_": "mark", "data_thing": mark.id, **several}


def _curve(line: Line, paint: Paint) -> str:
    curve, colour = line.curve, paint(line.stance.colour)
    dx, dy = curve.end[0] - curve.controls[-1][0], curve.end[1] - curve.controls[-1][1]
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    neck = (curve.end[0] - 7 * ux, curve.end[1] - 7 * uy)
    wings = [(neck[0] - 3 * ux + turn * 4 * uy, neck[1] - 3 * uy - turn * 4 * ux) for turn in (1, -1)]
    through = [*curve.controls, neck if line.arrow else curve.end]
    course = f"M{point(curve.start)}{'QC'[len(through) - 2]}{' '.join(map(point, through))}"
    arrow = f"M{point(curve.end)}L{point(wings[0])}L{point(neck)}L{point(wings[1])}Z"
    # Not on the group around them: each see-through group is a layer of its own, which is slow to print.
    look: Attributes = {"stroke": colour, "stroke_width": line.thickness, "stroke_opacity": line.opacity}
    stroke = tag("path", d=course, fill="none", **look, **dash(line.stance))
    return stroke + tag("path", d=arrow, fill=colour, fill_opacity=line.opacity) if line.arrow else stroke


def _pill(line: Line, paint: Paint) -> str:
    """Return the sign with what stands beside it, in the middle of the line."""
    box = line.badge_box
    size: Attributes = {"x": box.left, "y": box.top, "width": box.right - box.left, "height": box.bottom - box.top}
    around = tag("rect", rx=DISC, fill=paint(line.stance.colour), stroke=paint("paper"), **size)
    style: Attributes = {"font_size": TAG_SIZE, "font_weight": "bold", "text_anchor": "middle", "fill": paint("paper")}
    return around + tag("text", words(line.badge), x=(box.left + box.right) / 2, y=box.bottom - 4, **style)


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
