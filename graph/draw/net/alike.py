"""Find nodes that play the very same part, so that a picture can show them as one: ten members who all voted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

FEWEST = 3
_Part = frozenset[tuple[str, str, str, str, str]]


def alike(graph: nx.MultiDiGraph[str]) -> list[tuple[str, ...]]:
    """Return all nodes in groups, in their own order: alone, or with those of the same kind and with the same ties."""
    parts: dict[tuple[str, str, str, _Part], list[str]] = {}
    for node, data in graph.nodes(data=True):
        key = (str(data.get("kind", "")), str(data.get("type", "")), str(data.get("status", "")), _part(graph, node))
        parts.setdefault(key, []).append(node)
    grouped = (group for group in parts.values())
    return [
        one for group in grouped for one in ([tuple(group)] if len(group) >= FEWEST else [(node,) for node in group])
    ]


def _part(graph: nx.MultiDiGraph[str], node: str) -> _Part:
    outward = {("to", other, *_how(data)) for _, other, data in graph.out_edges(node, data=True)}
    inward = {("from", other, *_how(data)) for other, _, data in graph.in_edges(node, data=True)}
    return frozenset(outward | inward)


def _how(data: dict[str, object]) -> tuple[str, str, str]:
    return str(data.get("sign", "")), str(data.get("relation", "")), str(data.get("ascribed", ""))
