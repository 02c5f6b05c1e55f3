"""Place marks: each part that hangs together by itself, as the best of a few tries, and the parts in rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..boxes import Box, Point, bounds
from .layout import place
from .marks import Mark
from .packing import packed
from .pairs import Lengths, Pair, pairs_of, parts
from .spread import LINE_GAP, spread
from .tangle import Tangle, Weights

ASPECT = 1600 / 780
_WIDEST_PART = 2.5  #: times the aspect, at most, for one of several parts
_TRIES, _PAIRS = 16, 45_000  #: how many arrangements are tried, and how many pairs may be placed in all of them
_TIES = 250  #: more ties are not untangled: nobody follows one by eye


def arranged(drafts: Sequence[Mark], lengths: Lengths, weights: Weights, gap: float = LINE_GAP) -> list[Mark]:
    """Return the marks where they are drawn, none overlapping another; the same input gives the same places.

    Marks that are tied keep the gap between them.
    """
    found: dict[int, Mark] = {}
    pieces = parts(lengths)
    rooms = [sum(_area(drafts[number].box) for number in piece) for piece in pieces]
    done = [
        _part(drafts, lengths, weights, piece, ASPECT * min(sum(rooms) / room, _WIDEST_PART), gap)
        for piece, room in zip(pieces, rooms, strict=True)
    ]
    moves = packed([bounds([mark.place for mark in marks]) for marks in done], ASPECT)
    for piece, marks, (dx, dy) in zip(pieces, done, moves, strict=True):
        found.update({number: mark.at(mark.x + dx, mark.y + dy) for number, mark in zip(piece, marks, strict=True)})
    return [found[number] for number in range(len(drafts))]


def _part(
    drafts: Sequence[Mark], lengths: Lengths, weights: Weights, piece: Sequence[int], aspect: float, gap: float
) -> list[Mark]:
    """Return the marks of one part, around places of its own."""
    number = {whole: own for own, whole in enumerate(piece)}
    marks = [drafts[whole] for whole in piece]
    pairs = pairs_of([{number[other]: length for other, length in lengths[whole].items()} for whole in piece])
    own = {(number[one], number[other]): weight for (one, other), weight in weights.items() if one in number}
    if len(marks) < 3 or len(own) > _TIES:
        return _try(marks, pairs, own, aspect, gap, seed=0)
    tries = max(1, min(_TRIES, _PAIRS // max(len(pairs), 40 * len(marks))))
    found = (_try(marks, pairs, own, aspect, gap, seed) for seed in range(tries))
    best = min((Tangle(one, own, gap) for one in found), key=Tangle.total)
    best.undo()
    return best.marks


def _try(
    drafts: Sequence[Mark], pairs: Sequence[Pair], weights: Weights, aspect: float, gap: float, seed: int
) -> list[Mark]:
    points = place(len(drafts), pairs, seed)
    turned = _turned(drafts, points, weights)
    points = spread(points, [mark.box for mark in turned], aspect, weights, gap)
    return [mark.at(*point) for mark, point in zip(turned, points, strict=True)]


def _turned(drafts: Sequence[Mark], points: Sequence[Point], weights: Weights) -> list[Mark]:
    """Return the marks with their text on the side that fewer ties come from."""
    below: Counter[int] = Counter()
    for (source, target), weight in weights.items():
        for one, other in ((source, target), (target, source)):
            dx, dy = points[other][0] - points[one][0], points[other][1] - points[one][1]
            if abs(dy) > abs(dx) * 0.5:  # else it passes beside the text either way
                below[one] += round(10 * weight) * (1 if dy > 0 else -1)
    return [mark.with_text(above=below[number] > 0) for number, mark in enumerate(drafts)]


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)
