"""Write GraphML, for Gephi, yEd, Cytoscape and networkx itself."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


def graphml(graph: nx.MultiDiGraph[str], title: str) -> bytes:
    """Return a cleaned network as GraphML in UTF-8; edges keep their keys as ids."""
    from networkx.readwrite.graphml import write_graphml_xml

    named = graph.copy()
    named.graph["title"] = title
    file = BytesIO()
    write_graphml_xml(named, file, encoding="utf-8", prettyprint=True)
    return file.getvalue()
