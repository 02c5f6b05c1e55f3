"""Fit placed boxes to a page, and move them apart until none overlaps another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import count
from math import cos, sin, sqrt

from ..boxes import Box, Grid, Point

GAP, LINE_GAP = 10.0, 52.0
_EVEN = 0.6
_FILLED, _TIES = 0.48, 4.0  #: share of the page that boxes fill, and ties of each box that halve it
_PATIENCE, _ROUNDS = 30, 150  #: rounds until a crowd that cannot free itself gets more room, and rounds at most
_PUSHED = 300  #: how many boxes push each other; more look for free room one by one


def spread(
    points: Sequence[Point], boxes: Sequence[Box], aspect: float, tied: Collection[tuple[int, int]], gap: float
) -> list[Point]:
    """Return places, in whole units, for boxes that are drawn around them: none overlaps, the whole nears the aspect.

    The pairs in ``tied``, smaller number first, stay as far apart as the gap, so that a line between them can be seen.
    """
    placed = _fitted(points, boxes, aspect, len(tied), gap)
    for rounds in range(1, _ROUNDS + 1 if len(boxes) <= _PUSHED else 0):
        if not _push(placed, boxes, tied, gap):
            break
        if rounds % _PATIENCE == 0:
            placed = [(x * 1.05, y * 1.05) for x, y in placed]
    return settled(placed, boxes)


def settled(points: Sequence[Point], boxes: Sequence[Box]) -> list[Point]:
    """Return places, in whole units, where no box overlaps another: their own, else the nearest free ones."""
    found = dict(enumerate(points))
    taken = Grid()
    for number in sorted(found, key=lambda number: (-_area(boxes[number]), number)):
        x0, y0 = round(points[number][0]), round(points[number][1])
        spots = ((float(x0 + dx), float(y0 + dy)) for dx, dy in _spiral())
        found[number] = next(spot for spot in spots if not taken.meets(boxes[number].at(*spot).grown(GAP / 2)))
        taken.add(boxes[number].at(*found[number]).grown(GAP / 2), number)
    return [found[number] for number in range(len(points))]


def _spiral() -> Iterator[tuple[int, int]]:
    """Yield steps ever further from (0, 0), in all directions, further across than down."""
    for number in count():
        far, turn = 9 * sqrt(number), number * 2.4  # the golden angle leaves no gaps
        yield round(1.3 * far * cos(turn)), round(far * sin(turn))


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _fitted(points: Sequence[Point], boxes: Sequence[Box], aspect: float, ties: int, gap: float) -> list[Point]:
    """Scale the points to the area that boxes and ties need, in the shape of the page."""
    filled = _FILLED / (1 + min(ties / max(1, len(boxes)), 3 * _TIES) / _TIES)
    area = (sum(_area(box.grown(GAP / 2)) for box in boxes) + ties * (gap - LINE_GAP) * LINE_GAP) / filled
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


def _push(placed: list[Point], boxes: Sequence[Box], tied: Collection[tuple[int, int]], far: float) -> bool:
    """Move each pair that overlaps apart, along the shorter way, half each; tell whether there was one."""
    moved = False
    order = sorted(range(len(placed)), key=lambda node: placed[node][0] + boxes[node].left)
    for place, one in enumerate(order):
        for other in order[place + 1 :]:
            across = boxes[other].left + placed[other][0] - boxes[one].right - placed[one][0]
            if across > 3 * far:  # sorted by the left edge, give or take what this round has moved
                break
            gap = far if (min(one, other), max(one, other)) in tied else GAP
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
