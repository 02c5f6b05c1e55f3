"""Draw lines as quadratic curves, with the control point that vis-network computes from the same roundness.

So the page, where nodes can be dragged, and the static picture agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from ..boxes import Box, Point
from .marks import Mark


@dataclass(frozen=True, slots=True)
class Curve:
    """Hold a quadratic curve by its three points."""

    start: Point
    control: Point
    end: Point

    @classmethod
    def bent(cls, start: Point, end: Point, bend: float) -> Curve:
        """Return the curve from start to end that vis-network draws for ``curvedCW`` (``curvedCCW`` where negative)."""
        across, up = end[0] - start[0], start[1] - end[1]
        turned, raised = sin((0.5 + 0.5 * bend) * pi), cos((0.5 + 0.5 * bend) * pi)
        share = 0.5 + 0.5 * abs(bend)
        x = start[0] + share * (up * raised + across * turned)
        y = start[1] + share * (across * raised - up * turned)
        return cls(start, (x, y), end)

    @property
    def controls(self) -> tuple[Point, ...]:
        """Return the points between start and end that the curve bends toward."""
        return (self.control,)

    def at(self, t: float) -> Point:
        """Return the point at a share of the way."""
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        x = a * self.start[0] + b * self.control[0] + c * self.end[0]
        return x, a * self.start[1] + b * self.control[1] + c * self.end[1]

    def until(self, box: Box) -> Curve:
        """Return the curve up to a box around its end; the control point stays, as vis-network keeps it."""
        return Curve(self.start, self.control, self.at(_crossing(self, box, 1.0, 0.0)))

    def emerges(self, box: Box) -> float:
        """Return the share of the way at which the curve comes out of a box around its start."""
        return _crossing(self, box, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Swing:
    """Hold a cubic curve by its four points, for pictures whose marks stay where they are."""

    start: Point
    controls: tuple[Point, Point]
    end: Point

    @classmethod
    def between(cls, start: Point, out: float, end: Point, into: float) -> Swing:
        """Return a curve that is level at both ends, for shares of the way: to the right, or, below 0, to the left."""
        across = max(60.0, min(240.0, abs(end[0] - start[0])))
        return cls(start, ((start[0] + out * across, start[1]), (end[0] + into * across, end[1])), end)

    def at(self, t: float) -> Point:
        """Return the point at a share of the way."""
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        (x1, y1), (x2, y2) = self.controls
        x = a * self.start[0] + b * x1 + c * x2 + d * self.end[0]
        return x, a * self.start[1] + b * y1 + c * y2 + d * self.end[1]


def _crossing(curve: Curve, box: Box, inside: float, outside: float) -> float:
    for _ in range(12):  # to a thousandth of a line
        middle = (inside + outside) / 2
        if box.holds(*curve.at(middle)):
            inside = middle
        else:
            outside = middle
    return outside


def course(source: Mark, target: Mark, bend: float) -> Curve:
    """Return the curve from the middle of one mark to the outline of another."""
    whole = Curve.bent((source.x, source.y), (target.x, target.y), bend)
    return whole.until(target.outline.at(target.x, target.y).grown(2))
