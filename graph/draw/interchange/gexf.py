"""Write GEXF 1.3, for Gephi, whose timeline shows what lies within a span of days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..clean import Plain
from ..drawing import Drawing
from ..shapes import shape_of, stance_of
from ..svg.tags import printed
from ..words import label, relation
from .exchanged import about, columns, is_directed, same_lines
from .spans import node_spans, span

if TYPE_CHECKING:
    import networkx as nx

_NAMES = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}
_TYPES: dict[type, str] = {bool: "boolean", int: "long", float: "double"}
_DATES = (
    "Starts and ends are the first and the last day on which something may lie;"
    " a thing lasts as long as what bears on it, or a filter by date would hide both."
)


def gexf(drawing: Drawing) -> bytes:
    """Return the drawing's graph as GEXF 1.3 in UTF-8, with the days between which nodes and edges lie."""
    graph = drawing.graph
    root = Element("gexf", _NAMES)
    meta = SubElement(root, "meta")  # without the day on which it was written
    SubElement(meta, "creator").text = "Communiqué"
    SubElement(meta, "description").text = "\n".join([*about(drawing).values(), _DATES])
    way = "directed" if is_directed(graph) else "undirected"
    whole = SubElement(root, "graph", defaultedgetype=way, mode="dynamic", timeformat="date")
    known = [_declared(whole, "node", graph.nodes.values()), _declared(whole, "edge", graph.edges.values())]
    _nodes(SubElement(whole, "nodes"), graph, known[0])
    _edges(SubElement(whole, "edges"), graph, known[1])
    indent(root)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return same_lines(content) + b"\n"


def _declared(whole: Element, kind: str, rows: Iterable[Mapping[str, Plain]]) -> dict[str, str]:
    """Declare the attributes of nodes or edges, and return their ids; the label is an attribute of XML."""
    types = {key: type_ for key, type_ in columns(rows).items() if key != "label"}
    group = SubElement(whole, "attributes", {"class": kind})
    for number, (key, type_) in enumerate(types.items()):
        SubElement(group, "attribute", id=str(number), title=key, type=_TYPES.get(type_, "string"))
    return {key: str(number) for number, key in enumerate(types)}


def _nodes(parent: Element, graph: nx.MultiDiGraph[str], known: Mapping[str, str]) -> None:
    spans = node_spans(graph)
    for node, data in graph.nodes(data=True):
        element = SubElement(parent, "node", {"id": node, "label": label(graph, node), **spans[node].known()})
        shape = shape_of(data)
        _values(element, data, known)
        _colour(element, shape.stroke if shape.fill == "paper" else shape.fill)


def _edges(parent: Element, graph: nx.MultiDiGraph[str], known: Mapping[str, str]) -> None:
    alike: Counter[tuple[str, str, str]] = Counter()
    for source, target, key, data in graph.edges(keys=True, data=True):
        verb = relation(data)
        alike[source, target, verb] += 1
        count = alike[source, target, verb]
        named = {"id": key, "source": source, "target": target, "label": str(data.get("label", verb))}
        # Gephi adds up what goes the same way and is of one kind.
        kind = verb if count == 1 else f"{verb} {count}"
        element = SubElement(parent, "edge", {**named, "kind": kind, **span(data).known()})
        _values(element, data, known)
        _colour(element, stance_of(data).colour)


def _values(element: Element, data: Mapping[str, Plain], known: Mapping[str, str]) -> None:
    values = SubElement(element, "attvalues")
    for key, value in data.items():
        if key in known:
            written = str(value).lower() if isinstance(value, bool) else str(value)
            SubElement(values, "attvalue", {"for": known[key], "value": written})


def _colour(element: Element, name: str) -> None:
    number = int(printed(name)[1:], 16)
    rgb = {key: str(number >> shift & 255) for key, shift in (("r", 16), ("g", 8), ("b", 0))}
    SubElement(element, "viz:color", rgb)
