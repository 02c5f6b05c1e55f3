"""Find the files of a folder of facts, with what it extends, and read them into one ``Facts``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..errors import FactsError, Fault, Problem
from ..reader import DEFAULT_LIMIT, read_file
from ..reader.document import refused
from ..schema import load_schema
from ..schema.names import BASE
from . import placing, references, schema_check
from .facts import Dataset, Facts, File, Json, Record
from .places import DESCRIPTION, default_folder, fact_files, shipped_folder

SHIPPED = "communique"


def load_facts(*folders: Path, limit: int = DEFAULT_LIMIT) -> Facts:
    """Read and check folders of facts (or single files) and all that they extend, the shipped facts by default.

    Nothing is raised for what is wrong with the facts: every problem is in ``problems``, sorted by place.
    Raises FactsError when a folder does not exist or holds no facts.
    """
    facts = Facts()
    for folder in folders or (default_folder(),):
        _read_folder(facts, folder, limit, set())
    schema_check.check(facts)
    _index(facts)
    references.check(facts)
    return facts


def finish(facts: Facts) -> Facts:
    """Give every fault its line and column, and sort the problems by place."""
    placing.place(facts)
    return facts


def _read_folder(facts: Facts, folder: Path, limit: int, seen: set[Path]) -> None:
    paths = [path for path in fact_files(folder) if path.name != DESCRIPTION]
    if not paths:
        raise FactsError([Problem(str(folder), 1, 1, "", "no facts are here", "name a folder with .yaml files")])
    root = folder if folder.is_dir() else folder.parent
    if root.resolve() in seen:
        return
    seen.add(root.resolve())
    dataset = _dataset(facts, root, limit)
    facts.datasets.append(dataset)
    for path in paths:
        file = File(str(path), read_file(path, limit), dataset)
        facts.files.append(file)
        placing.flaws(facts, file)
    for extended in dataset.data.get("extends", []):
        other = shipped_folder() if extended == SHIPPED else root / extended
        _read_folder(facts, other, limit, seen)


def _dataset(facts: Facts, root: Path, limit: int) -> Dataset:
    path = root / DESCRIPTION
    if not path.exists():
        return Dataset(root, BASE, "en")
    file = File(str(path), read_file(path, limit), Dataset(root, BASE, "en"))
    placing.flaws(facts, file)
    data: Json = file.document.data
    found = schema_check.faults(data, schema_check.DATASET) if file.document.whole else []
    facts.files.append(file)
    facts.faults.setdefault(file.name, []).extend(("", fault) for fault in found)
    if found or file.document.flaws:
        return Dataset(root, BASE, "en")
    return Dataset(root, data.get("base", BASE), data.get("language", "en"), data)


def _index(facts: Facts) -> None:
    """File the records by id; an id that stands twice, or looks like another, is a fault at its second place."""
    sections = load_schema().sections
    first: dict[str, Record] = {}
    for file in facts.files:
        for section, records in file.document.data.items():
            if section in sections and isinstance(records, dict) and not file.name.endswith(DESCRIPTION):
                for record in _records(file, section, records):
                    _file_record(facts, record, first)


def _records(file: File, section: str, records: Json) -> Iterable[Record]:
    kinds = load_schema().sections[section]
    for name, data in records.items():
        if isinstance(data, dict) and not refused(name):
            shape = kinds.get(str(data.get("kind", ""))) or next(iter(kinds.values()))
            yield Record(name, section, shape, data, file)


def _file_record(facts: Facts, record: Record, first: dict[str, Record]) -> None:
    twin = first.setdefault(references.skeleton(record.id), record)
    if twin is not record:
        where = placing.where(twin)
        same = twin.id == record.id
        what = f"the id stands already at {where}" if same else f"the id is easily confused with {twin.id!r} at {where}"
        facts.fault(record, Fault(record.pointer, what, "choose another id", at="key"))
    facts.records.setdefault(record.id, record)
