"""Find the files of a folder of facts, with what it extends, and read them into one ``Facts``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import FactsError, Fault, Pointer, Problem
from ..reader import DEFAULT_LIMIT, Document, read_file
from ..reader.document import refused
from ..schema import load_schema
from ..schema.names import BASE
from . import placing, references, schema_check
from .facts import Dataset, Facts, File, Json, Record, many, shape_of
from .places import DESCRIPTION, default_folder, fact_files, shipped_folder, shown
from .shipped import SHIPPED

Reader = Callable[[Path, int], Document]
#: The codes of what is found here.
ID_TWICE, DATASET = "id-twice", "dataset"
_NO_FACTS = ("no facts are here", "name a folder with .yaml files")
_OUTSIDE = ("this lies outside the folders beside the facts", f"name {SHIPPED}, or a folder beside or below this one")
_NOT_AT_THE_TOP = ("this describes no data set", f"move {DESCRIPTION} to the top of the folder of facts")


def load_facts(
    *folders: Path, limit: int | None = None, read: Reader = read_file, unsaved: tuple[Path, ...] = ()
) -> Facts:
    """Read and check folders of facts (or single files) and all that they extend, the shipped facts by default.

    A file of more than ``limit`` bytes is not read; the limit is COMMUNIQUE_LIMIT, or two million, by default. With
    ``read``, whoever has read a file before need not read it again; ``unsaved`` names files that only ``read`` knows.

    Nothing is raised for what is wrong with the facts: every problem is in ``problems``, sorted by place.
    Raises FactsError when a folder does not exist or holds no facts.
    """
    facts, reading = Facts(), _Reading(limit or file_limit(), read, unsaved)
    for folder in folders or (default_folder(),):
        if not _read_folder(facts, folder, reading):
            raise FactsError([Problem(_shown(folder), 1, 1, "", *_NO_FACTS, rule=DATASET)])
    _index(facts)
    schema_check.check(facts)
    references.check(facts)
    return facts


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold which files there are to read: path, name as it is shown, and the place of its data set among these."""

    datasets: list[Dataset]
    files: list[tuple[Path, str, int]]


def layout(folder: Path) -> Layout | None:
    """Return which files a folder of facts and all that it extends have; None where something is wrong with that.

    Only descriptions of data sets are read. Raises FactsError when the folder does not exist or holds no facts.
    """
    paths: list[Path] = []

    def look(path: Path, limit: int) -> Document:
        if path.name == DESCRIPTION:
            return read_file(path, limit)
        paths.append(path)
        return Document("", {})

    facts = Facts()
    if not _read_folder(facts, folder, _Reading(file_limit(), look)):
        raise FactsError([Problem(_shown(folder), 1, 1, "", *_NO_FACTS, rule=DATASET)])
    if facts.problems or facts.faults:
        return None
    places = {id(dataset): place for place, dataset in enumerate(facts.datasets)}
    files = [file for file in facts.files if not file.describes]
    return Layout(
        facts.datasets,
        [(path, file.name, places[id(file.dataset)]) for path, file in zip(paths, files, strict=True)],
    )


def finish(facts: Facts) -> Facts:
    """Give every fault its line and column, and sort the problems by place."""
    placing.place(facts)
    return facts


@dataclass(frozen=True)
class _Reading:
    """Hold how files are read, and which folders have been."""

    limit: int
    read: Reader
    unsaved: tuple[Path, ...] = ()
    seen: set[Path] = field(default_factory=set)

    def __call__(self, path: Path) -> Document:
        return self.read(path, self.limit)


