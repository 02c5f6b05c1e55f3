"""Turn records into RDF: what is asserted, and what follows from it, each in a graph of its own."""

from .emit import facts_quads, quads_of
from .infer import Inference, inferences, inferred_of, inferred_quads
from .jsonld import document, expanded
from .selectors import selector_quads
from .terms import encoded

__all__ = [
    "Inference",
    "document",
    "encoded",
    "expanded",
    "facts_quads",
    "inferences",
    "inferred_of",
    "inferred_quads",
    "quads_of",
    "selector_quads",
]
