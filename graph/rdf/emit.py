"""Write what the records assert as quads of the facts graph, in an order that depends on nothing but the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..corpus.facts import Facts, Json, Record
from ..schema import Field, load_schema
from ..schema.names import CQV, FACTS_GRAPH, TYPE
from .terms import LITERALS, iri, text

_GRAPH = f" <{FACTS_GRAPH}> .\n"
_A = iri(TYPE)
PASSAGES = " … "


def facts_quads(facts: Facts) -> Iterator[str]:
    """Yield the N-Quads lines of the data sets, then of all records by id; a piece of text for each of them."""
    return quads_of(facts, facts.subjects())


def quads_of(facts: Facts, subjects: Iterable[Record]) -> Iterator[str]:
    """Yield the N-Quads lines of data sets or records, in their order; a piece of text for each of them."""
    names, writers = _Names(facts), dict[str, _Writer]()
    for record in subjects:
        language = record.file.dataset.language
        if language not in writers:
            writers[language] = _Writer(_terms(names, language))
        yield writers[language].lines(record)


class _Names(dict[str, str]):
    """Map an id to the name of what is recorded under it, as a term."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self._records = facts.records

    def __missing__(self, id_: str) -> str:
        name = self[id_] = iri(self._records[id_].iri)
        return name


class _Words(dict[str, str]):
    """Map a word of the vocabulary to its name, as a term."""

    def __missing__(self, word: str) -> str:
        name = self[word] = iri(CQV + word)
        return name


#: Kind of field → what makes a term of one of its values.
_Terms = dict[str, Callable[[Any], str]]


def _terms(names: _Names, language: str) -> _Terms:
    """Return what makes the terms of a record whose texts are in a language unless they say otherwise."""
    return {
        "reference": names.__getitem__,
        "concept": _Words().__getitem__,
        "text": lambda words: text(words, language),
        "address": iri,
        **LITERALS,
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    """Write records whose values become terms in the same way; nothing is looked up twice."""

    terms: _Terms

    def lines(self, record: Record) -> str:
        """Return the lines of a record."""
        found: list[str] = []
        self._node(record.iri, record.shape.name, record.data, found)
        return "".join(found)

    def _node(self, subject: str, name: str, data: Json, found: list[str]) -> None:
        """Collect the lines of a node of a shape, and of all that is nested in it."""
        kind, steps = _plan(name)
        found.append(f"<{subject}>{kind}")
        for key, predicate, field, inner in steps:
            if key in data:
                value = data[key]
                if inner:
                    self._nested(f"<{subject}>{predicate}", f"{subject}/{key}/", inner, value, found)
                elif type(value) is list or type(value) is dict:
                    start = f"<{subject}>{predicate}"
                    found.extend([f"{start}{term}{_GRAPH}" for term in self._several(field, value)])
                else:
                    found.append(f"<{subject}>{predicate}{self.terms[field.value](value)}{_GRAPH}")

    def _nested(self, start: str, above: str, inner: str, value: Any, found: list[str]) -> None:
        """Collect the lines of the nodes that are nested under a key, and those that lead there."""
        for number, item in enumerate(value if type(value) is list else (value,), 1):
            node = f"{above}{number}"
            found.append(f"{start}<{node}>{_GRAPH}")
            self._node(node, inner, item, found)

    def _several(self, field: Field, value: list[Any] | dict[str, str]) -> Iterator[str]:
        """Yield the terms of several values of a field: passages are joined to one, languages come by their tags."""
        values = value if type(value) is list else [value]
        for one in [PASSAGES.join(values)] if field.joined and values is value else values:
            if type(one) is dict:
                yield from (text(words, language) for language, words in sorted(one.items()))
            else:
                yield self.terms[field.value](one)


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
