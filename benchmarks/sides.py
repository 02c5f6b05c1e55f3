"""Name the two sides of each comparison of building, as whole processes, and let them take turns.

A side is given a scratch folder, new for each run, and returns its command. Ours is what anybody calls: the command
``build``, or ``load`` in Python and a first question.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import linkml_peer
from clock import FailedError, Spent, median, spend, turns

HERE = Path(__file__).parent
COMMUNIQUE = str(Path(sys.executable).with_name("communique"))
LOAD = (
    "import sys, communique; loaded = communique.load(sys.argv[1], workers=int(sys.argv[2]) or None);"
    "assert loaded.query('ASK { ?vote a cq:Vote }')"
)
RUNS, PATIENCE = 5, 45.0  #: so many runs of each side at most, and seconds after which no new one begins
Side = Callable[[Path], list[str]]


def build(facts: Path, workers: int = 0) -> Side:
    """Return the side that builds a store on disk, by so many processes, or by as many as there are processors."""
    by = ["--workers", str(workers)] if workers else []
    return lambda scratch: [COMMUNIQUE, "build", "--facts", str(facts), "-o", str(scratch / "store"), *by]


def load(facts: Path, workers: int = 0) -> Side:
    """Return the side that loads facts, or a store, and answers, by as many processes as ``build``."""
    return lambda scratch: [sys.executable, "-c", LOAD, str(facts), str(workers)]


def floor(facts: Path, quads: Path, disk: bool = False) -> Side:
    """Return the side that does the least that any build must do."""
    script = [sys.executable, str(HERE / "floor.py"), str(facts), str(quads)]
    return lambda scratch: [*script, str(scratch / "store")] if disk else script


def json_ld(facts: Path, document: Path, whole: bool = False) -> Side:
    """Write the JSON-LD, of what the facts say or of all that ours makes of them, and return the side of rdflib.

    Raises FailedError.
    """
    command = [sys.executable, str(HERE / "json_ld.py"), str(facts), str(document)]
    spend([COMMUNIQUE, "build", "--facts", str(facts), "-o", str(document)] if whole else [*command, "--prepare"])
    return lambda scratch: command


def linkml(facts: Path, folder: Path) -> Side:
    """Write what LinkML reads, and return its side. Raises FailedError."""
    if not linkml_peer.COMMAND.exists():
        raise FailedError("LinkML is not installed: make .venv-bench/.deps")
    linkml_peer.prepare(facts, folder)
    return lambda scratch: linkml_peer.convert(folder)


def once(side: Side, watched: bool = False, kept: bool = False) -> Spent:
    """Run a side once; with ``kept``, what it keeps for the next time goes to a new folder, else nothing is kept.

    Raises FailedError where it fails.
    """
    with tempfile.TemporaryDirectory() as name:
        cache = {"COMMUNIQUE_CACHE": str(Path(name) / "cache")} if kept else {}
        return spend(side(Path(name)), watched, settings=cache)


@dataclass(frozen=True)
class Compared:
    """Hold what two sides cost; a peer that failed has no figure, and the remark says why."""

    ours: Spent
    theirs: Spent | None
    ratio: Spent | None
    runs: int
    remark: str = ""


def compare(ours: Side, prepare: Callable[[], Side], runs: int = RUNS, kept: bool = False) -> Compared:
    """Let two sides take turns, and return the medians; ``prepare`` makes theirs ready, outside of the clock.

    Raises FailedError where ours fails.
    """
    mine, others = [once(ours, kept=kept)], list[Spent]()
    try:
        theirs, start = prepare(), time.monotonic()
        others.append(once(theirs))
        while len(mine) < runs and time.monotonic() - start < PATIENCE:
            mine.append(once(ours, kept=kept))
            others.append(once(theirs))
    except FailedError as error:
        if len(mine) == len(others):  # it was ours
            raise
        return Compared(median(mine), None, None, len(mine), str(error))
    found = turns(mine, others)
    return Compared(found.ours, found.theirs, found.ratio, len(mine))
