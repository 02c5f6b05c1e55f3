"""Lay out who agrees with whom: a line for each two actors that take a stance on the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from .choose import Chosen, choose, counted
from .node import node_attributes
from .records import Record, Records
from .sides import sides
from .stands import Stand, stands

if TYPE_CHECKING:
    import networkx as nx

_WORDS = {"supports": "agrees with", "opposes": "differs from", "mixed": "agrees in part with"}


def alignment(records: Records, chosen: Chosen | None = None) -> nx.MultiDiGraph[str]:
    """Return the actors, with an edge for each two that take a stance on the same thing.

    What is compared are an actor's own positions, not those that others ascribe to it, ballots (an abstention is
    neutral, an absence nothing) and vetoes, each toward one thing; the same stance is agreement, any other a
    difference. Who takes several stances toward one thing over time is of two minds about it: "mixed".

    A node is as in `network`. An edge has no direction (``undirected`` of the graph is true); it has a key (a1, a2,
    ...), ``sign`` (supports: they only agree; opposes: they only differ; mixed), ``relation`` ("agrees in part with (3
    of 4)"), ``agree``, ``differ`` and ``n``, the counts, ``tag``, both in short ("3:1"), ``gist``, which names every
    thing that is counted, with the stances, ``earliest``, ``latest`` and ``cite``. All values are text.
    """
    import networkx as nx

    shown = chosen or choose(records)
    found, ascribed = stands(records, shown)
    pairs = sorted(_pairs(records, found), key=lambda pair: (pair.one.id, pair.other.id))
    belongs = sides(records)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(view="alignment", undirected=True)
    for actor in sorted({end.iri for pair in pairs for end in (pair.one, pair.other)}):
        graph.add_node(records[actor].id, **node_attributes(records, records[actor], belongs))
    for number, pair in enumerate(pairs, 1):
        graph.add_edge(pair.one.id, pair.other.id, key=f"a{number}", **pair.attributes(records))
    alone = len({stand.holder for stand in found}) - len(graph)
    graph.graph["remarks"] = (*_remarks(found, shown, graph, alone, ascribed), *shown.others)
    return graph


@dataclass
class _Pair:
    """Hold two actors, and their stances toward each thing on which both have one."""

    one: Record
    other: Record
    agreed: list[tuple[Stand, Stand]] = field(default_factory=list)
    differed: list[tuple[Stand, Stand]] = field(default_factory=list)

    def attributes(self, records: Records) -> dict[str, str]:
        """Return what is known of the edge."""
        agree, differ = len(self.agreed), len(self.differed)
        sign = "mixed" if agree and differ else "supports" if agree else "opposes"
        both = [stand for pair in (*self.agreed, *self.differed) for stand in pair]
        found = {
            "sign": sign,
            "relation": f"{_WORDS[sign]} ({agree or differ} of {agree + differ})",
            "tag": f"{agree}:{differ}",
            "agree": str(agree),
            "differ": str(differ),
            "n": str(agree + differ),
            "gist": self._gist(records),
            "earliest": min((stand.earliest for stand in both if stand.earliest), default=""),
            "latest": max((stand.latest for stand in both if stand.latest), default=""),
            "cite": "; ".join(dict.fromkeys(cite for stand in both for cite in stand.cites)),
        }
        return {key: value for key, value in found.items() if value}

    def _gist(self, records: Records) -> str:
        parts = (("agree", self.agreed), ("differ", self.differed))
        told = (f"{verb} on {len(found)}: {', '.join(self._told(records, found))}" for verb, found in parts if found)
        return "; ".join(told)

    def _told(self, records: Records, found: list[tuple[Stand, Stand]]) -> list[str]:
        """Return each thing by name, with the stances toward it."""
        names = records.label(self.one), records.label(self.other)
        told = []
        for pair in found:
            words = [stand.words for stand in pair]
            stances = words[0] if words[0] == words[1] else ", ".join(map(": ".join, zip(names, words, strict=True)))
            told.append(f"{records.label(records[pair[0].target])} ({stances})")
        return sorted(told)


def _pairs(records: Records, found: list[Stand]) -> Iterator[_Pair]:
    by_target: dict[str, list[Stand]] = {}
    for stand in found:
        by_target.setdefault(stand.target, []).append(stand)
    pairs: dict[tuple[str, str], _Pair] = {}
    for target in sorted(by_target):
        for one, other in combinations(sorted(by_target[target], key=lambda stand: stand.holder), 2):
            key = one.holder, other.holder
            pair = pairs.setdefault(key, _Pair(records[one.holder], records[other.holder]))
            (pair.agreed if one.stance == other.stance else pair.differed).append((one, other))
    yield from pairs.values()


def _remarks(
    found: list[Stand], shown: Chosen, graph: nx.MultiDiGraph[str], alone: int, ascribed: int
) -> Iterator[str]:
    actors, things = len({stand.holder for stand in found}), len({stand.target for stand in found})
    compared = f"what {counted(actors, 'actor')} said or voted on {counted(things, 'thing')} in {shown.count}"
    yield f"Compared: {compared}; {counted(graph.number_of_edges(), 'pair')} took a stance on the same thing."
    if alone:
        yield f"Not shown: {counted(alone, 'actor')} without a stance on what another takes one on."
    if ascribed:
        yield f"Not compared: {counted(ascribed, 'stance')} that somebody else ascribes to the holder."
