"""Join facts, inferences and ontology into one text of N-Quads: same facts, same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..corpus.facts import Facts
from ..rdf import encoded, facts_quads, inferred_quads
from ..schema import load_schema
from ..schema.names import ONTOLOGY_GRAPH


def n_quads(facts: Facts) -> bytes:
    """Return the whole graph as N-Quads: facts and inferences by id, then the ontology, sorted."""
    return encoded(_lines(facts))


def _lines(facts: Facts) -> Iterator[str]:
    yield from facts_quads(facts)
    yield from inferred_quads(facts)
    yield ontology_quads()


@cache
def ontology_quads() -> str:
    """Return the ontology and the vocabulary as N-Quads of their own graph."""
    return "".join(sorted(f"{triple} <{ONTOLOGY_GRAPH}> .\n" for triple in load_schema().quads))
