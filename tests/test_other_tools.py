"""Files for other tools, opened by these tools: Mermaid in a browser, Cytoscape.js and graphology in Node.

They are in the folder that COMMUNIQUE_TEST_NODE_MODULES names, where npm installed them.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from communique.graph.draw.clean import cleaned
from communique.graph.draw.interchange.mermaid import MOST_CHARACTERS, MOST_EDGES
from communique.graph.draw.words import label, relation, when
from communique.graph.errors import OutputError
from conftest import need
from exchange import made, shipped
from graphs import ODD, PAYLOADS, Graph, hostile, nodes, odd, small

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def modules(name: str) -> Path:
    """Return the folder of the Node packages; without the package skip."""
    folder = Path(os.environ.get("COMMUNIQUE_TEST_NODE_MODULES", "nowhere")).absolute()
    if not (folder / name).is_dir():
        pytest.skip(f"needs the npm package {name}, in the folder that COMMUNIQUE_TEST_NODE_MODULES names")
    return folder


def node(script: str, content: bytes, package: str) -> Any:
    """Return what a script prints as JSON, which finds the file in ``text``."""
    folder = modules(package)
    before = "const text = require('fs').readFileSync(0, 'utf8');"
    asked = [need("Node", shutil.which("node")), "-e", before + script]
    settings = {**os.environ, "NODE_PATH": str(folder)}
    done = subprocess.run(asked, input=content, env=settings, check=True, capture_output=True, timeout=60)
    return json.loads(done.stdout)


# --- Cytoscape.js


@pytest.mark.parametrize("make", [small, hostile, odd, shipped])
def test_cytoscape_js_opens_what_is_written(make: "Callable[[], nx.MultiDiGraph[Any]]") -> None:
    script = """
      const cytoscape = require('cytoscape');
      const cy = cytoscape({headless: true, elements: JSON.parse(text).elements});
      const nodes = cy.nodes().map(one => one.data());
      const edges = cy.edges().map(one => ({...one.data(), source: one.source().id(), target: one.target().id()}));
      console.log(JSON.stringify({nodes, edges}));
    """
    graph = cleaned(make())
    found = node(script, made("cyjs", graph), "cytoscape")
    assert {one["id"]: {key: one[key] for key in graph.nodes[one["id"]]} for one in found["nodes"]} == nodes(graph)
    ties = {one["key"]: one for one in found["edges"]}
    for source, target, key, data in graph.edges(keys=True, data=True):
        assert {"source": source, "target": target, **data}.items() <= ties.pop(key).items()
    assert not ties


# --- graphology


@pytest.mark.parametrize("make", [small, hostile, odd, shipped])
def test_graphology_reads_the_gexf(make: "Callable[[], nx.MultiDiGraph[Any]]") -> None:
    script = """
      const {MultiDirectedGraph} = require('graphology');
      const graph = require('graphology-gexf').parse(MultiDirectedGraph, text);
      console.log(JSON.stringify(graph.export()));
    """
    graph = cleaned(make())
    found = node(script, made("gexf", graph), "graphology-gexf")
    read = {one["key"]: one["attributes"] for one in found["nodes"]}
    for thing, data in graph.nodes(data=True):
        assert {"label": label(graph, thing), **data}.items() <= read.pop(thing).items()
    assert not read
    ties = {one["key"]: one for one in found["edges"]}
    for source, target, key, data in graph.edges(keys=True, data=True):
        tie = ties.pop(key)
        assert (tie["source"], tie["target"]) == (source, target)
        assert {**data, "color": tie["attributes"]["color"]}.items() <= tie["attributes"].items()
    assert not ties


# --- Mermaid


def rendered(browser: "Browser", content: bytes) -> tuple[list[str], list[str], list[str]]:
    """Return the texts of nodes and edges as Mermaid draws them where it may do anything, and what went wrong."""
    script = modules("mermaid") / "mermaid" / "dist" / "mermaid.min.js"
    page = browser.new_page()
    wrong: list[str] = []
    page.on("request", lambda one: wrong.append(one.url))
    page.on("dialog", lambda one: wrong.append(one.message))  # one that nobody answers stops the page
    page.add_script_tag(path=script)
    page.evaluate(
        """async text => {
          mermaid.initialize({startOnLoad: false, securityLevel: 'loose'});
          const drawn = await mermaid.render('drawn', text);
          document.body.innerHTML = drawn.svg;
          drawn.bindFunctions?.(document.body);
        }""",
        content.decode("utf-8"),
    )
    texts = "all => all.map(one => one.textContent.replace(/\\s+/g, ' ').trim())"
    things = page.locator(".nodeLabel").evaluate_all(texts)
    ties = page.locator(".edgeLabels .edgeLabel .edgeLabel").evaluate_all(texts)
    if page.evaluate("document.documentElement.dataset.pwned || ''"):
        wrong.append("something ran")
    page.close()
    return things, ties, wrong


def flat(*parts: str) -> str:
    return " ".join(", ".join(filter(None, parts)).replace("ﬂ", "fl").split())


@pytest.mark.parametrize("make", [small, hostile, odd, shipped])
def test_mermaid_draws_every_text_as_it_is(make: "Callable[[], nx.MultiDiGraph[Any]]", browser: "Browser") -> None:
    graph = cleaned(make())
    things, ties, wrong = rendered(browser, made("mmd", graph, " ".join(PAYLOADS)))
    assert wrong == []
    # Of an edge from a node to itself Mermaid makes three, with two nodes between them, most of which say nothing.
    named = [flat(label(graph, one), when(data)) for one, data in graph.nodes(data=True)]
    assert [one for one in things if one] == [one for one in named if one]
    told = [flat(relation(data), when(data)) for _, _, data in graph.edges(data=True)]
    assert sorted(filter(None, ties)) == sorted(told)


@pytest.mark.parametrize("count", [MOST_EDGES, 0])
def test_mermaid_takes_as_much_as_is_written(count: int, browser: "Browser") -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    graph.add_nodes_from("ab")
    graph.add_edges_from(("a", "b", {"relation": "opposes"}) for _ in range(count))
    things, ties, _ = rendered(browser, made("mmd", graph))
    assert (len(things), len(ties)) == (2, count)


# --- Mermaid, without it

_TEXT, _YAML = r"(?:[\w ,.-]|#\d+;)*", r"(?:[\w ,.-]|\\U[0-9a-f]{8})*"
LINES = (
    "---",
    f'title: "{_YAML}"',
    "flowchart LR",
    rf'n\d+[\[({{>/]+"{_TEXT}"[\])}}\\]+:::look_\w+',
    rf'n\d+ -->\|"{_TEXT}"\| n\d+',
    "%% [^%{}\n\r\u2028\u2029]*",
    r"classDef look_\w+ [\w#:,. -]+",
    r"linkStyle [\d,]+ [\w#:,. -]+",
)


@pytest.mark.parametrize("make", [small, hostile, odd, shipped])
def test_no_text_in_a_mermaid_flowchart_can_be_syntax(make: "Callable[[], nx.MultiDiGraph[Any]]") -> None:
    text = made("mmd", make(), " ".join([*PAYLOADS, *ODD])).decode("utf-8")
    assert [line for line in text.split("\n") if line and not re.fullmatch("|".join(LINES), line)] == []


def test_too_many_edges_for_mermaid_are_refused_with_what_to_do() -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    graph.add_edges_from(("a", "b") for _ in range(MOST_EDGES + 1))
    with pytest.raises(OutputError, match=r"at most 500 edges and 50,000 characters.* would be 501 and .*--around"):
        made("mmd", graph)


def test_too_long_a_text_for_mermaid_is_refused_and_quotes_are_left_out_first() -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    graph.add_edge("a", "b", quote="q" * 1_000)
    assert b"%% a is tied to b: \xe2\x80\x9cq" in made("mmd", graph)
    graph.add_edge("a", "b", quote="q" * MOST_CHARACTERS)
    assert b"%% Without quotes and sources" in made("mmd", graph)
    assert b"qqq" not in made("mmd", graph)
    graph.add_node("c", label="\U0001f600" * (MOST_CHARACTERS // 8))  # #128512; for each
    with pytest.raises(OutputError, match=r"would be 2 and 5\d,\d\d\d"):
        made("mmd", graph)


def test_the_comments_of_mermaid_hold_what_its_edges_have_no_room_for() -> None:
    lines = made("mmd", small()).decode("utf-8").splitlines()
    place = lines.index("%% Dana Low opposes The launch: “never” · 2021-03-02 · gazette ¶ 4")
    assert lines[place + 1].endswith('-->|"opposes, 2021-03-02"| n5')
