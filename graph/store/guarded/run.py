"""Read what the process of a query tells, to the end or to a limit."""

from __future__ import annotations

import os
import select
import time

from ..limits import Limits
from .child import WHOLE, Work
from .death import failure, too_large, too_many, too_slow
from .process import started
from .told import Told

_BLOCK = 1 << 18
_CELL = 128  #: bytes that a cell of an answer takes in this process, beside its text


def run(work: Work, limits: Limits, files: bool = False) -> Told:
    """Return what ``work`` writes of a result, done in a process of its own that has no network and writes nothing.

    With ``files``, it may open files to read, as the engine does with a store on disk.

    Raises QueryError where ``work`` does, and where the process comes to a limit, crashes, or cannot be started.
    """
    deadline = None if limits.seconds is None else time.monotonic() + limits.seconds
    with started(work, limits, files) as process:
        told = _read(process.pipes.answer[0], deadline, limits)
        if not told.cut and not (said := process.last_words()).endswith(WHOLE):
            raise failure(process.wait(), said, limits)
    return told


def _read(pipe: int, deadline: float | None, limits: Limits) -> Told:
    """Return what is told: all that comes, or as many rows as there may be. Raises QueryError at the other limits."""
    heap, lines, weight = bytearray(), 0, 0
    while block := _block(pipe, deadline, limits):
        heap += block
        ends = block.count(b"\n")
        lines, weight = lines + ends, weight + len(block) + _CELL * (ends + block.count(b"\t"))
        if limits.megabytes is not None and weight > limits.megabytes << 19:  # half of it; the rest is the child's
            raise too_large(limits)
        if limits.rows is not None and lines > limits.rows and (cut := _cut(heap, lines, limits.rows, limits)):
            return cut
    return Told(bytes(heap))


def _block(pipe: int, deadline: float | None, limits: Limits) -> bytes:
    """Return what comes next, nothing at the end. Raises QueryError where the time is over before."""
    left = None if deadline is None else deadline - time.monotonic()
    if left is not None and left <= 0:
        raise too_slow(limits)
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    if not poll.poll(None if left is None else left * 1000):
        raise too_slow(limits)
    return os.read(pipe, _BLOCK)


def _cut(heap: bytearray, lines: int, rows: int, limits: Limits) -> Told | None:
    """Return the first rows where there are too many, None where there are not. Raises QueryError for triples."""
    told = Told(bytes(heap))
    most = rows + told.heading
    if lines <= most:
        return None
    if not told.has_rows:
        raise too_many(limits)
    return Told(b"\n".join(told.body.split(b"\n", most)[:most]) + b"\n", cut=True)
