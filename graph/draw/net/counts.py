"""Count what a picture shows and what it does not, and say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .lines import Line
from .marks import Mark

if TYPE_CHECKING:
    import networkx as nx

_ALIKE = "what is alike is drawn once"
_FOLDED = "what is alike, or hangs on one mark alone, is drawn once"
_REST = "--around, --actor or --since show a part, and files for other tools (.graphml and others) hold all"
FEWEST_STANCES, FURTHEST = "at which the fewest stances end", "that lie the most steps away"


@dataclass(frozen=True, slots=True)
class Counts:
    """Hold how many nodes and edges there are, and how many of them a picture shows in which way."""

    nodes: int
    edges: int
    marks: int
    lines: int
    shown: int  #: nodes that are in a mark
    drawn: int  #: edges that are in a line
    loops: int  #: edges from a node to itself
    inner: int  #: edges between nodes that are drawn as one
    bare: int  #: marks without a name
    folded: bool  #: whether nodes are drawn as one that hang on the same mark alone
    left_out: str  #: which nodes

    @classmethod
    def of(
        cls,
        graph: nx.MultiDiGraph[str],
        marks: Sequence[Mark],
        lines: Sequence[Line],
        folded: bool = False,
        left_out: str = FEWEST_STANCES,
    ) -> Counts:
        """Count what is in the marks and lines of a graph."""
        owner = {node: number for number, mark in enumerate(marks) for node in mark.members}
        loops = sum(source == target for source, target in graph.edges())
        within = sum(source in owner and owner[source] == owner.get(target) for source, target in graph.edges())
        own = sum(source == target and source in owner for source, target in graph.edges())
        drawn, bare = sum(len(line.edges) for line in lines), sum(mark.quiet for mark in marks)
        size = graph.number_of_nodes(), graph.number_of_edges(), len(marks), len(lines), len(owner)
        return cls(*size, drawn, loops, within - own, bare, folded, left_out)

    def __str__(self) -> str:
        return "; ".join([self._drawn(), *self._not_drawn()])

    def _drawn(self) -> str:
        told = f"{self.nodes:,} nodes and {self.edges:,} edges"
        if self.marks == self.nodes and self.lines == self.drawn:
            return told
        told += f", drawn as {self.marks:,} marks and {self.lines:,} lines"
        once = self.marks < self.shown or self.lines < self.drawn
        return f"{told}: {_FOLDED if self.folded else _ALIKE}" if once else told

    def _not_drawn(self) -> list[str]:
        found = []
        if self.loops:
            found.append(f"{self.loops:,} from a node to itself, not drawn")
        if self.inner:
            found.append(f"{self.inner:,} between nodes that are drawn as one")
        nodes, edges = self.nodes - self.shown, self.edges - self.drawn - self.loops - self.inner
        if nodes:
            found.append(
                f"too many for a picture, and so not drawn: the {nodes:,} nodes {self.left_out}, {edges:,} edges"
            )
        elif edges:
            found.append(f"too many for a picture, and so not drawn: {edges:,} edges, first those without a stance")
        if nodes or edges:
            found.append(_REST)
        if self.bare:
            found.append(f"only the {self.marks - self.bare:,} most connected marks bear their names")
        return found
