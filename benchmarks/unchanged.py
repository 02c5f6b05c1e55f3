"""Measure what is not built twice: facts where nothing, or one statement in one file, has changed since the last time.

Each run has a cache of its own: it starts with nothing in it, which is a cold build; then nothing has changed, then one
statement in one file. What is opened is a store that ``build`` wrote. All are whole processes. Where a bound is
broken, the run fails.

    python benchmarks/unchanged.py [RECORDS ...]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import sides
from building import say
from clock import FailedError, Spent, median, spend, turns
from facts import write
from table import Bound, Row, Table, at_most

SIZES, BOUND = (100_000,), 100_000  #: records; the bounds are about so many, which are 501 files
CHANGED = at_most(0.05)  #: times a cold build
#: Times as long as to open a store; the tenth is for the noise of two processes.
NOTHING = at_most(1.1)
RUNS, PATIENCE = 5, 120.0
TIMES = 3  #: in each turn; the system may still be writing what was built while the first of them runs
ABOUT = """\
Each time with a new cache: first nothing is in it (cold), then nothing has changed, then one statement in one file.
What is compared with it is the cold build of the same turn, or the opening of a store that `build` wrote. Loaded is
what answers a first question; `ask` is the whole command.
"""


def turn(facts: Path, store: Path, number: int) -> Iterator[Spent]:
    """Yield what it costs: cold, nothing changed, to open a store, one change; then to ask here, and the store."""
    with tempfile.TemporaryDirectory() as cache:

        def run(*command: str) -> Spent:
            return spend(command, settings={"COMMUNIQUE_CACHE": cache})

        loading = sides.load(facts)(Path(cache))
        yield run(*loading)
        opening = sides.load(store)(Path(cache))
        pairs = [(run(*loading), run(*opening)) for _ in range(TIMES)]
        yield from map(median, zip(*pairs, strict=True))
        change(facts, number)
        yield run(*loading)
        asking = [sides.COMMUNIQUE, "ask", "who-said-what", "--speaker", "person-1-1", "--facts"]
        yield run(*asking, str(facts))
        yield run(*asking, str(store))


def change(facts: Path, number: int) -> None:
    """Put a number into a statement in the middle of the facts."""
    files = sorted(facts.glob("episode-*.yaml"))
    path = files[len(files) // 2]
    before, key, after = path.read_text(encoding="utf-8").partition("    gist: ")
    path.write_text(f"{before}{key}{number}. {after}", encoding="utf-8")


def measure(table: Table, folder: Path, records: int) -> None:
    """Add the rows of so many records."""
    say(f"{records:,} records: making facts, and a store on disk")
    facts, _ = write(folder, records)
    store = folder / "store"
    found, start = list[list[Spent]](), time.monotonic()
    try:
        spend([sides.COMMUNIQUE, "build", "--facts", str(facts), "-o", str(store)])
        while len(found) < RUNS and (not found or time.monotonic() - start < PATIENCE):
            found.append(list(turn(facts, store, len(found) + 1)))
    except FailedError as error:
        table.add(Row("load", records, None, remark=str(error)))
        return
    cold, same, opened, changed, asked, asked_store = zip(*found, strict=True)
    bounded = records >= BOUND
    add(table, records, ("load, one statement changed", "load, cold"), (changed, cold), CHANGED if bounded else None)
    add(table, records, ("load, nothing changed", "open a store"), (same, opened), NOTHING if bounded else None)
    add(table, records, ("ask, nothing changed", "ask of a store"), (asked, asked_store), None)


def add(
    table: Table,
    records: int,
    names: tuple[str, str],
    spent: tuple[tuple[Spent, ...], tuple[Spent, ...]],
    bound: Bound | None,
) -> None:
    """Add a row of the wall time of two things that took turns."""
    found = turns(*spent)
    ours, theirs, ratio = found.ours.wall, found.theirs.wall, found.ratio.wall
    table.add(Row(names[0], records, ours, names[1], theirs, "s", ratio, bound, len(spent[0])))


def main() -> None:
    """Print the table."""
    table = Table("Not building again", " ".join(ABOUT.split()), ("pyoxigraph", "pyyaml")).begin()
    for records in map(int, sys.argv[1:] or SIZES):
        with tempfile.TemporaryDirectory() as folder:
            measure(table, Path(folder), records)
    sys.exit(table.end())


if __name__ == "__main__":
    main()
