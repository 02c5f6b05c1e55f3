"""Keep the units of a corpus in two files: what they say, one after the other, and an index of it that is read whole.

Each unit and the index carry a digest, so that what is damaged is noticed before it is believed.
"""

from __future__ import annotations

import marshal
import shutil
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from ..corpus.facts import Dataset
from .corpus import Corpus, Entry, Spot
from .digest import LENGTH, digest
from .unit import Edges, Unit

UNITS, INDEX = "units", "index"


class DamagedError(Exception):
    """Say that an archive is not as it was written."""


def write(folder: Path, datasets: list[Dataset], named: Iterable[tuple[str, int, Unit]]) -> Corpus:
    """Write the units, each with its file's name and the place of its data set; return the corpus that they are."""
    entries, spots = list[Entry](), list[Spot]()
    with (folder / UNITS).open("wb") as file:
        for name, dataset, unit in named:
            entry, spot = _written(file, name, dataset, unit)
            entries.append(entry)
            spots.append(spot)
    return _indexed(folder, datasets, entries, spots)


def rewrite(folder: Path, old: Path, before: Corpus, named: Iterable[tuple[str, int, Unit | int]]) -> Corpus:
    """Write to a folder what an archive in another one holds, with other units; return the corpus that they are.

    Each file that is as it was before is given by its number there. What no file says any more is left where it is.
    """
    shutil.copyfile(old / UNITS, folder / UNITS)
    entries, spots = list[Entry](), list[Spot]()
    with (folder / UNITS).open("ab") as file:
        for name, dataset, unit in named:
            if isinstance(unit, int):
                entry, spot = Entry(name, dataset, before.entries[unit].unit), before.spots[unit]
            else:
                entry, spot = _written(file, name, dataset, unit)
            entries.append(entry)
            spots.append(spot)
    return _indexed(folder, before.datasets, entries, spots)


def _written(file: BinaryIO, name: str, dataset: int, unit: Unit) -> tuple[Entry, Spot]:
    spot = (file.tell(), len(unit.data), digest(unit.data))
    file.write(unit.data)
    return Entry(name, dataset, replace(unit, data=b"")), spot


def _indexed(folder: Path, datasets: list[Dataset], entries: list[Entry], spots: list[Spot]) -> Corpus:
    heads = [(one.name, one.dataset, *_head(one.unit)) for one in entries]
    sets = [(str(one.folder), one.base, one.language, one.data) for one in datasets]
    index = marshal.dumps((sets, heads, spots))
    (folder / INDEX).write_bytes(digest(index) + index)
    return Corpus(datasets, entries, spots, partial(_read, folder / UNITS, spots))


def read(folder: Path) -> Corpus:
    """Return the corpus that was written to a folder. Raises DamagedError where it is not there as it was written."""
    try:
        content = (folder / INDEX).read_bytes()
    except OSError as error:
        raise DamagedError(INDEX) from error
    index = memoryview(content)[LENGTH:]
    if digest(index) != content[:LENGTH]:
        raise DamagedError(INDEX)
    sets, heads, spots = marshal.loads(index)
    datasets = [Dataset(Path(where), base, language, data) for where, base, language, data in sets]
    entries = [Entry(name, dataset, Unit(b"", *head)) for name, dataset, *head in heads]
    return Corpus(datasets, entries, spots, partial(_read, folder / UNITS, spots))


def _head(unit: Unit) -> tuple[bytes, dict[str, str], bytes, list[str], Edges]:
    return unit.digest, unit.ids, unit.mentioned, unit.gathered, unit.edges


def _read(path: Path, spots: list[Spot], number: int) -> bytes:
    """Return the bytes of a unit. Raises DamagedError where they are not those that were written."""
    at, size, written = spots[number]
    with path.open("rb") as file:
        file.seek(at)
        content = file.read(size)
    if digest(content) != written:
        raise DamagedError(path.name)
    return content
