"""Hold a process that answers calls, and hear from it through a pipe that nobody else uses."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from .child import serve
from .start import started


@dataclass(frozen=True, slots=True)
class Process:
    """Hold a running process, and the pipe to it."""

    system: BaseProcess
    pipe: Connection

    @classmethod
    def started(cls) -> Process:
        """Return a new process. Raises OSError where the system starts none."""
        return cls(*started(serve))

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
