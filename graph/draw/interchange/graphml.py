"""Write GraphML, for Gephi, yEd, Cytoscape and networkx itself."""

from __future__ import annotations

from io import BytesIO

from ..drawing import Drawing
from .exchanged import same_lines, whole


def graphml(drawing: Drawing) -> bytes:
    """Return the drawing's graph as GraphML in UTF-8; edges keep their keys as ids."""
    from networkx.readwrite.graphml import write_graphml_xml

    file = BytesIO()
    write_graphml_xml(whole(drawing), file, encoding="utf-8", prettyprint=True)
    return same_lines(file.getvalue())
