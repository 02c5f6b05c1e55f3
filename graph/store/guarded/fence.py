"""Take from a process, for good, what no query needs: time and memory without end, files, the network, orphanhood."""

from __future__ import annotations

import math
import os
import resource
import sys
import threading
import time
from pathlib import Path

from ..limits import Limits

EXHAUSTED = b"\0memory"  #: what is said where memory does not suffice
_MEGABYTE = 1 << 20
_EVERY = 0.05  #: seconds between two looks


def fence(limits: Limits, files: bool, parent: int) -> None:
    """Fence this process in; with ``files`` it may still open what it reads."""
    filtered = files and _without_sockets()
    size = None if limits.megabytes is None else limits.megabytes * _MEGABYTE
    watched = None if address_space() else size
    threading.Thread(target=_watch, args=(parent, watched), daemon=True).start()
    _lower(resource.RLIMIT_CORE, 0)
    if limits.seconds is not None:
        _lower(resource.RLIMIT_CPU, math.ceil(limits.seconds) + 1, spare=5)  # the first only asks to end, and is told
    if size is not None and (taken := address_space()):
        _lower(resource.RLIMIT_AS, taken + size)
    if not filtered:
        _lower(resource.RLIMIT_NOFILE, 0)


def _without_sockets() -> bool:
    from .sockets import forbid_sockets

    return forbid_sockets()


def address_space() -> int | None:
    """Return how many bytes of addresses this process has; None where the system does not say, nor cap them."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return None
    return int(pages) * resource.getpagesize()


def _lower(kind: int, value: int, spare: int = 0) -> None:
    """Lower a limit, which may be lower already, and what it may be raised to."""
    soft, hard = (math.inf if one == resource.RLIM_INFINITY else one for one in resource.getrlimit(kind))
    resource.setrlimit(kind, (int(min(value, soft)), int(min(value + spare, hard))))


def _watch(parent: int, size: int | None) -> None:
    """End this process when its parent has ended, and where nobody else does, when it takes too much memory.

    The engine lets other threads run while it works.
    """
    start = _peak()
    while os.getppid() == parent:
        if size is not None and _peak() - start > size:
            os.write(2, EXHAUSTED)
            break
        time.sleep(_EVERY)
    os._exit(1)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
