"""Make the rows of the page's table: who does what to what, when, in which words, and where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..drawing import TIMELINE, View
from ..shapes import stance_of
from ..words import label, relation, remarks, when, words

if TYPE_CHECKING:
    import networkx as nx

#: How many rows a page holds; a browser lays so many out in about a second.
MOST = 3_000
_NAME = 60  #: letters of a statement's words in its name
_Data = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row; everything is text to be shown, but for the ids of what it is about."""

    view: str
    key: str  #: of the edge in its view, "" for an act that no edge tells
    source: str  #: id of who acts, "" where nobody is known
    actor: str
    relation: str
    sign: str
    target: str  #: id of what is acted on, "" where there is none
    toward: str
    act: str  #: id of the record that says so
    via: str  #: id of the act that the target stands for
    remarks: tuple[str, ...]
    ascribed: bool
    order: str  #: the first day on which it can have been, else the last one
    when: str
    words: str
    gist: str  #: what the words mean, where they are a quote
    cite: str
    mutual: bool = False  #: whether the two may change places, as those who agree may

    @property
    def own(self) -> list[str]:
        """Return what the row shares with the record that says so."""
        return [self.when, self.words, self.gist, self.cite]


def rows_of(views: Sequence[View]) -> list[Row]:
    """Return a row for each edge of every view but the timeline, then one for each act that no edge tells.

    The rows of a view stand by date, what has none last.
    """
    edges = [row for view in views if view.name != TIMELINE for row in sorted(_edges(view), key=_order)]
    told = {row.act for row in edges}
    acts = [row for view in views if view.name == TIMELINE for row in sorted(_acts(view, told), key=_order)]
    return edges + acts


def cut(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows that the table shows and the rest: stances come before all else, the earlier before the later."""
    ranked = sorted(range(len(rows)), key=lambda place: (rows[place].sign == "neutral", place))
    shown = set(ranked[:MOST])
    return [rows[place] for place in sorted(shown)], [row for place, row in enumerate(rows) if place not in shown]


def name(data: _Data, node: str) -> str:
    """Return by which name a thing is told: a statement, which has none, by who speaks and how the words begin."""
    if data.get("kind") != "statement" or not data.get("actor"):
        return str(data.get("label", node))
    said = words(data)
    short = said if len(said) <= _NAME else said[:_NAME].rstrip(" ,;:.") + ("…”" if data.get("quote") else "…")
    return f"{data['actor']}: {short}" if said else f"{data['actor']}: {data.get('act', 'statement')}"


def gist(data: _Data) -> str:
    """Return what the words of a quote mean."""
    return str(data.get("gist", "")) if data.get("quote") else ""


def _order(row: Row) -> tuple[bool, str, str, str, str]:
    return (not row.order, row.order, row.when, row.actor, row.toward)


def _day(data: _Data) -> str:
    return str(data.get("earliest", "")) or str(data.get("date", "")).lstrip("./")


def _edges(view: View) -> Iterator[Row]:
    for source, target, key, data in view.graph.edges(keys=True, data=True):
        doer = view.graph.nodes[source]
        if "actor" in doer:  # an act bears on another: whoever acted does so, in the words of the act
            yield _row(view, key, source, {**doer, **data}, target)
        else:
            row = _told(view.name, key, (source, label(view.graph, source)), data, _target(view.graph, target))
            yield replace(row, mutual=bool(view.graph.graph.get("undirected")))


def _acts(view: View, told: set[str]) -> Iterator[Row]:
    for act, data in view.graph.nodes(data=True):
        ties = list(view.graph.out_edges(act, data=True))
        if act not in told:
            yield from (_row(view, "", act, {**data, **tie}, target) for _, target, tie in ties)
            if not ties:
                yield _row(view, "", act, data, "")


def _row(view: View, key: str, act: str, data: _Data, target: str) -> Row:
    """Return the row of one act; without a target it says of what kind it is and what it is called."""
    doer = (str(data.get("actor_id", "")), str(data.get("actor", "")))
    kind = str(data.get("kind", ""))
    side = "" if data.get("side") == data.get("actor") else data.get("side", "")
    own = {"relation": str(data.get("type") or kind), **data, "side": side, "statement": act}
    toward = _target(view.graph, target) if target else ("", "") if kind == "statement" else (act, name(data, act))
    return _told(view.name, key, doer, own, toward)


def _target(graph: nx.MultiDiGraph[str], node: str) -> tuple[str, str]:
    return node, name(graph.nodes[node], node)


def _told(view: str, key: str, doer: tuple[str, str], data: _Data, toward: tuple[str, str]) -> Row:
    return Row(
        view=view,
        key=key,
        source=doer[0],
        actor=doer[1],
        relation=relation(data).replace("-", " "),
        sign=stance_of(data).sign,
        target=toward[0],
        toward=toward[1],
        act=str(data.get("statement", "")),
        via=str(data.get("via", "")),
        remarks=tuple(remarks(data)),
        ascribed=bool(data.get("ascribed")),
        order=_day(data),
        when=when(data),
        words=words(data),
        gist=gist(data),
        cite=str(data.get("cite", "")),
    )
