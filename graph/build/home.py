"""Keep the generations of large facts in the cache, and see to it that nobody removes what another one reads.

Each folder of facts has a home there, and in it a generation for each state that was built lately. A generation is made
in a folder of its own, which one process holds, and named only when it is whole; so two runs at once each make
theirs, and a killed one leaves nothing but a folder that nobody holds, which the next one removes.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from ..corpus.places import shown
from ..errors import OutputError
from .cache import package, place
from .generation import STORE, Seal, fits, read_seal

try:
    import fcntl
except ImportError:  # Windows, where what is open cannot be removed
    fcntl = None  # type: ignore[assignment]

#: How many generations of one folder of facts, and how many folders, are kept.
GENERATIONS, HOMES = 2, 4
_LOCK, _NEW = "lock", ".new-"
#: Generation that this process reads → the open file by which it is held; nobody removes it.
_held: dict[Path, int] = {}


def home_of(facts: Path) -> Path | None:
    """Return the home of a folder of facts, as read by this version of the package, of the engine and of Python.

    None where nothing may be kept, and of what is no folder, or was fetched and will be another folder next time.
    """
    cache = place()
    if cache is None or not facts.is_dir() or shown(facts) != str(facts):
        return None
    name = "\0".join([str(facts.resolve()), package(), ox.__version__, sys.version])
    return cache / "stores" / hashlib.sha256(name.encode()).hexdigest()[:32]


def found(facts: Path) -> Path | None:
    """Return the folder of the store that has the graph of a folder of facts as it is now; None where none is kept."""
    home = home_of(facts)
    for folder, sealed in generations(home) if home else ():
        with contextlib.suppress(OSError):  # a file of facts went meanwhile, or somebody removes the generation
            if fits(sealed):
                if folder not in _held:
                    _held[folder] = _lock(folder, shared=True)
                return folder / STORE
    return None


def generations(home: Path) -> Iterator[tuple[Path, Seal]]:
    """Yield the generations of a home that are whole, the last one first."""
    for folder in sorted((one for one in home.glob("[0-9]*") if one.is_dir()), reverse=True):
        if sealed := read_seal(folder):
            yield folder, sealed


@contextlib.contextmanager
def workroom(home: Path) -> Iterator[tuple[Path, int]]:
    """Yield a folder to make a generation in, and the file by which it is held.

    It is removed at the end unless ``move_in`` made it a generation; what nobody holds is removed first.

    Raises OutputError where the disk has no room.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        _tidy(home)
        folder = Path(tempfile.mkdtemp(prefix=_NEW, dir=home))
        handle = _lock(folder, shared=False)
        try:
            yield folder, handle
        finally:
            if handle not in _held.values():
                shutil.rmtree(folder, ignore_errors=True)
                os.close(handle)
    except (OSError, RuntimeError) as error:  # the engine raises either
        remedy = "free some space, or set COMMUNIQUE_CACHE to another folder, or to off"
        problem = f"cannot keep the graph ({getattr(error, 'strerror', None) or error})"
        raise OutputError(str(home), problem, remedy) from error


def move_in(folder: Path, handle: int) -> Path:
    """Make a generation of a folder that is whole, hold it as those do who only read it, and return its store."""
    named = folder.with_name(f"{time.time_ns():020}")
    folder.rename(named)
    if fcntl is not None:
        fcntl.flock(handle, fcntl.LOCK_SH)
    _held[named] = handle
    return named / STORE


def _lock(folder: Path, shared: bool) -> int:
    """Return the open file by which a process holds a folder. Raises OSError where another one does, or it is gone."""
    handle = os.open(folder / _LOCK, os.O_RDWR | (0 if shared else os.O_CREAT))
    try:
        if fcntl is not None:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def _tidy(home: Path) -> None:
    """Remove what nobody holds: the folders of runs that were killed, older generations, homes not used lately."""
    for path in home.glob(f"{_NEW}*"):
        _remove(path)
    for path in sorted(home.glob("[0-9]*"), reverse=True)[GENERATIONS - 1 :]:
        _remove(path)
    others = sorted((one for one in home.parent.iterdir() if one != home), key=lambda one: one.stat().st_mtime)
    for other in others[: max(0, len(others) - HOMES + 1)]:
        with contextlib.suppress(OSError):
            for path in other.iterdir():
                _remove(path)
            other.rmdir()


def _remove(folder: Path) -> None:
    with contextlib.suppress(OSError):
        handle = _lock(folder, shared=False)
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)
