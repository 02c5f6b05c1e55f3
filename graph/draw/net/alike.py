"""Find nodes that play the very same part, so that a picture can show them as one: ten members who all voted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

FEWEST = 3
_How = tuple[str, str, str, str]
_Part = frozenset[tuple[str, str, _How]]
_Tie = tuple[str, _How]
_Groups = Iterable[list[str]]


def alike(graph: nx.MultiDiGraph[str]) -> list[tuple[str, ...]]:
    """Return all nodes in groups, in their own order: alone, or with those of the same kind and with the same ties.

    Where ties have no direction, those are alike too that have the same ties with all others, and each with each.
    """
    found = _among(graph, _mutual(graph)) if graph.graph.get("undirected") else {}
    parts: dict[tuple[str, ...] | tuple[str, _Part], list[str]] = {}
    for node, data in graph.nodes(data=True):
        if node in found:
            parts.setdefault(found[node], []).append(node)
        else:
            parts.setdefault((_kind(data), _part(graph, node)), []).append(node)
    return [one for group in parts.values() for one in _drawn(group)]


def _drawn(group: list[str]) -> list[tuple[str, ...]]:
    return [tuple(group)] if len(group) >= FEWEST else [(node,) for node in group]


def _among(graph: nx.MultiDiGraph[str], groups: _Groups) -> dict[str, tuple[str, ...]]:
    """Return the group of each node that is in one, the largest where it is in several."""
    found: dict[str, tuple[str, ...]] = {}
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        free = [node for node in group if node not in found]
        if len(free) >= FEWEST:
            found.update(dict.fromkeys(free, tuple(free)))
    return found


def _mutual(graph: nx.MultiDiGraph[str]) -> _Groups:
    """Return groups of nodes with the same ties, each node counted as tied to itself as it is to the others."""
    groups: dict[tuple[str, frozenset[_Tie]], list[str]] = {}
    for node, data in graph.nodes(data=True):
        ties = frozenset(_ties(graph, node))
        for how in sorted({how for _, how in ties}):
            groups.setdefault((_kind(data), ties | {(node, how)}), []).append(node)
    return groups.values()


def _ties(graph: nx.MultiDiGraph[str], node: str) -> Iterator[_Tie]:
    """Yield what a node is tied to, and how."""
    both = (*graph.out_edges(node, data=True), *graph.in_edges(node, data=True))
    yield from ((other if one == node else one, _how(data)) for one, other, data in both)


def _part(graph: nx.MultiDiGraph[str], node: str) -> _Part:
    outward = {("to", other, _how(data)) for _, other, data in graph.out_edges(node, data=True)}
    inward = {("from", other, _how(data)) for other, _, data in graph.in_edges(node, data=True)}
    return frozenset(outward | inward)


def _kind(data: Mapping[str, object]) -> str:
    return " ".join(str(data.get(key, "")) for key in ("kind", "type", "status", "outcome"))


def _how(data: Mapping[str, object]) -> _How:
    sign, relation, ascribed, tag = (str(data.get(key, "")) for key in ("sign", "relation", "ascribed", "tag"))
    return sign, relation, ascribed, tag
