"""Try a few arrangements of the marks and keep the one whose ties are followed most easily."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ..boxes import Box, Point
from .layout import Lengths, Pair, pairs_of, place
from .marks import Mark
from .spread import spread

ASPECT = 1600 / 780
_TRIES, _PAIRS = 16, 60_000  #: how many arrangements are tried, and how many pairs may be placed in all of them
_SAMPLES = tuple(number / 12 for number in range(1, 12))
Weights = Mapping[tuple[int, int], float]  #: a tie between two marks → how much it matters


def arranged(drafts: Sequence[Mark], lengths: Lengths, weights: Weights) -> list[Mark]:
    """Return the marks where they are drawn, none overlapping another; the same input gives the same places."""
    pairs = pairs_of(lengths)
    tries = max(1, min(_TRIES, _PAIRS // max(1, len(pairs))))
    found = (_arranged(drafts, pairs, weights, seed) for seed in range(tries))
    return min(found, key=lambda marks: _tangle(marks, weights) if tries > 1 else 0.0)


def _arranged(drafts: Sequence[Mark], pairs: Sequence[Pair], weights: Weights, seed: int) -> list[Mark]:
    points = place(len(drafts), pairs, seed)
    turned = _turned(drafts, points, weights)
    # What nobody takes a stance in may touch: a neutral line says little.
    tied = {(min(tie), max(tie)) for tie, weight in weights.items() if weight == 1}
    points = spread(points, [mark.box for mark in turned], ASPECT, tied)
    return [mark.at(*point) for mark, point in zip(turned, points, strict=True)]


def _turned(drafts: Sequence[Mark], points: Sequence[Point], weights: Weights) -> list[Mark]:
    """Return the marks with their text on the side that fewer ties come from."""
    below: Counter[int] = Counter()
    for (source, target), weight in weights.items():
        for one, other in ((source, target), (target, source)):
            dx, dy = points[other][0] - points[one][0], points[other][1] - points[one][1]
            if abs(dy) > abs(dx) * 0.5:  # else it passes beside the text either way
                below[one] += round(10 * weight) * (1 if dy > 0 else -1)
    return [mark.with_text_above() if below[number] > 0 else mark for number, mark in enumerate(drafts)]


def _tangle(marks: Sequence[Mark], weights: Weights) -> float:
    """Return how often ties cross each other, or lie across a mark that is not theirs, by how much they matter."""
    points = [(mark.x, mark.y) for mark in marks]
    boxes = [mark.place for mark in marks]
    ties = list(weights.items())
    found = 0.0
    for number, ((a, b), weight) in enumerate(ties):
        found += weight * _blocked(
            points[a], points[b], [box for place, box in enumerate(boxes) if place not in (a, b)]
        )
        for (c, d), other in ties[number + 1 :]:
            if not {a, b} & {c, d} and _cross(points[a], points[b], points[c], points[d]):
                found += weight * other
    return found


def _blocked(start: Point, end: Point, boxes: Sequence[Box]) -> int:
    (x1, y1), (x2, y2) = start, end
    around = Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)).grown(1)
    near = [box for box in boxes if box.overlaps(around)]
    samples = [(x1 + t * (x2 - x1), y1 + t * (y2 - y1)) for t in _SAMPLES]
    return sum(any(box.holds(x, y) for x, y in samples) for box in near)


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def _side(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])
