"""Lay the folded edges out as a networkx graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .choose import Chosen, choose
from .fold import edges
from .node import node_attributes
from .records import Records
from .sides import sides

if TYPE_CHECKING:
    import networkx as nx

_LISTED = 5  #: so many ids are named in a remark


def network(records: Records, chosen: Chosen | None = None) -> nx.MultiDiGraph[str]:
    """Return actors and what they act on, with statements folded into signed edges.

    A node is a local id, with ``label`` and ``kind`` (state, person, organization, group, event, proposal, sanction,
    vote, veto, topic, place ...) and, where known, ``type``, ``date``, ``earliest``, ``latest``, ``status``,
    ``outcome``, ``mode``, ``gist``, ``asks``, ``side``, ``side_id`` and ``cite``. An edge has a key of its own (e1, e2,
    ...), ``sign`` (supports, opposes, mixed, neutral), ``relation`` and, where known, the attributes of `fold.Edge`.
    All values are text. ``chosen`` holds the acts to show, all by default; each is shown whole. The same store gives
    the same graph, in the same order.
    """
    import networkx as nx

    shown = chosen or choose(records)
    folded = sorted(set(edges(records, shown)))
    belongs = sides(records)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(view="network")
    for iri in sorted({end for edge in folded for end in (edge.source, edge.target)}):
        graph.add_node(records[iri].id, **node_attributes(records, records[iri], belongs))
    for number, edge in enumerate(folded, 1):
        graph.add_edge(records[edge.source].id, records[edge.target].id, key=f"e{number}", **edge.attributes())
    told = {edge.statement for edge in folded} | {*graph}
    silent = sorted({records[iri].id for iri in shown.acts} - told)
    graph.graph["remarks"] = (*shown.remarks, *_remarks(silent))
    return graph


def _remarks(silent: list[str]) -> Iterable[str]:
    if silent:
        named = ", ".join([*silent[:_LISTED], *(["…"] if len(silent) > _LISTED else [])])
        bears = "act bears" if len(silent) == 1 else "acts bear"
        yield f"No line of the network: {len(silent)} {bears} on nothing that is named ({named})."
