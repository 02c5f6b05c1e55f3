"""Move single marks out of the way of lines that no bend could lead around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import inf

from ..boxes import Box, Grid, Point, bounds
from .bends import SAMPLES, Tie, bend, blocked, gentle, obstacles
from .curves import course
from .marks import Mark
from .spread import GAP

_ROUNDS, _CULPRITS = 4, 12  #: how often, and how many marks each time
_AROUND = [(across, down) for across in (0, 25, -25, 60, -60, 110, -110) for down in (0, 20, -20, 45, -45, 80, -80)]
_REACH = 150.0  #: beyond what a mark is moved by
_DISTANCE = 0.01  #: what a move is worth avoiding, in samples of a line across a mark, per unit


def mended(marks: Sequence[Mark], ties: Sequence[Tie]) -> list[Mark]:
    """Return the marks where fewer lines run through one; the ties are bent for them."""
    placed = list(marks)
    for _ in range(_ROUNDS):
        bend(ties, placed)
        if not _mend(placed, ties):
            break
    return placed


def _mend(marks: list[Mark], ties: Sequence[Tie]) -> bool:
    """Move each mark that is run through, if that helps; tell whether one was moved."""
    grid = obstacles(marks)
    run_through = Counter(number for tie in ties for number in _run_through(tie, grid))
    frame = bounds([mark.place for mark in marks])
    moved = False
    for number, _ in run_through.most_common(_CULPRITS):
        best = _best(number, marks, ties, frame)
        if best is not marks[number]:
            marks[number], moved = best, True
    return moved


def _run_through(tie: Tie, grid: Grid) -> Iterator[int]:
    """Yield the marks that a line runs through, one of its own ends where it runs through the text of that."""
    for t in SAMPLES:
        for owner in grid.owners(*tie.curve.at(t)):
            if owner not in (tie.source, tie.target):
                yield owner if owner >= 0 else ~owner


def _best(number: int, marks: list[Mark], ties: Sequence[Tie], frame: Box) -> Mark:
    mine = [tie for tie in ties if number in (tie.source, tie.target)]
    reach = marks[number].place.grown(_REACH)
    points = (tie.curve.at(t) for tie in ties if number not in (tie.source, tie.target) for t in SAMPLES)
    others = [point for point in points if reach.holds(*point)]
    rest = [other.place for place, other in enumerate(marks) if place != number and reach.overlaps(other.place)]
    grid = obstacles(marks, without=number)
    best = now = marks[number]
    least = _trouble(number, now, marks, mine, others, grid, inf) - 0.5
    for one in _moves(now):
        here = one.place.grown(GAP)
        if here.within(frame.grown(GAP)) and not any(here.overlaps(other) for other in rest):
            distance = _DISTANCE * (abs(one.x - now.x) + abs(one.y - now.y))
            trouble = distance + _trouble(number, one, marks, mine, others, grid, least)
            if trouble < least:
                best, least = one, trouble
    return best


def _moves(mark: Mark) -> Iterator[Mark]:
    for across, down in _AROUND:
        one = mark.at(mark.x + across, mark.y + down)
        yield from [one] if mark.framed else [one.with_text(above=False), one.with_text(above=True)]


def _trouble(
    number: int, mark: Mark, marks: list[Mark], mine: Sequence[Tie], others: Sequence[Point], grid: Grid, most: float
) -> float:
    """Return how many samples of lines lie in a mark, and how many of its own lines' in others, however they bend.

    Counting ends when it is more than ``most``.
    """
    here, text = mark.place, mark.text_box
    found = float(sum(here.holds(x, y) for x, y in others))
    for tie in mine:
        if found > most:
            break
        start, end = (mark if one == number else marks[one] for one in (tie.source, tie.target))
        curves = (course(start, end, one) for one in gentle(tie))
        found += min(blocked(tie, one, grid) + sum(text.holds(*one.at(t)) for t in SAMPLES) for one in curves)
    return found
