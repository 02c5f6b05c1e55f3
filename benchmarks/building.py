"""Measure how long facts take from YAML to a store that answers, against the floor and against well-known parts.

The floor (floor.py) is what nothing that uses these parts can do without. The peers are PyYAML with rdflib's JSON-LD
(json_ld.py), and linkml-convert with a schema that says the same of the same facts (linkml_peer.py): neither checks a
rule or infers anything, while ours checks every rule and adds what follows. All are whole processes, which take turns.
Where a bound is broken, the run fails.

    python benchmarks/building.py [RECORDS ...]
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import linkml_peer
import sides
from clock import FailedError, Spent, spend
from facts import write
from sides import Compared, compare, once
from table import Bound, Row, Table, at_most, faster, under

SIZES = (10_000, 100_000)
FLOOR, MANY = at_most(1.8), 100_000  #: times the floor, from this many records on
JSON_LD, LINKML = faster(8), faster(15)
FEW = 10_000  #: records: LinkML is bound here, and takes too long with more
PER_TRIPLE = under(1300)  #: bytes
ABOUT = """\
From YAML to a store that answers, in a new process each time, with nothing kept from before. Ours checks everything and
adds the inferences. The floor is libyaml's event stream drained in Python, and the bulk load of N-Quads that are ready.
rdflib is given JSON-LD that was made before (the clock sees CSafeLoader and its parser): of the whole graph, to which
the bound applies, since both sides then have the same triples; and of what the facts assert, two fifths fewer than
ours has to load. linkml-convert reads the same facts in a schema of its own. Memory is the most that all
processes of one run have at once, shared pages counted once, divided by the triples.
"""


@dataclass(frozen=True)
class Made:
    """Hold facts of a certain number, and what is made of them outside of the clock."""

    folder: Path
    records: int

    @cached_property
    def facts(self) -> Path:
        """Return the folder of the facts."""
        return write(self.folder, self.records)[0]

    @cached_property
    def quads(self) -> Path:
        """Return the file of their graph, the one part of a release. Raises FailedError."""
        place = self.folder / "release"
        spend([sides.COMMUNIQUE, "build", "--facts", str(self.facts), "--release", str(place)])
        (path,) = place.glob("releases/*/part-*.nq")
        return path

    @cached_property
    def triples(self) -> int:
        """Return how many quads the graph has."""
        with self.quads.open("rb") as file:
            return sum(1 for _ in file)


def measure(table: Table, made: Made) -> None:
    """Add the rows of so many records; where ours fails, one that says so, and no more."""
    say(f"{made.records:,} records: making facts and graph")
    try:
        say(f"{made.records:,} records, {made.triples:,} triples")
        against_the_floor(table, made)
        memory(table, made)
        against_others(table, made)
    except FailedError as error:
        table.add(Row("build", made.records, None, bound=FLOOR, remark=str(error)))


def against_the_floor(table: Table, made: Made) -> None:
    """Add what building costs, into memory and onto disk: time by all processors, and processor time by one alone."""
    bound = FLOOR if made.records >= MANY else None
    for what, mine, where in (
        ("load into memory", sides.load, "into memory"),
        ("build onto disk", sides.build, "onto disk"),
    ):
        say(where)
        least = partial(sides.floor, made.facts, made.quads, disk=where == "onto disk")
        add(table, what, made, f"floor, {where}", compare(mine(made.facts), least), bound)
        alone = compare(mine(made.facts, 1), least)
        add(table, f"{what}, by one process", made, f"floor, {where}", alone, bound, figures=("cpu",))
    found = compare(sides.load(made.facts), lambda: sides.floor(made.facts, made.quads), kept=True)
    add(table, "load, and keep on disk", made, "floor, into memory", found, figures=("wall",))


def memory(table: Table, made: Made) -> None:
    """Add how much memory building takes for each triple."""
    say("memory")
    bound = PER_TRIPLE if made.records >= FEW else None
    pairs = {
        "load into memory": (sides.load(made.facts), sides.floor(made.facts, made.quads)),
        "build onto disk": (sides.build(made.facts), sides.floor(made.facts, made.quads, disk=True)),
    }
    for what, both in pairs.items():
        ours, theirs = (once(side, watched=True).peak / made.triples for side in both)
        table.add(Row(f"{what}, a triple", made.records, ours, "floor", theirs, "B", bound=bound))


def against_others(table: Table, made: Made) -> None:
    """Add how much sooner ours is there than well-known parts are, by the clock on the wall."""
    mine, what = sides.load(made.facts), "load into memory"
    say("CSafeLoader and rdflib")
    bound = JSON_LD if made.records >= MANY else None
    for peer, whole in (("CSafeLoader + rdflib, asserted", False), ("CSafeLoader + rdflib, all triples", True)):
        document = made.folder / f"facts-{whole}.jsonld"
        found = compare(mine, partial(sides.json_ld, made.facts, document, whole))
        add(table, what, made, peer, found, bound if whole else None)
    if made.records <= FEW:
        say("LinkML")
        found = compare(mine, lambda: sides.linkml(made.facts, made.folder / "linkml"))
        add(table, what, made, "linkml-convert", found, LINKML if made.records == FEW else None)


def add(
    table: Table,
    what: str,
    made: Made,
    peer: str,
    found: Compared,
    bound: Bound | None = None,
    figures: tuple[str, ...] = ("wall",),
) -> None:
    """Add a row of the wall time, or of the processor time."""
    for name in figures:
        ours, theirs, ratio = (_figure(one, name) for one in (found.ours, found.theirs, found.ratio))
        label = f"{what}{', processor' if name == 'cpu' else ''}"
        table.add(Row(label, made.records, ours, peer, theirs, "s", ratio, bound, found.runs, remark=found.remark))


def _figure(spent: Spent | None, name: str) -> float | None:
    return getattr(spent, name) if spent else None


def say(words: str) -> None:
    """Say on stderr what goes on."""
    print(f"... {words}", file=sys.stderr, flush=True)


def main() -> None:
    """Print the table."""
    packages = ("pyoxigraph", "pyyaml", "rdflib")
    table = Table("Building", ABOUT.replace("\n", " ").strip(), packages, also=[linkml_peer.version()]).begin()
    for records in map(int, sys.argv[1:] or SIZES):
        with tempfile.TemporaryDirectory() as folder:
            measure(table, Made(Path(folder), records))
    sys.exit(table.end())


if __name__ == "__main__":
    main()
