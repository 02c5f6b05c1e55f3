"""Write the nodes, and the edges, as a table of comma-separated values, for spreadsheets and for Gephi's import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..drawing import Drawing
from .exchanged import columns

Row = Mapping[str, Any]


def nodes_csv(drawing: Drawing) -> bytes:
    """Return a table of the nodes in UTF-8: ``id`` and their attributes."""
    return _table({"id": node, **data} for node, data in drawing.graph.nodes(data=True)) or b"id\r\n"


def edges_csv(drawing: Drawing) -> bytes:
    """Return a table of the edges in UTF-8: ``id``, ``source``, ``target`` and their attributes."""
    found = drawing.graph.edges(keys=True, data=True)
    rows = ({"id": key, "source": source, "target": target, **data} for source, target, key, data in found)
    return _table(rows) or b"id,source,target\r\n"


def _table(found: Iterable[Row]) -> bytes:
    from ...query.table import separated

    rows = list(found)
    names = list(columns(rows))
    cells = ([str(row.get(name, "")) for name in names] for row in rows)
    return separated([names, *cells], "\r\n").encode("utf-8") if rows else b""
