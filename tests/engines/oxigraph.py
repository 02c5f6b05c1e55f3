"""The server of Oxigraph, from its wheel: no credentials, graphs by the Graph Store Protocol."""

import contextlib
import shutil
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from conftest import need

from .engine import Engine, free_port, running


@contextlib.contextmanager
def started(folder: Path, _: bytes) -> Iterator[Engine]:
    program = need("the server of Oxigraph (pip install oxigraph)", shutil.which("oxigraph", path=scripts()))
    port = free_port()
    with running([program, "serve", "--bind", f"127.0.0.1:{port}"], folder, port, "/query"):
        yield Engine(f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/store")


def scripts() -> str:
    return sysconfig.get_path("scripts")
