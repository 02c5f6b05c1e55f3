"""Read what an endpoint answers to a query, to the end: whole, of the right kind, and not cut at a number of rows.

The whole text is read as JSON first: the parser of results is content with a truth value, or with a head that comes
last, and does not see what follows.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import pyoxigraph as ox

from ...errors import EndpointError, QueryError
from ...schema.names import XSD
from .. import guard
from ..embedded import Result
from .exchange import one_line
from .wire import Reply

JSON, TRIPLES = "application/sparql-results+json", "application/n-triples"
_ACCEPTED = {JSON: {JSON, "application/json"}, TRIPLES: {TRIPLES, "text/plain"}}
#: Where Virtuoso cuts unless it is told otherwise, with HTTP status 200.
_CAP = 10_000
#: How Virtuoso writes truth values: the answer to ASK as a row or none, others as 1 and 0.
_ASKED, _BOOLEAN, _SHORT = "__ASK_RETVAL", XSD + "boolean", {"1": "true", "0": "false"}
_FEWER = "ask for fewer, with a LIMIT below that, or raise the limit in the settings of the server"


@dataclass(frozen=True, slots=True)
class Heard:
    """Hold the whole result that an endpoint gave: triples as bytes, anything else as text."""

    body: str | bytes
    cut: bool = False  #: whether there were more rows than a result may have

    def result(self) -> Result:
        """Return the result; each time a new one, since its rows can be read once."""
        if isinstance(self.body, str):
            return ox.parse_query_results(self.body, format=ox.QueryResultsFormat.JSON)
        store = ox.Store()  # nothing but a query makes such a result
        store.extend(ox.parse(self.body, format=ox.RdfFormat.N_TRIPLES))
        result = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        assert isinstance(result, ox.QueryTriples)
        return result


def read(url: str, reply: Reply, form: type[Result], sparql: str, most: int | None = None) -> Heard:
    """Return what an answer holds, which is of the form that the query asks for, but no more rows than ``most``.

    Raises EndpointError where the answer is anything else, or is not whole, QueryError for more triples than that.
    """
    wanted = TRIPLES if form is ox.QueryTriples else JSON
    if reply.status != 200 or reply.type not in _ACCEPTED[wanted]:
        raise EndpointError(url, f"the answer is {_kind(reply)}, not {wanted}", "name the query endpoint of a server")
    if reply.header("X-SQL-State"):  # Virtuoso's, when it gives what it had when its time was over
        raise EndpointError(url, "the server stopped before it had the whole answer", "simplify the query")
    try:
        if form is ox.QueryTriples:
            return _triples(url, reply, sparql, most)
        data = json.loads(reply.body)
        return _truth(data) if form is ox.QueryBoolean else _rows(url, reply, data, sparql, most)
    except (SyntaxError, ValueError, RecursionError) as error:  # of UTF-8, of JSON, of results, of terms
        problem = f"the answer is not well formed, or breaks off ({one_line(str(error))})"
        raise EndpointError(url, problem, "ask again; if that does not help, see the log of the server") from error


def _kind(reply: Reply) -> str:
    return (one_line(reply.type) or "of no type") if reply.status == 200 else f"of HTTP status {reply.status}"


def _triples(url: str, reply: Reply, sparql: str, most: int | None) -> Heard:
    if not reply.framed:
        raise EndpointError(url, "nothing says whether the answer is whole", "ask with SELECT")
    count = len(list(ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES)))
    _check_cap(url, reply, count, sparql)
    if most is not None and count > most:
        raise QueryError(f"the graph has more than {most:,} triples", "narrow it, or allow more with --rows")
    return Heard(reply.body)


def _truth(data: Any) -> Heard:
    """Return a truth value. Raises ValueError where there is none."""
    value = data.get("boolean") if isinstance(data, dict) else None
    if value is None and isinstance(data, dict) and (data.get("head") or {}).get("vars") == [_ASKED]:
        value = any(cell.get("value") != "0" for row in _bindings(data) for cell in row.values())
    if not isinstance(value, bool):
        raise ValueError("this is no truth value")
    return Heard(json.dumps({"head": {}, "boolean": value}))


def _rows(url: str, reply: Reply, data: Any, sparql: str, most: int | None) -> Heard:
    """Return rows, with truth values as ``true`` and ``false``. Raises ValueError, SyntaxError where there are none."""
    rows = _bindings(data)
    _check_cap(url, reply, len(rows), sparql)
    for cell in (cell for row in rows for cell in row.values()):
        if cell.get("datatype") == _BOOLEAN:
            cell["value"] = _SHORT.get(str(cell.get("value")), cell.get("value"))
    cut = most is not None and len(rows) > most
    heard = Heard(json.dumps({"head": data.get("head"), "results": {"bindings": rows[:most]}}), cut)
    # To the end, or an odd term would come up when half of the rows are used.
    deque(cast(Iterable[object], heard.result()), maxlen=0)
    return heard


def _bindings(data: Any) -> list[dict[str, dict[str, Any]]]:
    """Return the rows of SPARQL results in JSON. Raises ValueError where their shape is another."""
    results = data.get("results") if isinstance(data, dict) else None
    rows = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and all(isinstance(cell, dict) for cell in row.values()) for row in rows
    ):
        raise ValueError("these are no rows")
    return rows


def _check_cap(url: str, reply: Reply, count: int, sparql: str) -> None:
    """Refuse an answer of as many rows as this server, or many, give at most, unless the query wants that many."""
    said = reply.header("X-SPARQL-MaxRows")
    caps = {_CAP, int(said) if said.isascii() and said.isdigit() and len(said) < 10 else _CAP}
    if count in caps and _limit(sparql) != count:
        raise EndpointError(url, f"the answer seems to be cut at {count:,} rows", _FEWER)


def _limit(sparql: str) -> int | None:
    """Return the LIMIT of the query itself, not of a query inside it."""
    found, depth, limit = guard.tokens(sparql), 0, None
    for word, number in zip(found, [*found[1:], ""], strict=True):
        depth += (word == "{") - (word == "}")
        if not depth and word.upper() == "LIMIT" and number.isdigit():
            limit = int(number)
    return limit
