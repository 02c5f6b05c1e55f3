"""Pack chips into rows, each as near to its date as there is room."""

from __future__ import annotations

from collections.abc import Sequence

Want = tuple[float, float, float]  #: from where and up to where a chip may begin, and how wide it is


def pack(wants: Sequence[Want], gap: float) -> tuple[list[tuple[int, float]], int]:
    """Return row and place of each, and how many rows that takes; no two are nearer than ``gap``.

    Each takes the first row in which it can begin early enough; one that finds none opens a row.
    """
    order = sorted(range(len(wants)), key=lambda number: (wants[number][0], wants[number][1], number))
    found = [(0, 0.0)] * len(wants)
    ends: list[float] = []
    for number in order:
        earliest, latest, width = wants[number]
        row = next((row for row, end in enumerate(ends) if end + gap <= latest), len(ends))
        if row == len(ends):
            ends.append(float("-inf"))
        place = max(earliest, ends[row] + gap)
        ends[row] = place + width
        found[number] = row, place
    return found, len(ends)
