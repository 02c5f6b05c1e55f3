"""Show how far work is that takes over a second: how much is done, of how much, how fast, and how long it will take.

It is one line of standard error, without colour, and nothing of it is left at the end.
"""

from __future__ import annotations

import contextlib
import math
import os
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .progress import Progress

_PATIENCE = 1.0  #: seconds in which nothing is shown
_EVERY = 0.1  #: seconds between two showings
_FANCY, _PLAIN = "█░", "#-"


@contextlib.contextmanager
def bar(unit: str) -> Iterator[Bar]:
    """Yield what is told how far some work is, in a unit such as "files"; of "bytes" there are kB, MB and so on.

    It shows that on standard error where that is a terminal, not before a second has passed, and not after this.
    """
    global _shown
    hide()
    made, before = Bar(unit), _shown
    _shown = made
    try:
        yield made
    finally:
        made.hide()
        _shown = before


def hide() -> None:
    """Take what is shown off the terminal, before something else is written there; it comes back by itself."""
    if _shown:
        _shown.hide()


class Bar:
    """Hold how far some work is, and how much of the terminal's line says so."""

    def __init__(self, unit: str) -> None:
        self.unit, self.what = unit, ""
        self.since = time.monotonic()
        self.next = self.since + _PATIENCE if _can_show() else math.inf
        self.cells = 0

    def __call__(self, done: int, total: int | None = None, what: str = "") -> None:
        """Tell how much is done, of how much where that is known, and of what: where that changes, it begins at 0."""
        if self.next == math.inf:
            return
        now = time.monotonic()
        if what != self.what:
            self.what, self.since = what, now
        if now >= self.next:
            from .progress import Progress

            self.next = now + _EVERY
            self._show(Progress(self.unit, what, done, total, now - self.since))

    def hide(self) -> None:
        """Take it off the terminal."""
        if self.cells:
            self._write("\r" + " " * min(self.cells, _columns()) + "\r", 0)

    def _show(self, progress: Progress) -> None:
        from rich.cells import cell_len

        columns = _columns()
        text = progress.line(columns, _signs())
        cells = cell_len(text)
        self._write("\r" + text + " " * (min(self.cells, columns) - cells), cells)

    def _write(self, text: str, cells: int) -> None:
        self.cells = cells
        sys.stderr.write(text)
        sys.stderr.flush()


_shown: Bar | None = None  #: there is one terminal


def _can_show() -> bool:
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _columns() -> int:
    """Return how many characters stay in one line of the terminal; it may have changed, or not say."""
    try:
        size = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        size = 0
    return (size or 80) - 1


def _signs() -> str:
    """Return what the bar is made of: what the terminal can show."""
    try:
        _FANCY.encode(sys.stderr.encoding or "ascii")
    except UnicodeEncodeError:
        return _PLAIN
    return _FANCY
