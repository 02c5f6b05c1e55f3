"""Measure where a graph is better kept, in memory or on disk, for one command that asks one question.

The graph is kept already, where it is kept: in memory it is loaded by each command from what is kept of small facts,
and built by each of large ones, which takes as long as it is large; on disk it is only opened, and a question that sees
much of it takes longer. Facts larger than the package's own bound
(graph/build/cache.py) are on disk by default: at and above it, the disk must not be slower for what is asked most, a
question about one speaker. All are whole processes, which take turns. Where the bound is broken, the run fails.

    python benchmarks/places.py [RECORDS ...]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import sides
from building import say
from clock import Spent, spend, turns
from communique.graph.build.cache import is_large
from facts import write
from table import Row, Table, at_most

SIZES = (500, 1_000, 2_000, 4_000, 10_000)
RUNS = 7
#: A question about little of the graph, and one about all of it.
QUESTIONS = {
    "ask who-said-what --speaker": ("who-said-what", "--speaker", "person-1-1"),
    "ask calendar": ("calendar",),
}
BOUND = at_most(1.05)  #: the twentieth is for the noise of two processes
ABOUT = """\
One command, whose graph is kept on disk (ours) or in memory. Facts of more than 300 kB are on disk unless it is said
otherwise, and then built into memory each time; the bound is for them, and for what is asked most.
"""


def measure(table: Table, folder: Path, records: int) -> None:
    """Add a row for each question."""
    facts, _ = write(folder, records)
    for what, question in QUESTIONS.items():
        command = [sides.COMMUNIQUE, "ask", *question, "--format", "csv", "--facts", str(facts)]

        def run(place: str, command: list[str] = command) -> Spent:
            settings = {"COMMUNIQUE_CACHE": str(folder / "cache"), "COMMUNIQUE_STORE": place}
            return spend(command, settings=settings)

        run("disk"), run("memory")  # they are kept from now on
        found = turns(*zip(*[(run("disk"), run("memory")) for _ in range(RUNS)], strict=True))
        bound = BOUND if is_large(facts) and "--speaker" in question else None
        ours, theirs, ratio = found.ours.wall, found.theirs.wall, found.ratio.wall
        table.add(Row(f"{what}, on disk", records, ours, "in memory", theirs, "s", ratio, bound, RUNS))


def main() -> None:
    """Print the table."""
    table = Table("In memory or on disk", " ".join(ABOUT.split()), ("pyoxigraph",)).begin()
    for records in map(int, sys.argv[1:] or SIZES):
        say(f"{records:,} records, in memory and on disk")
        with tempfile.TemporaryDirectory() as folder:
            measure(table, Path(folder), records)
    sys.exit(table.end())


if __name__ == "__main__":
    main()
