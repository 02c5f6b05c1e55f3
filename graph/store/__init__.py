"""Answer SPARQL from N-Quads: in memory, or from a store on disk."""

from .embedded import EmbeddedStore

__all__ = ["EmbeddedStore"]
