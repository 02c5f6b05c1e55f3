"""Look at some files of facts as if they were all: judge them, and write what they say, with the rest within reach."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from .. import evidence, rules
from ..corpus import references, values
from ..corpus.facts import Facts, Record
from ..rdf import encoded, inferred_of, quads_of
from ..rules import order
from .corpus import Corpus


class View(Facts):
    """Be the facts of some files of a corpus; what they refer to elsewhere is looked up when it is asked for.

    Rules go through ``here``: the records of these files, and of those that must be known with them to judge them.
    What is written and told is of these files alone.
    """

    def __init__(self, corpus: Corpus, numbers: Iterable[int]) -> None:
        judged = sorted(set(numbers))
        self._here: dict[str, Record] = {}
        super().__init__(records=_Known(corpus), datasets=corpus.datasets)
        for number in sorted(corpus.gathered(judged)):
            self._here.update(corpus.records(number))
        self.records.update(self._here)
        self._names = {corpus.entries[number].name for number in judged}
        own = {id_ for number in judged for id_ in corpus.entries[number].unit.ids}
        self._own = [record for id_, record in sorted(self._here.items()) if id_ in own]

    @property
    def here(self) -> dict[str, Record]:
        """Return the records that rules go through."""
        return self._here

    def is_sound(self) -> bool:
        """Say whether nothing is wrong with these files, when nothing is with the corpus as such.

        Warnings are not looked for.
        """
        for record in self._here.values():
            self.found.add(record)
        for record, fault in values.faults(self.found):
            self.fault(record, fault)
        references.check(self)
        rules.check(self, warnings=False, known=(order.runs_in_a_circle,))
        evidence.prove(self, None)
        rules.waive(self, rules.all_rules())
        return not any(fault.severity == "error" for name in self._names for _, fault in self.faults.get(name, ()))

    def quads(self) -> bytes:
        """Return the N-Quads lines of what these files assert, by id, then of what is inferred about it."""
        return encoded(chain(quads_of(self, self._own), inferred_of(self, self._own)))


class _Known(dict[str, Record]):
    """Map every id of a corpus to its record, read when it is first asked for."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__()
        self._corpus = corpus

    def __missing__(self, id_: str) -> Record:
        found = self._corpus.record(id_)
        if found is None:
            raise KeyError(id_)
        self[id_] = found
        return found

    def __contains__(self, id_: object) -> bool:
        return id_ in self._corpus.home

    def get(self, id_: str, default: Any = None) -> Any:
        """Return the record of an id, or the default where there is none."""
        try:
            return self[id_]
        except KeyError:
            return default
