"""Write the graph that a CONSTRUCT or DESCRIBE gives."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ..store.embedded import prefixes

#: Name → the syntax it stands for.
FORMATS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}


def triples(found: Iterable[ox.Triple], form: str) -> str:
    """Return triples, each once and sorted, in one of the formats."""
    ordered = sorted(set(found), key=str)
    text = (ox.serialize(ordered, format=FORMATS[form], prefixes=prefixes()) or b"").decode("utf-8")
    return text if text.endswith("\n") else f"{text}\n"
