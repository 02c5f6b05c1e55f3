"""Hold the facts that were read, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ..errors import Fault, Problem
from ..reader import Document
from ..schema import load_schema
from .record import Dataset, File, Json, Record, many, shape_of, word
from .walk import Found

__all__ = ["MOST", "Dataset", "Facts", "File", "Json", "Record", "many", "shape_of", "word"]
#: So many faults of one file are told.
MOST = 10_000


@dataclass
class Facts:
    """Hold all records by id, the files they came from, and what is wrong with them."""

    records: dict[str, Record] = field(default_factory=dict)
    found: Found = field(default_factory=Found, repr=False)  #: what all records say, those with a twin included
    files: list[File] = field(default_factory=list)
    datasets: list[Dataset] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    faults: dict[str, list[tuple[str, Fault]]] = field(default_factory=dict)  #: file name → (id, fault), not yet placed

    @property
    def here(self) -> dict[str, Record]:
        """Return the records that rules go through: all there are, except in a part of the facts."""
        return self.records

    @property
    def errors(self) -> list[Problem]:
        """Return the problems that forbid to use the facts."""
        return [problem for problem in self.problems if problem.severity == "error"]

    @cached_property
    def _by_class(self) -> dict[str, list[Record]]:
        """Return class → its records, by id; made when it is first asked for, after all records are there."""
        found: dict[str, list[Record]] = {}
        for _, record in sorted(self.here.items()):
            for name in record.shape.classes:
                found.setdefault(name, []).append(record)
        return found

    def of(self, *classes: str) -> list[Record]:
        """Return the records of the classes, which share no record, each class by id."""
        return [record for name in classes for record in self._by_class.get(name, ())]

    def subjects(self) -> Iterator[Record]:
        """Yield what is written about: the data sets, then the records by id."""
        yield from self.descriptions()
        for _, record in sorted(self.records.items()):
            yield record

    def descriptions(self) -> Iterator[Record]:
        """Yield the data sets that are described, as records of what their description says."""
        shape = load_schema().shapes["Dataset"]
        for dataset in sorted(self.datasets, key=lambda one: one.base):
            if dataset.data:
                yield Record("", "", shape, dataset.data, File("", Document("", dataset.data), dataset))

    @property
    def faulty(self) -> bool:
        """Say whether an error is known so far, placed or not."""
        noted = (fault for faults in self.faults.values() for _, fault in faults)
        return bool(self.errors) or any(fault.severity == "error" for fault in noted)

    def fault(self, record: Record, fault: Fault) -> None:
        """Note a fault of a record; its line is found when all faults are known."""
        self.note(record.file.name, record.id, fault)

    def note(self, file: str, id_: str, fault: Fault) -> None:
        """Note a fault in a file, unless more are known already than anybody will mend at once."""
        noted = self.faults.setdefault(file, [])
        if len(noted) < MOST:
            noted.append((id_, fault))
        elif len(noted) == MOST:
            noted.append(("", Fault((), f"more than {MOST:,} things are wrong in this file", "mend those below first")))
