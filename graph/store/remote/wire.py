"""Talk HTTP with a server that may be slow, endless or broken: within a time, within a size, to the end or not at all.

The standard library, since no client has what is needed here: one deadline over the whole exchange, and a limit to what
a compressed answer unpacks to.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import socket
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from .address import Address

_BLOCK = 65_536


class Body(Protocol):
    """Be what is sent, from its start as often as the server must be asked."""

    def seek(self, place: int, /) -> int:
        """Go to a place; to 0 before each sending."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, none at the end."""


class Broken(Exception):
    """Say how an exchange went wrong."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Hold the moment at which an exchange must be over."""

    seconds: float
    until: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """Return the deadline that many seconds from now."""
        return cls(seconds, time.monotonic() + seconds)

    def left(self) -> float:
        """Return how many seconds are left. Raises TimeoutError when none are."""
        if (seconds := self.until - time.monotonic()) <= 0:
            raise TimeoutError
        return seconds


@dataclass(frozen=True, slots=True)
class Request:
    """Hold what is asked of a server."""

    method: str
    headers: dict[str, str]
    body: Body
    length: int

    @classmethod
    def of(cls, method: str, headers: dict[str, str], body: bytes) -> Request:
        """Return the request that sends some bytes."""
        return cls(method, headers, io.BytesIO(body), len(body))


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold what a server answered, unpacked."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes = field(repr=False)
    framed: bool  #: whether the server said how long the body is, so that a cut one is known for one

    def header(self, name: str) -> str:
        """Return a header, "" where there is none."""
        return str(self.headers.get(name, ""))

    @property
    def type(self) -> str:
        """Return the media type, without its parameters."""
        return self.header("Content-Type").partition(";")[0].strip().lower()


def talk(address: Address, request: Request, deadline: Deadline, limit: int) -> Reply:
    """Send a request and return the whole answer, of at most ``limit`` bytes.

    Raises TimeoutError where the deadline passes, Broken where there is no answer, or none that is whole.
    """
    try:
        with contextlib.closing(_connection(address, deadline)) as connection:
            _send(connection, address, request, deadline)
            with connection.getresponse() as response:
                return _reply(response, limit)
    except TimeoutError:  # which is an OSError too
        raise
    except UnicodeError as error:
        raise Broken("no server can have this name") from error
    except (http.client.HTTPException, zlib.error) as error:
        raise Broken(f"the answer is no whole HTTP answer ({type(error).__name__})") from error
    except OSError as error:
        raise Broken(f"there is no connection ({error.strerror or error})") from error


def _connection(address: Address, deadline: Deadline) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if address.secure else http.client.HTTPConnection
    connection = kind(address.host, address.port, timeout=deadline.left())
    connection.connect()
    connection.response_class = _response_class(deadline)
    return connection


def _response_class(deadline: Deadline) -> type[http.client.HTTPResponse]:
    """Return the class of answers that are read until the deadline, however many bytes still drip in by then."""

    class Response(http.client.HTTPResponse):
        def __init__(self, sock: socket.socket, *arguments: Any, **named: Any) -> None:
            super().__init__(sock, *arguments, **named)
            self.fp = io.BufferedReader(_Bounded(self.fp.detach(), sock, deadline))

    return Response


class _Bounded(io.RawIOBase):
    """Read from a socket until a deadline; without it each byte would have a time-out of its own."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, deadline: Deadline) -> None:
        self.raw, self.sock, self.deadline = raw, sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self.sock.settimeout(self.deadline.left())
        return self.raw.readinto(buffer)

    def close(self) -> None:
        self.raw.close()
        super().close()


def _send(connection: http.client.HTTPConnection, address: Address, request: Request, deadline: Deadline) -> None:
    """Send a request; a server that hangs up in the middle may have said why before."""
    request.body.seek(0)
    connection.putrequest(request.method, address.target, skip_accept_encoding=True)
    for name, value in request.headers.items():
        connection.putheader(name, value.encode("utf-8"))
    connection.putheader("Content-Length", str(request.length))
    connection.endheaders()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        while block := request.body.read(_BLOCK):
            connection.sock.settimeout(deadline.left())
            connection.send(block)


def _reply(response: http.client.HTTPResponse, limit: int) -> Reply:
    framed = response.length is not None or bool(response.chunked)
    body = b"".join(_unpacked(response, limit))
    if response.length:
        raise Broken(f"the answer breaks off {response.length:,} bytes before its end")
    return Reply(response.status, response.headers, body, framed)


def _unpacked(response: http.client.HTTPResponse, limit: int) -> Iterator[bytes]:
    """Yield the blocks of a body, unpacked where it is compressed."""
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in {"identity", "gzip", "deflate"}:
        raise Broken("the answer is compressed in a way that was not asked for")
    unpack = None if coding == "identity" else zlib.decompressobj(wbits=47)
    size = 0
    while block := response.read1(_BLOCK):
        found = unpack.decompress(block, limit + 1 - size) if unpack else block
        size += len(found)
        if size > limit or (unpack and unpack.unconsumed_tail):
            raise Broken(f"the answer is longer than {limit:,} bytes")
        yield found
    if unpack and not unpack.eof and size:
        raise Broken("the compressed answer breaks off before its end")
