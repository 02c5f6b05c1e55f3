"""Write the graph to a store in a folder, atomically: a killed run leaves what was there before."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from ..compile.stream import fill
from ..errors import OutputError

#: The file that tells our stores from other people's, which must not be replaced.
_MARK, _MARKED = "COMMUNIQUE", "A store of Communiqué, made by: communique build. Delete it or build it anew at will.\n"


def write_store(pieces: Iterable[bytes], path: Path) -> int:
    """Write N-Quads, of which a check has looked at every term, to a store in a folder; return how many there are.

    Raises OutputError where the folder holds something else or cannot be written to, and what making the pieces raises;
    what was there stays.
    """
    if path.exists() and not _replaceable(path):
        raise OutputError(str(path), "this is no store of Communiqué", "choose a new or an empty folder")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise OutputError(str(path), f"cannot write here ({error.strerror})", "choose another place") from error
    try:
        count = _fill(fresh, pieces)
        _move_over(fresh, path)
        return count
    except (OSError, RuntimeError) as error:
        raise OutputError(str(path), f"cannot write ({error})", "free some space, or choose another place") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _replaceable(path: Path) -> bool:
    return path.is_dir() and (not any(path.iterdir()) or (path / _MARK).is_file())


def _fill(folder: Path, pieces: Iterable[bytes]) -> int:
    counts: list[int] = []
    fill_store(folder, _counted(pieces, counts))
    (folder / _MARK).write_text(_MARKED, encoding="utf-8")
    folder.chmod(0o777 & ~umask())
    return sum(counts)


def fill_store(folder: Path, pieces: Iterator[bytes]) -> None:
    """Make a store on disk of N-Quads, of which a check has looked at every term. Raises as making the pieces does."""
    first = next(pieces, b"")  # before there are the threads of a store, beside which processes start slower
    store = ox.Store(str(folder))
    fill(store, chain([first], pieces), checked=True)
    store.flush()


def _counted(pieces: Iterable[bytes], counts: list[int]) -> Iterator[bytes]:
    for piece in pieces:
        counts.append(piece.count(b"\n"))
        yield piece


def _move_over(fresh: Path, path: Path) -> None:
    """Put a folder in the place of another, in one step where the system can; where it fails, the old one stays."""
    if not path.exists():
        with contextlib.suppress(OSError):  # another build was quicker
            fresh.replace(path)
            return
    if _exchange(fresh, path):
        return
    old = fresh.with_name(fresh.name + ".old")
    path.replace(old)
    try:
        fresh.replace(path)
    except OSError:
        old.replace(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places, and say whether they have; only Linux can, and Python has no name for it."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return rename is not None and rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0


def umask() -> int:
    """Return which permissions what is made shall not have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
