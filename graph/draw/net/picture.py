"""Compute the picture once, for page and static picture: what stands where, in which shape, tied by which line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING

from ..boxes import Box, bounds
from ..shapes import SHAPES, STANCES, Shape, Stance
from .alike import alike
from .arrange import arranged
from .bends import bend
from .counts import Counts
from .drafts import draft, quiet
from .few import MOST, fewer, groups, owners
from .lines import Bundle, Line, badge, bundles, lines, ties
from .marks import Mark
from .mend import mended
from .spread import LINE_GAP

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Line", "Picture", "picture"]

MARGIN = 20.0
#: More marks than CAPTIONED make a noise of captions: then only the LOUD most connected have one, in larger letters.
CAPTIONED, LOUD = 300, 40
MENDED = 250  #: lines up to which marks are moved out of their way one by one
_REST = 150.0  #: length of a tie between two points
_ROOM = 32.0  #: for an arrow, beside a tag


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold marks and lines, and how much they stand for."""

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    counts: Counts

    @property
    def bounds(self) -> Box:
        """Return the box around all marks and curves, with a margin."""
        points = [line.curve.at(t / 8) for line in self.lines for t in range(9)]
        signs = [line.badge_box for line in self.lines if line.tag]
        places = [mark.place for mark in self.marks]
        return bounds([*places, *signs, *(Box(x, y, x, y) for x, y in points)]).grown(MARGIN)

    @property
    def shapes(self) -> list[Shape]:
        """Return the shapes that occur, in the order of the legend."""
        found = {mark.shape.name for mark in self.marks}
        return [shape for name, shape in SHAPES.items() if name in found]

    @property
    def stances(self) -> list[Stance]:
        """Return the stances that occur, in the order of the legend."""
        found = {line.stance.sign for line in self.lines}
        occurring = [stance for sign, stance in STANCES.items() if sign in found]
        if any(line.arrow for line in self.lines):
            return occurring
        return [replace(stance, meaning=stance.between or stance.meaning) for stance in occurring]

    @property
    def summary(self) -> str:
        """Return in words how much is shown, and what is not and where to see it."""
        return str(self.counts)


def picture(graph: nx.MultiDiGraph[str]) -> Picture:
    """Return the picture of a network; the same graph gives the same picture."""
    undirected = bool(graph.graph.get("undirected"))
    grouped = groups(graph)
    bundled = fewer(bundles(graph, owners(grouped), undirected))
    drafts = _drafts(graph, grouped, bundled)
    weights = _weights(bundled)
    marks = arranged(drafts, _lengths(graph, drafts, weights), weights, _gap(bundled))
    bent = ties(bundled)
    if len(bent) <= MENDED:
        marks = mended(marks, bent)
    bend(bent, marks)
    drawn = lines(marks, bundled, bent, undirected)
    return Picture(tuple(marks), drawn, Counts.of(graph, marks, drawn, folded=len(alike(graph)) > MOST))


def _drafts(
    graph: nx.MultiDiGraph[str], grouped: Sequence[tuple[str, ...]], bundled: Mapping[Bundle, tuple[str, ...]]
) -> list[Mark]:
    if len(grouped) <= CAPTIONED:
        return [draft(graph, members) for members in grouped]
    busy: Counter[int] = Counter()
    for bundle, edges in bundled.items():
        busy.update({bundle.source: len(edges), bundle.target: len(edges)})
    busiest = sorted(busy, key=lambda number: (-busy[number], number))[:LOUD]
    loud = {number for number in busiest if busy[number] > 1}
    scale = round(sqrt(len(grouped) / CAPTIONED), 1)  # as wide a share of the picture as ever
    return [
        draft(graph, members, scale) if number in loud else quiet(graph, members)
        for number, members in enumerate(grouped)
    ]


def _weights(bundled: Mapping[Bundle, tuple[str, ...]]) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    for bundle in bundled:
        pair = min(bundle.source, bundle.target), max(bundle.source, bundle.target)
        found[pair] = max(found.get(pair, 0.0), 0.5 if bundle.neutral else 1.0)
    return dict(sorted(found.items()))


def _lengths(
    graph: nx.MultiDiGraph[str], drafts: Sequence[Mark], weights: Mapping[tuple[int, int], float]
) -> list[dict[int, float]]:
    lengths: list[dict[int, float]] = [{} for _ in drafts]
    busy = Counter(end for pair in weights for end in pair)
    near = [*((one, other, 1.0) for one, other in weights), *((*pair, 0.8) for pair in _sides(graph, drafts))]
    for one, other, share in near:
        crowded = 1 + 0.06 * min(busy[one], busy[other])
        length = share * crowded * (_REST + _reach(drafts[one]) + _reach(drafts[other]))
        for start, end in ((one, other), (other, one)):
            lengths[start][end] = min(length, lengths[start].get(end, length))
    return lengths


def _gap(bundled: Iterable[Bundle]) -> float:
    """Return how far apart tied marks must be, so that what stands on the line has room between them."""
    signs = (badge(STANCES[bundle.sign], bundle.tag) for bundle in bundled if bundle.tag)
    return max([LINE_GAP, *(box.right - box.left + _ROOM for box in signs)])


def _sides(graph: nx.MultiDiGraph[str], drafts: Sequence[Mark]) -> list[tuple[int, int]]:
    """Return who stands near whom, even where no edge says so, because the one speaks for the other."""
    owner = owners([mark.members for mark in drafts])
    pairs = ((number, owner.get(str(graph.nodes[node].get("side_id")))) for node, number in owner.items())
    return [(one, other) for one, other in pairs if other is not None and one != other]


def _reach(mark: Mark) -> float:
    return (mark.box.right - mark.box.left + mark.box.bottom - mark.box.top) / 8
