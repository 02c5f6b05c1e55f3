"""Lay the folded edges out as a networkx graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fold import edges
from .records import Answers, Record, Records
from .sides import sides

if TYPE_CHECKING:
    import networkx as nx

#: Attribute → the property that it is read from, with what reads it.
_TEXTS = ("date", "earliest", "latest", "gist", "asks")
_WORDS = ("outcome", "status", "mode")


def network(store: Answers) -> nx.MultiDiGraph[str]:
    """Return actors and what they act on, with statements folded into signed edges.

    A node is a local id, with ``label`` and ``kind`` (state, person, organization, group, event, proposal, sanction,
    vote, veto, topic, place ...) and, where known, ``type``, ``date``, ``earliest``, ``latest``, ``status``,
    ``outcome``, ``gist``, ``asks``, ``side``, ``side_id`` and ``cite``. An edge has a key of its own (e1, e2, ...),
    ``sign`` (supports, opposes, mixed, neutral), ``relation`` and, where known, the attributes of `fold.Edge`. All
    values are text. The same store gives the same graph, in the same order.
    """
    import networkx as nx

    records = Records(store)
    folded = sorted(set(edges(records)))
    belongs = sides(records)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted({end for edge in folded for end in (edge.source, edge.target)}):
        record = records[iri]
        graph.add_node(record.id, **_attributes(records, record, belongs.get(iri, "")))
    for number, edge in enumerate(folded, 1):
        graph.add_edge(records[edge.source].id, records[edge.target].id, key=f"e{number}", **edge.attributes())
    return graph


def _attributes(records: Records, record: Record, side: str) -> dict[str, str]:
    found = {
        "label": records.label(record),
        "kind": record.kind or "thing",
        "type": record.word("type"),
        **{key: record.text(key) for key in _TEXTS},
        **{key: record.word(key) for key in _WORDS},
        "side": records.label(records[side]) if side else "",
        "side_id": records[side].id if side else "",
        "cite": records.cite(record),
    }
    found["gist"] = found["gist"] or record.text("provisions")
    return {key: value for key, value in found.items() if value}
