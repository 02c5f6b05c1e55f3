"""Lay out who reacted to what as a tree: what all else reacts to on the left, each step a column, siblings by date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..shapes import STANCES
from .counts import FURTHEST, Counts
from .curves import Swing
from .drafts import act
from .few import MOST
from .lines import Line, badge, bundles
from .marks import Mark
from .picture import Picture
from .room import Room

if TYPE_CHECKING:
    import networkx as nx

_BETWEEN, _BELOW = 90.0, 14.0  #: columns, siblings
_Depths = dict[str, int]  #: act → how many steps it lies away from what it goes back to, in the order of the picture


def tree(graph: nx.MultiDiGraph[str], most: int = MOST) -> Picture:
    """Return the picture of acts and reactions, whose edges lead from a reaction to what it reacts to.

    An act that reacts to several others stands once, a step further than the nearest of them. Where there are more acts
    than ``most``, those are drawn that lie the fewest steps away.
    """
    depths = dict(list(_depths(graph).items())[:most])
    marks = _placed(graph, depths)
    lines = tuple(_lines(graph, depths, marks))
    return Picture(marks, lines, Counts.of(graph, marks, lines, left_out=FURTHEST))


def _depths(graph: nx.MultiDiGraph[str]) -> _Depths:
    """Return the depths: what reacts to nothing here first, then each step by date."""
    days = {node: (str(data.get("earliest") or data.get("date", "")), node) for node, data in graph.nodes(data=True)}
    by_date = sorted(graph, key=days.__getitem__)
    first = [node for node in by_date if all(other == node for other in graph.successors(node))]
    found: dict[str, int] = {}
    for start in (first, *([node] for node in by_date)):  # the others where acts react to each other in a circle
        level, depth = [node for node in start if node not in found], 0
        while level:
            found.update(dict.fromkeys(level, depth))
            fresh = (other for node in level for other in sorted(graph.predecessors(node), key=days.__getitem__))
            level, depth = [other for other in dict.fromkeys(fresh) if other not in found], depth + 1
    return found


def _placed(graph: nx.MultiDiGraph[str], depths: _Depths) -> tuple[Mark, ...]:
    marks = {node: act(graph, node) for node in depths}
    lefts, middles = _columns(marks, depths), _middles(graph, marks, depths)
    return tuple(
        mark.at(lefts[depths[node]] + mark.box.right, middles[node] - round((mark.box.top + mark.box.bottom) / 2))
        for node, mark in marks.items()
    )


def _columns(marks: Mapping[str, Mark], depths: _Depths) -> list[float]:
    """Return where each column begins."""
    wide = [0.0] * (max(depths.values(), default=0) + 1)
    for node, depth in depths.items():
        wide[depth] = max(wide[depth], marks[node].box.right - marks[node].box.left)
    lefts = [0.0]
    for one in wide:
        lefts.append(round(lefts[-1] + one + _BETWEEN))
    return lefts


def _middles(graph: nx.MultiDiGraph[str], marks: Mapping[str, Mark], depths: _Depths) -> dict[str, float]:
    """Return how far down each mark stands: in the middle of a band that belongs to it and what reacts to it alone."""
    bands = {node: mark.box.bottom - mark.box.top + _BELOW for node, mark in marks.items()}
    parents = {node: _parent(graph, node, depths) for node in depths}
    below = dict.fromkeys(depths, 0.0)
    for node in reversed(depths):  # each before what it reacts to, however long the chain
        bands[node] = max(bands[node], below[node])
        if parents[node]:
            below[parents[node]] += bands[node]
    free = {"": 0.0}  #: where the next one in a band begins
    middles: dict[str, float] = {}
    for node in depths:
        top = free[parents[node]]
        free[parents[node]] = top + bands[node]
        free[node] = top + (bands[node] - below[node]) / 2
        middles[node] = float(round(top + bands[node] / 2))
    return middles


def _parent(graph: nx.MultiDiGraph[str], node: str, depths: _Depths) -> str:
    """Return beside what an act stands, of all that it reacts to."""
    order = (other for other in graph.successors(node) if depths.get(other, -1) == depths[node] - 1)
    return min(order, default="")


def _lines(graph: nx.MultiDiGraph[str], depths: _Depths, marks: tuple[Mark, ...]) -> Iterator[Line]:
    room = Room(marks)
    for bundle, edges in bundles(graph, {node: number for number, node in enumerate(depths)}).items():
        one, other, stance = marks[bundle.source], marks[bundle.target], STANCES[bundle.sign]
        curve = _swing(one, other)
        sign = badge(stance, bundle.tag)
        share, _ = room.spot(sign, curve)
        room.take(sign.at(*curve.at(share)))
        yield Line(one, other, stance, bundle.ascribed, edges, 0.0, share, curve, bundle.tag)


def _swing(one: Mark, other: Mark) -> Swing:
    """Return the curve from the side of one mark that faces the other to the facing side of that."""
    start, end = one.outline.at(one.x, one.y), other.outline.at(other.x, other.y)
    if start.left >= end.right:
        return Swing.between((start.left, one.y), -_reach(one), (end.right + 2, other.y), _reach(other))
    if start.right <= end.left:
        return Swing.between((start.right, one.y), _reach(one), (end.left - 2, other.y), -_reach(other))
    return Swing.between((start.left, one.y), -_reach(one), (end.left - 2, other.y), -_reach(other))


def _reach(mark: Mark) -> float:
    """Return how much of the way a curve stays level: longer beside text that stands below a shape."""
    return 0.5 if mark.framed else 0.95
