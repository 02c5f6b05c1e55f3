"""Write one page that needs nothing else: pyvis carries the network, vis-network from inside pyvis draws it.

Text reaches the page through Jinja's autoescape, through JSON that no script tag can end, or through ``textContent``.
The policy in the page's head allows these two scripts and this style by their hashes and forbids every request.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import astuple
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .. import lettering
from ..drawing import Drawing
from ..net.marks import Mark
from ..net.picture import Line, Picture, picture
from ..shapes import COLOURS
from ..words import about, label, relation, remarks, when, words

if TYPE_CHECKING:
    import networkx as nx
    from jinja2 import Environment

_Json = dict[str, Any]
_PAGE = "page.html"

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"chosen": False},
    "edges": {
        "arrowStrikethrough": False,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
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


def html(drawing: Drawing) -> bytes:
    """Return the page of a drawing, in UTF-8."""
    from markupsafe import Markup
    from pyvis.network import Network

    graph = drawing.graph
    drawn = picture(graph)
    rows = _rows(graph)
    scripts, style = [_vis(), _file("page.js")], _style()
    network = Network(directed=True, cdn_resources="in_line", heading=drawing.title)
    network.templateEnv = _environment()
    # set_template() would split the path at slashes; pyvis only hands this name to the environment above.
    network.path = _PAGE
    network.set_options(json.dumps(_OPTIONS))
    network.templateEnv.globals.update(
        drawing=_drawing(graph, drawn, rows),
        picture=drawn,
        policy=_policy(scripts, style),
        rows=rows,
        scripts=[Markup(script) for script in scripts],
        style=Markup(style),
    )
    _fill(network, drawn)
    return str(network.generate_html()).encode("utf-8")


def _environment() -> Environment:
    from jinja2 import DictLoader, Environment, StrictUndefined

    return Environment(loader=DictLoader({_PAGE: _file(_PAGE)}), autoescape=True, undefined=StrictUndefined)


def _fill(network: Any, drawn: Picture) -> None:
    for mark in drawn.marks:
        network.add_node(mark.id, label=" ", shape="custom", x=mark.x, y=mark.y)
    for number, line in enumerate(drawn.lines):
        turn = "curvedCW" if line.bend >= 0 else "curvedCCW"
        smooth = {"enabled": True, "type": turn, "roundness": abs(line.bend)}
        dashes = list(line.stance.dash) or False
        network.add_edge(line.source.id, line.target.id, id=number, width=line.thickness, dashes=dashes, smooth=smooth)


def _drawing(graph: nx.MultiDiGraph[str], drawn: Picture, rows: list[_Json]) -> _Json:
    """Return what the page's own script draws and tells; everything in it is plain text or a number."""
    return {
        "marks": {mark.id: _mark(mark) for mark in drawn.marks},
        "lines": [_line(line) for line in drawn.lines],
        "things": {
            node: {"label": label(graph, node), "about": list(about(data))} for node, data in graph.nodes(data=True)
        },
        "edges": rows,
        "font": lettering.FONTS,
    }


def _mark(mark: Mark) -> _Json:
    return {
        "members": mark.members,
        "path": mark.shape.path,
        "fill": mark.shape.fill,
        "stroke": mark.shape.stroke,
        "dashed": bool(mark.shape.dash),
        "framed": mark.framed,
        "corner": mark.corner,
        "outline": astuple(mark.outline),
        "box": astuple(mark.box),
        "rows": [astuple(row) for row in mark.rows],
    }


def _line(line: Line) -> _Json:
    return {
        "source": line.source.id,
        "target": line.target.id,
        "sign": line.stance.sign,
        "mark": line.stance.mark,
        "colour": line.stance.colour,
        "opacity": line.opacity,
        "spot": round(line.spot, 4),
        "edges": line.edges,
    }


def _rows(graph: nx.MultiDiGraph[str]) -> list[_Json]:
    """Return every edge in words, by date."""
    found = [_row(graph, source, target, key, data) for source, target, key, data in graph.edges(keys=True, data=True)]
    return sorted(found, key=lambda row: (row["earliest"], row["when"], row["actor"], row["toward"]))


def _row(graph: nx.MultiDiGraph[str], source: str, target: str, key: str, data: Mapping[str, object]) -> _Json:
    return {
        "key": key,
        "source": source,
        "target": target,
        "actor": label(graph, source),
        "toward": label(graph, target),
        "sign": str(data.get("sign", "neutral")),
        "relation": relation(data),
        "remarks": list(remarks(data)),
        "words": words(data),
        "gist": str(data.get("gist", "")) if data.get("quote") else "",
        "ascribed": bool(data.get("ascribed")),
        "when": when(data),
        "earliest": str(data.get("earliest", "")) or str(data.get("date", "")).lstrip("./"),
        "cite": str(data.get("cite", "")),
    }


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _vis() -> str:
    return files("pyvis").joinpath(_VIS).read_text(encoding="utf-8")


def _style() -> str:
    """Return the style sheet, with the colours of the one table as its variables."""
    light, dark = (";".join(f"--{name}:{pair[shade]}" for name, pair in COLOURS.items()) for shade in (0, 1))
    paint = "".join(f".fill-{name}{{fill:var(--{name})}}.stroke-{name}{{stroke:var(--{name})}}" for name in COLOURS)
    fonts = f"body,button,input{{font-family:{lettering.FONTS}}}"
    return f":root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}{paint}{fonts}\n{_file('page.css')}"


def _policy(scripts: list[str], style: str) -> str:
    allowed = " ".join(map(_hash, scripts))
    nothing = "default-src 'none'; base-uri 'none'; form-action 'none'"
    return f"{nothing}; script-src {allowed}; style-src {_hash(style)}; img-src data: blob:"


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode('utf-8')).digest()).decode('ascii')}'"
