"""Ask the graph that a SPARQL 1.1 endpoint holds, as if it were here."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import urlencode

import pyoxigraph as ox

from ...schema.names import REACHABLE
from .. import guard
from ..embedded import Result, failures, prefixes
from ..limits import Limits
from .address import Address
from .exchange import exchange
from .results import JSON, TRIPLES, Heard, read
from .wire import Deadline, Request

_SECONDS = 60.0
#: The longest answer that is taken, unpacked.
_BYTES = 128_000_000
#: Of a megabyte of memory, the bytes of an answer that fit: rows take more room than their text.
_EIGHTH = 1 << 17
_DAY = 86_400.0
#: Said in the request: engines differ in what they search otherwise, and in how they take FROM.
_DATASET = [(f"{kind}-graph-uri", graph) for kind in ("default", "named") for graph in REACHABLE]


class RemoteStore:
    """Answer SPARQL 1.1 queries from an endpoint; the default graph is the union of the graphs of ours there."""

    def __init__(self, address: Address, seconds: float = _SECONDS, limit: int = _BYTES) -> None:
        self.address, self.seconds, self.limit = address, seconds, limit

    def query(self, sparql: str) -> Result:
        """Return solutions, a truth value or triples.

        Raises QueryError where the text is no SPARQL query or may not be run, EndpointError where the endpoint does
        not give the whole answer.
        """
        return self._heard(sparql, self.seconds, self.limit, None).result()

    def within(self, limits: Limits, sparql: str) -> Heard:
        """Return the whole result of a query, within limits: of time, of what is taken in here, and of rows.

        Raises QueryError and EndpointError as ``query`` does.
        """
        size = self.limit if limits.megabytes is None else min(self.limit, limits.megabytes * _EIGHTH)
        return self._heard(sparql, limits.seconds or _DAY, size, limits.rows)

    def _heard(self, sparql: str, seconds: float, size: int, rows: int | None) -> Heard:
        has_dataset = guard.check(sparql)
        form = _form(sparql)
        fields = [("query", _sent(sparql)), *([] if has_dataset else _DATASET)]
        headers = {
            "Accept": TRIPLES if form is ox.QueryTriples else JSON,
            "Accept-Encoding": "gzip",
            "Content-Type": "application/x-www-form-urlencoded",  # the one way that every engine takes
            "User-Agent": "communique",
        }
        request = Request.of("POST", headers, urlencode(fields).encode("utf-8"))
        reply = exchange(self.address, request, Deadline.after(seconds), size)
        return read(self.address.url, reply, form, sparql, rows)


def _form(sparql: str) -> type[Result]:
    """Return what kind of result a query has. Raises QueryError where it is not SPARQL 1.1 as our own engine reads it.

    What the guard lets through is so read by the parser that it is made for, and no dialect of another engine slips by.
    """
    word = guard.form(sparql)
    asks = bool(word and word[0].upper() == "ASK")
    # An ASK is answered at once, and what it computes may not fit the memory; rows are computed when they are read.
    read_only = f"{sparql[: word.start()]}SELECT (1 AS ?asked){sparql[word.end() :]}" if word and asks else sparql
    with failures():
        found = type(ox.Store().query(read_only, prefixes=prefixes()))
    return ox.QueryBoolean if asks else found


def _sent(sparql: str) -> str:
    """Return a query with the prefixes of ours that it uses, in its first line, so that errors keep their lines.

    A percent sign is written as its code point, since rdflib-endpoint decodes it once too often.
    """
    found = guard.tokens(sparql)
    used = {token.partition(":")[0] for token in found if ":" in token and token[0] not in "<\"'"}
    bound = {name.partition(":")[0] for word, name in pairwise(found) if word.upper() == "PREFIX"}
    ours = "".join(f"PREFIX {name}: <{iri}> " for name, iri in prefixes().items() if name in used - bound)
    return ours + sparql.replace("%", "\\u0025")
