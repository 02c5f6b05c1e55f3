"""Start a process of our own kind, and see that it ends with us."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from ...errors import QueryError
from ..limits import Limits
from .child import Pipes, Work, serve

#: Held from the making of the pipes until only the child can write to them, so that no other child inherits that.
_ALONE = threading.Lock()


@dataclass
class Process:
    """Hold a running process, and what it can be heard by."""

    number: int
    pipes: Pipes
    ended: int | None = None  #: exit code, or a signal below zero; None while it runs, or where somebody else was told
    gone: bool = False

    def wait(self) -> int | None:
        """Wait until it has ended, and return how."""
        if not self.gone:
            with contextlib.suppress(ChildProcessError):  # where SIGCHLD is ignored, nobody is told
                self.ended = os.waitstatus_to_exitcode(os.waitpid(self.number, 0)[1])
            self.gone = True
        return self.ended

    def end(self) -> None:
        """End it at once."""
        if not self.gone:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.number, signal.SIGKILL)
        self.wait()

    def last_words(self) -> bytes:
        """Return all that it says beside the answer until it ends."""
        return b"".join(iter(lambda: os.read(self.pipes.remarks[0], 1 << 16), b""))


@contextlib.contextmanager
def started(work: Work, limits: Limits, files: bool) -> Iterator[Process]:
    """Yield a process that does the work; it lives no longer than this.

    Ctrl-C waits while there are two of us, so that it finds each in its place. Raises QueryError where the system
    starts no process.
    """
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process = _forked(work, limits, files)
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            yield process
        finally:
            process.end()
            process.pipes.close(0)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _forked(work: Work, limits: Limits, files: bool) -> Process:
    parent = os.getpid()
    with _ALONE:
        pipes = Pipes.made()
        try:
            number = _fork()
            if not number:
                serve(work, limits, files, pipes, parent)
        except OSError as error:
            pipes.close(0)
            raise QueryError(f"the system starts no process ({error.strerror})", "end some others first") from error
        finally:
            pipes.close(1)
    return Process(number, pipes)


def _fork() -> int:
    """Return as os.fork does, without the warning that other threads run.

    A child that waited for what one of them held would wait until its time is over.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()
