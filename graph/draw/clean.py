"""Make any graph safe to write: plain values, one type a key, keys that no format claims, text that XML allows."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import networkx as nx

Plain = str | int | float | bool
#: Names that a writer or reader of some format takes for its own. ``label`` means there what it means here.
_XML = {"end", "id", "key", "name", "pid", "size", "source", "start", "target", "viz"}
_JSON = {"SUID", "from", "n_id", "parent", "selected", "shared name", "to", "value"}
RESERVED = frozenset(_XML | _JSON)
_PREFIX = "attr_"
# Lone surrogates have no UTF-8; the other ranges are what XML 1.0 refuses, escaped or not.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
#: The largest whole number that a reader with floating point does not round, and how deep a value may be nested.
_LARGEST, _DEEPEST = 2**53, 10
_Name = TypeVar("_Name", bound=Hashable)


def cleaned(graph: nx.MultiDiGraph[Any]) -> nx.MultiDiGraph[str]:
    """Return a copy whose ids, keys and values every format can hold; the graph itself stays as it is.

    None, NaN, infinities and blank text are left out, dates become ISO text, lists and dicts JSON, numbers that some
    reader would round text. A key whose values have several types holds text. Edges get the keys e1, e2, ... unless
    theirs are unique texts already. Of the graph's own attributes ``undirected`` is kept.
    """
    import networkx as nx

    names = _unique((node, text(node) or "thing") for node in graph)
    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph(**({"undirected": True} if graph.graph.get("undirected") else {}))
    for node, attributes in zip(graph, _rows(data for _, data in graph.nodes(data=True)), strict=True):
        copy.add_node(names[node], **attributes)
    ends = list(graph.edges(keys=True))
    rows = _rows(data for _, _, data in graph.edges(data=True))
    for (source, target, _), key, attributes in zip(ends, _edge_keys([key for _, _, key in ends]), rows, strict=True):
        copy.add_edge(names[source], names[target], key=key, **attributes)
    return copy


def text(value: object) -> str:
    r"""Return a value as text without the characters that XML or UTF-8 cannot hold, each line ended by a line feed.

    >>> text("a\x0bb\r\nc")
    'ab\nc'
    """
    return _LINE_END.sub("\n", _ILLEGAL.sub("", str(value)))


def _unique(wanted: Iterable[tuple[_Name, str]]) -> dict[_Name, str]:
    """Return what each thing is called: as it wants, or, where that is taken, with a number."""
    names: dict[_Name, str] = {}
    taken: set[str] = set()
    for thing, base in wanted:
        if thing not in names:
            name, number = base, 2
            while name in taken:
                name, number = f"{base}-{number}", number + 1
            taken.add(name)
            names[thing] = name
    return names


def _edge_keys(keys: list[Any]) -> list[str]:
    if all(isinstance(key, str) and key and key == text(key) for key in keys) and len(set(keys)) == len(keys):
        return keys
    return [f"e{number}" for number, _ in enumerate(keys, 1)]


def _rows(found: Iterable[Mapping[Any, Any]]) -> list[dict[str, Plain]]:
    rows = list(found)
    names = _unique((key, _key(key)) for row in rows for key in row)
    plain = [{names[key]: value for key, found in row.items() if (value := _plain(found)) is not None} for row in rows]
    types: dict[str, set[type]] = {}
    for row in plain:
        for key, value in row.items():
            types.setdefault(key, set()).add(type(value))
    return [{key: _as(types[key], value) for key, value in row.items()} for row in plain]


def _key(key: object) -> str:
    name = text(key)
    return _PREFIX + name if not name or name in RESERVED else name


def _as(types: set[type], value: Plain) -> Plain:
    if len(types) == 1:
        return value
    return float(value) if types == {int, float} else str(value)


def _plain(value: Any) -> Plain | None:
    value = _simple(value)
    if isinstance(value, (list, dict)):
        return text(json.dumps(value, ensure_ascii=False))
    return None if isinstance(value, str) and not value.strip() else value


def _simple(value: Any, depth: int = 0) -> Any:
    """Return None, text, a number or a truth value, or lists and dicts of these."""
    if isinstance(value, Enum):
        return _simple(value.value, depth)
    if isinstance(value, date):  # and so a datetime
        return value.isoformat()
    if hasattr(value, "tolist"):  # of numpy, told without importing numpy
        return _simple(value.tolist(), depth)
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        return _nested(value, depth + 1) if depth < _DEEPEST else "…"
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, int) and abs(value) > _LARGEST:
        return str(value)
    return value if isinstance(value, (bool, int, float)) else text(value)


def _nested(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        return {text(key): _simple(one, depth) for key, one in value.items()}
    items = [_simple(one, depth) for one in value]
    return sorted(items, key=json.dumps) if isinstance(value, (set, frozenset)) else items
