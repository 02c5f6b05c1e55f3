"""Hold the few names that are fixed by the design and cannot be read from the ontology."""

from __future__ import annotations

CQ = "https://w3id.org/communique/ontology#"
CQV = "https://w3id.org/communique/vocabulary#"
BASE = "https://w3id.org/communique/id/"

GRAPH = "https://w3id.org/communique/graph/"
FACTS_GRAPH = GRAPH + "facts"
INFERRED_GRAPH = GRAPH + "inferred"
ONTOLOGY_GRAPH = GRAPH + "ontology"
GRAPHS = (FACTS_GRAPH, INFERRED_GRAPH, ONTOLOGY_GRAPH)
#: There only where it was asked for.
#: Written on request only, so that it is there or not; a query may reach it where it is.
SELECTORS_GRAPH = GRAPH + "selectors"
REACHABLE = (*GRAPHS, SELECTORS_GRAPH)

OA = "http://www.w3.org/ns/oa#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

TYPE = RDF + "type"
INTERVAL = CQ + "interval"
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def local_name(iri: str) -> str:
    """Return the part of an IRI after its last ``#`` or ``/``.

    >>> local_name(CQ + "speaker")
    'speaker'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
