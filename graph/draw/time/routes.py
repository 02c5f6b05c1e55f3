"""Lead a line for each tie: through the gaps between chips where it is always seen, straight where it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..boxes import Box, Point
from ..shapes import Stance, stance_of
from .placed import Placed
from .ways import Ways

if TYPE_CHECKING:
    import networkx as nx

_MOST = 60  #: lines that are led around chips; a picture with more of them is read by focus


@dataclass(frozen=True, slots=True)
class Route:
    """Hold the way of one tie: corners from its act to what it bears on."""

    key: str
    source: str
    target: str
    stance: Stance
    ascribed: bool
    faint: bool  #: whether it is told by its place already, and so shown only when asked for
    corners: tuple[Point, ...]


def routes(graph: nx.MultiDiGraph[str], placed: Mapping[str, Placed], others: Sequence[Box], frame: Box) -> list[Route]:
    """Return the ways of all ties whose two ends are placed, the faint ones first; ``others`` are in the way too."""
    drafts = list(_drafts(graph, placed))
    strong = [one for one in drafts if not one.faint]
    if len(strong) > _MOST:
        return drafts
    ways = Ways([*(mark.reach.grown(0.5) for mark in placed.values()), *others], frame)
    led = [_led(one, placed, ways) for one in sorted(strong, key=lambda one: (_far(one), one.key))]
    return [one for one in drafts if one.faint] + led


def _drafts(graph: nx.MultiDiGraph[str], placed: Mapping[str, Placed]) -> Iterator[Route]:
    for source, target, key, data in graph.edges(keys=True, data=True):
        if source in placed and target in placed:
            stance = stance_of(data)
            faint = stance.sign == "neutral" or placed[target].chip.frame == "none"
            straight = (placed[source].anchor, placed[target].anchor)
            yield Route(key, source, target, stance, bool(data.get("ascribed")), faint, straight)


def _far(one: Route) -> float:
    (x1, y1), (x2, y2) = one.corners
    return abs(x1 - x2) + abs(y1 - y2)


def _led(one: Route, placed: Mapping[str, Placed], ways: Ways) -> Route:
    source, target = placed[one.source], placed[one.target]
    found = ways.way(source.exit, target.entries)
    corners = (source.anchor, *found, target.touched(found[-1])) if found else one.corners
    return Route(one.key, one.source, one.target, one.stance, one.ascribed, one.faint, corners)
