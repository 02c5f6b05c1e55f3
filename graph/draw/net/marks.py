"""Hold a thing as it is drawn: its shape, its text, and how much room they take."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..boxes import Box
from ..shapes import RADIUS, Shape
from .rows import Lettering, Row

PADDING, BELOW = 5.0, 2.0  #: between a frame and its text, between an outline and the text below it
OUTLINE = Box(-RADIUS - 2, -RADIUS - 2, RADIUS + 2, RADIUS + 2)


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold one thing as it is drawn, or several that are drawn as one."""

    members: tuple[str, ...]  #: ids of nodes
    shape: Shape
    lettering: Lettering
    outline: Box  #: where lines end, around (0, 0)
    box: Box  #: outline and text, around (0, 0)
    framed: bool  #: whether the text stands inside the outline
    x: float = 0.0
    y: float = 0.0

    @classmethod
    def framing(cls, members: tuple[str, ...], shape: Shape, text: Lettering, frame: Box) -> Mark:
        """Return a mark with its text inside a frame."""
        return cls(members, shape, text, frame, frame, framed=True)

    @classmethod
    def captioned(cls, members: tuple[str, ...], shape: Shape, text: Lettering) -> Mark:
        """Return a mark with its text below its shape."""
        mark = cls(members, shape, text, OUTLINE, OUTLINE, framed=False)
        return mark.with_text(above=False)

    @property
    def id(self) -> str:
        """Return the id of the first member, by which the mark is known."""
        return self.members[0]

    @property
    def quiet(self) -> bool:
        """Tell whether the mark is a bare shape, whose name is told only where it is asked for."""
        return not self.lettering.lines

    @property
    def corner(self) -> float:
        """Return the radius of a frame's corners."""
        return 4.0 if self.shape.name == "plate" else min(16.0, self.outline.bottom)

    @property
    def rows(self) -> list[Row]:
        """Return the lines of text as they stand around the middle of the mark."""
        if self.framed:
            return self.lettering.rows(self.outline.top + PADDING)
        above = self.box.top < self.outline.top
        return self.lettering.rows(self.box.top if above else self.outline.bottom + BELOW)

    @property
    def caption(self) -> Box:
        """Return the box of the text beside the shape, around (0, 0); an empty one where there is none."""
        if self.framed or self.quiet:
            return Box(0, 0, 0, 0)
        half, above = self.lettering.width / 2, self.box.top < self.outline.top
        high = self.lettering.height
        top = self.box.top if above else self.outline.bottom + BELOW
        return Box(-half, top, half, top + high)

    @property
    def text_box(self) -> Box:
        """Return the box of the text beside the shape where it is drawn; lines may end at the shape, not cross it."""
        return self.caption.at(self.x, self.y)

    @property
    def place(self) -> Box:
        """Return the box where it is drawn."""
        return self.box.at(self.x, self.y)

    def at(self, x: float, y: float) -> Mark:
        """Return the mark at another place."""
        return replace(self, x=x, y=y)

    def with_text(self, above: bool) -> Mark:
        """Return the mark with its text above or below the shape; a frame, and a bare shape, stay as they are."""
        if self.framed or self.quiet:
            return self
        half = max(self.lettering.width / 2, self.outline.right)
        high = BELOW + self.lettering.height
        top, bottom = self.outline.top - high * above, self.outline.bottom + high * (not above)
        return replace(self, box=Box(-half, top, half, bottom))
