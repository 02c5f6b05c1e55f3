"""Say when something happens at the earliest and is over at the latest, somewhere on Earth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..corpus.facts import Record, many
from ..dates import PartialDate
from ..errors import Pointer

_DAY = 24 * 60  # in minutes
#: Local time differs by 26 hours around the globe: UTC+14 in the Line Islands, UTC-12 at the date line.
_EASTERNMOST, _WESTERNMOST = 14 * 60, -12 * 60


def dates_of(value: Any) -> PartialDate | None:
    """Return the partial date that a value writes, or None where it writes none."""
    try:
        return PartialDate.from_text(str(value)) if isinstance(value, str | int) else None
    except ValueError:
        return None


def moments(found: PartialDate | None, utc_offset: Any = None) -> tuple[int | None, int | None]:
    """Return when a date begins at the earliest and is over at the latest, in minutes of UTC; None where open."""
    if found is None:
        return None, None
    offset = _minutes(utc_offset)
    east, west = (_EASTERNMOST, _WESTERNMOST) if offset is None else (offset, offset)
    begins = found.earliest.toordinal() * _DAY - east if found.earliest else None
    return begins, (found.latest.toordinal() + 1) * _DAY - west if found.latest else None


def moments_of(record: Record) -> tuple[int | None, int | None]:
    """Return when an act begins at the earliest and is over at the latest, in minutes of UTC; None where open."""
    return moments(dates_of(record.data.get("date")), record.data.get("utcOffset"))


def spans(record: Record) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Yield what may begin and end, with its pointer: the record itself, its offices and its seats."""
    yield record.pointer, record.data
    for key in ("offices", "seats"):
        for index, item in enumerate(many(record.data.get(key))):
            if isinstance(item, dict):
                yield (*record.pointer, key, index), item


def _minutes(offset: Any) -> int | None:
    match = re.fullmatch(r"([+-])(\d\d):(\d\d)", offset, re.ASCII) if isinstance(offset, str) else None
    return int(f"{match[1]}1") * (int(match[2]) * 60 + int(match[3])) if match else None
