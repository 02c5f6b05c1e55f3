"""Start a process of this package: fast where that is safe, and without what the script of its parent does."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import ModuleType

Serve = Callable[[Connection], None]
_LOOKS = 20  #: at the threads that there are
_ONE = threading.Lock()


def started(serve: Serve) -> tuple[BaseProcess, Connection]:
    """Return a new process that serves, and the pipe to it. Raises OSError where the system starts none.

    By fork it is there 20 times as fast, with all that its parent has loaded; but what another thread holds at that
    moment would be held in it for ever.
    """
    if _is_alone():
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        return _begun(context.Process(target=serve, args=(theirs,), daemon=True), theirs), ours
    spawning = multiprocessing.get_context("spawn")
    if os.name == "posix":
        resource_tracker.ensure_running()  # which else would start within, and let Ctrl-C through again
    ours, theirs = spawning.Pipe()
    with _no_script():
        return _begun(spawning.Process(target=serve, args=(theirs,), daemon=True), theirs), ours


def _begun(process: BaseProcess, theirs: Connection) -> BaseProcess:
    try:
        with _undisturbed():
            process.start()
    finally:
        theirs.close()  # else its end would not be the end of the pipe
    return process


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
def _no_script() -> Iterator[None]:
    """Let a process that starts not run the script that this one runs, from which it needs nothing.

    It would do the same work again, unless the script says that only the first is to.
    """
    with _ONE:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait for a moment; a process that starts has no answer to it yet but a traceback.

    The mask is for the new process, which inherits it. Here the signal may come by another thread, and then waits too.
    """
    with _later() if threading.current_thread() is threading.main_thread() else contextlib.nullcontext():
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if os.name == "posix" else None
        try:
            yield
        finally:
            if mask is not None:
                signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextlib.contextmanager
def _later() -> Iterator[None]:
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)
        if came:
            signal.raise_signal(signal.SIGINT)
