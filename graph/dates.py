"""Read partial dates and intervals, and bound them by days.

A date is local to the place of the act: ``2017``, ``2017-09``, ``2017-09-15``, or, for "some time within", the interval
``2017-09-11/2017-09-15``, either end of which may be open (``..``). A partial date keeps its own datatype, because a
``2017-09`` typed as a day drops silently out of every comparison.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .schema.names import INTERVAL, XSD

_PARTIAL = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_DATATYPES = {4: XSD + "gYear", 7: XSD + "gYearMonth", 10: XSD + "date"}
OPEN = ".."


@dataclass(frozen=True, slots=True)
class PartialDate:
    """Hold a date as it is written, its datatype, and the first and last day it allows (None where open)."""

    text: str
    datatype: str
    earliest: date | None
    latest: date | None

    @classmethod
    def from_text(cls, text: str) -> PartialDate:
        """Return the date that the text writes.

        >>> PartialDate.from_text("2017-09").latest
        datetime.date(2017, 9, 30)

        Raises ValueError, with what is wrong, when there is no such day or an interval ends before it starts.
        """
        return _parse(str(text))


@lru_cache(maxsize=65536)
def _parse(text: str) -> PartialDate:
    start, slash, end = text.partition("/")
    for part in (start, end) if slash else (start,):
        if part != OPEN and not _PARTIAL.fullmatch(part):
            raise ValueError(f"{part!r} is no date")
    if {start, end or OPEN} == {OPEN}:
        raise ValueError("an interval needs at least one end")
    if not slash:
        return PartialDate(text, _DATATYPES[len(text)], *_bounds(text))
    earliest = None if start == OPEN else _bounds(start)[0]
    latest = None if end == OPEN else _bounds(end)[1]
    if earliest and latest and latest < earliest:
        raise ValueError(f"the interval ends ({end}) before it starts ({start})")
    return PartialDate(text, INTERVAL, earliest, latest)


def _bounds(text: str) -> tuple[date, date]:
    """Return the first and last day of a partial date, which has the form of one."""
    year, *rest = map(int, text.split("-"))
    first, last = (rest[0], rest[0]) if rest else (1, 12)
    try:
        last_day = rest[1] if len(rest) > 1 else calendar.monthrange(year, last)[1]
        return date(year, first, rest[1] if len(rest) > 1 else 1), date(year, last, last_day)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(f"there is no {text}") from error


def within(earliest: date | None, latest: date | None) -> str:
    """Return the interval between two days, either of which may be open, as a curator writes it.

    >>> within(None, date(2017, 9, 17))
    '../2017-09-17'
    """
    return f"{earliest or OPEN}/{latest or OPEN}"
