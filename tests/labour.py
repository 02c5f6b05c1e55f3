"""What workers are given to do in the tests: functions of a module, so that another process finds them by name."""

import contextlib
import faulthandler
import multiprocessing
import os
import signal
import struct
import sys
import threading
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from communique.graph.build.work import Workers
from communique.graph.compile.parts import Batch, Reading, read_some, write_batch
from communique.graph.compile.unit import Unit
from communique.graph.errors import FactsError, Problem, QueryError

LARGE = 10_000_000
HERE, TWO = Workers(), Workers.processes(2)


def usual_pool() -> Executor:
    """The pool of the standard library, started as fast as ours."""
    return ProcessPoolExecutor(2, multiprocessing.get_context("fork"))


#: Who may work: nobody else, processes of ours, any other Executor.
WHO = {
    "here": HERE,
    "processes": TWO,
    "another pool": Workers.of(usual_pool, 2),
    "threads": Workers.of(lambda: ThreadPoolExecutor(2), 2),
}
IN_PROCESSES = {name: WHO[name] for name in ("processes", "another pool")}
PROBLEM = Problem("f.yaml", 3, 5, "storm", "this is wrong", "repair it")


def square(number: int) -> int:
    return number * number


def slow_first(number: int) -> int:
    """The first takes longer than all others together."""
    time.sleep(0.3 if number == 0 else 0.001)
    return number * number


def large(number: int) -> bytes:
    return bytes([number]) * LARGE


def size(content: bytes) -> int:
    return len(content)


def which(number: int) -> int:
    """Which process this is; it takes a moment, so that the others have their share."""
    time.sleep(0.05)
    return os.getpid()


def for_ever(number: int) -> int:
    """Work without end, without ever waiting; the first says that it works."""
    if number == 0:
        Path(os.environ["STARTED"]).touch()
    while True:
        number += 1


def refuse(number: int) -> int:
    if number == 3:
        raise QueryError("three is too many", "take two")
    return number


def find_faults(number: int) -> int:
    raise FactsError([PROBLEM])


class Odd(Exception):
    """An error that pickle cannot carry."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} and {two}")


def be_odd(number: int) -> int:
    raise Odd("this", "that")


def make_thread(number: int) -> threading.Thread:
    """What no pipe can carry."""
    return threading.Thread()


def leave(number: int) -> int:
    sys.exit(number)


class Fatal(NamedTuple):
    """An item that ends its worker: how, and how often."""

    folder: str
    how: str = "SIGKILL"
    times: int = 1_000
    fatal: int = 7


def deaths(fatal: Fatal) -> int:
    return len(list(Path(fatal.folder).iterdir()))


def die(item: tuple[Fatal, int]) -> int:
    """Square a number; at the fatal one, note it, and end the process as long as it has not died often enough."""
    fatal, number = item
    if number == fatal.fatal and (count := deaths(fatal)) < fatal.times:
        (Path(fatal.folder) / f"{count} {os.getpid()}").touch()
        faulthandler.disable()  # it would tell at length
        if fatal.how == "half an answer":
            half_an_answer()
        if fatal.how == "exit":
            os._exit(3)
        os.kill(os.getpid(), signal.SIGKILL if fatal.how == "half an answer" else getattr(signal, fatal.how))
        time.sleep(10)
    return number * number


def die_among(items: list[tuple[Fatal, int]]) -> list[int]:
    return list(map(die, items))


def half_an_answer() -> None:
    """Write the beginning of an answer to whoever waits for it, as a worker does that is killed while it writes."""
    frame = sys._getframe()
    while frame.f_code.co_name != "serve":
        assert frame.f_back
        frame = frame.f_back
    os.write(frame.f_locals["pipe"].fileno(), struct.pack("!i", 1_000_000) + b"abc")


# --- compiling, in which somebody is killed


def die_once(folder: Path) -> None:
    """Kill this process, unless one was killed for that folder before."""
    with contextlib.suppress(FileExistsError):
        (folder / "once").touch(exist_ok=False)
        os.kill(os.getpid(), signal.SIGKILL)


def read_dying_once(reading: Reading) -> list[Unit | None]:
    if "t11.yaml" in str(reading):
        die_once(reading.files[0][0].parent.parent)
    return read_some(reading)


def compile_dying_once(batch: Batch) -> bool:
    if "t11.yaml" in str(batch):
        die_once(Path(batch.folder).parent.parent)
    return write_batch(batch)


def read_dying(reading: Reading) -> list[Unit | None]:
    if "t13.yaml" in str(reading):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_some(reading)