def _read_folder(facts: Facts, folder: Path, reading: _Reading) -> bool:
    """Read a folder, once, and what it extends; return whether there are facts in it."""
    found = sorted({*fact_files(folder), *(path for path in reading.unsaved if path.is_relative_to(folder))})
    paths = [path for path in found if path.name != DESCRIPTION]
    root = folder.parent if folder.is_file() else folder
    if not paths or root.resolve() in reading.seen:
        return bool(paths)
    reading.seen.add(root.resolve())
    dataset = _dataset(facts, root, reading)
    facts.datasets.append(dataset)
    for path in paths:
        file = File(_shown(path), reading(path), dataset)
        facts.files.append(file)
        placing.flaws(facts, file)
    for path in found:
        if path.name == DESCRIPTION and path.parent != root:
            facts.problems.append(Problem(_shown(path), 1, 1, "", *_NOT_AT_THE_TOP, rule=DATASET))
    _extend(facts, dataset, reading)
    return True


def file_limit() -> int:
    """Return how many bytes a file may have: COMMUNIQUE_LIMIT, or two million."""
    named = os.environ.get("COMMUNIQUE_LIMIT", "")
    return int(named) if named.isascii() and named.isdecimal() else DEFAULT_LIMIT


def _extend(facts: Facts, dataset: Dataset, reading: _Reading) -> None:
    """Read the folders that a data set builds on: the shipped one, and folders beside it or below."""
    extends = dataset.data.get("extends")
    for index, name in enumerate(many(extends)):
        other = shipped_folder() if name == SHIPPED else dataset.folder / name
        reachable = name == SHIPPED or _near(dataset.folder.resolve(), other.resolve())
        if not reachable or not _read_folder(facts, other, reading):
            pointer: Pointer = ("extends", index) if isinstance(extends, list) else ("extends",)
            description = _shown(dataset.folder / DESCRIPTION)
            facts.note(description, "", Fault(pointer, *(_NO_FACTS if reachable else _OUTSIDE), rule=DATASET))


def _near(folder: Path, other: Path) -> bool:
    """Say whether a folder lies beside another or below it, and is none of those that hold it."""
    return other.is_relative_to(folder.parent) and not folder.is_relative_to(other)


def _dataset(facts: Facts, root: Path, reading: _Reading) -> Dataset:
    path = root / DESCRIPTION
    if not path.exists():
        return Dataset(root, BASE, "en")
    file = File(_shown(path), reading(path), Dataset(root, BASE, "en"))
    placing.flaws(facts, file)
    data: Json = file.document.data
    found = list(schema_check.faults_of_dataset(file)) if file.document.whole else []
    facts.files.append(file)
    for fault in found:
        facts.note(file.name, "", replace(fault, rule=DATASET))
    if found or file.document.flaws:
        return Dataset(root, BASE, "en")
    return Dataset(root, data.get("base", BASE), data.get("language", "en"), data)


def _shown(path: Path) -> str:
    """Return the name of a file as it can be printed, whatever bytes are in it."""
    return placing.printable(shown(path))


def _index(facts: Facts) -> None:
    """File the records by id; an id that stands twice, or looks like another, is a fault at its second place."""
    sections = load_schema().sections
    first: dict[str, Record] = {}
    for file in facts.files:
        for section, records in file.document.data.items():
            if section in sections and isinstance(records, dict) and not file.describes:
                for record in _records(file, section, records):
                    _file_record(facts, record, first)


def _records(file: File, section: str, records: Json) -> Iterable[Record]:
    kinds = load_schema().sections[section]
    for name, data in records.items():
        if isinstance(data, dict) and not refused(name):
            yield Record(name, section, shape_of(kinds, data), data, file)


def _file_record(facts: Facts, record: Record, first: dict[str, Record]) -> None:
    facts.found.add(record)
    twin = first.setdefault(references.skeleton(record.id), record)
    if twin is not record:
        where = placing.where(twin)
        same = twin.id == record.id
        what = f"the id stands already at {where}" if same else f"the id is easily confused with {twin.id!r} at {where}"
        facts.fault(record, Fault(record.pointer, what, "choose another id", at="key", rule=ID_TWICE))
    facts.records.setdefault(record.id, record)
