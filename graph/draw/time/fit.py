"""Find the axis on which the chips need fewest rows: start from what must find room, then try small changes."""

from __future__ import annotations

import random
from collections.abc import Sequence

from .chips import Chip
from .plan import Block, bands
from .scale import Scale, blended

_SHARES, _TRIES = (0.3, 0.45, 0.6, 0.75), 1200
_HOPELESS = 1.6
_LEAST = 0.25  #: share of the axis that time alone decides on, whatever must find room
Lanes = Sequence[Sequence[Block]]


def fitted(lanes: Lanes, total: float, highest: float) -> Scale:
    """Return the best axis found for lanes of chips, about ``total`` wide; the same chips give the same axis.

    Where the first tries are far higher than ``highest``, so that no small change can help, they are left at that.
    """
    days = _days(lanes)
    demand = _demand(lanes, days)
    starts = [blended(days, demand, total, share) for share in _SHARES]
    best, widths = min((_cost(lanes, days, one, total), one) for one in starts)
    if best < _HOPELESS * highest:
        widths = _climbed(lanes, days, widths, total)
    return Scale.of(days, widths, 0.0)


def shared(lanes: Lanes, total: float) -> Scale:
    """Return an axis without trying others: half by time passed, half by what must find room."""
    days = _days(lanes)
    return Scale.of(days, blended(days, _demand(lanes, days), total, 0.5), 0.0)


def _days(lanes: Lanes) -> list[int]:
    chips = [one for lane in lanes for block in lane for one in block.chips]
    return sorted({day for one in chips for day in (one.span.start, one.span.end)})


def _demand(lanes: Lanes, days: Sequence[int]) -> dict[int, float]:
    """Return how much room each stretch should have, as the fullest lane asks for it."""
    number = {day: place for place, day in enumerate(days)}
    found: dict[int, float] = {}
    for lane in lanes:
        asked: dict[int, float] = {}
        for one in (one for block in lane for one in block.chips):
            for place, room in _spread(one, number):
                asked[place] = asked.get(place, 0.0) + room
        for place, room in asked.items():
            found[place] = max(found.get(place, 0.0), room)
    return found


def _spread(one: Chip, number: dict[int, int]) -> list[tuple[int, float]]:
    first, last = number[one.span.start], number[one.span.end]
    return [(place, one.width / (last - first)) for place in range(first, last)]


def _climbed(lanes: Lanes, days: Sequence[int], widths: list[float], total: float) -> list[float]:
    """Return the widths after many small changes, each kept only where it costs nothing."""
    chance = random.Random(0)
    least = blended(days, {}, _LEAST * total, 1.0)
    best = _cost(lanes, days, widths, total)
    for _ in range(_TRIES if len(widths) > 1 else 0):
        giver, taker = chance.sample(range(len(widths)), 2)
        amount = min(chance.choice((8.0, 25.0, 60.0)), widths[giver] - least[giver])
        if amount > 0:
            tried = list(widths)
            tried[giver] -= amount
            tried[taker] += amount
            cost = _cost(lanes, days, tried, total)
            if cost <= best:
                widths, best = tried, cost
    return widths


def _cost(lanes: Lanes, days: Sequence[int], widths: Sequence[float], total: float) -> float:
    """Return the height, and what hangs over the right edge; a little less the fewer chips stand in low rows."""
    found = bands(lanes, Scale.of(days, widths, 0.0))
    low = over = 0.0
    for laid in (laid for band in found for laid in band.laid):
        low += sum(row for _, _, row in laid.spots)
        ends = (x + one.width for one, (x, _, _) in zip(laid.block.chips, laid.spots, strict=True))
        over = max(over, max(ends) - total)
    return (found[-1].bottom if found else 0.0) + 2 * over + 0.5 * low
