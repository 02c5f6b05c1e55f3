"""Start a process that answers calls, and hear from it through a pipe that nobody else uses."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from .child import serve

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext


_LOOKS = 20  #: at the threads that there are


@dataclass(frozen=True, slots=True)
class Process:
    """Hold a running process, and the pipe to it."""

    system: BaseProcess
    pipe: Connection

    @classmethod
    def started(cls) -> Process:
        """Return a new process. Raises OSError where the system starts none."""
        context = _context()
        if context.get_start_method() == "spawn" and os.name == "posix":
            resource_tracker.ensure_running()  # which else would start within, and let Ctrl-C through again
        ours, theirs = context.Pipe()
        system = context.Process(target=serve, args=(theirs,), daemon=True)
        try:
            with _undisturbed():
                system.start()
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()  # else its end would not be the end of the pipe
        return cls(system, ours)

    def answer(self, call: bytes) -> bytes:
        """Return the answer to a call. Raises EOFError or OSError where the process ends before it is given."""
        self.pipe.send_bytes(call)
        return self.pipe.recv_bytes()

    def kill(self) -> None:
        """End it at once; whoever waits for an answer is told."""
        self.system.kill()

    def buried(self) -> str:
        """End it where it still runs, and return how it ended, in words."""
        self.system.kill()
        self.system.join()
        self.pipe.close()
        code = self.system.exitcode or 0
        names = {one.value: one.name for one in signal.Signals}
        return f"by {names.get(-code, f'signal {-code}')}" if code < 0 else f"with exit code {code}"


def _context() -> ForkContext | SpawnContext:
    """Return how to start a process: by fork, 20 times as fast, where no other thread may hold what the child needs.

    What the parent has loaded is there too then.
    """
    return multiprocessing.get_context("fork") if _is_alone() else multiprocessing.get_context("spawn")


def _is_alone() -> bool:
    """Return whether this thread is the only one; only Linux tells of all, and elsewhere fork is no safe start anyway.

    One that has just ended, as those of the work before do, is there for another moment.
    """
    for _ in range(_LOOKS if sys.platform == "linux" and threading.active_count() == 1 else 0):
        if _threads() == 1:
            return True
        time.sleep(0.001)
    return False


def _threads() -> int:
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return 0  # nobody knows


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait for a moment; a process that starts has no answer to it yet but a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
