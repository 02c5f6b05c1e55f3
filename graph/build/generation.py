"""Keep one state of some facts: a store on disk that answers, the units it was made of, and a seal that tells of what.

The seal is written last. What differs from it is damaged, and counts for nothing.
"""

from __future__ import annotations

import marshal
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..compile.unit import digest
from ..corpus.folders import Layout

STORE, SEAL = "store", "seal"
#: A file that was written so shortly before it was looked at may have been written again within one tick of its clock.
_TICK = 2_000_000_000
#: Size, time in nanoseconds, and place on disk: a file that is saved again has others.
Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Seal:
    """Hold what a generation is made of: data sets, and of each file its name, data set, digest and stamp."""

    datasets: list[Any]
    files: list[tuple[str, int, bytes]]
    stamps: list[Stamp]
    since: int  #: when the facts were looked at, before they were read
    store: list[tuple[str, int, int]]  #: name, size and time of each file of the store


def seal(folder: Path, found: Layout, digests: list[bytes], stamps: list[Stamp], since: int) -> None:
    """Write the seal of a generation whose store is whole."""
    files = [(name, dataset, one) for (_, name, dataset), one in zip(found.files, digests, strict=True)]
    content = marshal.dumps((described(found), files, stamps, since, _state(folder / STORE)))
    beside = folder / f".{SEAL}"
    beside.write_bytes(digest(content) + content)
    os.replace(beside, folder / SEAL)


def read_seal(folder: Path) -> Seal | None:
    """Return the seal of a generation, None where there is none or anything is not as it was sealed."""
    try:
        whole = (folder / SEAL).read_bytes()
        length = len(digest(b""))
        if digest(whole[length:]) != whole[:length]:
            return None
        found = Seal(*marshal.loads(whole[length:]))
        return found if found.store == _state(folder / STORE) else None
    except OSError:
        return None


def described(found: Layout) -> list[Any]:
    """Return what data sets say of themselves, in a form that can be kept."""
    return [(str(one.folder), one.base, one.language, one.data) for one in found.datasets]


def stamps_of(found: Layout) -> list[Stamp]:
    """Return the stamp of each file. Raises OSError where one is gone."""
    return [_stamp(os.stat(path)) for path, _, _ in found.files]


def fits(sealed: Seal, found: Layout, stamps: list[Stamp]) -> bool:
    """Say whether a generation is made of just these files. Only those whose stamp tells too little are read."""
    if sealed.datasets != described(found) or len(sealed.files) != len(found.files):
        return False
    for (path, name, dataset), known, old, now in zip(found.files, sealed.files, sealed.stamps, stamps, strict=True):
        if (name, dataset) != known[:2]:
            return False
        if not trusted(old, now, sealed.since) and digest(path.read_bytes()) != known[2]:
            return False
    return True


def trusted(old: Stamp | None, now: Stamp, since: int) -> bool:
    """Say whether a stamp alone tells that a file is as it was when facts were looked at."""
    return old == now and now[1] <= since - _TICK


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _state(store: Path) -> list[tuple[str, int, int]]:
    """Return name, size and time of each file of a store that opening it does not change."""
    with os.scandir(store) as entries:
        found = [(one.name, one.stat()) for one in entries if not one.name.startswith("LO")]
    return sorted((name, status.st_size, status.st_mtime_ns) for name, status in found)


def now() -> int:
    """Return the time in nanoseconds, as the clock of files counts it."""
    return time.time_ns()
