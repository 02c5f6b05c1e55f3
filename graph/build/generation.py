"""Keep one state of some facts: a store on disk that answers, the units it was made of, and a seal that tells of what.

The seal is written last. What differs from it is damaged, and counts for nothing.
"""

from __future__ import annotations

import marshal
import os
import time
from dataclasses import dataclass
from pathlib import Path

from ..compile.digest import LENGTH, digest
from ..corpus.places import fact_paths

STORE, SEAL = "store", "seal"
#: A file that was written so shortly before it was looked at may have been written again within one tick of its clock.
_TICK = 2_000_000_000
#: Size, time in nanoseconds, and place on disk: a file that is saved again has others.
Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """Hold which files some folders of facts have, descriptions among them, and how each was before it was read."""

    folders: list[str]
    paths: list[str]
    stamps: list[Stamp]
    since: int  #: when it was looked, in nanoseconds

    def trusts(self, number: int, stamp: Stamp) -> bool:
        """Say whether a stamp alone tells that a file is as it was then."""
        return self.stamps[number] == stamp and stamp[1] <= self.since - _TICK


@dataclass(frozen=True, slots=True)
class Seal:
    """Hold what a generation is made of: the files, and the digest of each."""

    look: Look
    digests: list[bytes]


def look(folders: list[str]) -> Look:
    """Return which files folders of facts have now. Raises OSError where one goes meanwhile."""
    since = time.time_ns()
    paths = [path for folder in folders for path in fact_paths(Path(folder))]
    return Look(folders, paths, [_stamp(os.stat(path)) for path in paths], since)


def seal(folder: Path, looked: Look, digests: list[bytes]) -> None:
    """Write the seal of a generation whose store is whole."""
    said = (looked.folders, looked.paths, looked.stamps, looked.since)
    content = marshal.dumps((said, digests, _state(folder / STORE)))
    beside = folder / f".{SEAL}"
    beside.write_bytes(digest(content) + content)
    os.replace(beside, folder / SEAL)


def read_seal(folder: Path) -> Seal | None:
    """Return the seal of a generation, None where there is none or anything is not as it was sealed."""
    try:
        whole = (folder / SEAL).read_bytes()
        if digest(whole[LENGTH:]) != whole[:LENGTH]:
            return None
        said, digests, state = marshal.loads(whole[LENGTH:])
        return Seal(Look(*said), digests) if state == _state(folder / STORE) else None
    except OSError:
        return None


def fits(sealed: Seal) -> bool:
    """Say whether the facts are still what a generation is made of. Only files whose stamp tells too little are read.

    Raises OSError where one cannot be.
    """
    now = look(sealed.look.folders)
    return now.paths == sealed.look.paths and digests_of(now, sealed) == sealed.digests


def digests_of(now: Look, sealed: Seal) -> list[bytes]:
    """Return the digest of each file, read only where a seal does not tell it. Raises OSError where one cannot be."""
    known = {path: number for number, path in enumerate(sealed.look.paths)}
    found = []
    for path, stamp in zip(now.paths, now.stamps, strict=True):
        number = known.get(path)
        if number is not None and sealed.look.trusts(number, stamp):
            found.append(sealed.digests[number])
        else:
            found.append(digest(Path(path).read_bytes()))
    return found


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ino


def _state(store: Path) -> list[tuple[str, int, int]]:
    """Return name, size and time of each file of a store that opening it does not change."""
    with os.scandir(store) as entries:
        found = [(one.name, one.stat()) for one in entries if not one.name.startswith("LO")]
    return sorted((name, status.st_size, status.st_mtime_ns) for name, status in found)
