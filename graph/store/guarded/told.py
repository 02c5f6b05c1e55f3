"""Carry a result from one process to another: rows as TSV and triples as N-Triples, one a line, so that they count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from ..embedded import Result

#: The first byte says what follows.
_ROWS, _TRIPLES, _TRUE, _FALSE = b"R", b"G", b"T", b"F"


@dataclass(frozen=True, slots=True)
class Told:
    """Hold a whole result as the other process wrote it."""

    body: bytes
    cut: bool = False  #: whether there were more rows than a result may have

    @property
    def heading(self) -> int:
        """Return how many lines stand above the rows or triples."""
        return 1 if self.body.startswith(_ROWS) else 0

    @property
    def has_rows(self) -> bool:
        """Return whether this is the result of a SELECT, which is of use when it is cut."""
        return self.body.startswith(_ROWS)

    def result(self) -> Result:
        """Return the result; each time a new one, since its rows can be read once."""
        kind, text = self.body[:1], self.body[1:]
        if kind == _ROWS:
            return ox.parse_query_results(text, format=ox.QueryResultsFormat.TSV)
        if kind == _TRIPLES:
            return _triples(text)
        truth = b'{"head":{},"boolean":%s}' % (b"true" if kind == _TRUE else b"false")
        return ox.parse_query_results(truth, format=ox.QueryResultsFormat.JSON)


def _triples(text: bytes) -> ox.QueryTriples:
    """Return triples as the result of a query for them; nothing else makes such a result."""
    store = ox.Store()
    store.extend(ox.parse(text, format=ox.RdfFormat.N_TRIPLES))
    result = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(result, ox.QueryTriples)
    return result


def write(result: Result, file: IO[bytes]) -> None:
    """Write a result to a file as its rows are found."""
    if isinstance(result, ox.QueryBoolean):
        file.write(_TRUE if result else _FALSE)
    elif isinstance(result, ox.QueryTriples):
        file.write(_TRIPLES)
        result.serialize(file, format=ox.RdfFormat.N_TRIPLES)
    else:
        file.write(_ROWS)
        result.serialize(file, format=ox.QueryResultsFormat.TSV)
