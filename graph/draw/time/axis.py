"""Say on the axis which days it shows, as far as there is room, and where it leaves out years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ..lettering import width
from .scale import Scale
from .when import MONTHS

SIZE = 11.5
_GAP = 9.0
YEAR, MONTH, DAY = "year", "month", "day"
_SILENCE = 200  #: days without any act that are shown as a break


@dataclass(frozen=True, slots=True)
class Tick:
    """Hold a line that marks a day, with its name; a strong one begins a month or a year."""

    x: float
    text: str
    strong: bool


def breaks(scale: Scale) -> list[float]:
    """Return the middle of each stretch in which so little happened that the axis is broken."""
    silent = _silent(scale)
    return [(scale.x(first) + scale.x(last)) / 2 for first, last in silent]


def ticks(scale: Scale, acts: Iterable[int]) -> list[Tick]:
    """Return the months that the axis spans, and days of acts where it gives them room, from left to right.

    No two names touch: years after a break come first, then months, then days, then earlier before later. The first
    of a year says which.
    """
    silent = _silent(scale)
    years = {date.fromordinal(last): YEAR for first, last in silent if _year(first) != _year(last)}
    months = {day: MONTH for day in _months(scale) if not any(a < day.toordinal() < b for a, b in silent)}
    days = {date.fromordinal(day): DAY for day in acts}
    taken: list[tuple[float, float]] = []
    found: list[tuple[float, date, str]] = []
    for day, form in [*sorted(years.items()), *sorted(months.items()), *sorted(days.items())]:
        x = scale.x(day.toordinal())
        # Room enough for the year, in case it turns out to be the first of one.
        end = x + width(_named(day, form, 0), SIZE, bold=True)
        if not any(x < other + _GAP and start < end + _GAP for start, other in taken):
            taken.append((x, end))
            found.append((x, day, form))
    return list(_with_years(sorted(found)))


def _with_years(found: list[tuple[float, date, str]]) -> Iterator[Tick]:
    year = 0
    for x, day, form in found:
        yield Tick(x, _named(day, form, year), form != DAY)
        year = day.year


def _named(day: date, form: str, year: int) -> str:
    name = {YEAR: "", MONTH: MONTHS[day.month - 1], DAY: f"{day.day} {MONTHS[day.month - 1]}"}[form]
    return name if day.year == year else f"{name} {day.year}".strip()


def _year(day: int) -> int:
    return date.fromordinal(day).year


def _silent(scale: Scale) -> list[tuple[int, int]]:
    return [(first, last) for first, last in pairwise(scale.days) if last - first > _SILENCE]


def _months(scale: Scale) -> Iterator[date]:
    """Yield the first days of the months; of quarters, years, decades or more where the span is long."""
    start, end = date.fromordinal(scale.days[0]), date.fromordinal(scale.days[-1])
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    step = next((step for step in (1, 3, 12, 120) if (last - first) / step <= 150), 1200)
    for month in range(-(-first // step) * step, last + 1, step):
        day = date(month // 12, month % 12 + 1, 1)
        if scale.days[0] <= day.toordinal() < scale.days[-1]:
            yield day
