"""The one sanitiser: what every format is given can be written by all of them, and read back."""

import copy
import math
from datetime import date, datetime
from enum import Enum, IntEnum
from typing import Any

import networkx as nx
import pytest

from communique.graph.draw.clean import RESERVED, cleaned, text
from graphs import Graph, nodes, small


class Choice(Enum):
    """Stand for the enumerations that a graph of somebody's own may hold."""

    FOR = "for"


class Rank(IntEnum):
    """Stand for enumerations that are numbers."""

    FIRST = 1


def of(value: object) -> Any:
    """Return what a value is made of, None where it is left out."""
    graph: nx.MultiDiGraph[Any] = Graph()
    graph.add_node("a", value_=value)
    return cleaned(graph).nodes["a"].get("value_")


def test_every_value_is_made_plain_and_every_key_has_one_type() -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    times = {"day": date(2021, 3, 1), "time": datetime(2021, 3, 1, 6)}
    many = {"list": ["a", 1], "map": {"a": None}, "set": {"b", "a"}}
    odd = {"none": None, "nan": math.nan, "kind": Choice.FOR, "label": "A\x0b\ud800"}
    graph.add_node(1, **times, **many, **odd, mixed=1, number=1, id="x")
    graph.add_node("1", mixed="two", number=2.5)
    graph.add_edge(1, "1", source="gazette", to="x")
    graph.add_edge(1, "1")
    clean = cleaned(graph)
    assert nodes(clean) == {
        "1": {
            "day": "2021-03-01",
            "time": "2021-03-01T06:00:00",
            "kind": "for",
            "list": '["a", 1]',
            "map": '{"a": null}',
            "set": '["a", "b"]',
            "mixed": "1",
            "number": 1.0,
            "attr_id": "x",
            "label": "A",
        },
        "1-2": {"mixed": "two", "number": 2.5},
    }
    assert list(clean.edges(keys=True, data=True)) == [
        ("1", "1-2", "e1", {"attr_source": "gazette", "attr_to": "x"}),
        ("1", "1-2", "e2", {}),
    ]


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf, "", " \n\x85", "\x00\ud800"])
def test_what_says_nothing_is_left_out(value: object) -> None:
    assert of(value) is None


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Rank.FIRST, 1),
        (True, True),
        (2**53, 2**53),
        (2**53 + 1, "9007199254740993"),  # which JavaScript would round
        ("a\r\nb\rc", "a\nb\nc"),  # which XML would change
        ({(1, 2): date(2021, 3, 1)}, '{"(1, 2)": "2021-03-01"}'),
        ([math.nan, Choice.FOR, {"b", "a"}, "\x0b"], '[null, "for", ["a", "b"], ""]'),
        ({3, "a", None}, '["a", 3, null]'),
        (b"a", "b'a'"),
        (1j, "1j"),
    ],
)
def test_a_value_is_made_plain(value: object, plain: object) -> None:
    assert of(value) == plain
    assert type(of(value)) is type(plain)


def test_what_numpy_holds_is_taken_as_what_it_stands_for() -> None:
    class Scalar:
        def tolist(self) -> float:
            return 2.5

    class Array:
        def tolist(self) -> list[object]:
            return [1, [2, math.nan]]

    assert of(Scalar()) == 2.5
    assert of(Array()) == "[1, [2, null]]"


def test_what_holds_itself_and_what_is_nested_without_end_is_cut() -> None:
    endless: list[object] = []
    endless.append(endless)
    deep: list[object] = []
    for _ in range(5_000):
        deep = [deep]
    assert of(endless) == of(deep) == f'{"[" * 10}"…"{"]" * 10}'


def test_keys_that_become_alike_stay_apart() -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    graph.add_node("a", **{"id": "reserved", "attr_id": "its own", "k\x00": "one"})
    graph.add_node("b", **{"attr_id": "other", "k": "two", "": "nameless"})
    assert nodes(cleaned(graph)) == {
        "a": {"attr_id": "reserved", "attr_id-2": "its own", "k": "one"},
        "b": {"attr_id-2": "other", "k-2": "two", "attr_": "nameless"},
    }


def test_things_that_become_alike_stay_apart() -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    graph.add_nodes_from([1, "1", "1\x00", "1-2", "", "\ud800"])
    assert list(cleaned(graph)) == ["1", "1-2", "1-3", "1-2-2", "thing", "thing-2"]


def test_a_graph_that_is_clean_stays_as_it_is() -> None:
    once = cleaned(small())
    twice = cleaned(once)
    assert nodes(twice) == nodes(once)
    assert list(twice.edges(keys=True, data=True)) == list(once.edges(keys=True, data=True))


def test_the_graph_itself_stays_as_it_is() -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    graph.add_edge(1, 2, key=0, quote=None, list=[1])
    before = copy.deepcopy(graph)
    cleaned(graph)
    assert list(graph.edges(keys=True, data=True)) == list(before.edges(keys=True, data=True))


def test_whether_edges_have_a_direction_is_kept_and_nothing_else_of_the_graph() -> None:
    assert cleaned(Graph(undirected=True, remarks=("x",))).graph == {"undirected": True}
    assert cleaned(Graph(remarks=("x",))).graph == {}


@pytest.mark.parametrize("key", sorted(RESERVED))
def test_a_key_that_some_format_claims_gets_another_name(key: str) -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    graph.add_node("a", **{key: "x"})
    assert nodes(cleaned(graph)) == {"a": {f"attr_{key}": "x"}}


def test_text_is_what_xml_and_utf_8_can_hold() -> None:
    every = text("".join(map(chr, range(0x10000))))
    assert every.encode("utf-8")
    assert not {*every} & {"\x00", "\x0b", "\x1f", "\x7f", "\ud800", "\ufffe", "\r"}
    assert {"\t", "\n", "\x85", "\u2028", "\ufffd"} <= {*every}
