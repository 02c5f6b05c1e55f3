"""Work on many things at once, and give what comes of each in their order, whoever works and whoever dies."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sized
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from ...errors import WorkError
from .workers import MOST, Start, Workers

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Told how many are done, and of how many, where that is known.
Told = Callable[[int, int | None], None]
#: How many times as many are begun as are worked on: while the first of them takes long, the others are not idle.
_AHEAD = 3


def results(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    workers: Workers,
    told: Told | None = None,
    name: Callable[[Item], str] = str,
    parts: Callable[[Item], Iterable[Item]] | None = None,
) -> Generator[Result, None, None]:
    """Yield what the function returns for each item, in the order of the items, whoever works on them.

    Few items are taken before their time, and few results wait: it all may be larger than memory. With other processes
    the function is one that a module has a name for, and may run again for an item whose worker was killed. Close the
    iterator to end the work early.

    Raises what the function raises, and WorkError for an item that ends each process that works on it, called as
    ``name`` says, or for the one among its ``parts``; WorkError too where nobody can be had to work.
    """
    total = len(items) if isinstance(items, Sized) else None
    found = _here(function, items)
    if workers.start:
        found = _shared(_Line(function, workers.start, MOST if total is None else total, name, parts), items)
    with contextlib.closing(found):
        for done, result in enumerate(found, 1):
            if told:
                told(done, total)
            yield result


def _here(function: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result, None, None]:
    yield from map(function, items)


def _shared(line: _Line[Item, Result], items: Iterable[Item]) -> Generator[Result, None, None]:
    with line:
        for item in items:
            line.give(item)
            if line.full:
                yield line.take()
        while line.jobs:
            yield line.take()


@dataclass
class _Line(Generic[Item, Result]):
    """Hold the items that are worked on, in their order, and whoever works on them."""

    function: Callable[[Item], Result]
    start: Start
    most: int
    name: Callable[[Item], str]
    parts: Callable[[Item], Iterable[Item]] | None
    jobs: deque[tuple[Item, Future[Result]]] = field(default_factory=deque)

    def __enter__(self) -> None:
        self.executor, self.size = self.start(self.most)

    def __exit__(self, *error: object) -> None:
        self.executor.shutdown(cancel_futures=True)

    @property
    def full(self) -> bool:
        """Return whether no more may be begun before one is taken."""
        return len(self.jobs) >= _AHEAD * self.size

    def give(self, item: Item) -> None:
        """Let somebody work on an item."""
        self.jobs.append((item, self._begun(item)))

    def take(self) -> Result:
        """Return what comes of the first item. Raises what the function raises, and WorkError."""
        from concurrent.futures import BrokenExecutor

        item, future = self.jobs.popleft()
        try:
            return future.result()
        except BrokenExecutor:
            return self._alone(item)

    def _begun(self, item: Item) -> Future[Result]:
        from concurrent.futures import BrokenExecutor, Future

        try:
            return self.executor.submit(self.function, item)
        except BrokenExecutor as error:  # of an item before this one, which is not yet taken
            future: Future[Result] = Future()
            future.set_exception(error)
            return future

    def _alone(self, item: Item) -> Result:
        """Return what comes of an item whose worker has died, now that no other item can be the reason."""
        from concurrent.futures import BrokenExecutor, wait

        wait([future for _, future in self.jobs])
        self._renew()
        try:
            return self._begun(item).result()
        except BrokenExecutor as error:
            raise self._blamed(item, error) from None

    def _renew(self) -> None:
        """Let others work. Raises WorkError where they do not live either, whatever they do."""
        from concurrent.futures import BrokenExecutor

        self.__exit__()
        self.__enter__()
        try:
            self.executor.submit(os.getpid).result()
        except BrokenExecutor as error:
            problem = f"none lives long enough to work ({error})"
            raise WorkError("the workers", problem, "see what ends them, or work with --workers 1") from None

    def _blamed(self, item: Item, error: Exception) -> WorkError:
        """Return what names an item that ends its worker even alone, or the one of its parts that does."""
        from concurrent.futures import BrokenExecutor

        self._renew()
        for part in self.parts(item) if self.parts else ():
            try:
                self._begun(part).result()
            except BrokenExecutor as found:
                item, error = part, found
                break
        problem = f"each process that works on it is ended ({error})"
        return WorkError(self.name(item), problem, "look at it; if it needs more memory than there is, split it")
