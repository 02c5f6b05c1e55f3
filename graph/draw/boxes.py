"""Hold rectangles, and find those that lie on a spot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

Point = tuple[float, float]
_CELL = 100.0


@dataclass(frozen=True, slots=True)
class Box:
    """Hold a rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def at(self, x: float, y: float) -> Box:
        """Return the box moved by (x, y)."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def grown(self, by: float) -> Box:
        """Return the box with a margin around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: Box) -> bool:
        """Tell whether the two share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, other: Box) -> bool:
        """Tell whether all of it lies in the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside."""
        return self.left < x < self.right and self.top < y < self.bottom


def bounds(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around all; an empty one around none."""
    if not boxes:
        return Box(0, 0, 0, 0)
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    return Box(left, top, max(box.right for box in boxes), max(box.bottom for box in boxes))


class Grid:
    """Find the boxes that hold a point without asking them all."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Box, int]]] = {}

    def add(self, box: Box, owner: int) -> None:
        """File a box under the number of whatever it belongs to."""
        for x in range(floor(box.left / _CELL), floor(box.right / _CELL) + 1):
            for y in range(floor(box.top / _CELL), floor(box.bottom / _CELL) + 1):
                self._cells.setdefault((x, y), []).append((box, owner))

    def meets(self, box: Box) -> bool:
        """Tell whether a box that is filed shares more than an edge with this one."""
        return any(box.overlaps(other) for cell in self._around(box) for other, _ in cell)

    def _around(self, box: Box) -> Iterator[list[tuple[Box, int]]]:
        for x in range(floor(box.left / _CELL), floor(box.right / _CELL) + 1):
            for y in range(floor(box.top / _CELL), floor(box.bottom / _CELL) + 1):
                if (x, y) in self._cells:
                    yield self._cells[x, y]

    def owners(self, x: float, y: float) -> Iterator[int]:
        """Yield the number of each box that holds the point."""
        for box, owner in self._cells.get((floor(x / _CELL), floor(y / _CELL)), ()):
            if box.holds(x, y):
                yield owner
