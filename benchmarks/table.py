"""Print what was measured as a table, line by line, and keep it as a section of RESULTS.md.

A benchmark makes one Table, adds a Row as soon as it is measured, and ends with ``sys.exit(table.end())``. A row that
could not be measured is a row too, and says why. Each section of RESULTS.md says when and on what it was measured; a
run replaces its own sections and leaves the others, with their own dates.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from machine import machine

RESULTS = Path(__file__).with_name("RESULTS.md")
#: Set this to a file to have every table kept in it; ``run.py`` does.
KEEP = "BENCHMARK_RESULTS"
HEAD = """# What was measured

Written by `make bench`; nothing in it is written by hand, and nothing else is claimed. Figures are medians; a ratio is
the median of the ratios run by run, of ours and its peer taking turns. Each section says when and on what it was
measured.
"""
COLUMNS = ("what", "records", "ours", "compared with", "theirs", "ratio", "bound", "held", "runs")
#: How wide the columns are when they are printed.
_WIDTHS = (38, 9, 10, 38, 10, 13, 17, 4, 4)
_TIMES = {"s", "ms", "µs"}
_RIGHT = {1, 2, 4, 5, 8}


@dataclass(frozen=True)
class Bound:
    """Hold what a row must keep: ``at_most`` so many times the peer, so much ``faster``, or ours ``under`` a figure."""

    kind: Literal["times", "faster", "under"]
    value: float

    def __str__(self) -> str:
        words = {"times": "at most {:g} ×", "faster": "at least {:g} × faster", "under": "at most {:g}"}
        return words[self.kind].format(self.value)


def at_most(times: float) -> Bound:
    """Return the bound that ours is at most so many times as much as the peer's."""
    return Bound("times", times)


def faster(times: float) -> Bound:
    """Return the bound that the peer's is at least so many times as much as ours."""
    return Bound("faster", times)


def under(value: float) -> Bound:
    """Return the bound that ours is at most so much, in the unit of the row, whatever the peer does."""
    return Bound("under", value)


@dataclass(frozen=True)
class Row:
    """Hold one line of a table. None is what could not be measured; the remark says why."""

    what: str
    records: int  #: 0 where it is not about facts of a certain number
    ours: float | None
    peer: str = ""
    theirs: float | None = None
    unit: str = "s"
    ratio: float | None = None  #: ours / theirs, the median run by run; by default of the two figures
    bound: Bound | None = None
    runs: int = 1
    capped: bool = False  #: the peer was stopped: theirs is more than the figure
    remark: str = ""

    @property
    def times(self) -> float | None:
        """Return how many times as much ours is as theirs."""
        if self.ratio is not None or self.ours is None or not self.theirs:
            return self.ratio
        return self.ours / self.theirs

    @property
    def held(self) -> bool | None:
        """Return whether the bound is held; None where there is none, or the peer tells nothing."""
        if self.bound is None:
            return None
        if self.ours is None:
            return False
        if self.bound.kind == "under":
            return self.ours <= self.bound.value
        if self.times is None:
            return None
        kept = self.times <= (self.bound.value if self.bound.kind == "times" else 1 / self.bound.value)
        return None if self.capped and not kept else kept

    def cells(self) -> tuple[str, ...]:
        """Return the texts of its columns."""
        more = "> " if self.capped else ""
        held = {True: "yes", False: "NO", None: "?" if self.bound else ""}[self.held]
        records = f"{self.records:,}" if self.records else ""
        bound = f"{self.bound}{f' {self.unit}' if self.bound.kind == 'under' else ''}" if self.bound else ""
        theirs = more + self._shown(self.theirs) if self.peer else ""
        return (
            self.what,
            records,
            self._shown(self.ours),
            self.peer,
            theirs,
            self._ratio(),
            bound,
            held,
            str(self.runs),
        )

    def _shown(self, value: float | None) -> str:
        return "not known" if value is None else f"{figure(value)} {self.unit}"

    def _ratio(self) -> str:
        """Return the ratio in words: so much faster where that is the bound, or true and there is no other."""
        if not self.times:
            return ""
        kind = self.bound.kind if self.bound else "faster" if self.unit in _TIMES and self.times < 1 else "times"
        if kind == "faster":
            return f"{'> ' if self.capped else ''}{figure(1 / self.times)} × faster"
        return f"{'< ' if self.capped else ''}{figure(self.times)} ×"


