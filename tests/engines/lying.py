"""A server on this machine that answers as it is told to, and remembers what it was asked."""

import contextlib
import gc
import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

JSON = "application/sparql-results+json"
ONE_ROW = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}'


class Handler(http.server.BaseHTTPRequestHandler):
    server: "Server"
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(Asked(self.command, self.path, dict(self.headers), body))
        with contextlib.suppress(OSError):
            self.server.lie(self)
        self.close_connection = True

    do_GET = do_PUT = do_HEAD = do_POST

    def answer(self, body: bytes, status: int = 200, kind: str = JSON, **headers: str) -> None:
        """Answer properly; the underscores of a header's name are hyphens."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


Lie = Callable[[Handler], None]


@dataclass(frozen=True)
class Asked:
    """Hold a request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = field(repr=False)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, lie: Lie) -> None:
        self.lie, self.asked = lie, list[Asked]()
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/query"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hangs up."""


@contextlib.contextmanager
def lying(lie: Lie) -> Iterator[Server]:
    gc.collect()  # or what the engine's results leave behind may end in a thread of the server, where it must not
    with Server(lie) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
