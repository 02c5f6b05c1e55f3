"""Hold the facts that were read, and walk over what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import Fault, Pointer, Problem
from ..reader import Document
from ..schema import Field, Shape, load_schema
from .places import DESCRIPTION

Json = dict[str, Any]
#: So many faults of one file are told.
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Dataset:
    """Describe one folder of facts, as its ``dataset.yaml`` does."""

    folder: Path
    base: str
    language: str
    data: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """Hold one file of facts: the name to print, and what was read from it."""

    name: str
    document: Document
    dataset: Dataset

    @property
    def describes(self) -> bool:
        """Say whether this is the ``dataset.yaml`` of its folder, and holds no facts."""
        return Path(self.name).name == DESCRIPTION


@dataclass(frozen=True, slots=True)
class Record:
    """Hold one record: its id, its shape, and its data as written."""

    id: str
    section: str
    shape: Shape
    data: Json
    file: File

    @property
    def iri(self) -> str:
        """Return the IRI of the thing that is recorded."""
        return self.file.dataset.base + self.id

    @property
    def pointer(self) -> Pointer:
        """Return the pointer to the record in its file."""
        return (self.section, self.id)

    def leaves(self) -> Iterator[tuple[Pointer, Field, Any]]:
        """Yield (pointer, field, value) for every single value, in canonical order, nested records included."""
        return leaves(self.shape, self.data, self.pointer)

    def nested(self, key: str) -> list[Json]:
        """Return the nested records under a key; an empty list when there are none."""
        return [item for item in many(self.data.get(key)) if isinstance(item, dict)]


@dataclass
class Facts:
    """Hold all records by id, the files they came from, and what is wrong with them."""

    records: dict[str, Record] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    datasets: list[Dataset] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    faults: dict[str, list[tuple[str, Fault]]] = field(default_factory=dict)  #: file name → (id, fault), not yet placed

    @property
    def errors(self) -> list[Problem]:
        """Return the problems that forbid to use the facts."""
        return [problem for problem in self.problems if problem.severity == "error"]

    def of(self, *classes: str) -> Iterator[Record]:
        """Yield the records of any of the classes, by id."""
        wanted = set(classes)
        for _, record in sorted(self.records.items()):
            if wanted.intersection(record.shape.classes):
                yield record

    def subjects(self) -> Iterator[Record]:
        """Yield what is written about: the data sets, then the records by id."""
        shape = load_schema().shapes["Dataset"]
        for dataset in sorted(self.datasets, key=lambda one: one.base):
            if dataset.data:
                yield Record("", "", shape, dataset.data, File("", Document("", dataset.data), dataset))
        for _, record in sorted(self.records.items()):
            yield record

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


def many(value: Any) -> list[Any]:
    """Return a value that may stand alone or in a list, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def shape_of(kinds: dict[str, Shape], data: Any) -> Shape:
    """Return the shape that a record of a section has by its kind; the section's first where that is not known."""
    kind = data.get("kind", "") if isinstance(data, dict) else ""
    return kinds.get(str(kind)) or next(iter(kinds.values()))


def leaves(shape: Shape, data: Json, at: Pointer) -> Iterator[tuple[Pointer, Field, Any]]:
    """Yield (pointer, field, value) for every single value of a record of a shape, in canonical order."""
    shapes = load_schema().shapes
    for key, field_ in shape.fields.items():
        if key not in data:
            continue
        listed = isinstance(data[key], list)
        if listed and not field_.many:
            continue  # a list where one value belongs is no value at all
        for index, value in enumerate(many(data[key])):
            where: Pointer = (*at, key, index) if listed else (*at, key)
            if field_.value != "nested":
                yield where, field_, value
            elif isinstance(value, dict):
                yield from leaves(shapes[field_.target], value, where)
