"""Write a Mermaid flowchart, which GitHub, GitLab and many wikis draw out of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...errors import OutputError
from ..drawing import Drawing
from ..shapes import Shape, Stance, shape_of, stance_of
from ..svg.tags import printed
from ..words import citation, label, relation, when
from .exchanged import about, ink, is_directed

if TYPE_CHECKING:
    import networkx as nx

#: What Mermaid draws unless it is told otherwise, which those who read on a site cannot do.
MOST_EDGES, MOST_CHARACTERS = 500, 50_000
#: Name of a shape → what stands around the text.
FRAMES = {
    "pill": ("([", "])"),
    "plate": ("[", "]"),
    "crowd": ("([", "])"),
    "missile-launch": ("[/", "\\]"),
    "nuclear-test": ("(((", ")))"),
    "event": ("(", ")"),
    "ahead": ("(", ")"),
    "proposal": ("{", "}"),
    "blocked": ("{{", "}}"),
    "sanction": ("{{", "}}"),
    "vote": ("[[", "]]"),
    "veto": ("{{", "}}"),
    "topic": (">", "]"),
    "place": ("[(", ")]"),
    "statement": ("(", ")"),
    "thing": ("[", "]"),
}
#: Everything else might be syntax somewhere: of Mermaid, of Markdown, of HTML, of mathematics, of icons.
_SYNTAX = re.compile(r"[^\w ,.\-]")
#: A title is cleaned of tags and entities by Mermaid itself, and so are signs that only look like them.
_LOOKALIKES = str.maketrans("&<>", "＆‹›")


def mermaid(drawing: Drawing) -> bytes:
    """Return the drawing's graph as a Mermaid flowchart in UTF-8, with where each edge is written as a comment.

    Without these comments where they would pass Mermaid's limits. Raises OutputError where the flowchart itself does.
    """
    graph = drawing.graph
    for quoted in (True, False):
        text = "\n".join(_lines(drawing, quoted)) + "\n"
        if graph.number_of_edges() <= MOST_EDGES and _length(text) <= MOST_CHARACTERS:
            return text.encode("utf-8")
    raise OutputError(
        "Mermaid",
        f"it draws at most {MOST_EDGES} edges and {MOST_CHARACTERS:,} characters,"
        f" and these would be {graph.number_of_edges():,} and {_length(text):,}",
        "narrow it with --around, --actor or --since, or choose .dot or .svg",
    )


def _length(text: str) -> int:
    """Return how many characters a script counts: two for each beyond U+FFFF."""
    return len(text.encode("utf-16-le")) // 2


def _lines(drawing: Drawing, quoted: bool) -> Iterator[str]:
    graph = drawing.graph
    known = about(drawing)
    if title := known.get("title"):
        yield from ("---", f"title: {_yaml(title)}", "---")
    yield "flowchart LR"
    if remarks := known.get("remarks"):
        yield _comment(remarks)
    if not quoted:
        yield _comment("Without quotes and sources, which would pass the limits of Mermaid.")
    places = {node: f"n{number}" for number, node in enumerate(graph, 1)}
    yield from _nodes(graph, places)
    yield from _edges(graph, places, quoted)
    yield from _styles(graph)


def _nodes(graph: nx.MultiDiGraph[str], places: dict[str, str]) -> Iterator[str]:
    for node, data in graph.nodes(data=True):
        shape = shape_of(data)
        before, after = FRAMES[shape.name]
        text = ", ".join(filter(None, [label(graph, node), when(data)]))
        yield f'{places[node]}{before}"{_inert(text)}"{after}:::{_name(shape)}'


def _edges(graph: nx.MultiDiGraph[str], places: dict[str, str], quoted: bool) -> Iterator[str]:
    line = "-->" if is_directed(graph) else "---"
    for source, target, data in graph.edges(data=True):
        if quoted:
            yield _comment(citation(graph, source, target, data))
        text = ", ".join(filter(None, [relation(data), when(data)]))
        yield f'{places[source]} {line}|"{_inert(text)}"| {places[target]}'


def _styles(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    shapes = {shape.name: shape for shape in map(shape_of, graph.nodes.values())}
    for shape in shapes.values():
        dashes = f",stroke-dasharray:{shape.dash}" if shape.dash else ""
        look = f"fill:{printed(shape.fill)},stroke:{printed(shape.stroke)},color:{ink(shape)}{dashes}"
        yield f"classDef {_name(shape)} {look}"
    alike: dict[str, tuple[Stance, list[str]]] = {}
    for number, data in enumerate(graph.edges.values()):
        stance = stance_of(data)
        alike.setdefault(stance.sign, (stance, []))[1].append(str(number))
    for stance, numbers in alike.values():
        dashes = f",stroke-dasharray:{' '.join(map(str, stance.dash))}" if stance.dash else ""
        yield f"linkStyle {','.join(numbers)} stroke:{printed(stance.colour)}{dashes}"


def _name(shape: Shape) -> str:
    return f"look_{shape.name.replace('-', '_')}"


def _inert(text: str) -> str:
    """Return text in one line in which nothing is syntax; Mermaid shows ``#34;`` as the character of that number.

    >>> _inert('a "b" #1')
    'a #34;b#34; #35;1'
    """
    plain = " ".join(text.split()).replace("ﬂ", "fl")  # Mermaid marks its own places with the ligature
    return _SYNTAX.sub(lambda found: f"#{ord(found[0])};", plain)


def _comment(text: str) -> str:
    """Return a comment; ``%%{`` would begin a directive even there."""
    return "%% " + re.sub("[%{}]", lambda found: f"#{ord(found[0])};", " ".join(text.split()))


def _yaml(text: str) -> str:
    """Return text as a YAML string in which nothing is syntax."""
    return '"' + _SYNTAX.sub(lambda found: f"\\U{ord(found[0]):08x}", text.translate(_LOOKALIKES)) + '"'
