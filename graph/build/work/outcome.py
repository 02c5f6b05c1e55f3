"""Carry what a call came to from one process to another: what it returns, or what it raises."""

from __future__ import annotations

import pickle
import traceback
from concurrent.futures import Future
from types import TracebackType
from typing import Any


class Outcome:
    """Hold what is raised within, whatever it is: it is an answer like any other, and no failure of who holds it."""

    error: Exception | None = None

    def __enter__(self) -> Outcome:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None


def answered(call: bytes) -> bytes:
    """Return what a call comes to; both are pickles."""
    with Outcome() as outcome:
        function, arguments, named = pickle.loads(call)
        return pickle.dumps((function(*arguments, **named), None), pickle.HIGHEST_PROTOCOL)
    assert outcome.error
    return pickle.dumps((None, _portable(outcome.error)))


def settle(future: Future[Any], answer: bytes) -> None:
    """Let a future have what a call came to."""
    with Outcome() as outcome:
        result, error = pickle.loads(answer)
    if raised := outcome.error or error:
        future.set_exception(raised)
    else:
        future.set_result(result)


def _portable(error: Exception) -> Exception:
    """Return an error as it is, with where it was raised as a note, or what it says where it cannot be carried."""
    error.add_note("It was raised in a worker:\n" + "".join(traceback.format_exception(error)).rstrip())
    with Outcome():
        pickle.loads(pickle.dumps(error))
        return error
    return RuntimeError(f"{type(error).__name__}: {error}")
