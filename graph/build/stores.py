"""Keep the graphs of large facts as stores on disk, so that nothing is built twice, and little where little changed.

Each folder of facts has a home in the cache, and there a generation for each state that was built lately. A generation
is made in a folder of its own, which one process holds, and named only when it is whole; so two runs at once each
make theirs, and a killed one leaves nothing but a folder that nobody holds, which the next one removes.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from ..compile import archive
from ..compile.change import MOST, Change, change
from ..compile.corpus import Corpus
from ..compile.parts import Each, Told, UnsoundError, compile_all, in_turn, read_all
from ..compile.unit import Unit, digest, read_unit
from ..corpus.folders import Layout, file_limit, layout
from ..errors import OutputError
from .cache import package, place
from .folder import fill_store
from .generation import STORE, Seal, Stamp, described, fits, now, read_seal, seal, stamps_of, trusted
from .graph import ontology_quads

try:
    import fcntl
except ImportError:  # Windows, where what is open cannot be removed
    fcntl = None  # type: ignore[assignment]

#: How many generations of one folder of facts, and how many folders, are kept.
GENERATIONS, HOMES = 2, 4
_LOCK, _NEW = "lock", ".new-"
_held: list[int] = []  #: generations that this process reads, as open files; nobody removes them


@dataclass(frozen=True, slots=True)
class State:
    """Hold which files facts have, and how they were when they were looked at, before they were read."""

    facts: Path
    found: Layout
    since: int
    stamps: list[Stamp]


def kept(facts: Path, each: Each = in_turn, told: Told | None = None) -> Path | None:
    """Return the folder of a store with the graph of a folder of facts, as it was kept or as it is built now.

    None where nothing may be kept: COMMUNIQUE_CACHE is ``off``. Raises UnsoundError where something is wrong with the
    facts, FactsError where there are none, OutputError where the disk has no room.
    """
    cache = place()
    if cache is None:
        return None
    found = layout(facts)
    if found is None:
        raise UnsoundError
    home = cache / "stores" / _name(facts)
    try:
        state = State(facts, found, now(), stamps_of(found))
        sealed = _sealed(home)
        for folder, one in sealed:
            if fits(one, found, state.stamps) and _hold(folder):
                return folder / STORE
        return _made(home, state, sealed, partial(_anew, each=each, told=told))
    except OSError as error:
        remedy = "free some space, or set COMMUNIQUE_CACHE to another folder, or to off"
        raise OutputError(str(home), f"cannot keep the graph ({error.strerror or error})", remedy) from error


def _sealed(home: Path) -> list[tuple[Path, Seal]]:
    """Return the generations of a home that are whole, the last one first."""
    folders = sorted((one for one in home.glob("[0-9]*") if one.is_dir()), reverse=True)
    return [(folder, found) for folder in folders if (found := read_seal(folder))]


def _made(home: Path, state: State, sealed: list[tuple[Path, Seal]], anew: Callable[[Path, Path], Corpus]) -> Path:
    """Build a generation, from the last one where little has changed since, and return its store."""
    home.mkdir(parents=True, exist_ok=True)
    _tidy(home)
    work = Path(tempfile.mkdtemp(prefix=_NEW, dir=home))
    handle = _lock(work, shared=False)
    try:
        corpus = None
        for folder, one in sealed[:1]:
            if one.datasets == described(state.found):
                corpus = _changed(folder, one, state, work)
        corpus = corpus or anew(state.facts, work)
        seal(work, state.found, [entry.unit.digest for entry in corpus.entries], state.stamps, state.since)
        folder = home / f"{now():020}"
        work.rename(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        os.close(handle)
        raise
    if fcntl is not None:
        fcntl.flock(handle, fcntl.LOCK_SH)  # from now on others may read it too
    _held.append(handle)
    return folder / STORE


def _anew(facts: Path, work: Path, each: Each, told: Told | None) -> Corpus:
    corpus = read_all(facts, work, each, told)
    fill_store(work / STORE, chain(compile_all(corpus, work, each, told), [ontology_quads().encode()]))
    return corpus


def _changed(folder: Path, sealed: Seal, state: State, work: Path) -> Corpus | None:
    """Build a generation of what another one holds and what has changed since; None where it cannot, or much has."""
    try:
        before = archive.read(folder)
        named = _named(before, sealed, state)
        after = archive.rewrite(work, folder, before, named) if named else None
        found = change(before, after) if after else None
        if found is None:
            return None
        _apply(found, folder / STORE, work / STORE)
        return after
    except (archive.DamagedError, OSError):  # it is not what it was, or going; a full disk is told when all is built
        shutil.rmtree(work / STORE, ignore_errors=True)
        return None


def _named(before: Corpus, sealed: Seal, state: State) -> list[tuple[str, int, Unit | int]] | None:
    """Return each file with its unit, or its number in the corpus before; None where more changed than pays off."""
    places = {(one.name, one.dataset, one.unit.digest): number for number, one in enumerate(before.entries)}
    known = {
        (name, dataset): (one, stamp) for (name, dataset, one), stamp in zip(sealed.files, sealed.stamps, strict=True)
    }
    found: list[tuple[str, int, Unit | int]] = []
    read = 0
    for (path, name, dataset), stamp in zip(state.found.files, state.stamps, strict=True):
        one, old = known.get((name, dataset), (b"", None))
        if one and not trusted(old, stamp, sealed.since):
            one = digest(path.read_bytes())
        number = places.get((name, dataset, one))
        read += number is None
        if read > MOST * len(state.stamps):
            return None
        unit = read_unit(path, file_limit()) if number is None else number
        if unit is None:
            raise UnsoundError
        found.append((name, dataset, unit))
    return found


def _apply(found: Change, old: Path, new: Path) -> None:
    """Make of one store another one; what neither will change, they share."""
    new.mkdir()
    for path in old.iterdir():
        if path.suffix == ".sst":
            os.link(path, new / path.name)
        else:
            shutil.copyfile(path, new / path.name)
    store = ox.Store(str(new))
    store.update(f"DELETE DATA {{ {_data(found.gone)} }} ; INSERT DATA {{ {_data(found.new)} }}")
    store.flush()


def _data(lines: list[str]) -> str:
    """Return N-Quads lines as SPARQL has them."""
    quads = (line.removesuffix(" .").rsplit(" ", 1) for line in lines)
    return " ".join(f"GRAPH {graph} {{ {triple} }}" for triple, graph in quads)


# --- who holds what


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


def _hold(folder: Path) -> bool:
    """Hold a generation as long as this process lives, and say whether it is still there."""
    try:
        _held.append(_lock(folder, shared=True))
    except OSError:
        return False
    return True


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


def _name(facts: Path) -> str:
    """Return the name of the home of a folder of facts, read by this version of the package and of Python."""
    return hashlib.sha256(f"{facts.resolve()}\0{package()}\0{sys.version}".encode()).hexdigest()[:32]
