"""Write GraphML, for Gephi, yEd, Cytoscape and networkx itself."""

from __future__ import annotations

from io import BytesIO

from ..drawing import Drawing


def graphml(drawing: Drawing) -> bytes:
    """Return the drawing's graph as GraphML in UTF-8; edges keep their keys as ids."""
    from networkx.readwrite.graphml import write_graphml_xml

    named = drawing.graph.copy()
    named.graph["title"] = drawing.title
    file = BytesIO()
    write_graphml_xml(named, file, encoding="utf-8", prettyprint=True)
    return file.getvalue()
