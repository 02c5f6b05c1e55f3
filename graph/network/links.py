"""Lay triples out as a network: an edge a triple."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import QueryError
from ..schema.names import CQ, RDFS, SKOS, TYPE
from .cells import Cells
from .choose import counted
from .records import Records

if TYPE_CHECKING:
    import networkx as nx

#: Property of a text that names or describes its subject → the attribute that it becomes.
_TOLD = {
    **{RDFS + "label": "label", SKOS + "prefLabel": "label"},
    **{CQ + key: key for key in ("asks", "date", "earliest", "gist", "latest", "quote")},
}


def links(records: Records, triples: Iterable[ox.Triple]) -> nx.MultiDiGraph[str]:
    """Return a network with an edge for each triple, from its subject to its object, by what its property is called.

    Labels, dates, quotes and the like become attributes of their subject, and a class its kind, unless it is a
    recorded thing, of which all that is known already. Any other text is a node of kind "text". The property that
    tells a stance gives the edge its sign.

    Raises QueryError where there is no triple to draw.
    """
    import networkx as nx

    found = sorted(_renamed(triples), key=str)
    cells = Cells(records)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(view="answer")
    told: list[tuple[str, str, str]] = []
    number = 0
    for triple in found:
        start, known = cells.node(triple.subject)
        graph.add_node(start, **known)
        if name := _attribute(triple):
            told.append((start, name, cells.words(triple.object)))
            continue
        number += 1
        end, about = cells.node(triple.object)
        sign, words = cells.relation(triple.predicate)
        graph.add_node(end, **about)
        graph.add_edge(start, end, key=f"q{number}", sign=sign, relation=words)
    if not graph:
        raise QueryError("the answer is empty, and so is its picture", "ask for something else")
    ours = {id_ for id_, data in graph.nodes(data=True) if data.get("kind") not in {"thing", "text"}}
    _tell(graph, (one for one in told if one[0] not in ours))
    edges = counted(number, "edge")
    graph.graph["remarks"] = (f"Shown: {counted(len(found), 'triple')} of the answer, as {edges} and what things are.",)
    return graph


def _attribute(triple: ox.Triple) -> str:
    """Return the attribute of its subject that a triple is, "" where it is an edge."""
    if triple.predicate.value == TYPE:
        return "kind"
    return _TOLD.get(triple.predicate.value, "") if isinstance(triple.object, ox.Literal) else ""


def _tell(graph: nx.MultiDiGraph[str], told: Iterable[tuple[str, str, str]]) -> None:
    """Add what is told of the nodes; of several labels and kinds the first, of anything else all."""
    values: dict[tuple[str, str], list[str]] = {}
    for node, name, value in told:
        values.setdefault((node, name), []).append(value)
    for (node, name), several in values.items():
        graph.nodes[node][name] = several[0] if name in {"label", "kind"} else " ".join(several)


def _renamed(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield each triple once, with names for blank nodes that depend on nothing but the triples."""
    dataset = ox.Dataset(ox.Quad(one.subject, one.predicate, one.object) for one in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return (quad.triple for quad in dataset)
