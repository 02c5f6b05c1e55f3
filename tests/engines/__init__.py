"""Real SPARQL engines on this machine, each started for as long as it is needed, on a port of its own."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from . import oxigraph, rdflib_endpoint, virtuoso
from .engine import Engine

__all__ = ["ENGINES", "Engine"]


class Start(Protocol):
    """Start an engine in an empty folder; N-Quads are loaded where it takes no graphs over HTTP."""

    def __call__(self, folder: Path, quads: bytes, /) -> AbstractContextManager[Engine]: ...


ENGINES: dict[str, Start] = {
    "oxigraph": oxigraph.started,
    "rdflib-endpoint": rdflib_endpoint.started,
    "virtuoso": virtuoso.started,
}
