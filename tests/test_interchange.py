"""Files for other tools: each read back by a reader that is not ours, with everything that was in it."""

import csv
import io
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import exchange
from communique.graph.draw import FORMATS
from communique.graph.draw.clean import cleaned
from communique.graph.draw.drawing import Drawing
from communique.graph.draw.interchange.dot import OUTLINES
from communique.graph.draw.shapes import SHAPES
from conftest import need
from exchange import READERS, TITLE, expected, made, shipped
from graphs import PAYLOADS, Graph, hostile, odd, small

SVG = "{http://www.w3.org/2000/svg}"


def mixed() -> "nx.MultiDiGraph[Any]":
    graph: nx.MultiDiGraph[Any] = Graph()
    graph.add_node("a", yes=True, count=3, share=0.5, day=date(2021, 3, 1), list=[1, None], none=None)
    graph.add_node("b", yes=False, count=-1, share=1e300)
    graph.add_edge("a", "b", key="e1", weight=2)
    graph.add_edge("a", "b", key="e2", weight=2.5)
    return graph


# --- every format


@pytest.mark.parametrize("make", [small, hostile, odd, mixed, shipped, Graph])
@pytest.mark.parametrize("ending", READERS)
def test_what_is_written_is_read_back(ending: str, make: "Callable[[], nx.MultiDiGraph[Any]]") -> None:
    if ending == "dot":
        need("Graphviz", shutil.which("dot"))
    graph = cleaned(make())
    assert READERS[ending](made(ending, graph, PAYLOADS[0])) == expected(ending, graph)


@pytest.mark.parametrize("make", [small, hostile, odd, mixed, shipped, Graph])
def test_the_tables_hold_everything_as_text(make: "Callable[[], nx.MultiDiGraph[Any]]") -> None:
    graph = cleaned(make())
    assert exchange.tables(made("nodes.csv", graph), made("edges.csv", graph)) == expected("csv", graph)


texts = st.text(st.characters(), max_size=8)
values = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), texts, st.dates(), st.lists(st.integers(), max_size=2)),
)
rows = st.dictionaries(st.text("abc", min_size=1, max_size=2), values, max_size=3)


@st.composite
def any_graph(draw: st.DrawFn) -> "nx.MultiDiGraph[Any]":
    graph: nx.MultiDiGraph[Any] = Graph()
    ids = draw(st.lists(st.one_of(texts, st.integers()), min_size=1, max_size=4))
    for one in ids:
        graph.add_node(one, **draw(rows))
    for _ in range(draw(st.integers(0, 4))):
        graph.add_edge(draw(st.sampled_from(ids)), draw(st.sampled_from(ids)), **draw(rows))
    return graph


@given(any_graph())
def test_any_graph_at_all_is_read_back(graph: "nx.MultiDiGraph[Any]") -> None:
    clean = cleaned(graph)
    for ending in ("graphml", "gexf", "json", "cyjs"):
        assert READERS[ending](made(ending, graph)) == expected(ending, clean), ending


@given(any_graph())
def test_any_graph_at_all_makes_tables_that_can_be_read(graph: "nx.MultiDiGraph[Any]") -> None:
    assert exchange.tables(made("nodes.csv", graph), made("edges.csv", graph)) == expected("csv", cleaned(graph))


@pytest.mark.parametrize("ending", ["graphml", "gexf", "json", "cyjs", "dot", "mmd"])
def test_the_file_says_what_it_shows(ending: str) -> None:
    graph = small()
    graph.graph["remarks"] = ("8 of 9 things are shown.", "1 is hidden.")
    content = made(ending, graph).decode("utf-8")
    assert TITLE in content
    assert "8 of 9 things are shown. 1 is hidden." in content


@pytest.mark.parametrize("ending", ["gexf", "graphml", "json", "cyjs", "dot", "mmd", "nodes.csv", "edges.csv"])
def test_of_several_views_the_first_that_is_no_timeline_goes_to_other_tools(ending: str) -> None:
    acts: nx.MultiDiGraph[str] = Graph(view="timeline")
    acts.add_edge("an-act", "another-act", label="said")
    alone = made(ending, small())
    assert FORMATS[ending](Drawing.of([acts, small()], TITLE)) == alone
    assert b"another" in FORMATS[ending](Drawing.of([acts], TITLE)) or ending == "mmd"


