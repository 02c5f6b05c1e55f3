"""Write the alignments out, in the words of the common vocabularies, for stores that do not reason."""

from __future__ import annotations

import pyoxigraph as ox

from ..schema.names import CQ, FACTS_GRAPH, INFERRED_GRAPH, ONTOLOGY_GRAPH, RDFS

#: Each class and property of the ontology, followed up to every superclass and superproperty that is not its own.
#: A retired id is nothing in their words: its ``by`` names what took its place, and no actor.
_RULES = """
CONSTRUCT { ?s ?super ?o } WHERE {
  GRAPH <%(ontology)s> { ?p rdfs:subPropertyOf+ ?super FILTER(!STRSTARTS(STR(?super), "%(cq)s")) }
  GRAPH <%(graph)s> { ?s ?p ?o FILTER NOT EXISTS { ?s a <%(cq)sRetired> } }
} ; CONSTRUCT { ?s a ?super } WHERE {
  GRAPH <%(ontology)s> { ?class rdfs:subClassOf+ ?super FILTER(!STRSTARTS(STR(?super), "%(cq)s")) }
  GRAPH <%(graph)s> { ?s a ?class }
}
"""


def aligned_quads(quads: bytes) -> bytes:
    """Return the N-Quads of the inferred graph that follow from rdfs:subClassOf and rdfs:subPropertyOf, sorted."""
    store = ox.Store()
    store.bulk_load(quads, format=ox.RdfFormat.N_QUADS)
    found: set[str] = set()
    for graph in (FACTS_GRAPH, INFERRED_GRAPH):
        names = {"ontology": ONTOLOGY_GRAPH, "graph": graph, "cq": CQ}
        for rule in (_RULES % names).split(" ; "):
            result = store.query(rule, prefixes={"rdfs": RDFS})
            assert isinstance(result, ox.QueryTriples)  # the rules are CONSTRUCT queries
            found.update(map(str, result))
    return "".join(sorted(f"{triple} <{INFERRED_GRAPH}> .\n" for triple in found)).encode("utf-8")
