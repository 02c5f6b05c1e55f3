"""Turn records into RDF: what is asserted, and what follows from it, each in a graph of its own."""

from .emit import facts_quads
from .infer import Inference, inferences, inferred_quads
from .jsonld import document, expanded

__all__ = ["Inference", "document", "expanded", "facts_quads", "inferences", "inferred_quads"]
