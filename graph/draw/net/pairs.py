"""Say how far apart nodes should be: as far as the shortest way between them is long."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush

Pair = tuple[int, int, float]  #: node, node, how far apart
Lengths = Sequence[Mapping[int, float]]  #: node → neighbour → how long the tie should be
#: Up to so many nodes every pair counts; beyond, neighbours, pairs with the busiest and with a few that lie far apart,
#: and some by chance, whose distance is that of the shortest way by one of these.
EVERY_PAIR = 200
_PIVOTS, _BUSIEST, _BY_CHANCE = 16, 8, 8


def pairs_of(lengths: Lengths) -> list[Pair]:
    """Return how far apart nodes should be, for as many pairs as are worth the time; in an order of their own.

    All nodes must hang together.
    """
    wanted: dict[tuple[int, int], float] = {}
    if len(lengths) <= EVERY_PAIR:
        found = [(one, distances(lengths, one)) for one in range(len(lengths))]
    else:
        found = _pivots(lengths)
        wanted.update(_by_chance([reached for _, reached in found], len(lengths)))
    for one, reached in found:
        wanted.update({(min(one, other), max(one, other)): distance for other, distance in reached.items()})
    for one, ties in enumerate(lengths):
        wanted.update({(min(one, other), max(one, other)): length for other, length in ties.items()})
    return [(one, other, distance) for (one, other), distance in sorted(wanted.items()) if distance > 0]


def parts(lengths: Lengths) -> list[list[int]]:
    """Return the nodes in parts that do not hang together, the largest first."""
    found: list[list[int]] = []
    seen: set[int] = set()
    for start in range(len(lengths)):
        if start not in seen:
            seen.add(start)
            part = [start]
            for node in part:  # grows as it is walked through
                fresh = [other for other in lengths[node] if other not in seen]
                seen.update(fresh)
                part += fresh
            found.append(sorted(part))
    return sorted(found, key=lambda part: (-len(part), part[0]))


def _pivots(lengths: Lengths) -> list[tuple[int, dict[int, float]]]:
    """Return the busiest nodes, and some each as far from those before it as can be, with their distances to all."""
    chosen = sorted(range(len(lengths)), key=lambda node: (-len(lengths[node]), node))[:_BUSIEST]
    found = [(one, distances(lengths, one)) for one in chosen]
    nearest = {node: min(reached[node] for _, reached in found) for node in range(len(lengths))}
    while len(found) < _PIVOTS:
        one = max(nearest, key=lambda node: (nearest[node], -node))
        found.append((one, distances(lengths, one)))
        nearest = {node: min(nearest[node], distance) for node, distance in found[-1][1].items()}
    return found


def _by_chance(reached: Sequence[Mapping[int, float]], count: int) -> Iterator[tuple[tuple[int, int], float]]:
    chance = random.Random(count)
    for one in range(count):
        for other in (chance.randrange(count) for _ in range(_BY_CHANCE)):
            if one != other:
                yield (min(one, other), max(one, other)), min(far[one] + far[other] for far in reached)


def distances(lengths: Lengths, start: int) -> dict[int, float]:
    """Return how long the shortest way to each node is that can be reached."""
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
