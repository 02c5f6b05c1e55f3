"""Know the ids that are retired, and what took their place."""

from __future__ import annotations

from dataclasses import dataclass

from ..store import Store
from .answer import Answer
from .things import id_of

_ALL = """
SELECT ?id ?by ?reason ?date WHERE {
  ?id a cq:Retired ; cq:reason ?reason ; cq:date ?date OPTIONAL { ?id cq:by ?by }
} ORDER BY ?id (LANG(?reason) != 'en') ?reason
"""


@dataclass(frozen=True, slots=True)
class Retirement:
    """Hold why and when an id was retired, and the IRI of what took its place, "" where nothing did."""

    iri: str
    by: str
    reason: str
    date: str

    @property
    def id(self) -> str:
        """Return the id that is retired."""
        return id_of(self.iri)

    def __str__(self) -> str:
        after = f"{id_of(self.by)!r} took its place" if self.by else f"nothing took its place ({self.reason})"
        return f"{self.id!r} is retired; {after}"


def retirements(store: Store) -> dict[str, Retirement]:
    """Return IRI → retirement, of every retired id."""
    found: dict[str, Retirement] = {}
    for row in Answer.from_query(store, _ALL).rows:
        iri, by, reason, date = ("" if cell is None else str(getattr(cell, "value", cell)) for cell in row)
        found.setdefault(iri, Retirement(iri, by, reason, date))
    return found


def retirement(store: Store, id_: str) -> Retirement | None:
    """Return how an id was retired, None where it was not."""
    return next((one for one in retirements(store).values() if one.id == id_), None)
