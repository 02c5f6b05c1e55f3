"""Say in words what an edge or a thing is, and where it is written: for tooltips, panels and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

_Data = Mapping[str, object]
_NAMES = {"side": "side: ", "asks": "asks: ", "cite": "source: "}


def citation(graph: nx.MultiDiGraph[str], source: str, target: str, data: _Data) -> str:
    """Return one edge in a line: who, does what, to what, in which words, when, and where it is written."""
    said = words(data)
    parts = [f"{label(graph, source)} {relation(data)} {label(graph, target)}", *(f": {said}" for _ in (0,) if said)]
    return "".join(parts) + "".join(
        f" · {part}" for part in (*remarks(data), when(data), str(data.get("cite", ""))) if part
    )


def label(graph: nx.MultiDiGraph[str], node: str) -> str:
    """Return the name of a node."""
    return str(graph.nodes[node].get("label", node))


def relation(data: _Data) -> str:
    """Return the verb between the two ends of an edge."""
    return str(data.get("relation") or data.get("sign") or "is tied to")


def words(data: _Data) -> str:
    """Return the quote in quotation marks, else the gist, else nothing."""
    quote = data.get("quote")
    return f"“{quote}”" if quote else str(data.get("gist", ""))


def when(data: _Data) -> str:
    """Return the date in words."""
    return spoken(str(data.get("date", "")))


def remarks(data: _Data) -> Iterator[str]:
    """Yield what else must be known to read an edge rightly."""
    if data.get("ascribed"):
        yield f"ascribed by {data.get('ascribed_by', 'somebody else')}"
    if side := data.get("side"):
        yield f"for {side}"
    for key in ("act", "modality", "change", "leverage"):
        if value := data.get(key):
            yield f"{key}: {value}"


def heading(graph: nx.MultiDiGraph[str], members: tuple[str, ...]) -> str:
    """Return what a mark stands for, a line for each thing."""
    return "\n".join(" · ".join([label(graph, member), *about(graph.nodes[member])]) for member in members)


def about(data: _Data) -> Iterator[str]:
    """Yield what is known of a thing beside its name."""
    for key in ("kind", "type", "status", "outcome"):
        if value := data.get(key):
            yield str(value).replace("-", " ")
    if date := when(data):
        yield date
    for key in ("side", "asks", "gist", "cite"):
        if value := data.get(key):
            yield f"{_NAMES.get(key, '')}{value}"


def spoken(date: str) -> str:
    """Return a date, or an interval within which something lies, in words.

    >>> spoken("../2017-09-11"), spoken("2017-09-11/2017-09-15")
    ('by 2017-09-11', '2017-09-11 to 2017-09-15')
    """
    start, slash, end = date.partition("/")
    if not slash:
        return date
    if start == "..":
        return f"by {end}"
    return f"from {start}" if end == ".." else f"{start} to {end}"
