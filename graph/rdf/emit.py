"""Write what the records assert as quads of the facts graph, in an order that depends on nothing but the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..corpus.facts import Facts, Json, Record
from ..schema import Field, load_schema
from ..schema.names import CQV, FACTS_GRAPH, TYPE
from .terms import iri, literal, text

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
        found: list[str] = []
        _Writer(names, record.file.dataset.language, found).node(record.iri, record.shape.name, record.data)
        yield "".join(found)


class _Names(dict[str, str]):
    """Map an id to the name of what is recorded under it, as a term."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self._records = facts.records

    def __missing__(self, id_: str) -> str:
        name = self[id_] = iri(self._records[id_].iri)
        return name


@dataclass(frozen=True, slots=True)
class _Writer:
    """Write one record: every value becomes a term, nothing is looked up twice."""

    names: dict[str, str]
    language: str
    found: list[str]

    def node(self, subject: str, name: str, data: Json) -> None:
        """Collect the lines of a node of a shape, and of all that is nested in it."""
        kind, steps = _plan(name)
        self.found.append(f"<{subject}>{kind}")
        for key, predicate, field, inner in steps:
            if key in data:
                if inner:
                    self.nested(f"<{subject}>{predicate}", f"{subject}/{key}/", inner, data[key])
                else:
                    start = f"<{subject}>{predicate}"
                    self.found.extend([f"{start}{term}{_GRAPH}" for term in self.terms(field, data[key])])

    def nested(self, start: str, above: str, inner: str, value: Any) -> None:
        """Collect the lines of the nodes that are nested under a key, and those that lead there."""
        for number, item in enumerate(value if type(value) is list else (value,), 1):
            node = f"{above}{number}"
            self.found.append(f"{start}<{node}>{_GRAPH}")
            self.node(node, inner, item)

    def terms(self, field: Field, value: Any) -> list[str]:
        """Return the terms that a value of a field becomes."""
        values = value if type(value) is list else (value,)
        if field.joined and values is value:
            values = [PASSAGES.join(value)]
        match field.value:
            case "reference":
                return [self.names[one] for one in values]
            case "concept":
                return [f"<{CQV}{one}>" for one in values]
            case "text":
                return [text(words, language) for one in values for language, words in self._languages(one)]
            case "address":
                return [iri(one) for one in values]
            case kind:
                return [literal(kind, one) for one in values]

    def _languages(self, value: str | dict[str, str]) -> list[tuple[str, str]]:
        return sorted(value.items()) if type(value) is dict else [(self.language, value)]  # type: ignore[list-item]


#: Key, property, field and, where records are nested, the name of their shape.
_Step = tuple[str, str, Field, str]


@cache
def _plan(name: str) -> tuple[str, list[_Step]]:
    """Return the end of the line that gives the class, and the steps for all fields of a shape, in canonical order."""
    shapes = load_schema().shapes
    fields = shapes[name].fields.items()
    steps = [
        (key, f" {iri(field.iri)} ", field, shapes[field.target].name if field.value == "nested" else "")
        for key, field in fields
    ]
    return f" {_A} {iri(shapes[name].iri)}{_GRAPH}", steps
