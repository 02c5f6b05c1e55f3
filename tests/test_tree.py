"""The tree of reactions: each step a column, siblings by date, whatever is shared, turns in a circle, or has no end."""

import itertools
import time
import xml.etree.ElementTree as ET

import networkx as nx

from communique.graph.draw.drawing import Drawing
from communique.graph.draw.net.tree import tree
from communique.graph.draw.svg.document import svg
from graphs import Graph, hostile
from hostile import slowness

SVG = "{http://www.w3.org/2000/svg}"


def reactions(*edges: str, **dates: str) -> "nx.MultiDiGraph[str]":
    """Return acts, of which in "b a" the one called b reacts to the one called a."""
    graph: nx.MultiDiGraph[str] = Graph(view="reactions")
    for name in dict.fromkeys(name for edge in edges for name in edge.split()[::-1]):
        said = {"kind": "statement", "actor": f"Speaker {name}", "quote": f"we say {name} " * 9}
        date = dates.get(name, "2021-03-01")
        graph.add_node(name, **said, label=f"Act {name}", date=date, earliest=date)
    for number, edge in enumerate(edges):
        child, *parent = edge.split()
        if parent:
            graph.add_edge(child, parent[0], key=f"r{number}", sign="opposes")
    return graph


def places(graph: "nx.MultiDiGraph[str]") -> dict[str, tuple[float, float]]:
    return {mark.id: (mark.place.left, mark.y) for mark in tree(graph).marks}


def test_each_step_away_is_a_column_further_right() -> None:
    found = places(reactions("b a", "c a", "d b", "e d"))
    (a, b, c, d, e) = (found[name][0] for name in "abcde")
    assert a < b == c < d < e


def test_siblings_stand_by_date_and_beside_what_they_react_to() -> None:
    found = places(reactions("b a", "c a", "d a", "x b", b="2021-03-03", c="2021-03-01", d="2021-03-02"))
    assert sorted("bcd", key=lambda name: found[name][1]) == ["c", "d", "b"]
    assert found["x"][1] == found["b"][1]
    assert found["c"][1] < found["a"][1] < found["b"][1]


def test_an_act_that_reacts_to_two_stands_once_with_both_lines() -> None:
    graph = reactions("b a", "c a", "d b", "d c", "d a")
    shown = tree(graph)
    assert sorted(mark.id for mark in shown.marks) == ["a", "b", "c", "d"]
    assert len(shown.lines) == 5
    assert places(graph)["d"][0] == places(graph)["b"][0]  # as near as the nearest of what it reacts to


def test_several_trees_stand_below_each_other() -> None:
    shown = tree(reactions("b a", "c a", "y x", "z x", "alone"))
    tops = {mark.id: mark.place for mark in shown.marks}
    first = max(tops[name].bottom for name in "abc")
    assert min(tops[name].top for name in "xyz") > first or max(tops[name].bottom for name in "xyz") < first
    assert len({round(tops[name].left) for name in ("a", "x", "alone")}) == 1


def test_no_mark_lies_over_another_and_a_line_leaves_at_the_side() -> None:
    edges = [f"n{number} n{(number * number + 3) % number}" for number in range(1, 60)]
    graph = reactions(*edges)
    for node in list(graph)[::3]:
        graph.nodes[node].update(kind="event", type="missile-launch")
    shown = tree(graph)
    pairs = itertools.combinations(shown.marks, 2)
    assert [(one.id, other.id) for one, other in pairs if one.place.overlaps(other.place)] == []
    for line in shown.lines:
        assert line.curve.start[0] in {line.source.place.left, line.source.x + line.source.outline.left}
        assert line.curve.start[1] == line.source.y


def test_an_act_tells_who_in_which_words_and_when() -> None:
    marks = {mark.id: mark for mark in tree(reactions("b a")).marks}
    (who, *words, when) = marks["b"].rows
    assert (who.text, who.bold) == ("Speaker b", True)
    assert len(words) == 2
    assert words[0].text.startswith("“we say b")
    assert (when.text, when.colour) == ("2021-03-01", "faint")


def test_acts_that_react_in_a_circle_are_drawn() -> None:
    shown = tree(reactions("b a", "c b", "a c", "d d"))
    assert sorted(mark.id for mark in shown.marks) == ["a", "b", "c", "d"]
    assert len(shown.lines) == 3
    assert shown.summary == "4 nodes and 4 edges; 1 from a node to itself, not drawn"


def test_a_chain_of_ten_thousand_is_no_recursion_and_says_what_is_left_out() -> None:
    graph = reactions(*(f"a{number + 1:05} a{number:05}" for number in range(10_000)))
    start = time.process_time()
    shown = tree(graph)
    took = time.process_time() - start
    assert took < 1 or took < slowness()
    assert len(shown.marks) == 2_000
    assert shown.marks[-1].id == "a01999"
    assert shown.summary == (
        "10,001 nodes and 10,000 edges, drawn as 2,000 marks and 1,999 lines; too many for a picture, and so not drawn:"
        " the 8,001 nodes that lie the most steps away, 8,001 edges;"
        " --around, --actor or --since show a part, and files for other tools (.graphml and others) hold all"
    )


def test_the_svg_of_reactions_is_a_tree_whose_parts_are_known_by_their_ids() -> None:
    root = ET.fromstring(svg(Drawing.of([reactions("b a", "c b")], "Reactions")))
    groups = list(root.iter(f"{SVG}g"))
    assert [group.get("data-thing") for group in groups if group.get("class") == "mark"] == ["a", "b", "c"]
    ties = [group for group in groups if group.get("class") == "tie"]
    assert sorted((tie.get("data-source"), tie.get("data-target"), tie.get("data-sign")) for tie in ties) == [
        ("b", "a", "opposes"),
        ("c", "b", "opposes"),
    ]
    assert all("C" in (tie[1].get("d") or "") for tie in ties)  # a curve that is level at both ends


def test_hostile_text_is_only_text() -> None:
    graph = hostile()
    graph.graph["view"] = "reactions"
    root = ET.fromstring(svg(Drawing.of([graph], "Reactions")))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "g", "path", "rect", "circle", "text", "title", "desc")
    }
