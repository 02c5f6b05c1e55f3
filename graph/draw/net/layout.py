"""Place nodes so that distance on the page follows distance in the graph: stress, lowered pair by pair."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import sqrt

from ..boxes import Point
from .pairs import Pair

_ROUNDS = 30
_PULLS = 1_200_000  #: how many pairs are pulled at most in all rounds, as long as there are enough rounds
_FEWEST = 12


def place(count: int, pairs: Sequence[Pair], seed: int) -> list[Point]:
    """Return a place for each node, the widest extent lying across; the same pairs and seed give the same places."""
    chance = random.Random(seed)
    spread = max((distance for _, _, distance in pairs), default=0.0)
    xs = [spread * (chance.random() - 0.5) for _ in range(count)]
    ys = [spread * (chance.random() - 0.5) for _ in range(count)]
    springs = [(one, other, distance, 1 / distance**2) for one, other, distance in pairs]
    chance.shuffle(springs)
    for eta in _steps(pairs):
        cut = chance.randrange(len(springs))  # as good as shuffling anew, and free
        springs = springs[cut:] + springs[:cut]
        _pull(xs, ys, springs, eta)
    return _laid_across(list(zip(xs, ys, strict=True)))


def _steps(pairs: Sequence[Pair]) -> list[float]:
    """Return step sizes that fall from a free rearrangement to a fine adjustment (Zheng, Pawar and Goodman, 2018)."""
    if not pairs:
        return []
    shortest = min(distance for _, _, distance in pairs)
    longest = max(distance for _, _, distance in pairs)
    rounds = max(_FEWEST, min(_ROUNDS, _PULLS // len(pairs)))
    first, last = longest**2, 0.05 * shortest**2
    return [first * (last / first) ** (number / (rounds - 1)) for number in range(rounds)]


def _pull(xs: list[float], ys: list[float], springs: Sequence[tuple[int, int, float, float]], eta: float) -> None:
    for one, other, distance, stiffness in springs:
        dx, dy = xs[one] - xs[other], ys[one] - ys[other]
        now = sqrt(dx * dx + dy * dy) or 1e-9
        share = eta * stiffness
        move = (now - distance) / (2 * now) * (share if share < 1 else 1)
        dx *= move
        dy *= move
        xs[one] -= dx
        ys[one] -= dy
        xs[other] += dx
        ys[other] += dy


def _laid_across(points: list[Point]) -> list[Point]:
    """Turn the points around their middle until their longest extent is horizontal."""
    count = len(points) or 1
    x0, y0 = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    moved = [(x - x0, y - y0) for x, y in points]
    sxx, syy = sum(x * x for x, _ in moved), sum(y * y for _, y in moved)
    sxy = sum(x * y for x, y in moved)
    half = (sxx - syy) / 2
    cos, sin = half + sqrt(half * half + sxy * sxy), sxy
    length = sqrt(cos * cos + sin * sin)
    if length < 1e-9:
        return moved
    cos, sin = cos / length, sin / length
    return [(x * cos + y * sin, y * cos - x * sin) for x, y in moved]
