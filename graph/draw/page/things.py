"""Tell of each thing what the page's panel says about it, without telling again what a row of the table tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..drawing import View
from ..words import when, words
from .rows import Row, gist, name

_KINDS = ("type", "kind", "act", "modality", "status", "outcome", "result", "mode")
_Data = Mapping[str, object]
#: Id, name ("" for a statement that a row tells, whose name follows from that row), kind, further lines, and either the
#: number of the row that has the same words or up to four texts of its own: when, words, gist, source.
Thing = list[str | list[str] | int]


def things(views: Sequence[View], rows: Sequence[Row]) -> list[Thing]:
    """Return every thing of every view, and everyone who acts, by date; what has no date stands last."""
    found = _merged(views)
    told: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        told.setdefault(row.act, []).append(number)
    return [_thing(node, found[node], rows, told) for node in sorted(found, key=lambda node: _order(node, found[node]))]


def span(views: Sequence[View]) -> tuple[str, str]:
    """Return the first and the last day that things and edges name, "" where none does."""
    everything = [data for view in views for data in _all(view)]
    days = {day for data in everything for key in ("earliest", "latest") if (day := str(data.get(key, "")))}
    return (min(days), max(days)) if days else ("", "")


def _all(view: View) -> Iterator[_Data]:
    yield from (data for _, data in view.graph.nodes(data=True))
    yield from (data for _, _, data in view.graph.edges(data=True))


def _merged(views: Sequence[View]) -> dict[str, dict[str, object]]:
    """Return what all views together know of each thing; those who act are things, though no view may draw them."""
    found: dict[str, dict[str, object]] = {}
    for view in views:
        for node, data in view.graph.nodes(data=True):
            found[node] = {**data, **found.get(node, {})}
    for data in list(found.values()):
        if actor := str(data.get("actor_id", "")):
            known = {"label": data.get("actor", actor), "kind": data.get("actor_kind", "")}
            found[actor] = {**known, **found.get(actor, {})}
    return found


def _order(node: str, data: _Data) -> tuple[bool, str, str, str]:
    first, last = str(data.get("earliest", "")), str(data.get("latest", ""))
    return (not (first or last), first or last, last, node)


def _thing(node: str, data: _Data, rows: Sequence[Row], told: Mapping[str, list[int]]) -> Thing:
    kinds = dict.fromkeys(str(value).replace("-", " ") for key in _KINDS if (value := data.get(key)))
    own = [when(data), words(data), gist(data), str(data.get("cite", ""))]
    called = name(data, node)
    about: Thing = [" · ".join(kinds), list(_further(data))]
    same = [number for number in told.get(node, []) if rows[number].own == own]
    speaking = [number for number in same if rows[number].actor == data.get("actor") and rows[number].words]
    if same:
        follows = speaking and data.get("kind") == "statement"
        return [node, "" if follows else called, *about, (speaking or same)[0]]
    while own and not own[-1]:
        own.pop()
    return [node, called, *about, own]


def _further(data: _Data) -> Iterator[str]:
    side = data.get("side")
    if side and side != data.get("actor", data.get("label")):
        yield f"for {side}"
    if asks := data.get("asks"):
        yield f"asks: {asks}"
