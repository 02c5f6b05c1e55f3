"""Send a graph to a server by the SPARQL 1.1 Graph Store Protocol, and count there what has arrived."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

import pyoxigraph as ox

from ...errors import EndpointError, OutputError
from ...schema.names import REACHABLE
from ..embedded import EmbeddedStore, Result
from .address import Address
from .exchange import exchange
from .results import TRIPLES
from .store import RemoteStore
from .wire import Deadline, Request

#: How long any graph may take, and bytes a second that even a slow server takes and indexes: a large one has longer.
_SECONDS, _SLOWEST = 60.0, 50_000
#: What is longer is no answer to a PUT.
_ANSWER = 1_000_000
_BLOCK = 1_000_000

#: Told of a graph how many bytes of it are sent, and how many it has.
Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Sent:
    """Hold how many triples of a graph the server has."""

    graph: str
    count: int


def push(store: EmbeddedStore, place: Address, asked: RemoteStore, told: Told | None = None) -> list[Sent]:
    """Put each graph of a store where a server has the graph of that name; return how many triples each has there.

    Raises EndpointError where the server does not take a graph, or has another number of triples than were sent;
    OutputError where the disk has no room for the largest graph, which is written out first.
    """
    sent = []
    for graph in sorted(one.value for one in store.oxigraph.named_graphs() if isinstance(one, ox.NamedNode)):
        try:
            with tempfile.TemporaryFile() as file:  # a graph may be larger than memory, and its length is said first
                sent.append(Sent(graph, _written(store, graph, file)))
                _put(place, graph, file, told)
        except OSError as error:
            folder = tempfile.gettempdir()
            problem = f"cannot write ({error.strerror or error})"
            raise OutputError(folder, problem, "free some space, or set TMPDIR") from error
    for one in sent:
        _check(asked, one)
    return sent


def left_over(asked: RemoteStore, sent: list[Sent]) -> list[Sent]:
    """Return the graphs of ours that the server has from before and that were not sent now."""
    names = {one.graph for one in sent}
    found = [Sent(graph, _counted(asked, graph)) for graph in REACHABLE if graph not in names]
    return [one for one in found if one.count]


def _written(store: EmbeddedStore, graph: str, file: BinaryIO) -> int:
    """Write a graph as N-Triples, and return how many there are."""
    store.oxigraph.dump(file, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
    file.seek(0)
    return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))


def _put(place: Address, graph: str, file: BinaryIO, told: Told | None) -> None:
    size = file.tell()
    body = _Watched(file, lambda done: told(graph, done, size)) if told else file
    headers = {"Content-Type": TRIPLES, "User-Agent": "communique", "Accept": "*/*"}
    deadline = Deadline.after(_SECONDS + size / _SLOWEST)
    exchange(place.with_query([("graph", graph)]), Request("PUT", headers, body, size), deadline, _ANSWER)


def _check(asked: RemoteStore, sent: Sent) -> None:
    if (found := _counted(asked, sent.graph)) != sent.count:
        problem = f"{sent.graph} has {found:,} triples there, and {sent.count:,} were sent"
        raise EndpointError(asked.address.url, problem, "see whether this address asks the server that was sent to")


def _counted(asked: RemoteStore, graph: str) -> int:
    cells = _cells(asked.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"))
    if len(cells) != 1 or not cells[0].isdigit():
        raise EndpointError(asked.address.url, "the answer to COUNT is no number", "see the log of the server")
    return int(cells[0])


def _cells(result: Result) -> list[str]:
    assert isinstance(result, ox.QuerySolutions)
    return [str(getattr(cell, "value", "")) for solution in result for cell in solution]


class _Watched:
    """Read a file, and say after each block how far it is read."""

    def __init__(self, file: BinaryIO, told: Callable[[int], None]) -> None:
        self.file, self.told = file, told

    def seek(self, place: int) -> int:
        return self.file.seek(place)

    def read(self, size: int) -> bytes:
        self.told(self.file.tell())
        return self.file.read(size)
