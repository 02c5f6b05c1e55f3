"""Hand a network to vis-network, through pyvis: marks with their places, lines with the rows that they stand for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from .. import lettering
from ..net.marks import Mark
from ..net.picture import Line, Picture

if TYPE_CHECKING:
    from jinja2 import Environment

_Json = dict[str, Any]
_TEMPLATE = "network.html"
_OPTIONS: _Json = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"chosen": False, "label": " ", "shape": "custom"},
    "edges": {
        "arrowStrikethrough": False,
        "chosen": False,
        "hoverWidth": 0,
        "selectionWidth": 0,
    },
    "interaction": {
        "hover": True,
        "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
        "selectConnectedEdges": False,
        "tooltipDelay": 120,
    },
}


def network_block(drawn: Picture, rows: Mapping[str, int], environment: Environment) -> str:
    """Return the data of one network as markup; ``rows`` tells the number of the row of each edge, by its key."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.templateEnv = environment
    # set_template() would split the path at slashes; pyvis only hands this name to the environment above.
    network.path = _TEMPLATE
    network.set_options(json.dumps(_options(all(line.arrow for line in drawn.lines))))
    place = {mark.id: number for number, mark in enumerate(drawn.marks)}
    for mark in drawn.marks:
        network.add_node(place[mark.id], x=mark.x, y=mark.y, **_mark(mark))
    for line in drawn.lines:
        network.add_edge(place[line.source.id], place[line.target.id], **_line(line, rows))
    # What pyvis says of each is the same for all; the options say it once.
    for found in (*network.nodes, *network.edges):
        for key in ("arrows", "color", "label", "shape"):
            found.pop(key, None)
    return str(network.generate_html())


def _options(directed: bool) -> _Json:
    arrows = {"to": {"enabled": directed, "scaleFactor": 0.55}}
    return {**_OPTIONS, "edges": {**_OPTIONS["edges"], "arrows": arrows}, "font": lettering.FONTS}


def _mark(mark: Mark) -> _Json:
    found: _Json = {"members": mark.members, "look": mark.shape.name, "outline": astuple(mark.outline)}
    if mark.framed:
        found["corner"] = mark.corner
    else:
        found["box"] = astuple(mark.box)
    found["rows"] = [astuple(row) for row in mark.rows]
    return found


def _line(line: Line, rows: Mapping[str, int]) -> _Json:
    found: _Json = {
        "sign": line.stance.sign,
        "width": line.thickness,
        "opacity": line.opacity,
        "bend": round(line.bend, 3),
        "spot": round(line.spot, 3),
        "rows": [rows[key] for key in line.edges],
    }
    return {**found, "badge": line.badge} if line.tag else found
