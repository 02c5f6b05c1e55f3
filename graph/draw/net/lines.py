"""Bundle edges that say the same into lines, and hold a line as it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from .. import lettering
from ..boxes import Box
from ..shapes import STANCES, Stance, stance_of
from .bends import Tie
from .curves import Curve, Swing
from .marks import Mark

if TYPE_CHECKING:
    import networkx as nx

TAG_SIZE = 11.0  #: of the letters of a tag
DISC, _DOT = 8.0, 3.0  #: radius of a sign, and of that of what takes no stance


class Bundle(NamedTuple):
    """Hold what edges must share to be drawn as one line: two marks, by number, and what is told of them."""

    source: int
    target: int
    sign: str
    ascribed: bool
    tag: str

    @property
    def neutral(self) -> bool:
        """Tell whether it takes no stance."""
        return self.sign == "neutral"


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
    curve: Curve | Swing  #: to the outline of the target
    tag: str = ""  #: what stands beside the sign
    arrow: bool = True

    @property
    def thickness(self) -> float:
        """Return how thick the line is: thin where ascribed or neutral, thicker the more edges it stands for."""
        base = 1.0 if self.ascribed or self.stance.sign == "neutral" else 1.8
        return round(base + 0.35 * log2(len(self.edges)), 2)

    @property
    def opacity(self) -> float:
        """Return how strongly the line is drawn: what is contested above all."""
        return 0.5 if self.stance.sign == "neutral" else 0.75 if self.ascribed else 0.95

    @property
    def badge(self) -> str:
        """Return what is written on the line: the sign, with its tag; nothing where a dot is enough."""
        if self.tag:
            return f"{self.stance.mark} {self.tag}"
        return "" if self.stance.sign == "neutral" else self.stance.mark

    @property
    def badge_box(self) -> Box:
        """Return the room that the sign takes on the line."""
        return badge(self.stance, self.tag).at(*self.curve.at(self.spot))


def badge(stance: Stance, tag: str) -> Box:
    """Return the room that a sign takes, around (0, 0): a dot, a disc, or a pill with a tag."""
    if tag:
        half = lettering.width(f"{stance.mark} {tag}", TAG_SIZE, bold=True) / 2 + 7
        return Box(-half, -DISC, half, DISC)
    radius = _DOT if stance.sign == "neutral" else DISC
    return Box(-radius, -radius, radius, radius)


def bundles(
    graph: nx.MultiDiGraph[str], owner: Mapping[str, int], undirected: bool = False
) -> dict[Bundle, tuple[str, ...]]:
    """Return the edges between different marks, by what they share; ``owner`` tells which node is in which mark."""
    found: dict[Bundle, list[str]] = {}
    for source, target, key, data in graph.edges(keys=True, data=True):
        if source not in owner or target not in owner or owner[source] == owner[target]:
            continue
        ends = owner[source], owner[target]
        one, other = (min(ends), max(ends)) if undirected else ends
        told = stance_of(data).sign, bool(data.get("ascribed")), str(data.get("tag", ""))
        found.setdefault(Bundle(one, other, *told), []).append(key)
    # What is contested comes first: it chooses its way, and stays where there are too many.
    order = sorted(found, key=lambda bundle: (bundle.neutral, bundle.ascribed, bundle))
    return {bundle: tuple(found[bundle]) for bundle in order}


def ties(bundled: Iterable[Bundle]) -> list[Tie]:
    """Return a tie for each bundle, not bent yet."""
    return [Tie(one.source, one.target, badge(STANCES[one.sign], one.tag)) for one in bundled]


def lines(
    marks: Sequence[Mark], bundled: Mapping[Bundle, tuple[str, ...]], bent: Sequence[Tie], undirected: bool = False
) -> tuple[Line, ...]:
    """Return the line of each bundle, as its tie is bent."""
    return tuple(
        Line(
            marks[one.source],
            marks[one.target],
            STANCES[one.sign],
            one.ascribed,
            edges,
            tie.bend,
            tie.spot,
            tie.curve,
            one.tag,
            not undirected,
        )
        for (one, edges), tie in zip(bundled.items(), bent, strict=True)
    )
