"""Bend lines around what lies in their way, and find a free spot on each for its sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..boxes import Box, Grid, Point
from .curves import Curve, course
from .marks import Mark

DISC = 8.0
#: Roundness, straight first; positive bends clockwise as seen from the source.
_BENDS = (0.0, 0.12, -0.12, 0.24, -0.24, 0.38, -0.38, 0.52, -0.52)
_SAMPLES = tuple(number / 24 for number in range(2, 23))
#: Shares of the part of a line that can be seen, the middle first.
_SPOTS = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.27, 0.73, 0.22, 0.78)
_TEXT = -1


@dataclass(slots=True)
class Tie:
    """Ask for a bend between two marks, by number, and get it."""

    source: int
    target: int
    bend: float = 0.0
    spot: float = 0.5  #: share of the way at which the sign stands


def bend(ties: Sequence[Tie], marks: Sequence[Mark]) -> None:
    """Set the bend and the spot of every tie, in order: the first ones find most room."""
    obstacles, occupied = _obstacles(marks), _occupied(marks)
    taken: dict[tuple[int, int], list[float]] = {}
    for tie in ties:
        used = taken.setdefault((min(tie.source, tie.target), max(tie.source, tie.target)), [])
        tie.bend = _chosen(used, tie, marks, obstacles)
        curve = course(marks[tie.source], marks[tie.target], tie.bend)
        tie.spot = _free(curve, marks[tie.source].place, occupied)
        occupied.add(_disc(curve.at(tie.spot)).grown(DISC), _TEXT)


def _obstacles(marks: Sequence[Mark]) -> Grid:
    grid = Grid()
    for number, mark in enumerate(marks):
        grid.add(mark.place, number)
        if not mark.framed:  # a line may end at a mark of its own, but not run through its text
            grid.add(mark.text_box, _TEXT)
    return grid


def _occupied(marks: Sequence[Mark]) -> Grid:
    grid = Grid()
    for number, mark in enumerate(marks):
        grid.add(mark.place.grown(DISC), number)
    return grid


def _chosen(used: list[float], tie: Tie, marks: Sequence[Mark], obstacles: Grid) -> float:
    """Return the bend that is least in the way and that no other tie of the pair has, and note it as used."""
    turned = 1.0 if tie.source < tie.target else -1.0
    free = [one for one in _BENDS if turned * one not in used] or [_BENDS[-1] - 0.1 * len(used)]
    chosen = min(free, key=lambda one: _trouble(tie, marks, one, obstacles))
    used.append(turned * chosen)
    return chosen


def _trouble(tie: Tie, marks: Sequence[Mark], bend: float, obstacles: Grid) -> float:
    curve = course(marks[tie.source], marks[tie.target], bend)
    own = {tie.source, tie.target}
    blocked = sum(any(owner not in own for owner in obstacles.owners(*curve.at(t))) for t in _SAMPLES)
    return blocked + 4 * abs(bend)


def _free(curve: Curve, start: Box, occupied: Grid) -> float:
    out = curve.emerges(start)
    spots = [out + spot * (1 - out) for spot in _SPOTS]
    return min(spots, key=lambda spot: len(list(occupied.owners(*curve.at(spot)))))


def _disc(point: Point) -> Box:
    return Box(*point, *point).grown(DISC)
