"""Answer SPARQL: from N-Quads in memory, from a store on disk, from an endpoint."""

from .embedded import EmbeddedStore
from .limits import Limits
from .protocol import Store, Whole

__all__ = ["EmbeddedStore", "Limits", "Store", "Whole"]
