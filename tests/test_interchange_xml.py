"""GraphML and GEXF as their schemas ask, and the days on which a GEXF lasts."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_interchange import mixed

from communique.graph.draw.interchange.spans import Span, node_spans, span
from exchange import made, shipped
from graphs import Graph, hostile, odd, small


@pytest.mark.parametrize("make", [small, shipped])
def test_graphml_is_as_its_schema_asks(make: "Callable[[], nx.MultiDiGraph[Any]]") -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ET.fromstring(made("graphml", make()))
    keys = {key.get("id"): key for key in root.iter(f"{space}key")}
    token = re.compile(r"[\w.:-]+")
    ids = [one.get("id") or "" for tag in ("node", "edge") for one in root.iter(space + tag)]
    assert [child.tag.removeprefix(space) for child in root] == ["key"] * len(keys) + ["graph"]
    assert all(map(token.fullmatch, ids))
    assert len({*ids}) == len(ids)
    assert {key.get("attr.type") for key in keys.values()} == {"string"}
    assert all(token.fullmatch(key.get("attr.name") or "") for key in keys.values())
    for owner in (*root.iter(f"{space}graph"), *root.iter(f"{space}node"), *root.iter(f"{space}edge")):
        kind = owner.tag.removeprefix(space)
        assert {keys[one.get("key")].get("for") for one in owner.findall(f"{space}data")} <= {kind}
    known = {one.get("id") for one in root.iter(f"{space}node")}
    assert {one.get(end) for one in root.iter(f"{space}edge") for end in ("source", "target")} <= known


#: Element → its attributes and its children, in their order, as the grammar of GEXF 1.3 has them.
GEXF: dict[str, tuple[set[str], list[str]]] = {
    "gexf": ({"version"}, ["meta", "graph"]),
    "meta": ({"lastmodifieddate"}, ["creator", "keywords", "description"]),
    "creator": (set(), []),
    "description": (set(), []),
    "graph": ({"defaultedgetype", "mode", "timeformat"}, ["attributes", "nodes", "edges"]),
    "attributes": ({"class"}, ["attribute"]),
    "attribute": ({"id", "title", "type"}, ["default", "options"]),
    "nodes": ({"count"}, ["node"]),
    "node": ({"id", "label", "start", "end"}, ["attvalues", "color"]),
    "edges": ({"count"}, ["edge"]),
    "edge": ({"id", "source", "target", "label", "weight", "kind", "type", "start", "end"}, ["attvalues", "color"]),
    "attvalues": (set(), ["attvalue"]),
    "attvalue": ({"for", "value", "start", "end"}, []),
    "color": ({"r", "g", "b", "a"}, []),
}


@pytest.mark.parametrize("make", [small, hostile, odd, mixed, shipped, Graph])
def test_gexf_is_as_its_grammar_asks(make: "Callable[[], nx.MultiDiGraph[Any]]") -> None:
    content = made("gexf", make())
    assert content.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<gexf xmlns=\"http://gexf.net/1.3\"")
    for element in ET.fromstring(content).iter():
        name = element.tag.rpartition("}")[2]
        attributes, children = GEXF[name]
        assert {*element.attrib} <= attributes
        inside = [children.index(child.tag.rpartition("}")[2]) for child in element]
        assert inside == sorted(inside)
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", element.attrib.get(key, "2021-03-01")) for key in ("start", "end"))
        if name == "attribute":
            assert element.get("type") in {"string", "boolean", "long", "double"}


def test_gexf_has_no_day_on_which_it_was_written() -> None:
    content = made("gexf", small())
    assert b"lastmodified" not in content
    assert date.today().isoformat().encode() not in content


def test_gexf_tells_parallel_edges_apart_by_kind_or_gephi_would_add_them_up() -> None:
    root = ET.fromstring(made("gexf", small()))
    kinds = [
        (edge.get("source"), edge.get("target"), edge.get("kind")) for edge in root.iter("{http://gexf.net/1.3}edge")
    ]
    assert len({*kinds}) == len(kinds) == 8
    assert ("dana-low", "launch", "opposes 2") in kinds


def test_gexf_has_days_where_they_are_known_and_a_thing_lasts_as_long_as_what_bears_on_it() -> None:
    graph = small()
    graph.nodes["launch"].update(earliest="2021-03-01", latest="2021-03-01")
    graph.nodes["embargo"].update(latest="2021-03-05")
    said = {"earliest": "2021-03-02", "latest": "2021-03-04"}
    graph.add_edge("dana-low", "launch", **said)
    graph.add_edge("dana-low", "embargo", earliest="2021-03-06", latest="2021-03-07")
    found = {one.get("id"): one for one in ET.fromstring(made("gexf", graph)).iter("{http://gexf.net/1.3}node")}
    assert (found["launch"].get("start"), found["launch"].get("end")) == ("2021-03-01", "2021-03-04")
    assert (found["embargo"].get("start"), found["embargo"].get("end")) == (None, "2021-03-07")
    assert (found["dana-low"].get("start"), found["dana-low"].get("end")) == (None, None)
    values = [one.get("value") for one in found["launch"].iter("{http://gexf.net/1.3}attvalue")]
    assert values.count("2021-03-01") == 3  # its own date, earliest and latest are still there


@pytest.mark.parametrize(
    ("earliest", "latest", "found"),
    [
        ("2021-03-01", "2021-03-04", Span("2021-03-01", "2021-03-04")),
        ("2021-03-01", None, Span("2021-03-01", "")),
        ("2021-03-04", "2021-03-01", Span("", "")),
        ("20210301", "2021-W10-1", Span("", "")),
        ("2021-02-30", "</x>", Span("", "")),
        ("2021-03-01T06:00:00", 20210301, Span("", "")),
    ],
)
def test_only_days_make_a_span(earliest: object, latest: object, found: Span) -> None:
    assert span({"earliest": earliest, "latest": latest}) == found


days = st.one_of(st.none(), st.dates().map(date.isoformat))


@given(st.lists(st.tuples(days, days), min_size=1, max_size=5))
def test_a_node_that_has_days_lasts_as_long_as_all_edges_at_it(found: list[tuple[str | None, str | None]]) -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    (start, end), *others = found
    graph.add_node("a", earliest=start, latest=end)
    for earliest, latest in others:
        graph.add_edge("a", "b", earliest=earliest, latest=latest)
    whole = node_spans(graph)["a"]
    assert node_spans(graph).get("b", Span("", "")) == Span("", "")
    for one in (span(graph.nodes["a"]), *(span(data) for _, _, data in graph.edges(data=True))):
        assert not whole.start or not one.start or whole.start <= one.start
        assert not whole.end or not one.end or one.end <= whole.end
    assert bool(whole.start) == bool(span(graph.nodes["a"]).start)
