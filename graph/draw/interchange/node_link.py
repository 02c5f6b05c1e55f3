"""Write node-link JSON, for networkx, D3 and whatever reads JSON."""

from __future__ import annotations

import json

from ..drawing import Drawing
from .exchanged import whole


def node_link(drawing: Drawing) -> bytes:
    """Return the drawing's graph as node-link JSON in UTF-8, as networkx reads it."""
    from networkx.readwrite.json_graph import node_link_data

    data = node_link_data(whole(drawing), edges="edges")
    return (json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode("utf-8")
