"""Fit placed boxes to a page, and move them apart until none overlaps another."""

from __future__ import annotations

from collections.abc import Container, Sequence
from math import sqrt

from ..boxes import Box, Point

GAP, LINE_GAP = 10.0, 52.0
_FILLED, _EVEN = 0.4, 0.6
_PATIENCE = 30  #: rounds until a crowd that cannot free itself gets more room


def spread(
    points: Sequence[Point], boxes: Sequence[Box], aspect: float, tied: Container[tuple[int, int]] = ()
) -> list[Point]:
    """Return places, in whole units, for boxes that are drawn around them: none overlaps, the whole nears the aspect.

    The pairs in ``tied``, smaller number first, stay so far apart that a line between them can be seen.
    """
    placed = _fitted(points, boxes, aspect)
    rounds = 0
    while _push(placed, boxes, tied):
        rounds += 1
        if rounds % _PATIENCE == 0:
            placed = [(x * 1.05, y * 1.05) for x, y in placed]
    return [(float(round(x)), float(round(y))) for x, y in placed]


def _fitted(points: Sequence[Point], boxes: Sequence[Box], aspect: float) -> list[Point]:
    """Scale the points to the area that the boxes need, in the shape of the page."""
    area = sum((box.right - box.left + GAP) * (box.bottom - box.top + GAP) for box in boxes) / _FILLED
    wide, high = sqrt(area * aspect), sqrt(area / aspect)
    across, down = _evened([x for x, _ in points]), _evened([y for _, y in points])
    # The tiny slant keeps two boxes on one spot from being pushed the same way for ever.
    return [(x * wide + n * 1e-3, y * high + n * 1e-3) for n, (x, y) in enumerate(zip(across, down, strict=True))]


def _evened(values: Sequence[float]) -> list[float]:
    """Return the values between 0 and 1, more than halfway to equal steps: outliers come nearer, crowds get room."""
    order = sorted(range(len(values)), key=lambda place: (values[place], place))
    lowest, span = min(values, default=0.0), (max(values, default=0.0) - min(values, default=0.0)) or 1.0
    steps = max(len(values) - 1, 1)
    even = {place: rank / steps for rank, place in enumerate(order)}
    return [(1 - _EVEN) * (value - lowest) / span + _EVEN * even[place] for place, value in enumerate(values)]


def _push(placed: list[Point], boxes: Sequence[Box], tied: Container[tuple[int, int]]) -> bool:
    """Move each pair that overlaps apart, along the shorter way, half each; tell whether there was one."""
    moved = False
    order = sorted(range(len(placed)), key=lambda node: placed[node][0] + boxes[node].left)
    for place, one in enumerate(order):
        for other in order[place + 1 :]:
            across = boxes[other].left + placed[other][0] - boxes[one].right - placed[one][0]
            if across > 3 * LINE_GAP:  # sorted by the left edge, give or take what this round has moved
                break
            gap = LINE_GAP if (min(one, other), max(one, other)) in tied else GAP
            if across < gap:
                moved = _part(placed, boxes, one, other, gap) or moved
    return moved


def _part(placed: list[Point], boxes: Sequence[Box], one: int, other: int, gap: float) -> bool:
    (x1, y1), (x2, y2) = placed[one], placed[other]
    first, second = boxes[one], boxes[other]
    left, right = first.left + x1, first.right + x1
    top, bottom = first.top + y1, first.bottom + y1
    left2, right2, top2, bottom2 = second.left + x2, second.right + x2, second.top + y2, second.bottom + y2
    if not (left < right2 + gap and left2 < right + gap and top < bottom2 + gap and top2 < bottom + gap):
        return False
    rightward, downward = left + right <= left2 + right2, top + bottom <= top2 + bottom2
    dx = (right + gap - left2 if rightward else left - gap - right2) / 2
    dy = (bottom + gap - top2 if downward else top - gap - bottom2) / 2
    # The page is wider than high, and lines of text are too: a move down costs less width.
    if abs(dx) < abs(dy) * 1.2:
        dx, dy = dx + (1.0 if rightward else -1.0), 0.0
    else:
        dx, dy = 0.0, dy + (1.0 if downward else -1.0)
    placed[one], placed[other] = (x1 - dx, y1 - dy), (x2 + dx, y2 + dy)
    return True
