"""The command ``push``: send the graph to a server."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from .options import FactsOption
from .output import say

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDTH = 30


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
    from ..api import load
    from ..store import EmbeddedStore
    from ..store.remote import Address, RemoteStore, left_over, query_address
    from ..store.remote import push as send

    address = Address.from_text(place)
    asked = RemoteStore(Address.from_text(query_endpoint) if query_endpoint else query_address(address))
    store = load(facts).store
    assert isinstance(store, EmbeddedStore)  # what is not at an endpoint is here
    sent = send(store, address, asked, _bar())
    for one in sent:
        say(f"{one.count:,} triples in {one.graph}")
    say(f"Counted at {asked.address.url}.")
    for one in left_over(asked, sent):
        say(f"{one.graph} is there too, with {one.count:,} triples from before; delete it there if it is not wanted.")


def _bar() -> Callable[[str, int, int], None] | None:
    """Return what shows how far a graph is sent, on a terminal, once that takes over a second; else None."""
    if not sys.stderr.isatty():
        return None
    start = time.monotonic()

    def shown(graph: str, done: int, size: int) -> None:
        if time.monotonic() - start > 1:
            full = _WIDTH * done // max(size, 1)
            end = "\n" if done == size else ""
            sys.stderr.write(f"\r{'█' * full}{'░' * (_WIDTH - full)} {done:,} of {size:,} bytes of {graph}{end}")
            sys.stderr.flush()

    return shown
