"""Say which nodes are drawn as one mark, and, where there are too many for a picture, what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..shapes import shape_of, stance_of
from .alike import alike
from .lines import Bundle

if TYPE_CHECKING:
    import networkx as nx

MOST, MOST_LINES = 2_000, 8_000  #: marks and lines in a picture
Groups = Sequence[tuple[str, ...]]
_STANCE = 1_000_000  #: what an edge with a stance weighs, as against one without


def groups(graph: nx.MultiDiGraph[str], most: int = MOST) -> list[tuple[str, ...]]:
    """Return the nodes that are drawn, in groups that are drawn as one mark each: at most so many groups.

    Nodes that play the very same part are always drawn as one. Where that leaves too many marks, those that hang on one
    other mark alone, or on none, are drawn as one for each shape; where that leaves too many, those stay at which the
    most edges with a stance end, and among equals those with the most edges.
    """
    found = alike(graph)
    if len(found) > most:
        found = _folded(graph, found)
    if len(found) > most:
        found = _weightiest(graph, found, most)
    return found


def fewer(bundled: Mapping[Bundle, tuple[str, ...]], most: int = MOST_LINES) -> dict[Bundle, tuple[str, ...]]:
    """Return at most so many bundles of edges, in their order: first those with a stance, then those of lone marks."""
    busy = Counter(end for bundle in bundled for end in bundle[:2])
    weight = {bundle: (bundle.neutral, bundle.neutral * min(busy[end] for end in bundle[:2])) for bundle in bundled}
    kept = set(sorted(bundled, key=weight.__getitem__)[:most])
    return {bundle: edges for bundle, edges in bundled.items() if bundle in kept}


def owners(found: Groups) -> dict[str, int]:
    """Return the number of its group for each node that has one."""
    return {node: number for number, members in enumerate(found) for node in members}


def _folded(graph: nx.MultiDiGraph[str], found: Groups) -> list[tuple[str, ...]]:
    near = _near(graph, found)
    merged: dict[tuple[str, ...], list[str]] = {}
    for number, members in enumerate(found):
        hub = next(iter(near[number]), -1)
        leaf = len(near[number]) < 2 and (
            hub < 0 or len(near[hub]) > 1
        )  # of two that hang on each other none is a leaf
        key = (str(hub), shape_of(graph.nodes[members[0]]).name) if leaf else members
        merged.setdefault(key, []).extend(members)
    return [tuple(members) for members in merged.values()]


def _near(graph: nx.MultiDiGraph[str], found: Groups) -> list[set[int]]:
    """Return which other groups each is tied to."""
    owner = owners(found)
    near: list[set[int]] = [set() for _ in found]
    for source, target in graph.edges():
        if owner[source] != owner[target]:
            near[owner[source]].add(owner[target])
            near[owner[target]].add(owner[source])
    return near


def _weightiest(graph: nx.MultiDiGraph[str], found: Groups, most: int) -> list[tuple[str, ...]]:
    owner = owners(found)
    weights = [0] * len(found)
    for source, target, data in graph.edges(data=True):
        for end in (source, target):
            weights[owner[end]] += 1 if stance_of(data).sign == "neutral" else _STANCE
    kept = set(sorted(range(len(found)), key=lambda number: (-weights[number], number))[:most])
    return [members for number, members in enumerate(found) if number in kept]
