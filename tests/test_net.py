"""The picture of a network: no text over another, no line across a name, signs that can be read, and how it is told."""

import itertools
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache

import networkx as nx
import pytest

import communique
from communique.graph.draw.boxes import Box, Point
from communique.graph.draw.clean import cleaned
from communique.graph.draw.drawing import Drawing
from communique.graph.draw.lettering import width, wrap
from communique.graph.draw.net.curves import Curve
from communique.graph.draw.net.lines import Line
from communique.graph.draw.net.marks import Mark
from communique.graph.draw.net.picture import Picture, picture
from communique.graph.draw.net.rows import Lettering
from communique.graph.draw.net.tangle import Tangle, passes
from communique.graph.draw.shapes import SHAPES as LOOKS
from communique.graph.draw.svg.document import svg
from graphs import Graph, hostile, small
from nets import alone, chain, complete, crowd, cut, hub, in_chinese, in_long_words, two_parts

Maker = Callable[[], "nx.MultiDiGraph[str]"]
SHAPES: dict[str, Maker] = {
    "small": small,
    "hostile": hostile,
    "crowd": crowd,
    "shipped": lambda: communique.load().network(),
    "hub": hub,
    "500 leaves": lambda: hub(500),
    "chain": chain,
    "two parts": two_parts,
    "alone": alone,
    "complete": complete,
    "Chinese and Korean": in_chinese,
    "200 characters": in_long_words,
}
SVG, THING = "{http://www.w3.org/2000/svg}", LOOKS["thing"]
SAMPLES = 39  #: of the part of a line that can be seen


@cache
def drawn(name: str) -> Picture:
    return picture(cleaned(SHAPES[name]()))


def texts(mark: Mark) -> Box:
    """Return the frame of a mark, or the text below it, which is all that a line may not cross."""
    return mark.place if mark.framed else mark.text_box


def across(line: Line, marks: tuple[Mark, ...]) -> int:
    """Return how many samples of a line lie in a text that is not at home there."""
    own = {line.source.id, line.target.id}
    boxes = [texts(mark) for mark in marks if not mark.framed or mark.id not in own]
    curve = line.curve
    assert isinstance(curve, Curve)
    out = curve.emerges(line.source.outline.at(line.source.x, line.source.y))
    points = [curve.at(out + (1 - out) * number / (SAMPLES + 1)) for number in range(1, SAMPLES + 1)]
    return sum(box.holds(*point) for point in points for box in boxes)


# --- legible


@pytest.mark.parametrize("name", SHAPES)
def test_no_mark_and_no_label_lies_over_another(name: str) -> None:
    marks = drawn(name).marks
    assert len(marks) > 2
    pairs = itertools.combinations(marks, 2)
    assert [(one.id, other.id) for one, other in pairs if one.place.overlaps(other.place)] == []


@pytest.mark.parametrize("name", SHAPES)
def test_text_stays_inside_its_frame(name: str) -> None:
    for mark in drawn(name).marks:
        for row in mark.rows:
            half = width(row.text, row.size, row.bold) / 2
            assert Box(-half, row.baseline - row.size, half, row.baseline).within(mark.box.grown(1))


@pytest.mark.parametrize("name", SHAPES)
def test_no_sign_covers_a_label_or_another_sign(name: str) -> None:
    lines, marks = drawn(name).lines, drawn(name).marks
    signs = [line.badge_box.grown(-1) for line in lines]
    assert [one.id for one in marks if any(texts(one).overlaps(sign) for sign in signs)] == []
    clashes = sum(one.overlaps(other) for one, other in itertools.combinations(signs, 2))
    assert clashes <= len(lines) / 50  # where five hundred lines meet


def test_hardly_a_line_of_the_shipped_facts_runs_across_a_label() -> None:
    lines = drawn("shipped").lines
    assert len(lines) > 100
    found = [across(line, drawn("shipped").marks) for line in lines]
    assert sum(found) < 0.01 * len(lines) * SAMPLES
    assert sum(count > 0 for count in found) <= 12


@pytest.mark.parametrize("name", ["hub", "500 leaves", "chain", "two parts", "complete", "200 characters"])
def test_where_there_is_room_no_line_runs_across_a_label(name: str) -> None:
    shown = drawn(name)
    found = sum(across(line, shown.marks) for line in shown.lines)
    assert found <= 0.005 * len(shown.lines) * SAMPLES


@pytest.mark.parametrize("name", [name for name in SHAPES if name not in {"small", "hostile"}])
def test_a_picture_is_about_as_wide_as_a_page(name: str) -> None:
    bounds = drawn(name).bounds
    assert 1.25 < (bounds.right - bounds.left) / (bounds.bottom - bounds.top) < 2.5


def test_parts_that_do_not_hang_together_do_not_mix() -> None:
    shown = drawn("two parts")
    parts = [[mark.place for mark in shown.marks if mark.id.startswith(letter)] for letter in "ab"]
    (top, bottom) = sorted(parts, key=lambda part: min(box.top for box in part))
    assert max(box.bottom for box in top) < min(box.top for box in bottom)


def test_a_sign_stands_on_its_line_and_the_line_ends_at_its_mark() -> None:
    for line in drawn("shipped").lines:
        x, y = line.curve.end
        outline = line.target.outline.at(line.target.x, line.target.y)
        assert outline.grown(4).holds(x, y)
        assert not outline.holds(x, y)


# --- told


def test_those_that_play_the_same_part_are_drawn_as_one_and_edges_alike_as_one_line() -> None:
    shown = drawn("small")
    assert [mark.members for mark in shown.marks if len(mark.members) > 1] == [("ela", "fen", "gro")]
    assert sorted(len(line.edges) for line in shown.lines) == [1, 1, 2, 3]
    assert shown.summary == (
        "8 nodes and 8 edges, drawn as 6 marks and 4 lines: what is alike is drawn once;"
        " 1 from a node to itself, not drawn"
    )


