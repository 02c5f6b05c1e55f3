"""A server on this machine that counts who calls it, for the tests that nobody does."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Canary(http.server.ThreadingHTTPServer):
    """A server on this machine that counts who calls it."""

    daemon_threads = True

    def __init__(self) -> None:
        self.calls: list[str] = []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class Handler(http.server.BaseHTTPRequestHandler):
    server: Canary

    def do_GET(self) -> None:
        self.server.calls.append(self.path)
        self.send_error(500)

    do_POST = do_GET

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def listening() -> Iterator[Canary]:
    """Run a canary until the end of the block."""
    with Canary() as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.shutdown()
