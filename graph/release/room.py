"""Make room for a new release: a hidden folder beside the others, and nothing left of runs that were killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from types import TracebackType

_FRESH = ".new-"


class Room:
    """Hold a new folder inside a hidden one, to be written to and then moved out; what is not is removed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = -1

    def __enter__(self) -> Room:
        """Make the folder. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = _alone_first(self.folder)
        self.hidden = Path(tempfile.mkdtemp(prefix=_FRESH, dir=self.folder))
        self.fresh = self.hidden / "release"  # which gets the usual permissions, as the hidden one does not
        self.fresh.mkdir()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Remove what was not moved out."""
        shutil.rmtree(self.hidden, ignore_errors=True)
        if self._lock >= 0:
            os.close(self._lock)


def _alone_first(folder: Path) -> int:
    """Lock a folder together with every other run that writes to it, after cleaning it where no other does.

    The lock ends with the process, however that ends, so that whoever gets the folder alone knows that all hidden
    folders in it are of runs that are dead. Returns the open folder, -1 where the system has no such locks.
    """
    if sys.platform == "win32":
        return -1
    import fcntl

    lock = os.open(folder, os.O_RDONLY)
    with contextlib.suppress(OSError):  # another run writes, or this file system knows no locks
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in [*folder.glob(f"{_FRESH}*"), *folder.parent.glob(".LATEST.*")]:
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    with contextlib.suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


def sync(folder: Path) -> None:
    """Let the names in a folder survive a loss of power, where the system has a way to say so."""
    if sys.platform == "win32":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