def test_many_that_are_alike_are_counted_where_they_cannot_all_be_named() -> None:
    graph = cut(hub(40), kind="state", relation="votes for", sign="supports")
    (mark,) = [mark for mark in picture(graph).marks if len(mark.members) > 1]
    assert mark.rows[-1].text == "and 31 more"
    assert len(mark.members) == 40


def test_a_stance_is_told_by_colour_sign_and_dash() -> None:
    stances = drawn("small").stances
    for trait in ("colour", "mark", "dash"):
        assert len({getattr(stance, trait) for stance in stances}) == len(stances) == 3


def test_long_and_wide_text_is_broken_and_cut() -> None:
    assert wrap("a resolution on everything there is", 100, 2, 12) == ("a resolution on", "everything the…")
    assert all(width(line, 12) <= 100 for line in wrap("朝鲜民主主义人民共和国" * 4, 100, 3, 12))
    assert wrap("", 100, 2, 12) == ()


# --- without direction, with a tag


def aligned() -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = Graph(undirected=True)
    for name in ("Arvland", "Borea", "Cetia", "Dorn", "Estra"):
        graph.add_node(name, label=name, kind="state")
    for one, other in itertools.combinations(("Cetia", "Dorn", "Estra"), 2):
        graph.add_edge(other, one, sign="supports", tag="2:0")
    for name in ("Cetia", "Dorn", "Estra"):
        graph.add_edge(name, "Arvland", sign="mixed", tag="3:1")
    graph.add_edge("Arvland", "Borea", sign="opposes", tag="0:1")
    graph.add_edge("Borea", "Arvland", sign="opposes", tag="0:1")
    return graph


def test_a_tag_stands_beside_the_sign_and_has_room_between_the_marks() -> None:
    lines = picture(aligned()).lines
    assert sorted(line.badge for line in lines) == ["± 3:1", "– 0:1"]
    for line in lines:
        sign = line.badge_box
        assert sign.right - sign.left > width(line.badge, 11, bold=True)
        assert not any(sign.overlaps(mark.place) for mark in (line.source, line.target))


def test_ties_without_direction_have_no_arrow_and_are_one_line_whichever_way_they_are_written() -> None:
    lines = picture(aligned()).lines
    assert [line.arrow for line in lines] == [False, False]
    assert max(len(line.edges) for line in lines if line.tag == "0:1") == 2
    assert all(line.arrow for line in drawn("small").lines)


def test_those_that_are_tied_to_all_others_and_to_each_other_alike_are_drawn_as_one() -> None:
    shown = picture(aligned())
    (mark,) = [mark for mark in shown.marks if len(mark.members) > 1]
    assert mark.members == ("Cetia", "Dorn", "Estra")
    assert [row.text for row in mark.rows] == ["Cetia, Dorn, Estra", "with each other: + 2:0"]
    assert "3 between nodes that are drawn as one" in shown.summary


def test_one_that_differs_toward_a_single_other_is_not_alike() -> None:
    graph = aligned()
    graph.add_edge("Dorn", "Borea", sign="supports", tag="1:0")
    assert [mark.members for mark in picture(graph).marks if len(mark.members) > 1] == []


def test_in_svg_a_tag_is_written_in_a_pill_and_a_line_without_direction_has_no_arrow() -> None:
    root = ET.fromstring(svg(Drawing.of([aligned()], "Who agrees")))
    ties = [group for group in root.iter(f"{SVG}g") if group.get("class") == "tie"]
    assert [len(tie.findall(f"{SVG}path")) for tie in ties] == [1, 1]
    assert {"± 3:1", "– 0:1"} <= {element.text for element in root.iter(f"{SVG}text")}
    directed = ET.fromstring(svg(Drawing.of([small()], "Who acts")))
    assert {len(tie.findall(f"{SVG}path")) for tie in directed.iter(f"{SVG}g") if tie.get("class") == "tie"} == {2}


# --- untangled


def square(*ties: tuple[int, int]) -> Tangle:
    """Return four marks in the corners of a square, and one in its middle."""
    spots = [(0, 0), (300, 0), (300, 300), (0, 300), (150, 150)]
    outline = Box(-13, -13, 13, 13)
    bare = [Mark((f"n{number}",), THING, Lettering(), outline, outline, framed=False) for number in range(5)]
    return Tangle([mark.at(*spot) for mark, spot in zip(bare, spots, strict=True)], dict.fromkeys(ties, 1.0), 20.0)


def test_ties_that_cross_are_more_tangled_than_ties_that_do_not() -> None:
    assert square((0, 2), (1, 3)).total() > square((0, 1), (2, 3)).total()
    assert square((0, 2)).total() > square((0, 1)).total()  # the mark in the middle is in the way


def test_marks_are_moved_until_no_tie_crosses_another_or_runs_through_a_mark() -> None:
    tangle = square((0, 2), (1, 3))
    tangle.undo()
    places = [(mark.x, mark.y) for mark in tangle.marks]
    a, b, c, d, _ = places
    assert not any(passes(*one, *other, tangle.marks[4].place) for one, other in ((a, c), (b, d)))
    assert not crosses(a, c, b, d)
    assert all(0 <= x <= 300 and 0 <= y <= 300 for x, y in places)


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    def left(one: Point, other: Point, third: Point) -> bool:
        return (other[0] - one[0]) * (third[1] - one[1]) > (other[1] - one[1]) * (third[0] - one[0])

    return left(a, b, c) != left(a, b, d) and left(c, d, a) != left(c, d, b)
