"""Pause the search for garbage while many things are made that all stay."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """Let nothing be searched for circles inside: facts hold none, and the search walks all of them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            _settle()
            gc.enable()


def _settle() -> None:
    """Count what was made as old, or the first search would walk all of it; leave alone what others have frozen."""
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
