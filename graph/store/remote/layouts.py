"""Know where a server is asked whose place for graphs is named, by the layouts of known servers."""

from __future__ import annotations

import re

from ...errors import EndpointError
from .address import Address

#: Path of the place for graphs → path of the queries: Oxigraph, Virtuoso, Fuseki, GraphDB and RDF4J, Neptune, Stardog.
_LAYOUTS = (
    (r"/store", "/query"),
    (r"/sparql-graph-crud(-auth)?/?", "/sparql"),
    (r"(?P<base>/.+)/data", "{base}/query"),
    (r"(?P<base>.*/repositories/[^/]+)/rdf-graphs/service", "{base}"),
    (r"(?P<base>.*/sparql)/gsp/?", "{base}"),
)


def query_address(store: Address) -> Address:
    """Return where the graphs of a server can be asked. Raises EndpointError where its layout is not known."""
    path = store.target.partition("?")[0]
    for known, query in _LAYOUTS:
        if match := re.fullmatch(known, path):
            return store.with_path(query.format(**match.groupdict()))
    raise EndpointError(store.url, "nothing tells where this server is asked", "name it with --query-endpoint")
