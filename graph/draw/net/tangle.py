"""Count what makes ties hard to follow, those that cross, run through a mark or are long, and move marks to undo it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf, sqrt

from ..boxes import Box, bounds
from .marks import Mark
from .spread import GAP

Weights = Mapping[tuple[int, int], float]  #: a tie between two marks → how much it matters
_BLOCKED, _CAPTION, _CROSSED, _LONG = 4.0, 6.0, 1.0, 1 / 300
_AROUND = ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))
_STEPS = (320, 160, 80, 40, 240, 120, 60, 30, 15)
_WORK = 5_000_000  #: how many times a tie is compared with a mark or a tie, at most
_Straight = tuple[int, int, float, float, float, float, float]  #: mark, mark, weight, and the two ends


class Tangle:
    """Hold marks that are moved one by one, and the ties between them as straight lines."""

    def __init__(self, marks: Sequence[Mark], weights: Weights, gap: float) -> None:
        self._gap = gap  #: between marks that are tied
        self.marks = list(marks)
        self._places = [mark.place for mark in marks]
        self._ties = [(one, other, weight) for (one, other), weight in weights.items()]
        self._of: list[list[int]] = [[] for _ in marks]
        for place, (one, other, _) in enumerate(self._ties):
            self._of[one].append(place)
            self._of[other].append(place)
        self._tied = [{sum(self._ties[tie][:2]) - one for tie in ties} for one, ties in enumerate(self._of)]
        self._lines = [self._straight(tie) for tie in range(len(self._ties))]
        self._work = 0

    def _straight(self, tie: int) -> _Straight:
        one, other, weight = self._ties[tie]
        start, end = self.marks[one], self.marks[other]
        return one, other, weight, start.x, start.y, end.x, end.y

    def total(self) -> float:
        """Return how tangled all of it is."""
        return sum(self.cost(number, mark) for number, mark in enumerate(self.marks))

    def undo(self) -> None:
        """Move marks, one by one, to where their ties are followed more easily, inside of what they take up now."""
        frame = bounds(self._places)
        self._work = 0
        for step in _STEPS:
            costs = [self.cost(number, mark) for number, mark in enumerate(self.marks)]
            for number in sorted(range(len(costs)), key=lambda one: (-costs[one], one)):
                if self._work < _WORK:
                    self._improve(number, step, frame)

    def _improve(self, number: int, step: float, frame: Box) -> None:
        best = self.marks[number]
        least = self.cost(number, best) - 0.01
        for one in _moves(best, step):
            if one.place.within(frame) and self._free(number, one.place):
                cost = self.cost(number, one, least)
                if cost < least:
                    best, least = one, cost
        self.move(number, best)

    def move(self, number: int, mark: Mark) -> None:
        """Put a mark where it stands now."""
        self.marks[number] = mark
        self._places[number] = mark.place
        for tie in self._of[number]:
            self._lines[tie] = self._straight(tie)

    def _free(self, number: int, here: Box) -> bool:
        tied = self._tied[number]
        for other, box in enumerate(self._places):
            gap = self._gap if other in tied else GAP
            across = here.left < box.right + gap and box.left < here.right + gap
            if across and here.top < box.bottom + gap and box.top < here.bottom + gap and other != number:
                return False
        return True

    def cost(self, number: int, mark: Mark, most: float = inf) -> float:
        """Return how tangled it is around a mark, if it stood there; counting ends when it is more than ``most``."""
        x, y, own = mark.x, mark.y, mark.text_box
        self._work += len(self._lines) + len(self._of[number]) * (len(self._lines) + len(self._places))
        found = self._covered(number, mark.place)
        for tie in self._of[number]:
            one, other, weight, *_ = self._lines[tie]
            other = one + other - number
            end = self.marks[other]
            if found > most:
                return found
            length = sqrt((x - end.x) ** 2 + (y - end.y) ** 2)
            captions = passes(x, y, end.x, end.y, own) + passes(x, y, end.x, end.y, end.text_box)
            found += weight * (_LONG * length + _CAPTION * captions)
            found += _BLOCKED * weight * self._blocked(x, y, end.x, end.y, number, other)
            found += _CROSSED * weight * self._crossed(x, y, end.x, end.y, number, other)
        return found

    def _covered(self, number: int, here: Box) -> float:
        """Return how many ties would run through a mark that are not its own."""
        return sum(
            _BLOCKED * weight
            for one, other, weight, x1, y1, x2, y2 in self._lines
            if one != number and other != number and passes(x1, y1, x2, y2, here)
        )

    def _blocked(self, x1: float, y1: float, x2: float, y2: float, one: int, other: int) -> int:
        ends = (one, other)
        return sum(passes(x1, y1, x2, y2, box) for place, box in enumerate(self._places) if place not in ends)

    def _crossed(self, ax: float, ay: float, bx: float, by: float, one: int, other: int) -> float:
        left, right, top, bottom = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        across, down, ends = bx - ax, by - ay, (one, other)
        found = 0.0
        for c, d, weight, cx, cy, dx, dy in self._lines:
            if (
                (cx < left and dx < left)
                or (cx > right and dx > right)
                or (cy < top and dy < top)
                or (cy > bottom and dy > bottom)
                or c in ends
                or d in ends
                or (across * (cy - ay) > down * (cx - ax)) == (across * (dy - ay) > down * (dx - ax))
            ):
                continue
            if ((dx - cx) * (ay - cy) > (dy - cy) * (ax - cx)) != ((dx - cx) * (by - cy) > (dy - cy) * (bx - cx)):
                found += weight
        return found


def _moves(mark: Mark, step: float) -> Iterator[Mark]:
    spots = [(mark.x, mark.y), *((round(mark.x + step * dx), round(mark.y + step * dy)) for dx, dy in _AROUND)]
    for x, y in spots:
        one = mark.at(x, y)
        yield from [one] if mark.framed else [one.with_text(above=False), one.with_text(above=True)]


def passes(x1: float, y1: float, x2: float, y2: float, box: Box) -> bool:
    """Tell whether a straight line runs through a box."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    if (x1 <= left and x2 <= left) or (x1 >= right and x2 >= right):
        return False
    if (y1 <= top and y2 <= top) or (y1 >= bottom and y2 >= bottom):
        return False
    dx, dy = x2 - x1, y2 - y1
    level = dy * x1 - dx * y1
    on_one_side = dy * left - dx * top > level
    return not (
        on_one_side
        == (dy * right - dx * top > level)
        == (dy * left - dx * bottom > level)
        == (dy * right - dx * bottom > level)
    )
