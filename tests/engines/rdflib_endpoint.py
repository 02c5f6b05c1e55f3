"""rdflib behind HTTP: an engine in Python, which reads its graphs from files when it starts: the parts of a release."""

import contextlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

from conftest import need
from releasing import halves, release

from .engine import Engine, free_port, running


@contextlib.contextmanager
def started(folder: Path, quads: bytes) -> Iterator[Engine]:
    need("rdflib-endpoint (pip install 'rdflib-endpoint[cli]')", importlib.util.find_spec("rdflib_endpoint"))
    parts = sorted(release(folder / "out", content=lambda: halves(quads)).glob("*.nq"))
    port = free_port()
    command = [sys.executable, "-m", "rdflib_endpoint", "serve", "--host", "127.0.0.1", "--port", str(port)]
    with running([*command, *parts], folder, port, "/"):
        yield Engine(f"http://127.0.0.1:{port}/")
