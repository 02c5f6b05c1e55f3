"""Networks too large for a picture: what is drawn, in which time, and what is said of the rest."""

import time

import networkx as nx
import pytest

from communique.graph.draw.net.few import fewer, groups, owners
from communique.graph.draw.net.lines import bundles
from communique.graph.draw.net.picture import CAPTIONED, LOUD, Picture, picture
from graphs import Graph
from hostile import slowness
from nets import chain, hub, many


@pytest.fixture(scope="module")
def large() -> tuple[Picture, float]:
    """The picture of 2,000 nodes and 5,000 edges, and the seconds of the processor that it took."""
    graph = many(2_000, 5_000)
    start = time.process_time()
    shown = picture(graph)
    return shown, time.process_time() - start


def test_two_thousand_nodes_are_all_drawn_in_three_seconds(large: tuple[Picture, float]) -> None:
    shown, took = large
    assert sum(len(mark.members) for mark in shown.marks) == 2_000
    assert sum(len(line.edges) for line in shown.lines) > 4_800
    assert took < 3 or took < 3 * slowness()


def test_none_of_two_thousand_lies_over_another(large: tuple[Picture, float]) -> None:
    boxes = sorted((mark.place for mark in large[0].marks), key=lambda box: box.left)
    for number, box in enumerate(boxes):
        for other in boxes[number + 1 :]:
            if other.left >= box.right:
                break
            assert not box.overlaps(other)


def test_where_captions_would_be_noise_the_most_connected_alone_bear_names_in_larger_letters() -> None:
    shown = picture(many(CAPTIONED + 100, 1_000))
    named = [mark for mark in shown.marks if not mark.quiet]
    ties = {mark.id: 0 for mark in shown.marks}
    for line in shown.lines:
        for mark in (line.source, line.target):
            ties[mark.id] += len(line.edges)
    assert len(named) == LOUD
    least = min(ties[mark.id] for mark in named)
    assert all(ties[mark.id] <= least for mark in shown.marks if mark.quiet)
    assert min(row.size for mark in named for row in mark.rows) > 13
    assert shown.summary.endswith(f"only the {LOUD} most connected marks bear their names")
    assert not any(mark.quiet for mark in picture(many(CAPTIONED, 1_000)).marks)


def test_a_quiet_mark_is_its_shape_and_nothing_else() -> None:
    shown = picture(hub(CAPTIONED))
    (named,) = [mark for mark in shown.marks if not mark.quiet]
    assert named.id == "hub"
    quiet = shown.marks[-1]
    assert (quiet.rows, quiet.framed, quiet.box) == ([], False, quiet.outline)


# --- more than a picture holds


def test_what_hangs_on_one_mark_alone_is_drawn_as_one_where_there_are_too_many() -> None:
    graph = hub(6)
    graph.update(nx.relabel_nodes(chain(4), {"a3": "hub"}))
    for name in ("lone", "lonely"):
        graph.add_node(name, kind="event", type=name)
    assert len(groups(graph)) == 12
    assert groups(graph, most=11) == [
        ("hub",),
        ("n0", "n3"),
        ("n1", "n4"),
        ("n2", "n5"),
        ("a0",),
        ("a1",),
        ("a2",),
        ("lone", "lonely"),
    ]


def test_two_that_hang_on_each_other_alone_are_not_drawn_as_one() -> None:
    graph: nx.MultiDiGraph[str] = Graph()
    for number in range(4):
        graph.add_edge(f"a{number}", f"b{number}", sign="opposes", relation=str(number))
    assert len(groups(graph, most=7)) == 7  # and so the last is left out


def test_those_stay_at_which_the_most_stances_end() -> None:
    graph: nx.MultiDiGraph[str] = Graph()
    for one, other, sign in ("ab-", "bc+", "cd+", "de ", "ef ", "fd ", "ea "):
        graph.add_edge(one, other, sign={"-": "opposes", "+": "supports", " ": "neutral"}[sign])
    assert groups(graph, most=3) == [("b",), ("c",), ("d",)]  # a has a stance as well, but fewer edges than d
    assert groups(graph, most=4) == [("a",), ("b",), ("c",), ("d",)]


def test_lines_without_a_stance_are_left_out_first_and_last_those_of_lone_marks() -> None:
    graph: nx.MultiDiGraph[str] = Graph()
    for one, other, sign in ("ab ", "bc ", "ca ", "da ", "ea ", "bc+"):
        graph.add_edge(one, other, sign={"+": "supports", " ": "neutral"}[sign])
    names = list(graph)
    bundled = bundles(graph, owners([(name,) for name in names]))
    kept = fewer(bundled, most=3)
    assert [(names[one.source] + names[one.target], one.sign) for one in kept] == [
        ("bc", "supports"),
        ("da", "neutral"),
        ("ea", "neutral"),
    ]


def test_what_is_not_drawn_is_counted_and_the_way_to_it_is_told() -> None:
    shown = picture(many(2_600, 9_000))
    assert len(shown.marks) == 2_000
    left = 2_600 - sum(len(mark.members) for mark in shown.marks)
    edges = 9_000 - sum(len(line.edges) for line in shown.lines) - shown.counts.loops - shown.counts.inner
    assert left > 0
    assert f"too many for a picture, and so not drawn: the {left:,} nodes at which the fewest" in shown.summary
    assert f"stances end, {edges:,} edges; --around, --actor or --since show a part" in shown.summary
    assert "hangs on one mark alone" in shown.summary


def test_ten_thousand_nodes_are_laid_out_in_six_seconds() -> None:
    graph = many(10_000, 30_000)
    start = time.process_time()
    shown = picture(graph)
    took = time.process_time() - start
    assert (len(shown.marks), len(shown.lines) <= 8_000) == (2_000, True)
    assert took < 6 or took < 6 * slowness()
