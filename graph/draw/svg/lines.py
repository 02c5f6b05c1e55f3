"""Write the ways of lines: corners rounded, an arrow at the end."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from ..boxes import Point
from .tags import point

_ROUND, _ARROW, _WING = 5.0, 6.5, 3.4


def rounded(corners: Sequence[Point]) -> str:
    """Return the path through corners, each cut a little."""
    parts = [f"M{point(corners[0])}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        parts.append(f"L{point(_towards(corner, before))}Q{point(corner)} {point(_towards(corner, after))}")
    return "".join(parts) + f"L{point(corners[-1])}"


def arrow(before: Point, tip: Point) -> str:
    """Return the head of an arrow that comes from one spot and points to another."""
    length = hypot(tip[0] - before[0], tip[1] - before[1]) or 1.0
    dx, dy = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    back = (tip[0] - _ARROW * dx, tip[1] - _ARROW * dy)
    wings = [(back[0] + turn * _WING * dy, back[1] - turn * _WING * dx) for turn in (1, -1)]
    return f"M{point(tip)}L{point(wings[0])}L{point(wings[1])}Z"


def _towards(corner: Point, other: Point) -> Point:
    """Return the spot a little way from a corner, no further than halfway."""
    length = hypot(other[0] - corner[0], other[1] - corner[1]) or 1.0
    share = min(_ROUND / length, 0.5)
    return corner[0] + share * (other[0] - corner[0]), corner[1] + share * (other[1] - corner[1])
