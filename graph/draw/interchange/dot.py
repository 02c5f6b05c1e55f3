"""Write DOT, for Graphviz: shapes and stances as they look in the picture, everything else as ``data_...``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .. import lettering
from ..clean import Plain
from ..drawing import Drawing
from ..shapes import Stance, shape_of, stance_of
from ..svg.tags import printed
from ..words import citation, heading, label, when
from .exchanged import about, ink, is_directed

if TYPE_CHECKING:
    import networkx as nx

Attributes = dict[str, str]
#: Name of a shape → what Graphviz draws for it, around the text; a triangle or a star would have to be huge.
OUTLINES = {
    "pill": "box",
    "plate": "box",
    "crowd": "box",
    "missile-launch": "house",
    "nuclear-test": "doubleoctagon",
    "event": "ellipse",
    "ahead": "ellipse",
    "proposal": "diamond",
    "blocked": "octagon",
    "sanction": "hexagon",
    "vote": "component",
    "veto": "octagon",
    "topic": "cds",
    "place": "invhouse",
    "statement": "box",
    "thing": "note",
}
_ROUND = {"pill", "crowd", "statement"}
_LINES = {"supports": "solid", "opposes": "dashed", "mixed": "bold", "neutral": "dotted"}
_WIDEST, _SIZE = 140, 11
_FONT = {"fontname": "Helvetica,Arial,sans-serif"}


def dot(drawing: Drawing) -> bytes:
    """Return the drawing's graph as DOT in UTF-8; Graphviz keeps the edges apart by their keys."""
    graph = drawing.graph
    return ("\n".join([*_head(drawing), *_nodes(graph), *_edges(graph), "}"]) + "\n").encode("utf-8")


def _head(drawing: Drawing) -> Iterator[str]:
    known = about(drawing)
    text = "\n".join(known.values())
    whole = {"charset": "UTF-8", "rankdir": "LR", "label": _escaped(text), "labelloc": "t", "fontsize": "16", **_FONT}
    yield f"digraph {_quoted(drawing.title)} {{"
    yield f"graph {_list({**whole, **_data(known)})}"
    yield f"node {_list({'fontsize': str(_SIZE), 'margin': '0.08,0.04', **_FONT})}"
    way = {} if is_directed(drawing.graph) else {"dir": "none"}
    yield f"edge {_list({'fontsize': '14', 'arrowsize': '0.7', **way, **_FONT})}"


def _nodes(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    for node, data in graph.nodes(data=True):
        yield f"{_quoted(node)} {_list({**_look(graph, node), 'data_id': node, **_data(data)})}"


def _look(graph: nx.MultiDiGraph[str], node: str) -> Attributes:
    data = graph.nodes[node]
    shape = shape_of(data)
    lines = [*lettering.wrap(label(graph, node), _WIDEST, 4, _SIZE), *filter(None, [when(data)])]
    style = [*("rounded" for _ in (0,) if shape.name in _ROUND), *("dashed" for _ in (0,) if shape.dash), "filled"]
    return {
        "label": _escaped("\n".join(lines)),
        "tooltip": _escaped(heading(graph, (node,))),
        "shape": OUTLINES[shape.name],
        "style": ",".join(style),
        "fillcolor": printed(shape.fill),
        "color": printed(shape.stroke),
        "fontcolor": ink(shape),
    }


def _edges(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    for source, target, key, data in graph.edges(keys=True, data=True):
        known = {
            "key": key,
            "data_key": key,
            **_line(stance_of(data), data),
            "tooltip": _escaped(citation(graph, source, target, data)),
        }
        yield f"{_quoted(source)} -> {_quoted(target)} {_list({**known, **_data(data)})}"


def _line(stance: Stance, data: Mapping[str, Plain]) -> Attributes:
    colour = printed(stance.colour)
    sign = {} if stance.sign == "neutral" else {"label": stance.mark, "fontcolor": colour}
    return {**sign, "color": colour, "style": _LINES[stance.sign], "penwidth": "0.8" if data.get("ascribed") else "1.5"}


def _data(data: Mapping[str, Plain]) -> Attributes:
    """Return attributes under names that mean nothing to Graphviz, which knows some two hundred."""
    return {f"data_{key}": str(value) for key, value in data.items()}


def _list(attributes: Attributes) -> str:
    return "[" + ", ".join(f"{_quoted(key)}={_quoted(value)}" for key, value in attributes.items()) + "]"


def _escaped(text: str) -> str:
    """Return text for a label or a tooltip, where Graphviz would read ``&lt;`` as a sign."""
    return text.replace("&", "&amp;")


def _quoted(text: str) -> str:
    """Return text in quotes. A backslash is doubled, which is one in a label, and stays two in ``data_...``."""
    doubled = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{doubled}"'
