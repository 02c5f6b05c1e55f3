"""Be an Executor of processes on this machine, any of which may be killed at any moment.

The pool of the standard library has one pipe for the answers of all its processes: where one is killed in the middle of
a large answer, the others and the parent wait for the rest of it for ever. Here each has a pipe of its own, the end of
which is seen, and which tells whose call it was.
"""

from __future__ import annotations

import atexit
import contextlib
import pickle
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from queue import SimpleQueue
from typing import Any, NamedTuple, ParamSpec, TypeVar

from ...errors import WorkError
from .outcome import Outcome, settle
from .process import Process

P = ParamSpec("P")
R = TypeVar("R")

#: How often a call is given to a process: a first one may have been killed for no fault of the call.
_TRIES = 2


class _Call(NamedTuple):
    future: Future[Any]
    text: bytes


_Calls = SimpleQueue[_Call | None]


class Pool(Executor):
    """Give calls to processes, each of which has one at a time; a call that ends two of them gets BrokenExecutor.

    Raises WorkError where the system starts no process.
    """

    def __init__(self, size: int) -> None:
        self._calls: _Calls = SimpleQueue()
        self._seats: list[_Seat] = []
        atexit.register(self._end)  # before anything else goes, or it would start a process for one that goes
        with contextlib.ExitStack() as stack:
            stack.callback(self._end)
            for _ in range(size):
                self._seats.append(_Seat(self._calls))
            for seat in self._seats:  # not before: while there is no other thread, processes start faster
                seat.thread.start()
            stack.pop_all()

    def submit(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Return the future of a call. Raises what pickle does where the call cannot go to another process."""
        future: Future[R] = Future()
        self._calls.put(_Call(future, pickle.dumps((function, args, kwargs), pickle.HIGHEST_PROTOCOL)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End all processes: after the last call, or at once with ``cancel_futures``, which ends running calls too."""
        for seat in self._seats:
            self._calls.put(None)
            if cancel_futures:
                seat.close()
        for seat in self._seats:
            if wait and seat.thread.ident:
                seat.thread.join()
        atexit.unregister(self._end)

    def _end(self) -> None:
        self.shutdown(cancel_futures=True)


class _Seat:
    """Hold a place in the pool: a process, another when that has ended, and the thread that waits for its answers."""

    def __init__(self, calls: _Calls) -> None:
        self.calls = calls
        self.closed = False
        self.changing = threading.Lock()
        self.process: Process | None = _started()
        self.thread = threading.Thread(target=self._work, daemon=True)

    def close(self) -> None:
        """End the process, and let no other take its place."""
        with self.changing:
            self.closed = True
            if self.process:
                self.process.kill()
        if not self.thread.ident:
            self._retire()

    def _work(self) -> None:
        while call := self.calls.get():
            if self.closed:
                call.future.cancel()
            if call.future.set_running_or_notify_cancel():
                self._answer(call)
            del call  # nothing of it is kept while the next one is waited for
        self._retire()

    def _answer(self, call: _Call) -> None:
        ended = "with its pool"
        for _ in range(_TRIES):
            with Outcome() as outcome:
                if process := self._present():
                    settle(call.future, process.answer(call.text))
                    return
            if outcome.error and not isinstance(outcome.error, (EOFError, OSError)):
                call.future.set_exception(outcome.error)
                return
            ended = self._retire() or ended
        call.future.set_exception(BrokenExecutor(f"it ended {ended}"))

    def _present(self) -> Process | None:
        """Return the process, a new one where there is none, None where there shall be none."""
        with self.changing:
            if not self.process and not self.closed:
                self.process = _started()
            return None if self.closed else self.process

    def _retire(self) -> str:
        """End the process, and return how it ended, in words."""
        with self.changing:
            process, self.process = self.process, None
        return process.buried() if process else ""


def _started() -> Process:
    try:
        return Process.started()
    except OSError as error:
        problem = f"the system starts no process ({error.strerror})"
        raise WorkError("the workers", problem, "end some others first, or take fewer with --workers") from error
