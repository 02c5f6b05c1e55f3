"""Start a server on a free port of this machine, wait until it answers, and stop it whatever happens."""

import contextlib
import http.client
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

START, STOP = 60.0, 10.0  #: seconds


@dataclass(frozen=True)
class Engine:
    """Hold where a running engine is asked and, where it takes graphs over HTTP, where they are put, and by whom."""

    asked: str
    place: str = ""
    user: str = ""
    password: str = ""
    sql: int = 0  #: port of its own language, where it has one


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: Sequence[str | Path], folder: Path, port: int, path: str) -> Iterator[None]:
    """Run a server for as long as the block lasts, which begins when it answers at a path."""
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        wait_until_it_answers(process, port, path, folder / "log.txt")
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_it_answers(process: "subprocess.Popen[bytes]", port: int, path: str, log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        if answers(port, path):
            return
        time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


def answers(port: int, path: str) -> bool:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        try:
            connection.request("GET", f"{path}?query=ASK%7B%7D", headers={"Accept": "application/sparql-results+json"})
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
