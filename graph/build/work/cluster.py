"""Be an Executor of the workers that a scheduler of Dask has."""

from __future__ import annotations

import contextlib
import logging
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from functools import partial
from typing import Any, ParamSpec, TypeVar

from distributed import Client, KilledWorker

from ...errors import WorkError

P = ParamSpec("P")
R = TypeVar("R")
_connected: Callable[..., Any] = Client  # whose methods have no types
_LOGS = ("distributed", "distributed.client")  #: tell in tracebacks what is told here in words
_PATIENCE = 10  #: seconds to reach the scheduler, and for a first worker to be there


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in _LOGS]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)


class _Call:
    """Be a pickle that makes a call when it is read.

    So the scheduler, which reads what it is given, needs no module of ours, and a worker that has none says so; of a
    function that it cannot find it says nothing, and leaves the cluster.
    """

    def __init__(self, call: Callable[[], object]) -> None:
        self.call = call

    def __reduce__(self) -> tuple[Callable[[], object], tuple[()]]:
        return self.call, ()


class Cluster(Executor):
    """Give calls to the workers of a cluster; one that ends too many of them gets BrokenExecutor.

    Raises WorkError where there is no scheduler, or it has no worker.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        with contextlib.ExitStack() as stack:
            stack.enter_context(_quiet())
            client = self._client(address)
            stack.callback(client.close)
            self.size = self._workers(client)
            self._executor = client.get_executor(pure=False)
            self._open = stack.pop_all()

    @staticmethod
    def _client(address: str) -> Any:
        try:
            return _connected(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise WorkError(address, "no scheduler of Dask answers there", "start one: dask scheduler") from error

    @staticmethod
    def _workers(client: Any) -> int:
        """Return how many calls the cluster works on at once, when it has a worker."""
        address = client.scheduler.address
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise WorkError(address, "the scheduler has no workers", f"start some: dask worker {address}") from None
        return sum(client.nthreads().values())

    def submit(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Return the future of a call."""
        future: Future[R] = Future()
        call = pickle.dumps(_Call(partial(function, *args, **kwargs)), pickle.HIGHEST_PROTOCOL)
        self._executor.submit(pickle.loads, call).add_done_callback(partial(self._settle, future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, when all is done or at once with ``cancel_futures``; it lives on."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._open.close()

    def _settle(self, future: Future[Any], done: Future[Any]) -> None:
        """Let our future have what came of the cluster's."""
        try:
            error = done.exception()
        except CancelledError:
            error = WorkError(self.address, "the scheduler has gone", "start it again, and then this")
        if isinstance(error, KilledWorker):
            error = BrokenExecutor(f"the last of several at {error.last_worker.address}")
        if isinstance(error, ModuleNotFoundError):
            error = WorkError(self.address, f"its workers have no module {error.name}", "install there what is here")
        if error:
            future.set_exception(error)
        else:
            future.set_result(done.result())
