"""Measure how long ``check`` takes, against reading the same YAML with the strict reader alone.

The facts are made up (facts.py) and sound. In one process the two take turns, so that a machine whose speed drifts does
both the same; the table gives medians and the median of the ratios. Whole processes are measured likewise. Where the
aim is missed, the run fails.

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

RUNS, AIM, AIMED = 7, 2.0, 10_000
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


def measure(records: int) -> bool:
    """Print the rows of so many records, and return whether the aim is met."""
    with tempfile.TemporaryDirectory() as folder:
        facts, texts = write(Path(folder), records)
        found, _ = check(facts, texts)
        assert (len(found.records), found.problems) == (records, []), found.problems[:5]
        del found
        paths = sorted(facts.iterdir())

        def read() -> None:
            for path in paths:
                read_file(path)

        ratio = row(records, "check", compare(lambda: check(facts), read))
        row(records, "check --sources", compare(lambda: check(facts, texts), read))
        row(records, "check, whole process", compare(process(CHECK, facts), process(READ, facts)))
        saved = statistics.median(saves(facts)) * 1000
        print(
            f"{records:>8,}  {'check --watch, a save':<22} {saved:>7.0f}  {'-':>10}  {'-':>6}  at most 300 ms",
            flush=True,
        )
    return ratio <= AIM


def saves(facts: Path) -> Iterator[float]:
    """Yield the seconds from a save of one file until all is checked, as the watch itself counts them."""
    checks = watch(facts)
    next(checks)
    for number in range(RUNS):
        with min(facts.iterdir()).open("a", encoding="utf-8") as file:
            file.write(f"# {number}\n")
        yield next(checks).seconds


def row(records: int, name: str, found: tuple[float, float, float]) -> float:
    """Print a row of the table, and return its ratio."""
    ours, theirs, ratio = found
    aim = f"at most {AIM:g}" if records == AIMED and name == "check" else "-"
    print(f"{records:>8,}  {name:<22} {ours * 1000:>7.0f}  {theirs * 1000:>10.0f}  {ratio:>6.2f}  {aim}", flush=True)
    return ratio


def main() -> None:
    """Print the table."""
    print(f"Python {sys.version.split()[0]}, medians of {RUNS} runs")
    print(f"{'records':>8}  {'what':<22} {'ms':>7}  {'reading ms':>10}  {'ratio':>6}  aim")
    wanted = [int(word) for word in sys.argv[1:]] or [1_000, AIMED]
    if not min([measure(records) or records != AIMED for records in wanted]):
        sys.exit(f"check takes more than {AIM:g} times as long as reading")


if __name__ == "__main__":
    main()
