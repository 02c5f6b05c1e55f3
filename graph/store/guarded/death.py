"""Say why a process that a query ran in gave no whole answer, and what to do."""

from __future__ import annotations

import json
import signal

from ...errors import QueryError
from ..limits import Limits
from .child import TOLD
from .fence import EXHAUSTED

#: What is said when memory runs out: by us, by the engine, by its store on disk.
_EXHAUSTED = (EXHAUSTED, b"memory allocation of ", b"bad_alloc")
_CRASHES = (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGTRAP)


def too_slow(limits: Limits) -> QueryError:
    """Return what to say of a query that took too long."""
    return QueryError(f"the query was stopped after {limits.seconds:g} s", "narrow it, or give it more with --timeout")


def too_hungry(limits: Limits) -> QueryError:
    """Return what to say of a query that needs too much memory."""
    most = "there is" if limits.megabytes is None else f"{limits.megabytes:,} MB"
    return QueryError(f"the query needs more memory than {most}", "narrow it, or give it more with --memory")


def too_large(limits: Limits) -> QueryError:
    """Return what to say of a query whose answer would fill the memory of whoever asks."""
    return QueryError(
        f"the answer is too large for {limits.megabytes:,} MB of memory", "narrow it, or give it more with --memory"
    )


def too_many(limits: Limits) -> QueryError:
    """Return what to say of a query that makes too many triples."""
    return QueryError(f"the graph has more than {limits.rows:,} triples", "narrow it, or allow more with --rows")


def failure(ended: int | None, said: bytes, limits: Limits) -> QueryError:
    """Return why there is no whole answer, from how a process ended, as its parent was told, and what it said.

    ``ended`` is an exit code, or a signal's number below zero; None where somebody else was told.
    """
    if TOLD in said:
        return QueryError(*json.loads(said.partition(TOLD)[2]))
    if ended is not None and -ended == signal.SIGXCPU:
        return too_slow(limits)
    if any(words in said for words in _EXHAUSTED):
        return too_hungry(limits)
    if ended is not None and -ended in _CRASHES:
        return QueryError("the engine crashed on this query", "simplify it: it may nest too deep, or need too much")
    if ended is not None and -ended == signal.SIGKILL:
        return QueryError("the system killed the query, most likely for want of memory", "narrow it, or lower --memory")
    return QueryError("the process of the query ended before its time", "ask again")
