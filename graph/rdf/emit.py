"""Write what the records assert as quads of the facts graph, in an order that depends on nothing but the facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..corpus.facts import Facts, Json, Record, many
from ..schema import Field, Shape, load_schema
from ..schema.names import CQV, FACTS_GRAPH, TYPE
from .terms import iri, literal, text

Triple = tuple[str, str, str]  # three terms in N-Quads syntax
_GRAPH = f" <{FACTS_GRAPH}> .\n"
_A = iri(TYPE)
PASSAGES = " … "


def facts_quads(facts: Facts) -> Iterator[str]:
    """Yield the N-Quads lines of the data sets, then of all records by id."""
    for record in facts.subjects():
        for subject, predicate, object_ in triples(facts, record):
            yield f"{subject} {predicate} {object_}{_GRAPH}"


def triples(facts: Facts, record: Record) -> Iterator[Triple]:
    """Yield the triples that one record asserts."""
    return _node(facts, record, record.iri, record.shape, record.data)


def _node(facts: Facts, record: Record, subject: str, shape: Shape, data: Json) -> Iterator[Triple]:
    me = iri(subject)
    yield me, _A, iri(shape.iri)
    for key, field in shape.fields.items():
        if key not in data:
            continue
        predicate = iri(field.iri)
        if field.value == "nested":
            inner = load_schema().shapes[field.target]
            for number, item in enumerate(many(data[key]), 1):
                node = f"{subject}/{key}/{number}"
                yield me, predicate, iri(node)
                yield from _node(facts, record, node, inner, item)
        else:
            for term in terms(facts, record, field, data[key]):
                yield me, predicate, term


def terms(facts: Facts, record: Record, field: Field, value: Any) -> Iterator[str]:
    """Yield the terms that a value of a field becomes."""
    values = [PASSAGES.join(value)] if field.joined and isinstance(value, list) else many(value)
    for one in values:
        match field.value:
            case "text":
                by_language = one if isinstance(one, dict) else {record.file.dataset.language: one}
                yield from (text(words, language) for language, words in sorted(by_language.items()))
            case "reference":
                yield iri(facts.records[one].iri)
            case "concept":
                yield iri(CQV + one)
            case "address":
                yield iri(one)
            case _:
                yield literal(field.value, one)
