"""Hold what is to be drawn: one title, and views of the same facts, made safe for every format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .clean import cleaned, text

if TYPE_CHECKING:
    import networkx as nx

TIMELINE, REACTIONS = "timeline", "reactions"


@dataclass(frozen=True)
class View:
    """Hold one view: a cleaned graph, and by which rule it is laid out."""

    name: str  #: timeline, network, alignment, reactions or answer
    graph: nx.MultiDiGraph[str]
    remarks: tuple[str, ...] = ()  #: how many facts are shown, and which are not and why, a sentence each

    @classmethod
    def of(cls, graph: nx.MultiDiGraph[Any]) -> View:
        """Return the view that a graph asks for by its own attributes; a network unless it says otherwise."""
        remarks = tuple(map(text, graph.graph.get("remarks", ())))
        return cls(str(graph.graph.get("view", "network")), cleaned(graph), remarks)


@dataclass(frozen=True)
class Drawing:
    """Hold a title and at least one view; the first is what a static picture shows and a page opens with."""

    title: str
    views: tuple[View, ...]

    @classmethod
    def of(cls, graphs: Sequence[nx.MultiDiGraph[Any]], title: str) -> Drawing:
        """Return the drawing of graphs, which stay as they are."""
        return cls(" ".join(text(title).split()), tuple(map(View.of, graphs)))

    @property
    def first(self) -> View:
        """Return the view that is shown first."""
        return self.views[0]

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """Return the graph that goes to other tools: of actors and what they act on, where that is among the views."""
        return next((view.graph for view in self.views if view.name != TIMELINE), self.first.graph)
