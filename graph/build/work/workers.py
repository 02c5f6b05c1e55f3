"""Say who works."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ...errors import MissingError, ParameterError
from .cores import cores

if TYPE_CHECKING:
    from concurrent.futures import Executor

MOST = 1_024
#: Starts an Executor when at most so many things wait for it, and says how many it works on at once.
Start = Callable[[int], "tuple[Executor, int]"]
_ADDRESS = re.compile(r"([a-z]+://)?[^\s/:]+:[0-9]+|[a-z]+://\[[0-9a-f:]+\]:[0-9]+")


@dataclass(frozen=True, slots=True)
class Workers:
    """Name who works: this process alone, others of this machine, a cluster, or any other Executor."""

    start: Start | None = None  #: None: this process

    @classmethod
    def processes(cls, count: int) -> Workers:
        """Return so many processes of this machine; 1 is this process. Raises ParameterError for what is no number."""
        if not 0 < count <= MOST:
            raise ParameterError("workers", f"--workers: {count} is no number of workers", f"write 1 to {MOST:,}")
        return cls(partial(_pool, count)) if count > 1 else cls()

    @classmethod
    def cluster(cls, address: str) -> Workers:
        """Return the workers that a scheduler of Dask has.

        Raises ParameterError for what is no address, MissingError where Dask is not installed.
        """
        if not _ADDRESS.fullmatch(address):
            problem = f"--dask: {address!r} is no address of a scheduler"
            raise ParameterError("dask", problem, "write it as the scheduler says it, such as tcp://10.0.0.1:8786")
        if find_spec("distributed") is None:
            raise MissingError("Dask", "dask")
        return cls(partial(_cluster, address))

    @classmethod
    def of(cls, executor: Callable[[], Executor], count: int) -> Workers:
        """Return an Executor, made anew where it breaks, that works on so many things at once."""
        return cls(lambda waiting: (executor(), count))

    @classmethod
    def from_options(cls, workers: int | None, dask: str | None) -> Workers:
        """Return who works by the options of a command; without any, a process for each processor.

        Raises ParameterError for what does not fit, MissingError where Dask is not installed.
        """
        if dask is None:
            return cls.processes(min(cores(), MOST) if workers is None else workers)
        if workers is not None:
            problem = "--workers counts processes of this machine, and --dask names others"
            raise ParameterError("workers", problem, "give one of the two")
        return cls.cluster(dask)


def _pool(count: int, waiting: int) -> tuple[Executor, int]:
    from .pool import Pool

    size = min(count, waiting)
    return Pool(size), size


def _cluster(address: str, waiting: int) -> tuple[Executor, int]:
    from .cluster import Cluster

    executor = Cluster(address)
    return executor, executor.size
