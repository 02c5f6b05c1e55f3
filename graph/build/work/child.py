"""Be a process that answers calls: behave as a plain program, answer one call after the other, end with the parent."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection

from .outcome import answered

_EVERY = 1.0  #: seconds between two looks, for whom the end of the parent does not wake
_NICE = 10  #: steps behind the parent, which all wait for: what the others make it takes one by one


def serve(pipe: Connection) -> None:
    """Answer the calls that come through a pipe, until no more come."""
    _be_plain()
    threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send_bytes(answered(pipe.recv_bytes()))


def _be_plain() -> None:
    """Let no handler of the parent's run here, and let the parent go first.

    Ctrl-C reaches both, and the parent ends this process when it must.
    """
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
    if hasattr(os, "nice"):
        os.nice(_NICE)
    gc.freeze()  # what the parent has loaded stays shared: the collector would write to each of its pages


def _follow(number: int) -> None:
    """End this process when its parent has ended, even by SIGKILL; the system tells it through a pipe of their own."""
    parent = multiprocessing.parent_process()
    assert parent
    while parent.is_alive() and os.getppid() == number:
        parent.join(_EVERY)
    os._exit(1)
