"""Lay out who reacted to one act, and who reacted to that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..errors import QueryError
from ..network.bearing import below
from ..network.choose import Chosen, counted
from ..network.records import Records
from .acts import timeline

if TYPE_CHECKING:
    import networkx as nx


def reactions(
    records: Records, root: str, hops: int | None = None, chosen: Chosen | None = None
) -> nx.MultiDiGraph[str]:
    """Return the tree below an act, which is named by its IRI: what reacts to it, directly or to a reaction.

    A node is an act as in `timeline`, with ``depth``, a number as text: "0" for the act itself. An edge goes from a
    reaction to what it reacts to, with its stance where it takes one; an act that reacts to two acts of the tree stands
    there once, with both edges. ``hops`` is the greatest depth. Of the reactions only the ``chosen`` are shown, and
    what lies below one that is not shown is not shown either.

    Raises QueryError where no reaction is left to show, or none is recorded.
    """
    import networkx as nx

    every = below(records, [root])
    depths = below(records, [root], hops, None if chosen is None else chosen.acts)
    if len(depths) == 1:
        raise _nothing(records, root, len(every) - 1)
    acts = timeline(records, Chosen(frozenset(depths), ""))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(view="reactions")
    deep = {records[iri].id: str(depth) for iri, depth in depths.items()}
    graph.add_nodes_from((node, {**data, "depth": deep[node]}) for node, data in acts.nodes(data=True))
    answered = {records[iri].id: {one.id for one in records.linked(records[iri], "reactsTo")} for iri in depths}
    kept = [edge for edge in acts.edges(data=True) if edge[1] in answered[edge[0]]]
    for number, (child, parent, data) in enumerate(kept, 1):
        graph.add_edge(child, parent, key=f"r{number}", **data)
    graph.graph["remarks"] = tuple(_remarks(records.label(records[root]), every, depths, hops))
    return graph


def most_answered(records: Records, most: int = 5) -> list[tuple[str, int]]:
    """Return the ids of the acts with the most direct reactions, and how many these are."""
    counts = Counter(answered for record in records for answered in record.links.get("reactsTo", []))
    return [(records[iri].id, number) for iri, number in sorted(counts.items(), key=lambda one: (-one[1], one))[:most]]


def _nothing(records: Records, root: str, recorded: int) -> QueryError:
    name = records.label(records[root])
    if recorded:
        problem = f"none of the {counted(recorded, 'reaction')} to {name} is left to show"
        return QueryError(problem, "leave a filter out")
    named = ", ".join(f"{id_} ({number})" for id_, number in most_answered(records))
    problem = f"no reaction to {name} is recorded, which is not to say that there was none"
    return QueryError(problem, f"those with most are {named}" if named else "no reaction to anything is recorded yet")


def _remarks(name: str, every: Mapping[str, int], shown: Mapping[str, int], hops: int | None) -> Iterator[str]:
    total, kept = len(every) - 1, len(shown) - 1
    count = (
        f"{kept:,} of {counted(total, 'recorded reaction')}" if kept < total else counted(total, "recorded reaction")
    )
    direct = sum(depth == 1 for depth in shown.values())
    yield f"Shown: {count} to {name}, {direct:,} of them direct. No record is not to say no reaction."
    deeper = sum(iri not in shown and hops is not None and depth > hops for iri, depth in every.items())
    if deeper:
        yield f"Not shown: {deeper:,} deeper than {counted(hops or 0, 'step')}."
    if others := total - kept - deeper:
        yield f"Not shown: {others:,} that the filters leave out, or that react to one of these."
