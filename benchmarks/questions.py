"""Measure the named questions, with each of their parameters alone and without any, against rdflib with the same text.

Ours is the store in memory. Its peers are rdflib as it comes, with the same triples in one graph; and, at the largest
size, rdflib over our store (oxrdflib), and our own store on disk. 0 stands for the facts that are shipped.

    python benchmarks/questions.py [RECORDS ...]
"""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from types import FrameType

import pyoxigraph as ox
import rdflib

from communique.graph.api import Graph
from communique.graph.corpus.places import shipped_folder
from communique.graph.query import Question, load_questions
from communique.graph.query.binding import term
from communique.graph.store import EmbeddedStore
from episode import FIRST_DAY
from facts import write
from table import Bound, Row, Table, at_most, under

COMMUNIQUE = str(Path(sys.executable).with_name("communique"))
SHIPPED, LARGE = 0, 35_600  #: records; these make a million triples
RUNS, ENOUGH, PATIENCE = 5, 1.0, 2.0  #: runs; seconds after which no new one begins; seconds that rdflib has
QUICK, ROW = 50.0, 0.05  #: milliseconds that a selecting question may take, and that a row may where there are many
MOST = 20_000  #: rows that are worth the time with slower peers
#: What a parameter of this name is, in the middle of the facts that are made; {n} is the number of an episode.
VALUES = {
    "about": "draft-{n}-2",
    "act": "condemn",
    "actor": "tarvonia",
    "addressee": "tarvonia",
    "ascribed": "true",
    "body": "sea-council",
    "by": "tarvonia",
    "event": "event-{n}-1",
    "measure": "distance-flown",
    "opponent": "tarvonia",
    "proposal": "draft-{n}-2",
    "side": "tarvonia",
    "source": "article-{n}-2",
    "speaker": "person-{n}-3",
    "status": "happened",
    "subject": "event-{n}-3",
    "target": "kestria",
    "toward": "draft-{n}-2",
    "what": "cast",
    "who": "tarvonia",
}
SELECTING = {"actor", "act", "any", "date", "source"}  #: types of parameters that choose few of many
ABOUT = """\
Each named question without parameters and with each of them alone, from its text to its last row: processor time, in
memory. rdflib is asked the same text over the same triples, and stopped after 2 s or twice our time, whichever is more;
oxrdflib is rdflib over our store. A question that selects by actor, act, day or source may take 50 ms at a million
triples, or 50 µs for each row where it finds more than 1,000. No question may take longer than with rdflib.
"""


@dataclass(frozen=True)
class Case:
    """Hold a question with what is given to it."""

    question: Question
    given: dict[str, str]
    selects: bool

    def text(self, store: EmbeddedStore) -> str:
        """Return its SPARQL."""
        chosen = [one for one in self.question.parameters if one.name in self.given]
        return self.question.bound({one.name: term(store, one, self.given[one.name]) for one in chosen})

    def __str__(self) -> str:
        return " ".join([self.question.name, *(f"--{name}" for name in self.given)])


def cases(records: int) -> Iterator[Case]:
    """Yield every question without parameters, and with each of them; since and until go together."""
    for question in load_questions().values():
        needed = {one.name for one in question.parameters if one.required}
        alone = [{one.name} for one in question.parameters if not one.required and one.type != "date"]
        days = {one.name for one in question.parameters if one.type == "date"}
        for names in ([] if needed else [set[str]()]) + [one | needed for one in [*alone, days] if one | needed]:
            chosen = [one for one in question.parameters if one.name in names]
            given = {one.name: value(question, one.name, records) for one in chosen}
            yield Case(question, given, any(one.type in SELECTING for one in chosen))


def value(question: Question, name: str, records: int) -> str:
    """Return a value of a parameter for which there is an answer, if any."""
    if records == SHIPPED:
        return next(one.example for one in question.parameters if one.name == name)
    number = records // 400 + 1
    monday = FIRST_DAY + timedelta(days=7 * (number - 1))
    if name in ("since", "until"):
        return str(monday + timedelta(days=6 if name == "until" else 0))
    return "sea-council" if (question.name, name) == ("sanctions", "by") else VALUES[name].format(n=number)


