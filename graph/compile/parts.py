"""Compile a folder of facts to N-Quads in two steps, each a pure function of files that any process can do.

First each file is read, by itself. Then, when it is known which files there are, some at a time are judged and written.
What is compiled does not depend on how many processes do it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from ..corpus.collector import paused
from ..corpus.folders import Layout, file_limit, layout
from ..corpus.places import shown
from ..rdf import encoded, quads_of
from . import archive
from .corpus import Corpus
from .unit import Unit, read_unit
from .view import View

#: Bytes of facts that are read, and judged and written, at a time.
_READ, _WRITTEN = 500_000, 1_000_000
#: Told how many files are done, of how many, and what is done to them.
Told = Callable[[int, int, str], None]
#: Folder for work → the corpus in it: the last one that this process, or the one it was forked from, has read.
_at_hand: dict[str, Corpus] = {}


class UnsoundError(Exception):
    """Say that something is wrong with the facts; what, and where, a check of them all tells."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Name some files to read, each with how many bytes it may have."""

    files: list[tuple[Path, int]]

    def __str__(self) -> str:
        return ", ".join(shown(path) for path, _ in self.files)

    def alone(self) -> list[Reading]:
        """Return the files one by one."""
        return [Reading([one]) for one in self.files]


@dataclass(frozen=True, slots=True)
class Batch:
    """Name some files of a corpus that is in a folder for work."""

    folder: str
    first: int
    end: int

    def __str__(self) -> str:
        return ", ".join(entry.name for entry in _corpus(self.folder).entries[self.first : self.end])

    @property
    def quads(self) -> Path:
        """Return the file that their N-Quads are written to."""
        return Path(self.folder, f"{self.first}.nq")

    def alone(self) -> list[Batch]:
        """Return the files one by one."""
        return [Batch(self.folder, number, number + 1) for number in range(self.first, self.end)]


Item = TypeVar("Item", Reading, Batch)
Result = TypeVar("Result")


class Each(Protocol):
    """Be what does something to each of some items, here or elsewhere."""

    def __call__(self, do: Callable[[Item], Result], items: Sequence[Item], /) -> Generator[Result, None, None]:
        """Yield what comes of each item, in their order; whoever does it ends when this is closed."""


def in_turn(do: Callable[[Item], Result], items: Sequence[Item]) -> Generator[Result, None, None]:
    """Do all in this process, one after the other."""
    yield from map(do, items)


def read_all(facts: Path, work: Path, each: Each = in_turn, told: Told | None = None) -> Corpus:
    """Read the files of a folder of facts; leave what they say in a folder for work, and return it as a corpus.

    Raises FactsError when there are no facts, UnsoundError where something is wrong with them.
    """
    found = layout(facts)
    if found is None:
        raise UnsoundError
    return archive.write(work, found.datasets, _units(found, each, told))


def compile_all(corpus: Corpus, work: Path, each: Each = in_turn, told: Told | None = None) -> Iterator[bytes]:
    """Yield the N-Quads of a corpus that is in a folder for work: of some files at a time, then of its data sets.

    Raises UnsoundError where something is wrong with it.
    """
    if not corpus.is_sound():
        raise UnsoundError
    _at_hand.clear()
    if corpus.home:  # looked at now, since processes that are forked share what there is
        _at_hand[str(work)] = corpus
    some = _batches(corpus, work)
    with contextlib.closing(_compiled(some, each)) as found:
        for batch, quads in zip(some, found, strict=True):
            if quads is None:
                raise UnsoundError
            if told:
                told(batch.end, len(corpus.entries), "built")
            yield quads
    _at_hand.clear()
    view = View(corpus, ())
    yield encoded(quads_of(view, view.descriptions()))


def _compiled(some: Sequence[Batch], each: Each) -> Generator[bytes | None, None, None]:
    """Yield the N-Quads of batches; those of other processes come by a file, which is faster than to be sent them."""
    if each is in_turn:
        yield from map(compile_batch, some)
        return
    with contextlib.closing(each(write_batch, some)) as found:
        for batch, is_sound in zip(some, found, strict=True):
            yield batch.quads.read_bytes() if is_sound else None
            batch.quads.unlink(missing_ok=True)


def compile_batch(batch: Batch) -> bytes | None:
    """Return the N-Quads of some files; None where something is wrong with them."""
    with paused():
        view = View(_corpus(batch.folder), range(batch.first, batch.end))
        return view.quads() if view.is_sound() else None


def write_batch(batch: Batch) -> bool:
    """Write the N-Quads of some files to the folder for work, and say if all is well with them."""
    quads = compile_batch(batch)
    if quads is not None:
        batch.quads.write_bytes(quads)
    return quads is not None


def _batches(corpus: Corpus, work: Path) -> list[Batch]:
    sizes = [size for _, size, _ in corpus.spots]
    return [Batch(str(work), first, end) for first, end in _grouped(sizes, _WRITTEN)]


def read_some(reading: Reading) -> list[Unit | None]:
    """Return the units of some files; None for those that alone show that something is wrong."""
    with paused():
        return [read_unit(path, limit) for path, limit in reading.files]


def _units(found: Layout, each: Each, told: Told | None) -> Iterator[tuple[str, int, Unit]]:
    limit = file_limit()
    sizes = [path.stat().st_size for path, _, _ in found.files]
    named = [(path, limit) for path, _, _ in found.files]
    some = [Reading(named[first:end]) for first, end in _grouped(sizes, _READ)]
    with contextlib.closing(each(read_some, some)) as read:
        units = (unit for units in read for unit in units)
        for done, ((_, name, dataset), unit) in enumerate(zip(found.files, units, strict=True), 1):
            if unit is None:
                raise UnsoundError
            if told:
                told(done, len(found.files), "read")
            yield name, dataset, unit


def _grouped(sizes: Iterable[int], most: int) -> Iterator[tuple[int, int]]:
    """Yield where groups begin and end that are larger than ``most`` by less than their last one."""
    first, held, end = 0, 0, 0
    for end, size in enumerate(sizes, 1):
        held += size
        if held >= most:
            yield first, end
            first, held = end, 0
    if first < end:
        yield first, end


def _corpus(folder: str) -> Corpus:
    if folder not in _at_hand:
        _at_hand.clear()
        _at_hand[folder] = archive.read(Path(folder))
    return _at_hand[folder]
