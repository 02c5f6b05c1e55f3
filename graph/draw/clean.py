"""Make any graph safe to write: plain values, one type a key, keys that no format claims, text that XML allows."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

Plain = str | int | float | bool
#: Names that a writer of some format takes for its own; ``label`` is not among them, because it is read as just that.
RESERVED = frozenset({"from", "id", "key", "n_id", "name", "size", "source", "target", "to"})
_PREFIX = "attr_"
# Lone surrogates have no UTF-8; the other ranges are what XML 1.0 refuses, escaped or not.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def cleaned(graph: nx.MultiDiGraph[Any]) -> nx.MultiDiGraph[str]:
    """Return a copy whose ids, keys and values every format can hold; the graph itself stays as it is.

    None, NaN and infinities are left out, dates become ISO text, lists and dicts JSON. A key whose values have several
    types holds text. Edges get the keys e1, e2, ... unless theirs are unique texts already.
    """
    import networkx as nx

    names = _unique(graph)
    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in zip(graph, _rows(data for _, data in graph.nodes(data=True)), strict=True):
        copy.add_node(names[node], **attributes)
    ends = list(graph.edges(keys=True))
    rows = _rows(data for _, _, data in graph.edges(data=True))
    for (source, target, _), key, attributes in zip(ends, _edge_keys([key for _, _, key in ends]), rows, strict=True):
        copy.add_edge(names[source], names[target], key=key, **attributes)
    return copy


def text(value: object) -> str:
    r"""Return a value as text without the characters that XML or UTF-8 cannot hold.

    >>> text("a\x0bb")
    'ab'
    """
    return _ILLEGAL.sub("", value if isinstance(value, str) else str(value))


def _unique(graph: nx.MultiDiGraph[Any]) -> dict[Any, str]:
    names: dict[Any, str] = {}
    taken: set[str] = set()
    for node in graph:
        base = text(node)
        name, number = base, 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        names[node] = name
    return names


def _edge_keys(keys: list[Any]) -> list[str]:
    if all(isinstance(key, str) and key == text(key) for key in keys) and len(set(keys)) == len(keys):
        return keys
    return [f"e{number}" for number, _ in enumerate(keys, 1)]


def _rows(rows: Iterable[Mapping[Any, Any]]) -> list[dict[str, Plain]]:
    cleaned = [_row(row) for row in rows]
    types: dict[str, set[type]] = {}
    for row in cleaned:
        for key, value in row.items():
            types.setdefault(key, set()).add(type(value))
    return [{key: _as(types[key], value) for key, value in row.items()} for row in cleaned]


def _row(row: Mapping[Any, Any]) -> dict[str, Plain]:
    found = {_key(key): _plain(value) for key, value in row.items()}
    return {key: value for key, value in found.items() if value is not None}


def _key(key: object) -> str:
    return _PREFIX + text(key) if text(key) in RESERVED else text(key)


def _as(types: set[type], value: Plain) -> Plain:
    if len(types) == 1:
        return value
    return float(value) if types == {int, float} else str(value)


def _plain(value: Any) -> Plain | None:
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, date):  # and so a datetime
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return text(json.dumps(items, ensure_ascii=False, default=str))
    if hasattr(value, "item"):  # a numpy scalar, told without importing numpy
        return _plain(value.item())
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value if isinstance(value, (bool, int, float)) else text(value)
