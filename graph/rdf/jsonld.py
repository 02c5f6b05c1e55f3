"""Write the asserted facts as JSON-LD: the records as a curator knows them, with ids and the generated context."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from ..corpus.facts import Facts, Json, Record, many
from ..dates import PartialDate
from ..schema import Field, Shape, load_schema
from ..schema.context import json_ld_context
from ..schema.names import FACTS_GRAPH, XSD
from .emit import PASSAGES
from .terms import decimal


def document(facts: Facts) -> Json:
    """Return a JSON-LD document with one named graph, the facts."""
    nodes = [_node(facts, record, record.iri, record.shape, record.data) for record in facts.subjects()]
    return {**json_ld_context(load_schema()), "@graph": [{"id": FACTS_GRAPH, "@graph": nodes}]}


def expanded(name: str, quads: Iterable[ox.Quad]) -> Json:
    """Return one named graph of quads in expanded form, which needs no context: IRIs as keys, typed values."""
    nodes: dict[str, Json] = {}
    for quad in quads:
        if quad.graph_name == ox.NamedNode(name):
            node = nodes.setdefault(quad.subject.value, {"@id": quad.subject.value})  # type: ignore[union-attr]
            node.setdefault(quad.predicate.value, []).append(_object(quad.object))
    return {"@id": name, "@graph": [nodes[iri] for iri in sorted(nodes)]}


def _object(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Json:
    if isinstance(term, ox.Literal):
        if term.language:
            return {"@value": term.value, "@language": term.language}
        typed = term.datatype.value != XSD + "string"
        return {"@value": term.value, **({"@type": term.datatype.value} if typed else {})}
    return {"@id": str(term).strip("<>")}


def _node(facts: Facts, record: Record, iri: str, shape: Shape, data: Json) -> Json:
    node: Json = {"id": iri, "class": shape.iri}
    for key, field in shape.fields.items():
        if key not in data:
            continue
        if field.value == "nested":
            inner = load_schema().shapes[field.target]
            items = enumerate(many(data[key]), 1)
            node[key] = [_node(facts, record, f"{iri}/{key}/{number}", inner, item) for number, item in items]
        else:
            node[key] = _value(facts, record, field, data[key])
    return node


def _value(facts: Facts, record: Record, field: Field, value: Any) -> Any:
    match field.value:
        case "text":
            return _languages(
                record, [PASSAGES.join(value)] if field.joined and isinstance(value, list) else many(value)
            )
        case "reference":
            return [facts.records[one].iri for one in many(value)]
        case "date":
            return {"@value": str(value), "@type": PartialDate.from_text(str(value)).datatype}
        case "decimal":
            return decimal(value)
        case "integer" | "boolean":
            return str(value).lower()
    return value


def _languages(record: Record, values: list[Any]) -> dict[str, list[str]]:
    by_language: dict[str, list[str]] = {}
    for value in values:
        for language, words in (value if isinstance(value, dict) else {record.file.dataset.language: value}).items():
            by_language.setdefault(language, []).append(words)
    return by_language
