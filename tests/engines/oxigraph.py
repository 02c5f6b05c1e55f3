"""The server of Oxigraph, from its wheel: no credentials, graphs by the Graph Store Protocol."""

import contextlib
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path
from subprocess import PIPE

from conftest import need

from .engine import Engine, free_port, running


@contextlib.contextmanager
def started(folder: Path, _: bytes) -> Iterator[Engine]:
    program = need("the server of Oxigraph (pip install oxigraph)", shutil.which("oxigraph", path=scripts()))
    port = free_port()
    with running([program, "serve", "--bind", f"127.0.0.1:{port}"], folder, port, "/query"):
        yield Engine(f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/store")


@contextlib.contextmanager
def loaded(folder: Path, files: Sequence[Path]) -> Iterator[Engine]:
    """Load files into a store on disk, and serve that, without taking more."""
    program = need("the server of Oxigraph (pip install oxigraph)", shutil.which("oxigraph", path=scripts()))
    subprocess.run([program, "load", "--location", "store", "--file", *files], cwd=folder, check=True, stderr=PIPE)
    port = free_port()
    command = [program, "serve-read-only", "--location", "store", "--bind", f"127.0.0.1:{port}"]
    with running(command, folder, port, "/query"):
        yield Engine(f"http://127.0.0.1:{port}/query")


def scripts() -> str:
    return sysconfig.get_path("scripts")
