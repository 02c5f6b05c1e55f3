"""Hold all units of some facts, and say which of them must be looked at together."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ..corpus.facts import Dataset, File, Json, Record, shape_of
from ..corpus.references import skeleton
from ..reader import Document
from ..rules.circles import circles
from ..rules.order import ACYCLIC
from ..schema import load_schema
from .unit import Edges, Unit

#: So many files are kept in memory as records; what is looked up often, as the actors, is among them.
OPEN = 64
#: Above so many ids, those that a file mentions are taken apart rather than searched for each.
_FEW = 16
#: Where what a file says stands among that of all: its first byte, how many there are, and their digest.
Spot = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold what is known of one file without its records: its name, the place of its data set, and its unit's heads."""

    name: str
    dataset: int
    unit: Unit


@dataclass
class Corpus:
    """Hold the files of some facts, in their order, and the data sets that they belong to.

    ``read`` gives the sections of a file, as ``marshal`` writes them, by its number, ``spots`` where they are kept.
    """

    datasets: list[Dataset]
    entries: list[Entry] = field(repr=False)
    spots: list[Spot] = field(repr=False)
    read: Callable[[int], bytes]
    _open: dict[int, dict[str, Record]] = field(default_factory=dict, repr=False)

    @cached_property
    def home(self) -> dict[str, int]:
        """Return id → number of the file that it stands in."""
        return {id_: number for number, entry in enumerate(self.entries) for id_ in entry.unit.ids}

    def records(self, number: int) -> dict[str, Record]:
        """Return the records of a file by id, always the same ones as long as it is open."""
        if number not in self._open:
            while len(self._open) >= OPEN:
                del self._open[next(iter(self._open))]
        else:  # it was used last
            self._open[number] = self._open.pop(number)
            return self._open[number]
        entry = self.entries[number]
        data: Json = marshal.loads(self.read(number))
        file = File(entry.name, Document("", data), self.datasets[entry.dataset])
        found = self._open[number] = {record.id: record for record in _records(data, file)}
        return found

    def record(self, id_: str) -> Record | None:
        """Return the record of an id, None where there is none."""
        number = self.home.get(id_)
        return None if number is None else self.records(number)[id_]

    def gathered(self, numbers: Iterable[int]) -> set[int]:
        """Return the files that some files are judged with: those that say what must be known of their proposals."""
        judged = set(numbers)
        proposals = {
            id_ for number in judged for id_, name in self.entries[number].unit.ids.items() if name == "Proposal"
        }
        together = (number for id_ in proposals for number in self._gathering.get(id_, ()))
        return judged.union(together)

    @cached_property
    def _gathering(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            for id_ in entry.unit.gathered:
                found.setdefault(id_, []).append(number)
        return found

    def holding(self, ids: Iterable[str]) -> set[int]:
        """Return the files in which the proposals among the ids stand."""
        found = ((id_, self.home[id_]) for id_ in ids if id_ in self.home)
        return {number for id_, number in found if self.entries[number].unit.ids[id_] == "Proposal"}

    def is_actor(self, id_: str) -> bool:
        """Say whether an id is that of an actor."""
        number = self.home.get(id_)
        name = None if number is None else self.entries[number].unit.ids[id_]
        return name is not None and "Actor" in load_schema().shapes[name].classes

    def mentioning(self, ids: set[str]) -> set[int]:
        """Return the files that refer to one of the ids."""
        units = ((number, entry.unit) for number, entry in enumerate(self.entries))
        if len(ids) <= _FEW:
            return {number for number, unit in units if any(map(unit.mentions, ids))}
        words = {id_.encode() for id_ in ids}
        return {number for number, unit in units if not words.isdisjoint(unit.mentioned.split(b"\n"))}

    def is_sound(self, changed: set[str] | None = None) -> bool:
        """Say whether no two ids can be taken for each other, and nothing leads back to itself.

        With ``changed``, what did not reach one of these ids is known to lead nowhere back.
        """
        ids = [id_ for entry in self.entries for id_ in entry.unit.ids]
        if len(set(map(skeleton, ids))) < len(ids):
            return False
        return not any(any(circles(self._edges(key), changed)) for key in dict.fromkeys(ACYCLIC.values()))

    def _edges(self, key: str) -> dict[str, list[str]]:
        every: Iterator[Edges] = (entry.unit.edges for entry in self.entries)
        return {id_: ids for edges in every for id_, ids in edges.get(key, {}).items()}


def _records(data: Json, file: File) -> Iterator[Record]:
    for section, records in data.items():
        kinds = load_schema().sections[section]
        for id_, record in records.items():
            yield Record(id_, section, shape_of(kinds, record), record, file)
