"""Stretch the time axis: silences shrink, days on which much was said get room."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log2


@dataclass(frozen=True, slots=True)
class Scale:
    """Hold the days at which the axis may bend, and where each stands."""

    days: tuple[int, ...]
    places: tuple[float, ...]
    known: dict[int, float] = field(repr=False, compare=False)

    @classmethod
    def of(cls, days: Sequence[int], widths: Sequence[float], left: float) -> Scale:
        """Return the scale of sorted days with so much room between each and the next."""
        places = [left]
        for width in widths:
            places.append(places[-1] + width)
        return cls(tuple(days), tuple(places), dict(zip(days, places, strict=False)))

    def x(self, day: int) -> float:
        """Return where a day begins; between two that are known, in proportion."""
        if (place := self.known.get(day)) is not None:
            return place
        if day <= self.days[0]:
            return self.places[0]
        if day >= self.days[-1]:
            return self.places[-1]
        after = bisect_right(self.days, day)
        first, last = self.days[after - 1], self.days[after]
        share = (day - first) / (last - first)
        return self.places[after - 1] + share * (self.places[after] - self.places[after - 1])


def natural(days: Sequence[int]) -> list[float]:
    """Return how much room each stretch between two days would ask for by itself: years hardly more than months."""
    return [0.3 + min(last - first, 20) / 9 + 0.4 * log2(1 + (last - first) / 60) for first, last in pairwise(days)]


def blended(days: Sequence[int], demand: Mapping[int, float], total: float, share: float) -> list[float]:
    """Return widths that add up to ``total``: a share of it by time passed, the rest by what must find room.

    ``demand`` says for a stretch, by its place, how much room that is.
    """
    by_time = natural(days)
    asked = sum(demand.values()) or 1.0
    share = share if demand else 1.0
    passed = sum(by_time) or 1.0
    return [
        total * (share * base / passed + (1 - share) * demand.get(place, 0.0) / asked)
        for place, base in enumerate(by_time)
    ]