def figure(value: float) -> str:
    """Return a number with three digits that mean something, and all digits before the point.

    >>> figure(1234.5), figure(12.34), figure(0.01234)
    ('1,234', '12.3', '0.0123')
    """
    if abs(value) >= 100 or not value:
        return f"{value:,.0f}"
    return f"{value:.{2 if abs(value) >= 1 and abs(value) < 10 else 1}f}" if abs(value) >= 1 else f"{value:.3g}"


@dataclass
class Table:
    """Hold the rows of one benchmark, and print each as it comes."""

    title: str
    about: str = ""  #: what is measured and how, one paragraph
    packages: Sequence[str] = ()  #: whose versions matter
    rows: list[Row] = field(default_factory=list)
    also: list[str] = field(default_factory=list)  #: versions that no package tells

    def begin(self) -> Table:
        """Print the heading, and return the table."""
        print(f"\n{self.title}\n{self._machine()}\n{_aligned(COLUMNS)}", flush=True)
        return self

    def add(self, row: Row) -> Row:
        """Print a row, keep it, and return it."""
        print(_aligned(row.cells()) + (f"  ({row.remark})" if row.remark else ""), flush=True)
        self.rows.append(row)
        return row

    def end(self) -> str | None:
        """Keep the table where BENCHMARK_RESULTS says, and return what broke a bound, for ``sys.exit``."""
        if os.environ.get(KEEP):
            keep(self, Path(os.environ[KEEP]))
        broken = [row for row in self.rows if row.held is False or row.ours is None]
        told = (f"{row.what}: {' '.join(row.cells()[5:7]).strip() or row.remark}" for row in broken)
        return "a bound is broken, or it failed: " + "; ".join(told) if broken else None

    def markdown(self) -> str:
        """Return the section of RESULTS.md."""
        lines = [COLUMNS, tuple("---:" if column in _RIGHT else "---" for column in range(len(COLUMNS)))]
        lines += [row.cells() for row in self.rows]
        remarks = [f"- {row.what}, {row.records:,} records: {row.remark}" for row in self.rows if row.remark]
        table = "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
        parts = [f"## {self.title}", self.about, f"Measured {today()}. {self._machine()}", table, "\n".join(remarks)]
        return "\n\n".join(filter(None, parts)) + "\n"

    def _machine(self) -> str:
        return "; ".join([machine(self.packages), *self.also]) + "."


def keep(table: Table, path: Path = RESULTS) -> None:
    """Write a table into the file of results, in the place of the section of the same title, or behind the others."""
    old = path.read_text(encoding="utf-8") if path.exists() else HEAD
    parts = [HEAD, *re.split(r"^(?=## )", old, flags=re.MULTILINE)[1:]]
    titles = [part.partition("\n")[0] for part in parts]
    mine = f"## {table.title}"
    if mine not in titles:
        parts, titles = [*parts, ""], [*titles, mine]
    parts[titles.index(mine)] = table.markdown()
    path.write_text("\n\n".join(part.strip() for part in parts) + "\n", encoding="utf-8")


def _aligned(cells: Sequence[str]) -> str:
    return "  ".join(_padded(cells)).rstrip()


def _padded(cells: Sequence[str]) -> Iterator[str]:
    for number, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True)):
        yield cell.rjust(width) if number in _RIGHT else cell.ljust(width)


def today() -> str:
    """Return the date, in universal time."""
    return datetime.now(tz=UTC).date().isoformat()
