"""Walk over every record once, and file what it says by kind, so that no check needs a walk of its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ..errors import Pointer
from ..schema import Field, Shape, load_schema
from .record import Json, Record

_LEFT_OUT = frozenset({"concept", "boolean", "decimal"})
Leaf = tuple[Record, Pointer, Field, Any]
Node = tuple[Record, Pointer, Json]


@dataclass
class Found:
    """Hold single values by the kind of their field, and every nested record by the name of its shape.

    Words of the vocabulary, truth values and decimals are left out: the schema has said all there is to say of them.
    """

    leaves: dict[str, list[Leaf]] = field(default_factory=lambda: defaultdict(list))
    nodes: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))

    def add(self, record: Record) -> None:
        """File what one record says."""
        walk(self, record, record.shape, record.data, record.pointer)


def walk(found: Found, record: Record, shape: Shape, data: Json, at: Pointer) -> None:
    """File what a map of a shape says, with its pointer."""
    fields = shape.fields
    for key, value in data.items():
        field_ = fields.get(key)
        if field_ is None or field_.value in _LEFT_OUT:
            continue
        if field_.value == "nested":
            inner = load_schema().shapes[field_.target]
            if type(value) is dict:
                _nested(found, record, inner, value, (*at, key))
            elif type(value) is list and field_.many:  # a list where one value belongs is no value at all
                for index, item in enumerate(value):
                    if type(item) is dict:
                        _nested(found, record, inner, item, (*at, key, index))
        elif type(value) is not list:
            found.leaves[field_.value].append((record, (*at, key), field_, value))
        elif field_.many:
            add = found.leaves[field_.value].append
            for index, item in enumerate(value):
                add((record, (*at, key, index), field_, item))


def _nested(found: Found, record: Record, shape: Shape, data: Json, at: Pointer) -> None:
    found.nodes[shape.name].append((record, at, data))
    walk(found, record, shape, data, at)
