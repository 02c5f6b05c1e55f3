"""Make a mark of each thing, not placed yet: which shape it has, and what stands in it or below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..boxes import Box
from ..shapes import ACTORS, SHAPES, Shape, shape_of, stance_of
from ..words import label, spoken, when, words
from .marks import PADDING, Mark
from .rows import Lettering, Style

if TYPE_CHECKING:
    import networkx as nx

_NAME, _TEXT, _CAPTION = Style(13.0, bold=True), Style(12.0), Style(10.5, colour="faint")
_WIDEST, _WIDEST_LIST, _WIDEST_ACT = 150.0, 222.0, 430.0  #: of a text in the size of a name
_MOST_NAMES = 12  #: names that are told of several things in one frame
_Data = Mapping[str, object]


def draft(graph: nx.MultiDiGraph[str], members: tuple[str, ...], scale: float = 1.0) -> Mark:
    """Return the mark of one node, or of several that are drawn as one; the scale is that of its text."""
    first = graph.nodes[members[0]]
    labels = [label(graph, member) for member in members]
    name, text, caption = (Style(style.size * scale, style.bold, style.colour) for style in (_NAME, _TEXT, _CAPTION))
    if first.get("kind") in ACTORS:
        if len(members) > 1:
            told = _told(labels, text) + caption.wrapped(_mutual(graph, members), _WIDEST_LIST, 1)
        else:
            told = _with(labels[0], str(first.get("side", "")), name, caption)
        shape = shape_of(first) if len(members) == 1 else SHAPES["crowd"]
        return Mark.framing(members, shape, told, frame(told, shape))
    shape = shape_of(first)
    if len(members) == 1:
        return Mark.captioned(members, shape, _with(labels[0], when(first), text, caption))
    span = _span([graph.nodes[node] for node in members])
    return Mark.captioned(members, shape, _with(f"{len(members)} × {shape.meaning}", span, text, caption))


def quiet(graph: nx.MultiDiGraph[str], members: tuple[str, ...]) -> Mark:
    """Return the mark as a bare shape."""
    first = graph.nodes[members[0]]
    crowd = len(members) > 1 and first.get("kind") in ACTORS
    return Mark.captioned(members, SHAPES["crowd"] if crowd else shape_of(first), Lettering())


def act(graph: nx.MultiDiGraph[str], node: str) -> Mark:
    """Return the mark of an act that stands in a tree: who says it, in which words, when; of other acts the name."""
    data = graph.nodes[node]
    who = str(data.get("actor", ""))
    date = _CAPTION.wrapped(when(data), _WIDEST_ACT, 1)
    if data.get("kind") != "statement":
        return Mark.captioned((node,), shape_of(data), _TEXT.wrapped(label(graph, node), _WIDEST_ACT, 3) + date)
    told = _NAME.wrapped(who or label(graph, node), _WIDEST_ACT, 2)
    told += _TEXT.wrapped(words(data) if who else "", _WIDEST_ACT, 2) + date
    return Mark.framing((node,), shape_of(data), told, frame(told, shape_of(data)))


def frame(text: Lettering, shape: Shape) -> Box:
    """Return the frame of a text."""
    half_height = round(text.height / 2 + PADDING, 1)
    sides = 9.0 if shape.name == "plate" else max(10.0, min(half_height, 14.0))
    half_width = round(text.width / 2 + sides, 1)
    return Box(-half_width, -half_height, half_width, half_height)


def _with(main: str, below: str, style: Style, caption: Style) -> Lettering:
    return style.wrapped(main, _WIDEST, 3) + caption.wrapped(below, _WIDEST * 1.2, 1)


def _told(labels: list[str], style: Style) -> Lettering:
    if len(labels) <= _MOST_NAMES:
        return style.wrapped(", ".join(labels), _WIDEST_LIST, 6)
    named = style.wrapped(", ".join(labels[: _MOST_NAMES - 3]), _WIDEST_LIST, 5)
    return named + style.wrapped(f"and {len(labels) - _MOST_NAMES + 3} more", _WIDEST_LIST, 1)


def _mutual(graph: nx.MultiDiGraph[str], members: tuple[str, ...]) -> str:
    """Return how members are tied to each other, "" where they are not."""
    one, other = members[:2]
    for data in (*graph.adj[one].get(other, {}).values(), *graph.adj[other].get(one, {}).values()):
        return f"with each other: {stance_of(data).mark} {data.get('tag', '')}".rstrip()
    return ""


def _span(rows: list[_Data]) -> str:
    dates = sorted(str(data["date"]) for data in rows if data.get("date"))
    if not dates:
        return ""
    return f"{dates[0]} to {dates[-1]}" if dates[0] != dates[-1] else spoken(dates[0])
