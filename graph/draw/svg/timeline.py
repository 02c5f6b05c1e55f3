"""Write the lanes, marks and ties of a timeline as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..boxes import Box
from ..words import label
from .sheet import Sheet
from .tags import Paint, shift, tag, words

if TYPE_CHECKING:
    import networkx as nx


def timeline_sheet(graph: nx.MultiDiGraph[str], paint: Paint) -> Sheet:
    """Return a cleaned timeline as it is drawn."""
    marks = "\n".join(
        tag(
            "g",
            tag("rect", width=180, height=30, rx=8, fill=paint("paper"), stroke=paint("ink")),
            tag("text", words(label(graph, node)[:24]), x=10, y=20, font_size=12),
            class_="mark",
            data_thing=node,
            transform=shift(200 * (number % 7), 40 * (number // 7)),
        )
        for number, node in enumerate(graph)
    )
    return Sheet(marks, Box(0, 0, 1400, 40 * (len(graph) // 7 + 1)), [], [], False, f"{len(graph)} acts")
