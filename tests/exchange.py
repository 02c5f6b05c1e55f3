"""Write a file for other tools, and read it back with a reader that is not ours: nodes and edges with what they say."""

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from typing import Any

import networkx as nx

import communique
from communique.graph.draw import FORMATS
from communique.graph.draw.drawing import Drawing
from communique.graph.draw.words import label, relation

TITLE = "Who said what"
Nodes = dict[str, dict[str, Any]]
Edges = dict[str, tuple[str, str, dict[str, Any]]]
Read = tuple[Nodes, Edges]


def made(ending: str, graph: "nx.MultiDiGraph[Any]", title: str = TITLE) -> bytes:
    """Return what a format makes of a graph."""
    return FORMATS[ending](Drawing.of([graph], title))


def shipped() -> "nx.MultiDiGraph[Any]":
    """Return the network of the shipped facts."""
    return communique.load().network()


def graphml(content: bytes) -> Read:
    graph = nx.read_graphml(io.BytesIO(content), edge_key_type=str, force_multigraph=True)
    return _read(graph)


def gexf(content: bytes) -> Read:
    """Return what networkx reads; a label it takes from the XML, where it stands for every node and edge."""
    graph = nx.read_gexf(io.BytesIO(content), version="1.3")
    added = {"id", "start", "end", "viz"}
    found = {node: _without(data, added) for node, data in graph.nodes(data=True)}
    return found, {data["id"]: (one, other, _without(data, added)) for one, other, data in graph.edges(data=True)}


def node_link(content: bytes) -> Read:
    return _read(nx.node_link_graph(strict(content), edges="edges"))


def cytoscape(content: bytes) -> Read:
    graph = nx.cytoscape_graph(strict(content))
    found = {node: _without(data, {"id", "value", "name"}) for node, data in graph.nodes(data=True)}
    added = {"id", "key", "source", "target"}
    return found, {data["key"]: (one, other, _without(data, added)) for one, other, data in graph.edges(data=True)}


def dot(content: bytes) -> Read:
    """Return what Graphviz reads, in which a backslash is written twice."""
    asked = ["dot", "-Tdot_json"]
    done = subprocess.run(asked, input=content, check=True, capture_output=True, timeout=60)
    assert done.stderr == b""
    read = json.loads(done.stdout, strict=False)
    things = read.get("objects", [])
    names = {thing["_gvid"]: single(thing["data_id"]) for thing in things}
    found = {names[thing["_gvid"]]: _told(thing) for thing in things}
    ties = read.get("edges", [])
    return found, {single(tie["data_key"]): (names[tie["tail"]], names[tie["head"]], _told(tie)) for tie in ties}


def tables(nodes: bytes, edges: bytes) -> Read:
    """Return what Python's csv reads; every value is text, guarded where need be, and what is not known is empty."""
    found = {row["id"]: _filled(row, {"id"}) for row in _rows(nodes)}
    ends = {"id", "source", "target"}
    return found, {row["id"]: (row["source"], row["target"], _filled(row, ends)) for row in _rows(edges)}


#: Ending → reader.
READERS: dict[str, Callable[[bytes], Read]] = {
    "graphml": graphml,
    "gexf": gexf,
    "json": node_link,
    "cyjs": cytoscape,
    "dot": dot,
}


def strict(content: bytes) -> Any:
    """Return what JSON holds; NaN and Infinity are none."""

    def refuse(name: str) -> None:
        raise ValueError(name)

    return json.loads(content, parse_constant=refuse)


def expected(ending: str, graph: "nx.MultiDiGraph[str]") -> Read:
    """Return what the reader of a format finds of a clean graph."""
    found = {node: dict(data) for node, data in graph.nodes(data=True)}
    ties = {key: (one, other, dict(data)) for one, other, key, data in graph.edges(keys=True, data=True)}
    if ending == "gexf":  # whose nodes and edges all have a label
        found = {node: {"label": label(graph, node), **data} for node, data in found.items()}
        ties = {key: (one, other, {"label": relation(data), **data}) for key, (one, other, data) in ties.items()}
    if ending == "dot":  # which knows text alone
        found = {node: _text(data) for node, data in found.items()}
        ties = {key: (one, other, _text(data)) for key, (one, other, data) in ties.items()}
    if ending == "csv":
        found = {guarded(node): _guarded(data) for node, data in found.items()}
        ties = {guarded(e): (guarded(one), guarded(other), _guarded(data)) for e, (one, other, data) in ties.items()}
    return found, ties


def single(text: str) -> str:
    """Return text with each pair of backslashes as the one that it stands for."""
    return text.replace("\\\\", "\\")


def guarded(cell: str) -> str:
    """Return a cell as a spreadsheet must be given it, or it would calculate it; a number is what it is."""
    return f"'{cell}" if cell[:1] in {*"=+-@\t\r\n"} and not re.fullmatch(r"[+-]?\d+(\.\d+)?", cell) else cell


def _read(graph: Any) -> Read:
    found = {node: dict(data) for node, data in graph.nodes(data=True)}
    return found, {key: (one, other, dict(data)) for one, other, key, data in graph.edges(keys=True, data=True)}


def _guarded(data: dict[str, Any]) -> dict[str, str]:
    return {guarded(key): guarded(str(value)) for key, value in data.items()}


def _text(data: dict[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in data.items()}


def _without(data: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in names}


def _told(thing: dict[str, Any]) -> dict[str, str]:
    said = {key.removeprefix("data_"): value for key, value in thing.items() if key.startswith("data_")}
    return {single(key): single(value) for key, value in said.items() if key not in {"id", "key"}}


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def _filled(row: dict[str, str], names: set[str]) -> dict[str, str]:
    return {key: cell for key, cell in row.items() if key not in names and cell}
