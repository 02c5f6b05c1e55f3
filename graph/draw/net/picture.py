"""Compute the picture once, for page and static picture: what stands where, in which shape, tied by which line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from ..boxes import Box, bounds
from ..shapes import SHAPES, STANCES, Shape, Stance, stance_of
from .alike import alike
from .arrange import arranged
from .bends import Tie, bend
from .curves import Curve, course
from .marks import Mark, draft

if TYPE_CHECKING:
    import networkx as nx

MARGIN = 20.0
_REST = 150.0  #: length of a tie between two points
_Bundle = tuple[int, int, str, bool]  #: mark, mark, sign, ascribed


@dataclass(frozen=True, slots=True)
class Line:
    """Hold all edges of one stance from one mark to another."""

    source: Mark
    target: Mark
    stance: Stance
    ascribed: bool
    edges: tuple[str, ...]  #: keys
    bend: float  #: roundness, as vis-network understands it
    spot: float  #: share of the way at which the sign stands

    @property
    def curve(self) -> Curve:
        """Return the curve from the middle of the source to the outline of the target."""
        return course(self.source, self.target, self.bend)

    @property
    def thickness(self) -> float:
        """Return how thick the line is: thin where ascribed or neutral, thicker the more edges it stands for."""
        base = 1.0 if self.ascribed or self.stance.sign == "neutral" else 1.8
        return round(base + 0.35 * log2(len(self.edges)), 2)

    @property
    def opacity(self) -> float:
        """Return how strongly the line is drawn: what is contested above all."""
        return 0.5 if self.stance.sign == "neutral" else 0.75 if self.ascribed else 0.95


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold marks and lines, and how much they stand for."""

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    nodes: int
    edges: int

    @property
    def bounds(self) -> Box:
        """Return the box around all marks and curves, with a margin."""
        points = [line.curve.at(t / 8) for line in self.lines for t in range(9)]
        return bounds([*(mark.place for mark in self.marks), *(Box(x, y, x, y) for x, y in points)]).grown(MARGIN)

    @property
    def shapes(self) -> list[Shape]:
        """Return the shapes that occur, in the order of the legend."""
        found = {mark.shape.name for mark in self.marks}
        return [shape for name, shape in SHAPES.items() if name in found]

    @property
    def stances(self) -> list[Stance]:
        """Return the stances that occur, in the order of the legend."""
        found = {line.stance.sign for line in self.lines}
        return [stance for sign, stance in STANCES.items() if sign in found]

    @property
    def summary(self) -> str:
        """Return in words how much is shown."""
        drawn = sum(len(line.edges) for line in self.lines)
        told = f"{self.nodes} nodes and {self.edges} edges"
        if len(self.marks) < self.nodes or len(self.lines) < drawn:
            told += f", drawn as {len(self.marks)} marks and {len(self.lines)} lines: what is alike is drawn once"
        loops = self.edges - drawn
        return told + (f"; {loops} from a node to itself, not drawn" if loops else "")


def picture(graph: nx.MultiDiGraph[str]) -> Picture:
    """Return the picture of a network; the same graph gives the same picture."""
    drafts = [draft(graph, members) for members in alike(graph)]
    owner = {node: number for number, mark in enumerate(drafts) for node in mark.members}
    bundles = _bundles(graph, owner)
    weights = {(source, target): 0.3 if sign == "neutral" else 1.0 for source, target, sign, _ in sorted(bundles)}
    marks = arranged(drafts, _lengths(graph, drafts, owner, bundles), weights)
    return Picture(tuple(marks), tuple(_lines(marks, bundles)), graph.number_of_nodes(), graph.number_of_edges())


def _bundles(graph: nx.MultiDiGraph[str], owner: dict[str, int]) -> dict[_Bundle, list[str]]:
    found: dict[_Bundle, list[str]] = {}
    for source, target, key, data in graph.edges(keys=True, data=True):
        if owner[source] != owner[target]:
            bundle = (owner[source], owner[target], stance_of(data).sign, bool(data.get("ascribed")))
            found.setdefault(bundle, []).append(key)
    return found


def _lengths(
    graph: nx.MultiDiGraph[str], drafts: Sequence[Mark], owner: dict[str, int], bundles: dict[_Bundle, list[str]]
) -> list[dict[int, float]]:
    lengths: list[dict[int, float]] = [{} for _ in drafts]
    busy = Counter(end for source, target, _, _ in bundles for end in (source, target))
    ties = [(source, target, 1.0) for source, target, _, _ in bundles]
    # Who speaks for somebody stands near, even where no edge says so.
    sides = [(owner[node], owner.get(str(data.get("side_id")))) for node, data in graph.nodes(data=True)]
    for one, other, share in [*ties, *((one, side, 0.8) for one, side in sides if side is not None)]:
        if one != other:
            crowded = 1 + 0.06 * min(busy[one], busy[other])
            length = share * crowded * (_REST + _reach(drafts[one]) + _reach(drafts[other]))
            for start, end in ((one, other), (other, one)):
                lengths[start][end] = min(length, lengths[start].get(end, length))
    return lengths


def _reach(mark: Mark) -> float:
    return (mark.box.right - mark.box.left + mark.box.bottom - mark.box.top) / 8


def _lines(marks: Sequence[Mark], bundles: dict[_Bundle, list[str]]) -> list[Line]:
    # What is contested chooses its way first.
    order = sorted(bundles, key=lambda bundle: (bundle[2] == "neutral", bundle[3], bundle))
    ties = [Tie(source, target) for source, target, _, _ in order]
    bend(ties, marks)
    return [
        Line(
            marks[source],
            marks[target],
            STANCES[sign],
            ascribed,
            tuple(bundles[source, target, sign, ascribed]),
            tie.bend,
            tie.spot,
        )
        for (source, target, sign, ascribed), tie in zip(order, ties, strict=True)
    ]
