"""Say what a store is to everything that asks: here, in a process of its own, or behind an endpoint."""

from __future__ import annotations

from typing import Protocol

from .embedded import Result
from .limits import Limits


class Whole(Protocol):
    """Be a result that was read to its end, or to the number of rows that it may have."""

    @property
    def cut(self) -> bool:
        """Return whether there were more rows."""

    def result(self) -> Result:
        """Return the result; each time a new one, since its rows can be read once."""


class Store(Protocol):
    """Be what answers SPARQL 1.1; the default graph is the union of facts, inferences, ontology and selectors."""

    def query(self, sparql: str, /) -> Result:
        """Return solutions, a truth value or triples. Raises QueryError where the text may not be run."""

    def within(self, limits: Limits, sparql: str, /) -> Whole:
        """Return the whole result of a query that may not be trusted. Raises QueryError where it comes to a limit."""
