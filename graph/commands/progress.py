"""Say in a line how far some work is."""

from __future__ import annotations

import math
from dataclasses import dataclass

_WIDTH, _LEAST = 30, 5  #: characters of the bar
_LONGEST = 99 * 3_600  #: seconds; what seems to take longer is not known
_SIZES = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


@dataclass(frozen=True, slots=True)
class Progress:
    """Hold how much of some work is done after some seconds, and of how much where that is known."""

    unit: str
    what: str
    done: int
    total: int | None
    seconds: float

    def line(self, columns: int, signs: str) -> str:
        """Return it in so many columns at most: the less room, the less of it; signs are for what is done and what not.

        >>> progress = Progress("files", "reading", 1200, 5000, 4.0)
        >>> progress.line(100, "#-")
        '#######-----------------------  reading  1,200 of 5,000 files  300/s  0:13 left'
        >>> progress.line(40, "#-")
        '1,200 of 5,000 files  300/s  0:13 left'
        >>> Progress("bytes", "", 1_234_567, None, 1.0).line(100, "#-")
        '1.2 MB  1.2 MB/s'
        """
        from rich.cells import cell_len, set_cell_size

        what = "".join(filter(str.isprintable, self.what))
        amount, rate, left = self._amount(), self._rate(), self._left()
        for parts in ([what, amount, rate, left], [amount, rate, left], [amount, left], [amount]):
            text = "  ".join(filter(None, parts))
            if (room := columns - cell_len(text)) >= 0:
                return self._bar(min(room - 2, _WIDTH), signs) + text
        return set_cell_size(amount, columns).rstrip()

    def _bar(self, width: int, signs: str) -> str:
        """Return a bar of some width, and what parts it from the rest; none where it is too short to say anything."""
        if self.total is None or width < _LEAST:
            return ""
        full = width * min(self.done, self.total) // self.total if self.total else width
        return signs[0] * full + signs[1] * (width - full) + "  "

    def _amount(self) -> str:
        unit = "" if self.unit == "bytes" else f" {self.unit}"
        of = "" if self.total is None else f" of {_number(self.total, self.unit)}"
        return _number(self.done, self.unit) + of + unit

    def _rate(self) -> str:
        return f"{_number(self.done / self.seconds, self.unit)}/s" if self.done and self.seconds > 0 else ""

    def _left(self) -> str:
        """Return how long the rest takes at the speed that it has had so far."""
        if self.total is None or not self.done:
            return ""
        seconds = math.ceil(self.seconds * max(self.total - self.done, 0) / self.done)
        minutes = f"{seconds // 60 % 60}:{seconds % 60:02} left"
        if seconds < 3_600:
            return minutes
        return f"{seconds // 3_600}:{minutes:0>10}" if seconds < _LONGEST else ""


def _number(number: float, unit: str) -> str:
    """Return a number as one reads it.

    >>> [_number(one, "files") for one in (0.25, 12.6, 12345)]
    ['0.2', '13', '12,345']
    >>> [_number(one, "bytes") for one in (12.6, 12345, 123456789, 10**13)]
    ['13 B', '12.3 kB', '123.5 MB', '10,000.0 GB']
    """
    if unit == "bytes":
        return next((f"{number / size:,.1f} {name}" for size, name in _SIZES if number >= size), f"{number:.0f} B")
    return f"{number:.1f}" if isinstance(number, float) and number < 10 else f"{number:,.0f}"
