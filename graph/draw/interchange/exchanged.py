"""Tell what goes to other tools: a graph, the remarks on it, and what its attributes are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..clean import Plain
from ..drawing import Drawing, View
from ..shapes import Shape
from ..svg.tags import printed

if TYPE_CHECKING:
    import networkx as nx

_DARK = {"ink", "opposes", "sanction"}


def exchanged(drawing: Drawing) -> View:
    """Return the view whose graph goes to other tools."""
    return next(view for view in drawing.views if view.graph is drawing.graph)


def about(drawing: Drawing) -> dict[str, str]:
    """Return what is known of the graph as a whole: its title, and how much it shows."""
    known = {"title": drawing.title, "remarks": " ".join(exchanged(drawing).remarks)}
    return {key: value for key, value in known.items() if value}


def is_directed(graph: nx.MultiDiGraph[str]) -> bool:
    """Tell whether it matters from where to where an edge goes."""
    return not graph.graph.get("undirected")


def whole(drawing: Drawing) -> nx.MultiGraph[Any]:
    """Return the graph for a writer of networkx: what is known of it are its attributes, and only they."""
    graph = drawing.graph.copy() if is_directed(drawing.graph) else drawing.graph.to_undirected()
    graph.graph.clear()
    graph.graph.update(about(drawing))
    return graph


def same_lines(xml: bytes) -> bytes:
    """Return XML in UTF-8 with every line end that is no line feed as a number, or some readers would make it one."""
    for char in "\x85\u2028\u2029":
        xml = xml.replace(char.encode("utf-8"), f"&#{ord(char)};".encode("ascii"))
    return xml


def ink(shape: Shape) -> str:
    """Return the colour, by its number, in which text can be read inside of a shape."""
    return printed("paper" if shape.fill in _DARK else "ink")


def columns(rows: Iterable[Mapping[str, Plain]]) -> dict[str, type]:
    """Return the keys of all rows in the order in which they first come, each with the type of its values."""
    found: dict[str, type] = {}
    for row in rows:
        for key, value in row.items():
            found.setdefault(key, type(value))
    return found
