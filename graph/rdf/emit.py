"""Write what the records assert as quads of the facts graph, in an order that depends on nothing but the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..corpus.facts import Facts, Json, Record
from ..schema import Field, Shape, load_schema
from ..schema.names import CQV, FACTS_GRAPH, TYPE
from .terms import iri, literal, text

Triple = tuple[str, str, str]  # three terms in N-Quads syntax
_GRAPH = f" <{FACTS_GRAPH}> .\n"
_A = iri(TYPE)
PASSAGES = " … "


def facts_quads(facts: Facts) -> Iterator[str]:
    """Yield the N-Quads lines of the data sets, then of all records by id; a piece of text for each of them."""
    return quads_of(facts, facts.subjects())


def quads_of(facts: Facts, subjects: Iterable[Record]) -> Iterator[str]:
    """Yield the N-Quads lines of data sets or records, in their order; a piece of text for each of them."""
    names = _Names(facts)
    for record in subjects:
        yield "".join(
            [f"{subject} {predicate} {object_}{_GRAPH}" for subject, predicate, object_ in _collected(names, record)]
        )


def triples(facts: Facts, record: Record) -> list[Triple]:
    """Return the triples that one record asserts."""
    return _collected(_Names(facts), record)


class _Names(dict[str, str]):
    """Map an id to the name of what is recorded under it, as a term."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self._records = facts.records

    def __missing__(self, id_: str) -> str:
        name = self[id_] = iri(self._records[id_].iri)
        return name


def _collected(names: dict[str, str], record: Record) -> list[Triple]:
    found: list[Triple] = []
    _Writer(names, record.file.dataset.language, found).node(record.iri, record.shape, record.data)
    return found


@dataclass(frozen=True, slots=True)
class _Writer:
    """Write one record: every value becomes a term, nothing is looked up twice."""

    names: dict[str, str]
    language: str
    found: list[Triple]

    def node(self, subject: str, shape: Shape, data: Json) -> None:
        """Collect the triples of a node and of all that is nested in it."""
        me, write = iri(subject), self.found.append
        write((me, _A, iri(shape.iri)))
        for key, field, predicate, inner in _steps(shape.name):
            if key not in data:
                continue
            value = data[key]
            if inner is None:
                for term in self.terms(field, value):
                    write((me, predicate, term))
                continue
            for number, item in enumerate(value if isinstance(value, list) else (value,), 1):
                node = f"{subject}/{key}/{number}"
                write((me, predicate, iri(node)))
                self.node(node, inner, item)

    def terms(self, field: Field, value: Any) -> list[str]:
        """Return the terms that a value of a field becomes."""
        values = value if isinstance(value, list) else [value]
        if field.joined and values is value:
            values = [PASSAGES.join(value)]
        match field.value:
            case "reference":
                return [self.names[one] for one in values]
            case "concept":
                return [iri(CQV + one) for one in values]
            case "text":
                return [text(words, language) for one in values for language, words in self._languages(one)]
            case "address":
                return [iri(one) for one in values]
            case kind:
                return [literal(kind, one) for one in values]

    def _languages(self, value: str | dict[str, str]) -> list[tuple[str, str]]:
        return sorted(value.items()) if isinstance(value, dict) else [(self.language, value)]


@cache
def _steps(name: str) -> list[tuple[str, Field, str, Shape | None]]:
    """Return key, field, property and, where records are nested, their shape, for all fields in canonical order."""
    shapes = load_schema().shapes
    return [
        (key, field, iri(field.iri), shapes[field.target] if field.value == "nested" else None)
        for key, field in shapes[name].fields.items()
    ]
