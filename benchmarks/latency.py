"""Measure how long a command takes on the shipped facts, against the imports that it cannot do without.

Each command runs in turn with its floor, so that a machine whose speed drifts does both the same; the table gives
medians of whole processes, in milliseconds, and the median of the ratios. Where a bound is broken, the run fails.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from clock import FailedError, Medians, spend, turns
from table import Row, Table, at_most

RUNS = 15
COMMUNIQUE = str(Path(sys.executable).with_name("communique"))
NEEDED = "import pyoxigraph, yaml, typer"
ASK = ["ask", "who-said-what", "--speaker", "haley"]
ABOUT = """\
How long a command takes on the facts that are shipped, as a whole process, against a Python that does the imports which
that command cannot do without.
"""
#: Name, arguments, floor, the ratio aimed at (0: none), and what COMMUNIQUE_CACHE is ("": a fresh folder).
CASES = (
    ("communique --help", ["--help"], "import typer", 3.0, ""),
    ("communique ask, graph kept", ASK, NEEDED, 4.0, ""),
    ("communique ask, built anew", ASK, NEEDED, 0.0, "off"),
    ("communique check", ["check"], NEEDED, 0.0, "off"),
)


def measure(arguments: list[str], floor: str, cache: str) -> Medians:
    """Return what a command and its floor cost, in turns. Raises FailedError where one of them fails."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"COMMUNIQUE_CACHE": cache or folder}
        commands = [COMMUNIQUE, *arguments], [sys.executable, "-c", floor]
        runs = [tuple(spend(command, settings=settings) for command in commands) for _ in range(1 + RUNS)]
    return turns(*zip(*runs[1:], strict=True))  # the first warms up: byte code, disk, the kept graph


def main() -> None:
    """Print the table."""
    table = Table("Commands on the shipped facts", " ".join(ABOUT.split()), ("typer", "pyyaml", "pyoxigraph")).begin()
    for name, arguments, floor, aim, cache in CASES:
        bound = at_most(aim) if aim else None
        try:
            found = measure(arguments, floor, cache)
        except FailedError as error:
            table.add(Row(name, 0, None, floor, unit="ms", bound=bound, remark=str(error)))
            continue
        ours, theirs = found.ours.wall * 1000, found.theirs.wall * 1000
        table.add(Row(name, 0, ours, floor, theirs, "ms", found.ratio.wall, bound, RUNS))
    sys.exit(table.end())


if __name__ == "__main__":
    main()