@dataclass
class Sides:
    """Hold the same graph in every store that takes part."""

    records: int
    folder: Path
    memory: EmbeddedStore = field(init=False)
    disk: EmbeddedStore = field(init=False)

    def __post_init__(self) -> None:
        made = write(self.folder, self.records)[0] if self.records else shipped_folder()
        subprocess.run([COMMUNIQUE, "build", "--facts", made, "-o", self.folder / "store"], check=True)
        self.disk = EmbeddedStore.open(self.folder / "store")
        quads = self.disk.oxigraph.dump(format=ox.RdfFormat.N_QUADS)
        assert quads
        self.memory = EmbeddedStore.from_quads(quads)
        self.rdflib = rdflib.Graph()
        self.rdflib.parse(data=b"".join(_triples(quads)), format="nt")
        self.oxrdflib = Graph(self.memory).rdflib()


def _triples(quads: bytes) -> Iterator[bytes]:
    for line in quads.splitlines():
        yield line.rsplit(b" <", 1)[0] + b" .\n"


class LateError(BaseException):
    """Say that a peer took too long. It is no Exception, so that no peer takes it for its own."""


def stopped(work: Callable[[], int], seconds: float) -> tuple[float, int] | None:
    """Return what ``clocked`` does; None where one run takes longer than so many seconds."""
    armed = [True]

    def stop(number: int, frame: FrameType | None) -> None:
        if armed:  # once more and again, since a peer may be unwound for long, and not after that
            raise LateError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)
    try:
        first = clocked(work, 1)
        armed.clear()
    except LateError:
        armed.clear()
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return clocked(work) if first[0] < 1000 * ENOUGH / RUNS else first


def clocked(work: Callable[[], int], runs: int = RUNS) -> tuple[float, int]:
    """Return the median of the processor time of some runs, in milliseconds, and how many rows there are."""
    spent = list[float]()
    while len(spent) < runs and sum(spent) < ENOUGH:
        start = time.process_time()
        rows = work()
        spent.append(time.process_time() - start)
    return statistics.median(spent) * 1000, rows


def rows_of(store: EmbeddedStore, text: str) -> Callable[[], int]:
    def work() -> int:
        found = store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        return len([tuple(solution) for solution in found])

    return work


def theirs(graph: rdflib.Graph, text: str) -> Callable[[], int]:
    return lambda: len(list(graph.query(text)))


def measure(table: Table, case: Case, sides: Sides) -> None:
    """Add the rows of one question."""
    text, records = case.text(sides.memory), sides.records
    ours, rows = clocked(rows_of(sides.memory, text))
    bound: Bound | None = under(max(QUICK, rows * ROW)) if case.selects and records >= LARGE else None
    peers = {"our store on disk": rows_of(sides.disk, text), "oxrdflib": theirs(sides.oxrdflib, text)}
    for name, work in peers.items() if records >= LARGE and rows <= MOST else ():
        other = clocked(work)[0]
        table.add(Row(str(case), records, ours, name, other, "ms", bound=bound, runs=RUNS, remark=f"{rows:,} rows"))
        bound = None
    seconds = max(PATIENCE, 2 * ours / 1000)
    found = stopped(theirs(sides.rdflib, text), seconds)
    assert found is None or found[1] == rows, f"{case}: {rows} rows, but {found[1]} with rdflib"
    spent, capped = (found[0], False) if found else (seconds * 1000, True)
    row = Row(str(case), records, ours, "rdflib", spent, "ms", bound=at_most(1), runs=RUNS, capped=capped)
    table.add(replace(row, remark=f"{rows:,} rows"))


def main() -> None:
    """Print the table."""
    table = Table("Named questions", ABOUT, ("pyoxigraph", "rdflib", "oxrdflib")).begin()
    for records in [int(word) for word in sys.argv[1:]] or [SHIPPED, 1_000, LARGE]:
        with tempfile.TemporaryDirectory() as folder:
            sides = Sides(records, Path(folder))
            for case in cases(records):
                measure(table, case, sides)
    sys.exit(table.end())


if __name__ == "__main__":
    main()
