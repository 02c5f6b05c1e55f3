"""Read the values of records by what they mean: the same text for the same meaning, however it is written."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...corpus.facts import Json, Record, many
from ...errors import Pointer
from ...rdf.emit import PASSAGES
from ...rdf.terms import decimal
from ...reader.document import refused
from ...schema import Field, Shape, load_schema

#: Shape of a nested record → the keys that tell which one it is.
IDENTITY = {
    "Assumption": ("property",),
    "Ballot": ("actor",),
    "Evidence": ("source", "paragraph", "locator"),
    "Measurement": ("unit",),
    "Position": ("holder", "toward"),
    "Seat": ("in",),
    "Tenure": ("office", "of"),
    "Waiver": ("rule",),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Say how one side is read: in which language a plain text is, and what its ids are called on the other side."""

    language: str
    ids: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, record: Record, ids: Mapping[str, str] | None = None) -> Reading:
        """Return how a record is read."""
        return cls(record.file.dataset.language.lower(), ids or {})


@dataclass(frozen=True, slots=True)
class Value:
    """Hold one single value, with its pointer; only a text has a language."""

    language: str
    text: str
    at: Pointer


@dataclass(frozen=True, slots=True)
class Node:
    """Hold one nested record of a map, with its pointer."""

    shape: Shape
    data: Json
    at: Pointer
    content: frozenset[Hashable]
    identity: tuple[tuple[str, str], ...]  #: (key, value) of what tells which one it is


def values(field: Field, value: Any, reading: Reading, at: Pointer) -> Iterator[Value]:
    """Yield the single values of a field of a map at a pointer."""
    if field.joined and isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = PASSAGES.join(value)
    for place, item in _items(value):
        said = item.items() if field.value == "text" and isinstance(item, dict) else [("", item)]
        for tag, one in said:
            text = reading.ids.get(str(one), str(one)) if field.value == "reference" else spelt(one)
            where = (*at, field.key, *place, *([tag] if tag else []))
            yield Value((tag.lower() or reading.language) if field.value == "text" else "", text, where)


def nodes(field: Field, value: Any, reading: Reading, at: Pointer) -> list[Node]:
    """Return the nested records of a field of a map at a pointer."""
    shape = load_schema().shapes[field.target]
    return [
        Node(shape, item, (*at, field.key, *place), _content(shape, item, reading), _identity(shape, item, reading))
        for place, item in _items(value)
        if isinstance(item, dict)
    ]


def content(record: Record, ids: Mapping[str, str] | None = None) -> Hashable:
    """Return what a record says, so that two that say the same are equal, whatever their ids.

    With ``ids``, the ids that it refers to are called as they map.
    """
    return record.section, record.shape.name, _content(record.shape, record.data, Reading.of(record, ids))


def is_read(value: Any) -> bool:
    """Say whether the reader refused nothing of a value: of what it refused, nobody knows whether it changed."""
    return not any(map(refused, _plain(value)))


def spelt(value: Any) -> str:
    """Return a single value as a text.

    >>> spelt(3700), spelt(3700.0), spelt(True), spelt("2017")
    ('3700', '3700', 'true', '2017')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else decimal(value)
    return str(value) if isinstance(value, str | int) else json.dumps(value, sort_keys=True, ensure_ascii=False)


def _content(shape: Shape, data: Json, reading: Reading) -> frozenset[Hashable]:
    """Return what a map says, without any order."""
    found: set[Hashable] = set()
    for key, one in shape.fields.items():
        if key in data and one.value == "nested":
            found |= {(key, node.content) for node in nodes(one, data[key], reading, ())}
        elif key in data:
            found |= {(key, value.language, value.text) for value in values(one, data[key], reading, ())}
    return frozenset(found)


def _identity(shape: Shape, data: Json, reading: Reading) -> tuple[tuple[str, str], ...]:
    keys = [key for key in IDENTITY.get(shape.name, ()) if key in data]
    return tuple(
        (key, " / ".join(one.text for one in values(shape.fields[key], data[key], reading, ()))) for key in keys
    )


def _items(value: Any) -> list[tuple[tuple[int, ...], Any]]:
    """Return (place, value) of a value that may stand alone or in a list."""
    if isinstance(value, list):
        return [((number,), item) for number, item in enumerate(value)]
    return [] if value is None else [((), value)]


def _plain(value: Any) -> Iterable[Any]:
    """Return the single values in a value, of whatever language."""
    return [one for item in many(value) for one in (item.values() if isinstance(item, dict) else [item])]
