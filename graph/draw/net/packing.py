"""Set parts of a picture that do not hang together beside and below each other."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from ..boxes import Box, Point

_GUTTER = 40.0  #: between two parts
_LOOSE = 1.1  #: how much more room the rows take than their parts


def packed(boxes: Sequence[Box], aspect: float) -> list[Point]:
    """Return by how much each part must be moved, the largest first, so that all stand in rows near the aspect."""
    area = sum(_wide(box) * _high(box) for box in boxes)
    widest = max([sqrt(area * aspect * _LOOSE), *map(_wide, boxes)], default=0.0)
    moves: list[Point] = []
    top = 0.0
    for row in _rows(boxes, widest):
        high = max(_high(boxes[number]) for number in row)
        left = (widest - sum(_wide(boxes[number]) for number in row)) / 2
        for number in row:
            box = boxes[number]
            across, down = left + _GUTTER / 2 - box.left, top + (high - _high(box)) / 2 + _GUTTER / 2 - box.top
            moves.append((float(round(across)), float(round(down))))
            left += _wide(box)
        top += high
    return moves


def _rows(boxes: Sequence[Box], widest: float) -> list[list[int]]:
    rows: list[list[int]] = []
    room = 0.0
    for number, box in enumerate(boxes):
        if _wide(box) > room:
            rows.append([])
            room = widest
        rows[-1].append(number)
        room -= _wide(box)
    return rows


def _wide(box: Box) -> float:
    return box.right - box.left + _GUTTER


def _high(box: Box) -> float:
    return box.bottom - box.top + _GUTTER
