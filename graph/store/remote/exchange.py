"""Make one request of a server: answer who is there, wait a little where it asks for that, follow it nowhere."""

from __future__ import annotations

import contextlib
import re
import time
from dataclasses import replace
from urllib.parse import urljoin

from ...characters import CONTROL
from ...errors import EndpointError
from .address import Address
from .credentials import Credentials
from .wire import Broken, Deadline, Reply, Request, talk

#: How long a server that is busy is waited for, in all, and how often it is asked again.
PATIENCE, TRIES = 10.0, 4
#: Bytes that are not sent for nothing.
_LONG = 65_536
_UNSEEN = re.compile(f"{CONTROL.pattern}|[\u202a-\u202e\u2066-\u2069]")
_SLOW = "narrow it, or give it more time: query and ask take --timeout"
_REMEDIES = {
    401: "set COMMUNIQUE_USER and COMMUNIQUE_PASSWORD, or write them into ~/.netrc",
    403: "ask whoever keeps the server to allow it",
    404: "correct the address",
    405: "correct the address: this one takes no such request",
    429: "ask again later",
    503: "ask again later",
}


def exchange(address: Address, request: Request, deadline: Deadline, limit: int) -> Reply:
    """Return what a server answers with success.

    Raises EndpointError where it does not answer, or answers with a redirect, a refusal or an error.
    """
    reply = _heard(address, request, deadline, limit)
    if 300 <= reply.status < 400:
        raise EndpointError(address.url, *_moved(address, reply), reply.status)
    if not 200 <= reply.status < 300:
        raise EndpointError(address.url, *_refusal(reply), reply.status)
    return reply


def _heard(address: Address, request: Request, deadline: Deadline, limit: int) -> Reply:
    """Return an answer to a request, after credentials and waiting where the server asks for them."""
    known, tried, waited = _known(address, request, deadline, limit), False, 0.0
    for _ in range(TRIES):
        headers = request.headers | ({"Authorization": known} if known else {})
        reply = _talk(address, replace(request, headers=headers), deadline, limit)
        if reply.status == 401 and not tried:
            tried, known = True, authorization(address, reply, request.method)
            if known:
                continue
        wait = _wait(reply)
        if wait is None or waited + wait > PATIENCE:
            break
        waited += wait
        time.sleep(wait)
    return reply


def _known(address: Address, request: Request, deadline: Deadline, limit: int) -> str:
    """Return who is there, "" where nobody asks; asked before what is long is sent, which would be sent twice else."""
    if request.length < _LONG or not Credentials.for_host(address):
        return ""
    reply = _talk(address, Request.of("HEAD", {"User-Agent": request.headers["User-Agent"]}, b""), deadline, limit)
    return authorization(address, reply, request.method) if reply.status == 401 else ""


def _talk(address: Address, request: Request, deadline: Deadline, limit: int) -> Reply:
    try:
        return talk(address, request, deadline, limit)
    except TimeoutError:
        raise EndpointError(address.url, f"no whole answer within {deadline.seconds:g} seconds", _SLOW) from None
    except Broken as error:
        raise EndpointError(
            address.url, str(error), "see that the server runs, and that the address is right"
        ) from error


def authorization(address: Address, reply: Reply, method: str) -> str:
    """Return what answers the challenge of a 401, "" where there is nothing to answer with."""
    credentials = Credentials.for_host(address)
    challenges = reply.headers.get_all("WWW-Authenticate", [])
    return (credentials and credentials.answer(challenges, method, address.target)) or ""


def _wait(reply: Reply) -> float | None:
    """Return how many seconds a busy server asks to be left alone, None where it says nothing of that."""
    if reply.status in {429, 503}:
        with contextlib.suppress(ValueError):
            return max(float(int(reply.header("Retry-After"))), 0.1)
    return None


def _moved(address: Address, reply: Reply) -> tuple[str, str]:
    place = one_line(urljoin(address.url, reply.header("Location")))
    return f"the server points to {place}", "name that address, if you trust it; it is not followed"


def _refusal(reply: Reply) -> tuple[str, str]:
    said = "" if reply.type == "text/html" else one_line(reply.body.decode("utf-8", "replace"))
    after = f" (and asks to wait {one_line(reply.header('Retry-After'))} s)" if _wait(reply) else ""
    remedy = _REMEDIES.get(reply.status, "see what the server says, and its log")
    return f"the server answers with HTTP status {reply.status}{after}{f': {said}' if said else ''}", remedy


def one_line(text: str) -> str:
    """Return the start of what a server says, in one line that does nothing to a terminal."""
    line = " ".join(_UNSEEN.sub(" ", text).split())
    return line if len(line) <= 200 else f"{line[:200]}…"
