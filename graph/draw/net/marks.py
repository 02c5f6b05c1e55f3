"""Make a mark of each thing: its shape, its text, and how much room they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .. import lettering
from ..boxes import Box
from ..shapes import ACTORS, RADIUS, SHAPES, Shape, shape_of
from ..words import label, spoken

if TYPE_CHECKING:
    import networkx as nx

LINE_HEIGHT = 1.25
_NAME, _TEXT, _CAPTION = 13.0, 12.0, 10.5  # font sizes
_WIDEST, _WIDEST_LIST = 150, 205
_PADDING, _BELOW = 5.0, 2.0


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one line of text, where its baseline stands below the middle of its mark, and how it looks."""

    text: str
    baseline: float
    size: float
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Lettering:
    """Hold lines of text, with smaller ones below as a caption."""

    lines: tuple[str, ...]
    size: float
    bold: bool = False
    caption: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        """Return how wide the widest line is."""
        main = [lettering.width(line, self.size, self.bold) for line in self.lines]
        return max([*main, *(lettering.width(line, _CAPTION) for line in self.caption)], default=0.0)

    @property
    def height(self) -> float:
        """Return how high all lines are."""
        return LINE_HEIGHT * (self.size * len(self.lines) + _CAPTION * len(self.caption))

    def rows(self, top: float) -> list[Row]:
        """Return the lines as they stand below ``top``."""
        styled = [(line, self.size, self.bold, "ink") for line in self.lines]
        found = []
        for text, size, bold, colour in [*styled, *((line, _CAPTION, False, "faint") for line in self.caption)]:
            top += size * LINE_HEIGHT
            found.append(Row(text, round(top - size * 0.3, 1), size, bold, colour))
        return found


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold one thing as it is drawn, or several that play the same part."""

    members: tuple[str, ...]  #: ids of nodes
    shape: Shape
    lettering: Lettering
    outline: Box  #: where lines end, around (0, 0)
    box: Box  #: outline and text, around (0, 0)
    x: float = 0.0
    y: float = 0.0

    @property
    def id(self) -> str:
        """Return the id of the first member, by which the mark is known."""
        return self.members[0]

    @property
    def framed(self) -> bool:
        """Tell whether the text stands inside the outline."""
        return self.outline == self.box

    @property
    def corner(self) -> float:
        """Return the radius of a frame's corners."""
        return 4.0 if self.shape.name == "plate" else min(16.0, self.outline.bottom)

    @property
    def rows(self) -> list[Row]:
        """Return the lines of text as they stand around the middle of the mark."""
        if self.framed:
            return self.lettering.rows(self.outline.top + _PADDING)
        return self.lettering.rows(self.box.top if self.box.top < self.outline.top else self.outline.bottom + _BELOW)

    @property
    def text_box(self) -> Box:
        """Return the box of the text where it is drawn; lines may end at the outline but should not cross the text."""
        rows = self.rows
        half = self.lettering.width / 2
        top = rows[0].baseline - rows[0].size if rows else 0.0
        return Box(-half, top, half, rows[-1].baseline + 2 if rows else 0.0).at(self.x, self.y)

    @property
    def place(self) -> Box:
        """Return the box where it is drawn."""
        return self.box.at(self.x, self.y)

    def at(self, x: float, y: float) -> Mark:
        """Return the mark at another place."""
        return replace(self, x=x, y=y)

    def with_text_above(self) -> Mark:
        """Return the mark with its text above the outline, not below; a frame stays as it is."""
        if self.framed:
            return self
        return replace(
            self,
            box=Box(
                self.box.left, self.outline.top - _BELOW - self.lettering.height, self.box.right, self.outline.bottom
            ),
        )


def draft(graph: nx.MultiDiGraph[str], members: tuple[str, ...]) -> Mark:
    """Return the mark of one node, or of several alike, not placed yet."""
    first = graph.nodes[members[0]]
    labels = [label(graph, member) for member in members]
    if first.get("kind") in ACTORS:
        shape = shape_of(first) if len(members) == 1 else SHAPES["crowd"]
        text = _list(labels) if len(members) > 1 else _name(labels[0], first)
        frame = _frame(text, shape)
        return Mark(members, shape, text, frame, frame)
    shape = shape_of(first)
    text = _caption(labels[0], first) if len(members) == 1 else _several(shape, [graph.nodes[node] for node in members])
    outline = Box(-RADIUS - 2, -RADIUS - 2, RADIUS + 2, RADIUS + 2)
    half = max(text.width / 2, outline.right)
    return Mark(members, shape, text, outline, Box(-half, outline.top, half, outline.bottom + _BELOW + text.height))


def _name(label: str, data: Mapping[str, object]) -> Lettering:
    side = lettering.wrap(str(data.get("side", "")), _WIDEST, 1, _CAPTION)
    return Lettering(lettering.wrap(label, _WIDEST, 3, _NAME, True), _NAME, True, side)


def _list(labels: list[str]) -> Lettering:
    return Lettering(lettering.wrap(", ".join(labels), _WIDEST_LIST, 6, _TEXT), _TEXT)


def _caption(label: str, data: Mapping[str, object]) -> Lettering:
    date = lettering.wrap(spoken(str(data.get("date", ""))), _WIDEST, 1, _CAPTION)
    return Lettering(lettering.wrap(label, _WIDEST, 3, _TEXT), _TEXT, caption=date)


def _several(shape: Shape, rows: list[Mapping[str, object]]) -> Lettering:
    dates = sorted(str(data.get("date", "")) for data in rows)
    span = (f"{dates[0]} to {dates[-1]}",) if dates[0] else ()
    return Lettering((f"{len(rows)} × {shape.meaning}",), _TEXT, caption=span)


def _frame(text: Lettering, shape: Shape) -> Box:
    half_height = round(text.height / 2 + _PADDING, 1)
    sides = 9.0 if shape.name == "plate" else max(10.0, min(half_height, 14.0))
    half_width = round(text.width / 2 + sides, 1)
    return Box(-half_width, -half_height, half_width, half_height)
