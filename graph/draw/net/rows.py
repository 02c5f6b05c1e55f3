"""Set lines of text below each other, with smaller ones as a caption."""

from __future__ import annotations

from dataclasses import dataclass

from .. import lettering

LINE_HEIGHT = 1.25
CAPTION = 10.5 / 13  #: size of a caption, as a share of the size of a name


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one line of text, where its baseline stands below the middle of its mark, and how it looks."""

    text: str
    baseline: float
    size: float
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Style:
    """Hold how lines of text look."""

    size: float
    bold: bool = False
    colour: str = "ink"

    def wrapped(self, text: str, widest: float, most: int) -> Lettering:
        """Return the text in at most so many lines, none wider than ``widest`` times the size of a name (13)."""
        lines = lettering.wrap(text, widest * self.size / 13, most, self.size, self.bold)
        return Lettering(tuple((line, self) for line in lines))


@dataclass(frozen=True, slots=True)
class Lettering:
    """Hold lines of text, each in its own style."""

    lines: tuple[tuple[str, Style], ...] = ()

    def __add__(self, other: Lettering) -> Lettering:
        return Lettering(self.lines + other.lines)

    @property
    def width(self) -> float:
        """Return how wide the widest line is."""
        return max((lettering.width(text, style.size, style.bold) for text, style in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """Return how high all lines are."""
        return LINE_HEIGHT * sum(style.size for _, style in self.lines)

    def rows(self, top: float) -> list[Row]:
        """Return the lines as they stand below ``top``."""
        found = []
        for text, style in self.lines:
            top += style.size * LINE_HEIGHT
            found.append(Row(text, round(top - style.size * 0.3, 1), style.size, style.bold, style.colour))
        return found
