"""Read one file of facts to what is needed of it when the files are judged together.

A unit is what a file says, and beside it what tells, without looking inside, which files must be looked at together:
which ids stand in it, which it mentions, and what leads from its records to others.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..corpus.facts import Json, many, shape_of
from ..corpus.schema_check import is_sound
from ..reader import read_file
from ..rules.order import ACYCLIC
from ..schema import Shape, load_schema
from .digest import digest

#: What names a thing about which all that name it so are judged together: the votes on a draft, the positions on it.
GATHERED = frozenset({"draft", "toward"})
#: Key → id → the ids that it leads to, where it must never lead back.
Edges = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold a file that has nothing wrong in itself: its sections as marshal writes them, and what they refer to."""

    data: bytes
    digest: bytes  #: of the file, as ``digest`` makes it
    ids: dict[str, str]  #: id → name of its shape
    mentioned: bytes  #: every id that it refers to, each between two line ends
    gathered: list[str]  #: those of them that are referred to by a key of ``GATHERED``
    edges: Edges

    def mentions(self, id_: str) -> bool:
        """Say whether a record of the file refers to an id."""
        return b"\n%b\n" % id_.encode() in self.mentioned


def read_unit(path: Path, limit: int) -> Unit | None:
    """Return the unit of a file of at most ``limit`` bytes; None where the file alone shows that something is wrong."""
    document = read_file(path, limit)
    if document.flaws or not is_sound(document.data):
        return None
    return _unit(document.data, digest(document.text.encode()))


def _unit(data: Json, of: bytes) -> Unit:
    ids: dict[str, str] = {}
    edges: Edges = {}
    mentioned: dict[str, set[str]] = {}
    for section, records in data.items():
        kinds = load_schema().sections[section]
        for id_, record in records.items():
            shape = shape_of(kinds, record)
            ids[id_] = shape.name
            for key in _leading(shape.name):
                if key in record:
                    edges.setdefault(key, {})[id_] = many(record[key])
            _collect(shape.name, record, mentioned)
    gathered = set[str]().union(*(mentioned.get(key, ()) for key in GATHERED))
    text = "\n".join(sorted(set[str]().union(*mentioned.values())))
    return Unit(marshal.dumps(data), of, ids, f"\n{text}\n".encode(), sorted(gathered), edges)


def _collect(name: str, data: Json, mentioned: dict[str, set[str]]) -> None:
    """Collect by key the ids that a record of a shape, and what is nested in it, refers to."""
    for key, inner in _plan(name):
        if key in data:
            value = data[key]
            if inner is not None:
                for item in value if type(value) is list else (value,):
                    _collect(inner, item, mentioned)
            elif type(value) is list:
                mentioned.setdefault(key, set()).update(value)
            else:
                mentioned.setdefault(key, set()).add(value)


@cache
def _plan(name: str) -> list[tuple[str, str | None]]:
    """Return key and, for nested records, their shape, of the fields of a shape in which a reference may stand."""
    shapes = load_schema().shapes
    fields = shapes[name].fields.values()
    found = [(one.key, None if one.value == "reference" else shapes[one.target].name) for one in fields if _leads(one)]
    return [(key, inner) for key, inner in found if inner is None or _plan(inner)]


def _leads(field: object) -> bool:
    return getattr(field, "value", "") in {"reference", "nested"}


@cache
def _leading(name: str) -> list[str]:
    """Return the keys that must not lead from a record of a shape back to it."""
    shape: Shape = load_schema().shapes[name]
    return sorted({key for kind, key in ACYCLIC.items() if kind in shape.classes})
