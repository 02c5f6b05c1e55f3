"""Walk over every record once, and file what it says by kind, so that no check needs a walk of its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
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
    plan, leaves = _plan(shape.name), found.leaves
    for key, value in data.items():
        planned = plan.get(key)
        if planned is None:
            continue
        field_, kind, inner = planned
        if inner is not None:
            _nested(found, record, inner, field_, value, (*at, key))
        elif type(value) is not list:
            leaves[kind].append((record, (*at, key), field_, value))
        elif field_.many:  # a list where one value belongs is no value at all
            leaves[kind] += [(record, (*at, key, index), field_, item) for index, item in enumerate(value)]


def _nested(found: Found, record: Record, shape: Shape, field_: Field, value: Any, at: Pointer) -> None:
    """File the nested records under a key, which are one map or a list of maps."""
    nodes = found.nodes[shape.name]
    if type(value) is dict:
        nodes.append((record, at, value))
        walk(found, record, shape, value, at)
    elif type(value) is list and field_.many:
        for index, item in enumerate(value):
            if type(item) is dict:
                nodes.append((record, (*at, index), item))
                walk(found, record, shape, item, (*at, index))


@cache
def _plan(name: str) -> dict[str, tuple[Field, str, Shape | None]]:
    """Return key → its field, its kind, and the shape of what is nested there, for the keys that are filed."""
    shapes = load_schema().shapes
    fields = {key: one for key, one in shapes[name].fields.items() if one.value not in _LEFT_OUT}
    return {key: (one, one.value, shapes[one.target] if one.value == "nested" else None) for key, one in fields.items()}
