"""Write records as triples just as they stand, sound or not, where the package would have refused to."""

import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from communique.graph.corpus.facts import Json, many
from communique.graph.dates import PartialDate
from communique.graph.rdf.emit import PASSAGES
from communique.graph.rdf.terms import decimal, iri, literal, text, typed
from communique.graph.reader.document import refused
from communique.graph.schema import Field, Shape, load_schema
from communique.graph.schema.names import CQ, CQV, TYPE, XSD

SCHEMA = load_schema()
Triple = tuple[str, str, str]  # three terms in N-Quads syntax


def triples(subject: str, shape: Shape, data: Json, base: str) -> Iterator[Triple]:
    """Yield the triples of a record: what fits its field as the package writes it, anything else as what it is."""
    yield iri(subject), iri(TYPE), iri(shape.iri)
    for key, value in data.items():
        field = shape.fields.get(key)
        predicate = iri(field.iri if field else CQ + re.sub(r"\W", "", key))
        for number, one in enumerate([PASSAGES.join(value)] if is_joined(field, value) else many(value), 1):
            if field and field.value == "nested" and isinstance(one, dict):
                node = f"{subject}/{key}/{number}"
                yield iri(subject), predicate, iri(node)
                yield from triples(node, SCHEMA.shapes[field.target], one, base)
            elif key != "kind":
                yield from ((iri(subject), predicate, term) for term in terms(field, one, base))


def is_joined(field: Field | None, value: Any) -> bool:
    return bool(field and field.joined and isinstance(value, list) and all(isinstance(one, str) for one in value))


def terms(field: Field | None, value: Any, base: str) -> Iterator[str]:
    kind = field.value if field else ""
    if kind == "text" and isinstance(value, dict):
        for language, words in sorted(value.items()):
            yield text(words, language) if isinstance(words, str) and is_tag(language) else scalar(words)
    elif isinstance(value, str):
        yield from word(kind, value, base)
    elif kind == "decimal" and type(value) in (int, float):
        yield typed(decimal(value), XSD + "decimal")
    elif kind == "date":
        yield date(str(value))
    elif isinstance(value, dict):
        yield from (text(str(words), "en") for words in value.values())
    elif isinstance(value, list):
        yield from (scalar(one) for one in value)
    else:
        yield scalar(value)


def word(kind: str, value: str, base: str) -> Iterator[str]:
    """Yield the term of a text: an IRI where the field takes one and the text can be a part of one."""
    if kind in {"concept", "reference"} and re.fullmatch(r"[\w-]+", value):
        yield iri((CQV if kind == "concept" else base) + value)
    elif kind == "address" and is_iri(value):
        yield iri(value)
    elif kind == "date":
        yield date(value)
    else:
        yield text(value, "en") if kind == "text" else literal("string", value)


def date(value: str) -> str:
    """Return the literal of a date; where it is none, of the datatype that it looks like."""
    try:
        return typed(value, PartialDate.from_text(value).datatype)
    except ValueError:
        return typed(value, XSD + ("date" if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else "string"))


def scalar(value: Any) -> str:
    if isinstance(value, bool):
        return typed(str(value).lower(), XSD + "boolean")
    kinds = {int: "integer", float: "decimal"}
    return typed(str(value), XSD + kinds.get(type(value), "string"))


def is_iri(value: str) -> bool:
    try:
        return bool(ox.NamedNode(value))
    except ValueError:
        return False


def is_tag(language: str) -> bool:
    try:
        return bool(ox.Literal("", language=language))
    except ValueError:
        return False


def unreadable(value: Any) -> bool:
    """Tell whether the reader refused something in a value, so that no graph can be made of it."""
    if isinstance(value, dict):
        return any(unreadable(one) for pair in value.items() for one in pair)
    return any(map(unreadable, value)) if isinstance(value, list) else refused(value)
