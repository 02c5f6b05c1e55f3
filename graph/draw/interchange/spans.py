"""Tell from which day to which day a node or an edge lasts, for tools that filter by date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Span:
    """Hold the first and the last day on which something may lie, "" where that is open or not known."""

    start: str
    end: str

    def known(self) -> dict[str, str]:
        """Return the days that are known, by name."""
        return {key: day for key, day in (("start", self.start), ("end", self.end)) if day}

    def over(self, other: Span) -> Span:
        """Return the span that holds the other one too; an end that is open stays open."""
        start = min(self.start, other.start or self.start)
        return Span(start, max(self.end, other.end) if self.end else "")


def span(data: Mapping[str, object]) -> Span:
    """Return between which days something lies; what is no day, or ends before it starts, is not known."""
    start, end = _day(data.get("earliest")), _day(data.get("latest"))
    return Span("", "") if start and end and end < start else Span(start, end)


def node_spans(graph: nx.MultiDiGraph[str]) -> dict[str, Span]:
    """Return how long each node lasts: always where it has no date, else as long as all edges that touch it, too."""
    spans = {node: span(data) for node, data in graph.nodes(data=True)}
    for source, target, data in graph.edges(data=True):
        spans[source] = spans[source].over(span(data))
        spans[target] = spans[target].over(span(data))
    return spans


def _day(value: object) -> str:
    try:
        return str(value) if date.fromisoformat(str(value)).isoformat() == str(value) else ""
    except ValueError:
        return ""
