"""Find room on a line for its sign, where it covers no mark and no other sign."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from ..boxes import Box, Grid
from .curves import Curve, Swing
from .marks import Mark

#: Shares of the part of a line that can be seen, the middle first.
_SPOTS = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.27, 0.73, 0.22, 0.78)
_COVERED = 4.0  #: what a mark that a sign would cover is worth, as against a sign


class Room:
    """Hold where marks and signs are."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks, self._signs = Grid(), Grid()
        for number, mark in enumerate(marks):
            self._marks.add(mark.place, number)

    def take(self, sign: Box) -> None:
        """Note that a sign stands there."""
        self._signs.add(sign, 0)

    def spot(self, badge: Box, curve: Curve | Swing, out: float = 0.0) -> tuple[float, float]:
        """Return the first spot where a sign covers nothing, else where it covers least, and what that is worth.

        ``out`` is the share of the way at which the curve begins to be seen.
        """
        best, least = 0.5, inf
        for share in _SPOTS:
            spot = out + share * (1 - out)
            sign = badge.at(*curve.at(spot))
            covered = _COVERED * self._marks.meets(sign) + self._signs.meets(sign)
            if covered < least:
                best, least = spot, covered
            if not least:
                break
        return best, least
