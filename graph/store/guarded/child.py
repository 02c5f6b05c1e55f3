"""Be the process that a query runs in: behave as a plain program, work within a fence, tell the parent, and end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, NoReturn

from ...errors import QueryError
from ..limits import Limits
from .fence import EXHAUSTED, fence

Work = Callable[[IO[bytes]], None]
#: What the remarks end with: that the answer is whole, or TOLD and an error; else what the engine said as it died.
WHOLE, TOLD = b"\0whole", b"\0told"
_ENOUGH = 2_000  #: characters of a message; it must fit into a pipe that nobody reads yet
_PLAIN = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGPIPE", "SIGABRT", "SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGXCPU")


@dataclass(frozen=True, slots=True)
class Pipes:
    """Hold what leads from the child to the parent: the answer, and beside it how the child ends, in words."""

    answer: tuple[int, int]
    remarks: tuple[int, int]

    @classmethod
    def made(cls) -> Pipes:
        """Return new pipes."""
        return cls(os.pipe(), os.pipe())

    def close(self, end: int) -> None:
        """Close the ends that are read (0) or written (1)."""
        os.close(self.answer[end])
        os.close(self.remarks[end])


def serve(work: Work, limits: Limits, files: bool, pipes: Pipes, parent: int) -> NoReturn:
    """Do the work, and end the process whatever happens; nothing of the parent is cleaned up or written twice."""
    try:
        _be_plain(pipes)
        fence(limits, files, parent)
        with open(pipes.answer[1], "wb") as file:
            work(file)
        os.write(2, WHOLE)
    except QueryError as error:
        os.write(2, TOLD + json.dumps([error.problem[:_ENOUGH], error.remedy[:_ENOUGH]]).encode())
    except MemoryError:
        os.write(2, EXHAUSTED)
    finally:
        os._exit(0)


def _be_plain(pipes: Pipes) -> None:
    """Let signals end this process, since no handler of the parent's runs while the engine works; remarks are told.

    Ctrl-C reaches both processes, and the parent, which may have a use for it, ends this one.
    """
    signal.set_wakeup_fd(-1)
    for name in _PLAIN:
        with contextlib.suppress(OSError, ValueError):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    pipes.close(0)
    os.set_blocking(pipes.remarks[1], False)  # what is too long for the pipe is lost, and nobody waits
    os.dup2(pipes.remarks[1], 2)
