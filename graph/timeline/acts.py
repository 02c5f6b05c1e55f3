"""Lay the acts out as a networkx graph: a node an act, an edge a reaction, a stance or an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..network.choose import Chosen, choose
from ..network.fold import STANCES
from ..network.node import node_attributes
from ..network.records import Record, Records
from ..network.sides import sides
from .ties import Tie, ties

if TYPE_CHECKING:
    import networkx as nx

#: Class → the property that says whose act it is.
_BY = {"statement": "speaker", "event": "by", "proposal": "by", "sanction": "imposedBy", "vote": "in", "veto": "by"}
_SIGNS = [*STANCES]


def timeline(records: Records, chosen: Chosen | None = None) -> nx.MultiDiGraph[str]:
    """Return the acts, with who acted and on whose side, and how they bear on each other.

    A node is a local id, with ``label``, ``kind`` (event, statement, proposal, sanction, vote, veto) and, where known,
    ``actor``, ``actor_id`` and ``actor_kind`` (who speaks, proposes, imposes ...), ``side``, ``side_id`` and
    ``side_kind`` (for whom), ``signs`` (the stances that a statement takes itself, toward whatever it may be), ``act``,
    ``modality``, ``date``, ``earliest``, ``latest``, ``quote``, ``gist``, ``asks``, ``type``, ``status``, ``outcome``,
    ``mode``, ``result`` and ``cite``. An edge goes from an act to what it bears on, with ``sign``, ``relation`` and,
    where so, ``ascribed`` and ``ascribed_by``. All values are text. ``chosen`` holds the acts to show, all by
    default. The same store gives the same graph, in the order of the dates.
    """
    import networkx as nx

    shown = chosen or choose(records)
    acts = [record for record in records if record.iri in shown]
    found = sorted(acts, key=lambda record: (record.text("earliest"), record.text("latest"), record.id))
    belongs = sides(records)
    tied = {record.iri: list(ties(records, record)) for record in found}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(view="timeline", remarks=shown.remarks)
    for record in found:
        graph.add_node(record.id, **_attributes(records, record, belongs), **_signs(record, tied[record.iri]))
    edges = sorted({tie for record in found for tie in tied[record.iri] if tie.bears_on(graph)})
    for number, tie in enumerate(edges, 1):
        graph.add_edge(tie.source, tie.target, key=f"t{number}", **tie.attributes())
    return graph


def _attributes(records: Records, record: Record, belongs: dict[str, str]) -> dict[str, str]:
    actors = records.linked(record, _BY[record.kind])
    actor = ", ".join(map(records.label, actors))
    side = _side(records, record, actors, belongs)
    found = {
        **node_attributes(records, record, {record.iri: side.iri} if side else {}),
        "label": _label(records, record, actor),
        "actor": actor,
        "actor_id": actors[0].id if actors else "",
        "actor_kind": actors[0].kind if actors else "",
        "side_kind": side.kind if side else "",
        "act": records.labels(record, "act"),
        "modality": records.labels(record, "modality"),
        "quote": record.text("quote"),
        "result": record.word("result"),
    }
    return {key: value for key, value in found.items() if value}


def _side(records: Records, record: Record, actors: list[Record], belongs: dict[str, str]) -> Record | None:
    """Return for whom the act is done: as it says itself, or a state or body that acts, or whom a person belongs to.

    A draft whose sponsors are no side of their own stands with the body that it was put to.
    """
    said = records.linked(record, "onBehalfOf")
    if said or not actors:
        return said[0] if said else None
    first = actors[0]
    if first.kind in {"state", "organization"}:
        return first
    bodies = records.linked(record, "in") if record.kind == "proposal" else []
    wholes = [records[iri] for iri in [belongs.get(first.iri)] if iri]
    return (wholes or bodies or actors)[0]


def _label(records: Records, record: Record, actor: str) -> str:
    """Return the label, which for a statement is who says what."""
    if record.kind != "statement" or record.text("label"):
        return records.label(record)
    quote = record.text("quote")
    said = f"“{quote}”" if quote else record.text("gist")
    return ": ".join(filter(None, [actor, said])) or records.label(record)


def _signs(record: Record, tied: list[Tie]) -> dict[str, str]:
    own = {tie.sign for tie in tied if tie.stance and not tie.ascribed}
    return {"signs": " ".join(sorted(own, key=_SIGNS.index))} if own and record.kind == "statement" else {}
