"""Say when something happens at the earliest and is over at the latest, somewhere on Earth."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ..corpus.facts import Record
from ..dates import PartialDate

_DAY = 24 * 60  # in minutes
#: Local time differs by 26 hours around the globe: UTC+14 in the Line Islands, UTC-12 at the date line.
_EASTERNMOST, _WESTERNMOST = 14 * 60, -12 * 60


def dates_of(value: Any) -> PartialDate | None:
    """Return the partial date that a value writes, or None where it writes none."""
    try:
        return PartialDate.from_text(str(value)) if isinstance(value, str | int) else None
    except ValueError:
        return None


def moments(date: Any, utc_offset: Any = None) -> tuple[int | None, int | None]:
    """Return when a date begins at the earliest and is over at the latest, in minutes of UTC; None where open."""
    if type(date) is not str and type(date) is not int:
        return None, None
    return _moments(str(date), utc_offset if type(utc_offset) is str else "")


@lru_cache(maxsize=65536)
def _moments(date: str, utc_offset: str) -> tuple[int | None, int | None]:
    found = dates_of(date)
    if found is None:
        return None, None
    offset = _minutes(utc_offset)
    east, west = (_EASTERNMOST, _WESTERNMOST) if offset is None else (offset, offset)
    begins = found.earliest.toordinal() * _DAY - east if found.earliest else None
    return begins, (found.latest.toordinal() + 1) * _DAY - west if found.latest else None


def moments_of(record: Record) -> tuple[int | None, int | None]:
    """Return when an act begins at the earliest and is over at the latest, in minutes of UTC; None where open."""
    data = record.data
    return moments(data["date"], data.get("utcOffset")) if "date" in data else (None, None)


def _minutes(offset: str) -> int | None:
    match = re.fullmatch(r"([+-])(\d\d):(\d\d)", offset, re.ASCII)
    return int(f"{match[1]}1") * (int(match[2]) * 60 + int(match[3])) if match else None
