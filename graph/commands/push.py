"""The command ``push``: send the graph to a server."""

from __future__ import annotations

from typing import Annotated

import typer

from .bar import bar
from .loading import loaded
from .options import FactsOption
from .output import say


def push(
    place: Annotated[
        str,
        typer.Argument(
            metavar="URL",
            help="Where the server takes graphs, by the SPARQL 1.1 Graph Store Protocol, such as"
            " http://localhost:7878/store.",
        ),
    ],
    facts: FactsOption = None,
    query_endpoint: Annotated[
        str | None,
        typer.Option(
            "--query-endpoint",
            metavar="URL",
            help="Where the server is asked, to count what has arrived (default: by the layouts of known servers).",
        ),
    ] = None,
) -> None:
    """Send each graph to a server, in the place of the one that it has, and count there what has arrived.

    A server that asks who is there is told COMMUNIQUE_USER and COMMUNIQUE_PASSWORD, or what ~/.netrc has for it.

    Example: communique push http://localhost:7878/store
    """
    from ..store import EmbeddedStore
    from ..store.remote import Address, RemoteStore, left_over, query_address
    from ..store.remote import push as send

    address = Address.from_text(place)
    asked = RemoteStore(Address.from_text(query_endpoint) if query_endpoint else query_address(address))
    store = loaded(facts).store
    assert isinstance(store, EmbeddedStore)  # what is not at an endpoint is here
    with bar("bytes") as shown:
        sent = send(store, address, asked, lambda graph, done, size: shown(done, size, graph.rpartition("/")[2]))
    for one in sent:
        say(f"{one.count:,} triples in {one.graph}")
    say(f"Counted at {asked.address.url}.")
    for one in left_over(asked, sent):
        say(f"{one.graph} is there too, with {one.count:,} triples from before; delete it there if it is not wanted.")
