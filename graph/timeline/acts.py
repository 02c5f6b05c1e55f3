"""Lay the acts out as a networkx graph: a node an act, an edge a reaction, a stance or an outcome."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from ..network.records import Record, Records
from ..network.sides import sides
from .ties import Tie, ties

if TYPE_CHECKING:
    import networkx as nx

ACTS = ("event", "statement", "proposal", "sanction", "vote", "veto")
#: Class → the property that says whose act it is.
_BY = {"statement": "speaker", "event": "by", "proposal": "by", "sanction": "imposedBy", "vote": "in", "veto": "by"}
_TEXTS = ("date", "earliest", "latest", "quote", "gist", "asks")
_WORDS = ("type", "outcome", "status", "mode", "result")


def timeline(records: Records, chosen: Container[str] | None = None) -> nx.MultiDiGraph[str]:
    """Return the acts, with who acted and on whose side, and how they bear on each other.

    A node is a local id, with ``label``, ``kind`` (event, statement, proposal, sanction, vote, veto) and, where known,
    ``actor`` and ``actor_id`` (who speaks, proposes, imposes ...), ``side`` and ``side_id`` (for whom), ``sign`` (the
    stance that all its own positions share, "mixed" where they differ), ``act``, ``date``, ``earliest``, ``latest``,
    ``quote``, ``gist``, ``asks``, ``type``, ``status``, ``outcome``, ``mode``, ``result`` and ``cite``. An edge goes
    from the later act to what it bears on, with ``sign``, ``relation`` and, where so, ``ascribed`` and
    ``ascribed_by``. All values are text. ``chosen`` holds the IRIs of the acts to show, all by default.
    """
    import networkx as nx

    acts = [record for record in records if record.kind in ACTS and (chosen is None or record.iri in chosen)]
    found = sorted(acts, key=lambda record: (record.text("earliest"), record.text("latest"), record.id))
    belongs = sides(records)
    tied = {record.iri: list(ties(records, record)) for record in found}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(view="timeline")
    for record in found:
        graph.add_node(record.id, **_attributes(records, record, belongs), **_sign(tied[record.iri]))
    edges = sorted({tie for record in found for tie in tied[record.iri] if tie.bears_on(graph)})
    for number, tie in enumerate(edges, 1):
        graph.add_edge(tie.source, tie.target, key=f"t{number}", **tie.attributes())
    return graph


def _attributes(records: Records, record: Record, belongs: dict[str, str]) -> dict[str, str]:
    actors = records.linked(record, _BY[record.kind])
    side = _side(records, record, actors, belongs)
    found = {
        "label": records.label(record),
        "kind": record.kind,
        "actor": ", ".join(map(records.label, actors)),
        "actor_id": actors[0].id if actors else "",
        "actor_kind": actors[0].kind if actors else "",
        "side": records.label(side) if side else "",
        "side_id": side.id if side else "",
        "side_kind": side.kind if side else "",
        "act": records.labels(record, "act"),
        "modality": records.labels(record, "modality"),
        **{key: record.text(key) for key in _TEXTS},
        **{key: record.word(key) for key in _WORDS},
        "cite": records.cite(record),
    }
    found["gist"] = found["gist"] or record.text("provisions")
    return {key: value for key, value in found.items() if value}


def _side(records: Records, record: Record, actors: list[Record], belongs: dict[str, str]) -> Record | None:
    """Return for whom the act is done: as it says itself, or whom its first actor belongs to, or the actor."""
    said = records.linked(record, "onBehalfOf")
    if said or not actors:
        return said[0] if said else None
    whole = belongs.get(actors[0].iri)
    return records[whole] if whole else actors[0]


def _sign(tied: list[Tie]) -> dict[str, str]:
    own = {tie.sign for tie in tied if tie.stance and not tie.ascribed}
    return {"sign": own.pop() if len(own) == 1 else "mixed"} if own else {}
