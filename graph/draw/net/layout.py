"""Place nodes so that distance on the page follows distance in the graph: stress, lowered pair by pair."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from math import exp, hypot, log, sqrt

from ..boxes import Point

Pair = tuple[int, int, float]  #: node, node, how far apart
Lengths = Sequence[Mapping[int, float]]  #: node → neighbour → how long the tie should be
#: Up to so many nodes every pair counts; beyond, only those with the nodes that lie furthest apart, and neighbours.
EVERY_PAIR = 400
_PIVOTS, _ROUNDS = 60, 30


def pairs_of(lengths: Lengths) -> list[Pair]:
    """Return how far apart nodes should be, for as many pairs as are worth the time; in an order of their own."""
    wanted: dict[tuple[int, int], float] = {}
    for one in range(len(lengths)) if len(lengths) <= EVERY_PAIR else _far_apart(lengths):
        reached = _distances(lengths, one)
        beyond = max(reached.values()) * 0.7 + 1
        for other in range(len(lengths)):
            wanted[min(one, other), max(one, other)] = reached.get(other, beyond)
    for one, ties in enumerate(lengths):
        wanted.update({(min(one, other), max(one, other)): length for other, length in ties.items()})
    return [
        (one, other, distance) for (one, other), distance in sorted(wanted.items()) if one != other and distance > 0
    ]


def place(count: int, pairs: Sequence[Pair], seed: int) -> list[Point]:
    """Return a place for each node, the widest extent lying across; the same pairs and seed give the same places."""
    chance = random.Random(seed)
    spread = max((distance for _, _, distance in pairs), default=0.0)
    points = [(spread * (chance.random() - 0.5), spread * (chance.random() - 0.5)) for _ in range(count)]
    shuffled = list(pairs)
    for eta in _steps(pairs):
        chance.shuffle(shuffled)
        for pair in shuffled:
            _pull(points, *pair, eta)
    return _laid_across(points)


def _far_apart(lengths: Lengths) -> list[int]:
    chosen, nearest = [0], _distances(lengths, 0)
    while len(chosen) < _PIVOTS:
        one = max(range(len(lengths)), key=lambda node: (nearest.get(node, 0.0), -node))
        chosen.append(one)
        for node, distance in _distances(lengths, one).items():
            nearest[node] = min(distance, nearest.get(node, distance))
    return chosen


def _distances(lengths: Lengths, start: int) -> dict[int, float]:
    found: dict[int, float] = {}
    queue = [(0.0, start)]
    while queue:
        distance, node = heappop(queue)
        if node in found:
            continue
        found[node] = distance
        for other, length in lengths[node].items():
            if other not in found:
                heappush(queue, (distance + length, other))
    return found


def _steps(pairs: Sequence[Pair]) -> list[float]:
    """Return step sizes that fall from a free rearrangement to a fine adjustment (Zheng, Pawar and Goodman, 2018)."""
    if not pairs:
        return []
    shortest = min(distance for _, _, distance in pairs)
    longest = max(distance for _, _, distance in pairs)
    first, last = longest**2, 0.05 * shortest**2
    fall = log(first / last) / (_ROUNDS - 1)
    return [first * exp(-fall * number) for number in range(_ROUNDS)]


def _pull(points: list[Point], one: int, other: int, distance: float, eta: float) -> None:
    (x1, y1), (x2, y2) = points[one], points[other]
    dx, dy = x1 - x2, y1 - y2
    now = hypot(dx, dy) or 1e-9
    move = min(1.0, eta / distance**2) * (now - distance) / 2 / now
    points[one] = (x1 - dx * move, y1 - dy * move)
    points[other] = (x2 + dx * move, y2 + dy * move)


def _laid_across(points: list[Point]) -> list[Point]:
    """Turn the points around their middle until their longest extent is horizontal."""
    count = len(points) or 1
    x0, y0 = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    moved = [(x - x0, y - y0) for x, y in points]
    sxx, syy = sum(x * x for x, _ in moved), sum(y * y for _, y in moved)
    sxy = sum(x * y for x, y in moved)
    half = (sxx - syy) / 2
    cos, sin = half + sqrt(half * half + sxy * sxy), sxy
    length = hypot(cos, sin)
    if length < 1e-9:
        return moved
    cos, sin = cos / length, sin / length
    return [(x * cos + y * sin, y * cos - x * sin) for x, y in moved]
