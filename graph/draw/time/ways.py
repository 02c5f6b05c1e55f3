"""Find the way between two spots that crosses nothing, with few corners, beside the ways that others take."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from ..boxes import Box, Grid, Point

_CORNER, _SHARED = 45.0, 5.0  #: what a corner costs, and how many times as much a piece that others run along
_Cell = tuple[int, int]
_Step = tuple[_Cell, bool]  #: where, and whether it was reached sideways


class Ways:
    """Hold boxes that no line may cross, and the lanes between them that lines may take."""

    def __init__(self, boxes: Sequence[Box], frame: Box) -> None:
        self._grid = Grid()
        self._xs, self._ys = {frame.left, frame.right}, {frame.top, frame.bottom}
        for number, box in enumerate(boxes):
            self._grid.add(box, number)
            self._xs.update((box.left - 2.5, box.left - 5.5, box.right + 3.0))
            self._ys.update((box.top - 2.0, box.bottom + 2.0))
        self._used: Counter[tuple[_Cell, _Cell]] = Counter()

    def way(self, start: Point, ends: Sequence[Point]) -> list[Point]:
        """Return the corners of the cheapest way from start to one of the ends, both included; [] where none leads."""
        xs = sorted({*self._xs, start[0], *(x for x, _ in ends)})
        ys = sorted({*self._ys, start[1], *(y for _, y in ends)})
        goals = {_cell(xs, ys, end) for end in ends}
        found = self._search(xs, ys, _cell(xs, ys, start), goals)
        points = [(xs[x], ys[y]) for x, y in found]
        self._used.update(_pieces(points))
        return _corners(points)

    def _search(self, xs: list[float], ys: list[float], start: _Cell, goals: set[_Cell]) -> list[_Cell]:
        best: dict[_Step, float] = {(start, True): 0.0, (start, False): 0.0}
        before: dict[_Step, _Step] = {}
        queue = [(0.0, 0.0, start, True), (0.0, 0.0, start, False)]
        while queue:
            _, cost, cell, sideways = heappop(queue)
            if cell in goals:
                return _back(before, (cell, sideways))
            if cost > best[cell, sideways]:
                continue
            for step, price in self._steps(xs, ys, cell, sideways):
                total = cost + price
                if total < best.get(step, float("inf")):
                    best[step], before[step] = total, (cell, sideways)
                    left = min(abs(xs[x] - xs[step[0][0]]) + abs(ys[y] - ys[step[0][1]]) for x, y in goals)
                    heappush(queue, (total + left, total, *step))
        return []

    def _steps(self, xs: list[float], ys: list[float], cell: _Cell, sideways: bool) -> Iterator[tuple[_Step, float]]:
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            x, y = cell[0] + dx, cell[1] + dy
            if not (0 <= x < len(xs) and 0 <= y < len(ys)):
                continue
            here, there = (xs[cell[0]], ys[cell[1]]), (xs[x], ys[y])
            if any(True for _ in self._grid.owners((here[0] + there[0]) / 2, (here[1] + there[1]) / 2)):
                continue
            length = abs(here[0] - there[0]) + abs(here[1] - there[1])
            shared = _SHARED if self._used[_rounded(here), _rounded(there)] else 1.0
            yield ((x, y), dx != 0), length * shared + (_CORNER if sideways != (dx != 0) else 0.0)


def _cell(xs: list[float], ys: list[float], point: Point) -> _Cell:
    return bisect_left(xs, point[0]), bisect_left(ys, point[1])


def _back(before: dict[_Step, _Step], last: _Step) -> list[_Cell]:
    found = [last]
    while found[-1] in before:
        found.append(before[found[-1]])
    return [cell for cell, _ in reversed(found)]


def _pieces(points: list[Point]) -> Iterator[tuple[_Cell, _Cell]]:
    for one, other in pairwise(points):
        yield _rounded(one), _rounded(other)
        yield _rounded(other), _rounded(one)


def _rounded(point: Point) -> _Cell:
    return round(point[0] * 2), round(point[1] * 2)


def _corners(points: list[Point]) -> list[Point]:
    """Return the points at which the way turns, and its two ends."""
    kept = points[:1]
    for place in range(1, len(points) - 1):
        (ax, ay), (bx, by), (cx, cy) = points[place - 1 : place + 2]
        if (bx - ax) * (cy - by) != (by - ay) * (cx - bx):
            kept.append(points[place])
    return kept + points[1:][-1:]
