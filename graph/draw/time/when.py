"""Read the days of an act, and say its date in few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Span:
    """Hold the days within which an act lies, both included, as ordinals; at least one of them is known."""

    first: int | None
    last: int | None

    @property
    def start(self) -> int:
        """Return the first day, or the last where no first is known."""
        return self.first or self.last or 1

    @property
    def end(self) -> int:
        """Return the day after the last, or after the first where no last is known."""
        return 1 + (self.last or self.first or 1)


def span_of(attributes: Mapping[str, object]) -> Span | None:
    """Return the days of an act by its ``earliest`` and ``latest``, None where neither is a day."""
    first, last = (_ordinal(str(attributes.get(key, ""))) for key in ("earliest", "latest"))
    return Span(first, last) if first or last else None


def brief(text: str) -> str:
    """Return a date, or an interval within which something lies, as a chip has room for it; the axis tells the year.

    >>> brief("2017-05-14/2017-05-21"), brief("../2017-05-21"), brief("2017-05"), brief("2017-08-29/2017-09-15")
    ('14–21 May', 'by 21 May', 'May 2017', '29 Aug – 15 Sep')
    """
    first, slash, last = text.partition("/")
    if not slash:
        return _said(text)
    if first == "..":
        return f"by {_said(last)}"
    if last in {"..", ""}:
        return f"from {_said(first)}"
    if len(first) == len(last) == len("2017-05-14") and first[:7] == last[:7]:
        return f"{int(first[8:])}–{_said(last)}"
    return f"{_said(first)} – {_said(last)}"


def _said(text: str) -> str:
    if (day := _ordinal(text)) is not None:
        found = date.fromordinal(day)
        return f"{found.day} {MONTHS[found.month - 1]}"
    year, dash, month = text.partition("-")
    known = dash and month.isdecimal() and 1 <= int(month) <= 12
    return f"{MONTHS[int(month) - 1]} {year}" if known else text


def _ordinal(text: str) -> int | None:
    try:
        return date.fromisoformat(text).toordinal() if len(text) == len("2017-05-14") else None
    except ValueError:
        return None