def test_edges_without_direction_stay_so() -> None:
    graph = small()
    graph.graph["undirected"] = True
    assert b'edgedefault="undirected"' in made("graphml", graph)
    assert b'defaultedgetype="undirected"' in made("gexf", graph)
    assert exchange.strict(made("json", graph))["directed"] is False
    assert exchange.strict(made("cyjs", graph))["directed"] is False
    assert b'edge ["fontsize"="14", "arrowsize"="0.7", "dir"="none"' in made("dot", graph)
    assert b" --- " not in made("mmd", small())
    assert made("mmd", graph).count(b" ---|") == 8
    for ending in ("graphml", "gexf", "json", "cyjs", "dot"):
        assert len(READERS[ending](made(ending, graph))[1]) == 8
        assert b"undirected" not in made(ending, small())


# --- DOT


def test_every_shape_has_an_outline_and_a_frame() -> None:
    from communique.graph.draw.interchange.mermaid import FRAMES

    assert {*OUTLINES} == {*FRAMES} == {*SHAPES}


def test_graphviz_draws_stances_and_shapes_and_nothing_that_runs() -> None:
    need("Graphviz", shutil.which("dot"))
    graph = hostile()
    graph.add_edges_from(small().edges(data=True))
    graph.add_nodes_from(small().nodes(data=True))
    graph.add_node("own", image="/etc/passwd", shapefile="x.png", URL="javascript:1", href="javascript:1", label="own")
    done = subprocess.run(["dot", "-Tsvg"], input=made("dot", graph), check=True, capture_output=True, timeout=60)
    assert done.stderr == b""
    root = ET.fromstring(done.stdout)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags == {"svg", "g", "title", "text", "path", "polygon", "polyline", "ellipse", "a"}
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    assert b"javascript:1" not in done.stdout
    assert b"/etc/passwd" not in done.stdout
    written = [element.text for element in root.iter(f"{SVG}text")]
    assert {"Dana Low", "The launch", "&lt;b&gt;", "{{7*7}}", "+", "–"} <= {*written}
    colours = {element.get("stroke") for element in root.iter(f"{SVG}path")}
    assert {"#0072b2", "#c44e00", "#6b7280"} <= colours


# --- tables


def test_a_cell_that_a_spreadsheet_would_calculate_is_guarded() -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    graph.add_node("=cmd()", label="@SUM(A1)", number="-1.5", **{"+key": "\ttab"})
    graph.add_edge("=cmd()", "-b", key="=e")
    header, row, _ = csv.reader(io.StringIO(made("nodes.csv", graph).decode("utf-8"), newline=""), strict=True)
    assert header == ["id", "label", "number", "'+key"]
    assert row == ["'=cmd()", "'@SUM(A1)", "-1.5", "'\ttab"]
    assert made("edges.csv", graph) == b"id,source,target\r\n'=e,'=cmd(),'-b\r\n"


def test_a_table_is_as_rfc_4180_asks() -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    graph.add_node("a", gist='one, "two"\nthree')
    graph.add_node("b")
    assert made("nodes.csv", graph) == b'id,gist\r\na,"one, ""two""\nthree"\r\nb,\r\n'
    assert made("nodes.csv", Graph()) == b"id\r\n"
    assert made("edges.csv", Graph()) == b"id,source,target\r\n"


# --- JSON of Cytoscape


def test_no_edge_of_cytoscape_is_called_like_a_node() -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    graph.add_edge("e1", "edge-e1", key="e1")
    (edge,) = exchange.strict(made("cyjs", graph))["elements"]["edges"]
    assert edge["data"]["id"] == "edge-edge-e1"
    assert edge["data"]["key"] == "e1"


def test_cytoscape_shows_the_label_as_the_name() -> None:
    found = exchange.strict(made("cyjs", small()))
    assert {one["data"]["name"] for one in found["elements"]["nodes"]} >= {"Dana Low", "Arvland"}
    assert found["data"]["name"] == TITLE
