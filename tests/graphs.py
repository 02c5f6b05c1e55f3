"""Hold small graphs to draw, and one with something in every text that would run if anything ran it."""

import itertools
from typing import Any

import networkx as nx

Graph = nx.MultiDiGraph
#: Each would leave a mark on the document element, or call the address in front of it, if anything of it were run.
RUN = "document.documentElement.dataset.pwned=1"
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<img src=CANARY onerror='{RUN}'>",
    f'"><svg onload="{RUN}">',
    "{{7*7}}",
    "${x}",
    "a\u2028b\u2029c",
    f'see <a href="javascript:{RUN}">href</a>',
    f"'-{RUN}-'",
    "]]><x/>",
    "--><b>",
    "&lt;b&gt;",
    "\x0b\x00\ud800x",
]

#: What is syntax in some format, or would be taken for something else than text.
ODD = [
    *("a\\", "\\N\\G", "\\\\\\", "line\nbreak", "\ttab", " around ", "'quoted'", '"', "a,b;c", "</node>", "<!--", "--"),
    *("=1+1", "+1 dead", "-1", "-a", "@SUM(A1)", "'=1", "end", "graph", "subgraph", "e1", "n1", "null", "true"),
    *("\x85", "1", "#quot;", "&#x3c;", "[x](y)", "`code`", "$$x$$", "fa:fa-car", "%{init}%", "..", "%3", "ﬂ°°34;"),
    *("한국어", "עברית", "𐀀😀"),
]


def small() -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = Graph()
    graph.add_node("arvland", label="Arvland", kind="state")
    graph.add_node("borea", label="Borea", kind="state")
    graph.add_node("dana-low", label="Dana Low", kind="person", side="Arvland", side_id="arvland")
    graph.add_node("embargo", label="An embargo", kind="proposal", outcome="blocked", date="../2021-03-05")
    graph.add_node("launch", label="The launch", kind="event", type="missile-launch", date="2021-03-01")
    for name in ("Ela", "Fen", "Gro"):
        graph.add_node(name.lower(), label=name, kind="state")
        graph.add_edge(name.lower(), "embargo", sign="supports", relation="votes for", cite="the-record, row 1")
    said = {"sign": "opposes", "relation": "opposes", "quote": "never", "date": "2021-03-02", "cite": "gazette ¶ 4"}
    graph.add_edge("dana-low", "launch", **said)
    graph.add_edge("dana-low", "launch", **said | {"quote": "never ever"})
    graph.add_edge("borea", "embargo", sign="opposes", relation="opposes", ascribed="yes", ascribed_by="Dana Low")
    graph.add_edge("borea", "launch", sign="neutral", relation="does")
    graph.add_edge("borea", "borea", sign="neutral", relation="speaks about")
    return graph


def hostile(canary: str = "http://127.0.0.1:9/") -> "nx.MultiDiGraph[str]":
    """Return a network with a payload in every text there is."""
    graph: nx.MultiDiGraph[str] = Graph()
    shared = ("date", "earliest", "gist", "side", "cite")
    things = (*shared, "label", "kind", "type", "status", "outcome", "asks", "side_id")
    told = (*shared, "sign", "relation", "act", "quote", "modality", "leverage", "change", "ascribed", "ascribed_by")
    kinds = itertools.cycle(["state", "event", "proposal", None])
    texts = [payload.replace("CANARY", canary) for payload in PAYLOADS]
    for payload, kind in zip(texts, kinds, strict=False):
        graph.add_node(payload, **{**dict.fromkeys(things, payload), **({"kind": kind} if kind else {})})
    for payload, (one, other) in zip(texts, itertools.pairwise([*texts, texts[0]]), strict=True):
        graph.add_edge(one, other, key=payload, **dict.fromkeys(told, payload))
    return graph


def odd() -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = Graph()
    for number, text in enumerate(ODD):
        graph.add_node(f"{text}|", label=text, kind="event", gist=text, date=text, earliest=text, latest=text)
        graph.add_edge(f"{ODD[number - 1]}|", f"{text}|", key=text, relation=text, quote=text, sign=text, cite=text)
    return graph


def nodes(graph: "nx.MultiDiGraph[str]") -> dict[str, dict[str, Any]]:
    return {node: graph.nodes[node] for node in graph}


def edges(graph: "nx.MultiDiGraph[str]") -> dict[str, tuple[str, str, dict[str, Any]]]:
    return {key: (source, target, data) for source, target, key, data in graph.edges(keys=True, data=True)}
