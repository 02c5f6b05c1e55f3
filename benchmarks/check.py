"""Measure how long ``check`` takes, against reading the same YAML with the strict reader alone.

The facts are made up (facts.py) and sound. In one process the two take turns, so that a machine whose speed drifts does
both the same; the table gives medians and the median of the ratios. Whole processes are measured likewise. Where a
bound is broken, the run fails.

    python benchmarks/check.py [RECORDS ...]
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from communique.graph.api import check
from communique.graph.curate.watch import watch
from communique.graph.reader import read_file
from facts import write
from table import Bound, Row, Table, at_most, under

RUNS, SIZES = 7, (1_000, 10_000)
AIM, AIMED, SAVED = at_most(2.0), 10_000, under(300)  #: the aim, at so many records; milliseconds after a save
ABOUT = """\
How long it takes to check facts, against reading the same YAML with the strict reader alone; and from a save of one
file until all is checked again.
"""
READ = (
    "import sys, pathlib; from communique.graph.reader import read_file;"
    "[read_file(path) for path in pathlib.Path(sys.argv[1]).iterdir()]"
)
CHECK = "import sys, pathlib; from communique.graph.api import check; check(pathlib.Path(sys.argv[1]))"


def seconds(work: Callable[[], object]) -> float:
    """Return the wall time of a piece of work, in seconds."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float, float]:
    """Return the medians of both, in seconds, and the median of the ratios run by run."""
    seconds(ours), seconds(theirs)  # warm up
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(RUNS)]
    mine, floors = zip(*pairs, strict=True)
    return statistics.median(mine), statistics.median(floors), statistics.median(a / b for a, b in pairs)


def process(code: str, folder: Path) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", code, str(folder)], check=True)


def measure(table: Table, records: int) -> None:
    """Add the rows of so many records."""
    with tempfile.TemporaryDirectory() as folder:
        facts, texts = write(Path(folder), records, texts=True)
        found, _ = check(facts, texts)
        assert (len(found.records), found.problems) == (records, []), found.problems[:5]
        del found
        paths = sorted(facts.iterdir())

        def read() -> None:
            for path in paths:
                read_file(path)

        add(table, records, "check", compare(lambda: check(facts), read), AIM if records == AIMED else None)
        add(table, records, "check --sources", compare(lambda: check(facts, texts), read))
        add(table, records, "check, whole process", compare(process(CHECK, facts), process(READ, facts)))
        saved = statistics.median(saves(facts)) * 1000
        table.add(Row("check --watch, a save", records, saved, unit="ms", bound=SAVED, runs=RUNS))


def saves(facts: Path) -> Iterator[float]:
    """Yield the seconds from a save of one file until all is checked, as the watch itself counts them."""
    checks = watch(facts)
    next(checks)
    for number in range(RUNS):
        with min(facts.iterdir()).open("a", encoding="utf-8") as file:
            file.write(f"# {number}\n")
        yield next(checks).seconds


def add(table: Table, records: int, name: str, found: tuple[float, float, float], bound: Bound | None = None) -> None:
    """Add a row."""
    ours, theirs, ratio = found
    table.add(Row(name, records, ours * 1000, "reading", theirs * 1000, "ms", ratio, bound, RUNS))


def main() -> None:
    """Print the table."""
    table = Table("Checking", " ".join(ABOUT.split()), ("pyyaml", "jsonschema-rs")).begin()
    for records in map(int, sys.argv[1:] or SIZES):
        measure(table, records)
    sys.exit(table.end())


if __name__ == "__main__":
    main()
