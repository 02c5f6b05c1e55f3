"""Hold a chip where it stands, and where lines leave and reach it."""

from __future__ import annotations

from dataclasses import dataclass

from ..boxes import Box, Point
from .chips import Chip

_OUT = 3.0  #: how far from its edge a line begins to be led


@dataclass(frozen=True, slots=True)
class Placed:
    """Hold a chip where it stands: ``x`` and ``y`` are its upper left corner."""

    chip: Chip
    x: float
    y: float

    @property
    def box(self) -> Box:
        """Return the room of frame and text."""
        return Box(self.x, self.y, self.x + self.chip.width, self.y + self.chip.height)

    @property
    def reach(self) -> Box:
        """Return the room that lines keep clear of: the box, and what reaches out of it to the left."""
        return Box(self.x - self.chip.left, self.y, self.x + self.chip.width, self.y + self.chip.height)

    @property
    def anchor(self) -> Point:
        """Return where lines begin, and end where they are straight: the disc, the symbol, or the left edge."""
        return self.x, self.y + (7.0 if self.chip.frame == "none" else self.chip.height / 2)

    @property
    def exit(self) -> Point:
        """Return where a line that is led around leaves."""
        return self.x - self.chip.left - _OUT, self.anchor[1]

    @property
    def entries(self) -> list[Point]:
        """Return where a line that is led around may arrive: beside, above and below."""
        across = [self.x + share * self.chip.width for share in (0.12, 0.3, 0.5, 0.7)]
        above = [(x, self.reach.top - _OUT) for x in across]
        return [self.exit, *above, *((x, self.reach.bottom + _OUT) for x in across)]

    def touched(self, entry: Point) -> Point:
        """Return where a line that arrives at an entry touches the frame."""
        x, y = entry
        return (self.box.left, y) if x < self.box.left else (x, self.box.top if y < self.box.top else self.box.bottom)
