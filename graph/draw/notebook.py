"""Let a graph show itself in a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import networkx as nx

if TYPE_CHECKING:
    _Graph = nx.MultiDiGraph[str]
else:
    _Graph = nx.MultiDiGraph

_HEIGHT = 680  #: pixels
_PART = "A part, picked in Python: it shows less than is recorded."


class Shown(_Graph):
    """Be a networkx graph that a notebook shows as the page that ``draw`` makes of it.

    The page is text/html, in a frame that is sandboxed, so that its code reaches nothing of the notebook; JupyterLab,
    the classic notebook and VS Code all prefer it. There is no SVG beside it: none of them would show it, and it would
    be saved with every cell. Where frames are taken out (on a web site, in a notebook that is not trusted yet) the line
    below the frame says what it held, and a terminal gets that line alone.
    """

    def subgraph(self, nodes: Any) -> Shown:
        """Return the part with some nodes, as networkx does; what was remarked on the whole does not hold for it."""
        return _part(super().subgraph(nodes))

    def edge_subgraph(self, edges: Any) -> Shown:
        """Return the part with some edges, as networkx does; what was remarked on the whole does not hold for it."""
        return _part(super().edge_subgraph(edges))

    def __repr__(self) -> str:
        return f"<{self._summary()}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Return the graph as a page in a frame, and as a line of text."""
        from .drawing import Drawing
        from .page.html import html

        summary = self._summary()
        page = html(Drawing.of([self], str(self.graph.get("title", summary)))).decode("utf-8")
        frame = (
            f'<iframe srcdoc="{escape(page)}" sandbox="allow-scripts" title="{escape(summary)}" width="100%"'
            f' height="{_HEIGHT}" style="border: 0"></iframe>'
        )
        return {"text/html": f"{frame}<p>{escape(summary)}</p>", "text/plain": summary}

    def _summary(self) -> str:
        view = str(self.graph.get("view", "network")).capitalize()
        return f"{view}: {self.number_of_nodes():,} nodes and {self.number_of_edges():,} edges"


def _part(part: Any) -> Shown:
    assert isinstance(part, Shown)
    part.graph = {**part.graph, "remarks": (_PART,)}
    return part
