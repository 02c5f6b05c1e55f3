"""Write the JSON of Cytoscape, which its desktop, Cytoscape.js and networkx read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..drawing import Drawing
from ..words import label
from .exchanged import about, is_directed

if TYPE_CHECKING:
    import networkx as nx

Element = dict[str, dict[str, Any]]


def cytoscape(drawing: Drawing) -> bytes:
    """Return the drawing's graph as Cytoscape JSON in UTF-8; ``name`` is what a node is called on the screen."""
    graph = drawing.graph
    elements = {"nodes": list(_nodes(graph)), "edges": list(_edges(graph))}
    known = about(drawing)
    data = {
        "data": {**known, "name": known.get("title", "")},
        "directed": is_directed(graph),
        "multigraph": True,
        "elements": elements,
    }
    return (json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode("utf-8")


def _nodes(graph: nx.MultiDiGraph[str]) -> Iterator[Element]:
    for node, data in graph.nodes(data=True):
        # networkx takes the value for the node; the others go by the id.
        yield {"data": {"id": node, "value": node, "name": label(graph, node), **data}}


def _edges(graph: nx.MultiDiGraph[str]) -> Iterator[Element]:
    for source, target, key, data in graph.edges(keys=True, data=True):
        yield {"data": {"id": _free(graph, key), "source": source, "target": target, "key": key, **data}}


def _free(graph: nx.MultiDiGraph[str], key: str) -> str:
    """Return the id of an edge, which no node may have as well: its key, unless a node is called so."""
    while key in graph:
        key = f"edge-{key}"
    return key
