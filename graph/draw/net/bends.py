"""Bend lines around what lies in their way, and find a free spot on each for its sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf, sqrt

from ..boxes import Box, Grid
from .curves import Curve, course
from .marks import Mark
from .room import Room

#: Roundness, straight first; positive bends clockwise as seen from the source.
_BENDS = (0.0, *(turn * bend / 100 for bend in (10, 20, 30, 40, 50, 62, 75, 90) for turn in (1, -1)))
SAMPLES = tuple(number / 36 for number in range(2, 36))
_CAREFUL = 1_200  #: more lines than so many stay as straight as they can: nobody follows one by eye
_ACROSS = 2.0  #: what a sample of a line across a mark is worth, as against a detour, or a sign over a sign


@dataclass(slots=True)
class Tie:
    """Ask for a bend between two marks, by number, and get it."""

    source: int
    target: int
    badge: Box  #: room for the sign, around (0, 0)
    bend: float = 0.0
    spot: float = 0.5  #: share of the way at which the sign stands
    curve: Curve = field(default=Curve((0, 0), (0, 0), (0, 0)))


def bend(ties: Sequence[Tie], marks: Sequence[Mark]) -> None:
    """Set the bend, the curve and the spot of every tie, in order: the first ones find most room."""
    careful = len(ties) <= _CAREFUL
    room, avoided = Room(marks), obstacles(marks) if careful else Grid()
    taken: dict[tuple[int, int], list[float]] = {}
    for tie in ties:
        used = taken.setdefault((min(tie.source, tie.target), max(tie.source, tie.target)), [])
        turned = 1.0 if tie.source < tie.target else -1.0
        free = [one for one in _BENDS if turned * one not in used] or [_BENDS[-1] - 0.1 * len(used)]
        _choose(tie, free if careful else free[:1], marks, avoided, room)
        used.append(turned * tie.bend)
        if careful:
            room.take(tie.badge.at(*tie.curve.at(tie.spot)))


def obstacles(marks: Sequence[Mark], without: int = -1) -> Grid:
    """Return what lines should not run through: marks, by number, and the text beside a shape, by ~number."""
    grid = Grid()
    for number, mark in enumerate(marks):
        if number != without:
            grid.add(mark.place, number)
            if not mark.framed:  # a line may end at a mark of its own, but not run through its text
                grid.add(mark.text_box, ~number)
    return grid


def blocked(tie: Tie, curve: Curve, avoided: Grid) -> int:
    """Return how many samples of a curve lie in what it should not run through."""
    own = (tie.source, tie.target)
    return sum(any(owner not in own for owner in avoided.owners(*curve.at(t))) for t in SAMPLES)


def gentle(tie: Tie) -> tuple[float, ...]:
    """Return the bend that a tie has, and those that do not lead far away."""
    return tie.bend, *_BENDS[:5]


def _choose(tie: Tie, free: Sequence[float], marks: Sequence[Mark], avoided: Grid, room: Room) -> None:
    """Set the bend that is least in the way, and whose sign covers least."""
    start, end = marks[tie.source], marks[tie.target]
    least = inf
    for one in free:
        curve = course(start, end, one)
        detour = _detour(one, curve)
        if detour >= least:  # the ones to come lead further away still
            return
        trouble = detour + _ACROSS * blocked(tie, curve, avoided)
        if trouble < least:
            spot, covered = room.spot(tie.badge, curve, curve.emerges(start.outline.at(start.x, start.y)))
            if trouble + covered < least:
                least = trouble + covered
                tie.bend, tie.curve, tie.spot = one, curve, spot


def _detour(bend: float, curve: Curve) -> float:
    """Return how much a bend is worth avoiding: the more, the further it leads away from the straight line."""
    (x1, y1), (x2, y2) = curve.start, curve.end
    return 3 * abs(bend) * sqrt(abs(bend)) * max(1.0, sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2) / 350)
