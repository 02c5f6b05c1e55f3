"""Keep the built graph of sound facts, so that asking twice does not build twice.

The name of a kept graph is a hash of everything it depends on: every byte of the facts and the state of the package.
What is kept carries its own hash, so that a damaged file is noticed and built anew; it is written beside its place and
moved over, so that two runs at once, or a killed one, leave no half of it. Facts that extend others are not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from ..corpus.places import fact_paths

KEPT = 8  #: how many graphs are kept
OFF = "off"
#: Bytes of facts from which on other processes help, and the graph is kept as a store on disk: to load it into memory
#: takes longer than a store on disk loses in a question (benchmarks/RESULTS.md).
LARGE = 300_000


def kept(paths: list[Path], make: Callable[[], bytes]) -> bytes:
    """Return the graph of the files of some facts, as it was kept or as ``make`` makes it.

    Set COMMUNIQUE_CACHE to a folder to keep graphs there, or to ``off`` to keep none.
    """
    folder = place()
    key = _key(paths) if folder else None
    if folder is None or key is None:
        return make()
    path = folder / f"{key}.nq"
    found = _read(path)
    if found is None:
        found = make()
        with contextlib.suppress(OSError):  # a cache that cannot be written is no error
            _write(path, found)
    return found


def is_large(facts: Path) -> bool:
    """Say whether a folder holds many facts; what it extends does not count."""
    size = 0
    for path in fact_paths(facts):
        with contextlib.suppress(OSError):  # whoever reads it tells what is wrong
            size += os.stat(path).st_size
        if size >= LARGE:
            return True
    return False


def place() -> Path | None:
    """Return the folder where graphs are kept, None where none may be."""
    named = os.environ.get("COMMUNIQUE_CACHE", "")
    if named == OFF:
        return None
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("HOME")
    return Path(base) / ("communique" if os.environ.get("XDG_CACHE_HOME") else ".cache/communique") if base else None


def _key(paths: list[Path]) -> str | None:
    digest = hashlib.sha256(package().encode())
    try:
        for path in paths:
            content = path.read_bytes() if path.is_file() and path.stat().st_size < 50_000_000 else None
            if content is None or (path.name == "dataset.yaml" and b"extends" in content):
                return None
            digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    except OSError:
        return None
    return digest.hexdigest()


def package() -> str:
    """Return the state of the installed package: names, sizes and times of its code and its ontology."""
    root = Path(__file__).parents[2]
    return ";".join(sorted(chain(_states(root / "graph"), _states(root / "ontology"))))


def _states(folder: Path | str) -> Iterator[str]:
    with os.scandir(folder) as entries:  # in a quarter of the time that os.walk takes, and each command waits for it
        for one in entries:
            if one.name.endswith((".py", ".ttl")):
                status = one.stat()
                yield f"{one.name}:{status.st_size}:{status.st_mtime_ns}"
            elif one.is_dir() and one.name != "__pycache__":
                yield from _states(one.path)


def _read(path: Path) -> bytes | None:
    try:
        digest, _, quads = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return quads if hashlib.sha256(quads).hexdigest().encode() == digest else None


def _write(path: Path, quads: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(quads).hexdigest().encode() + b"\n" + quads)
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
    for old in sorted(path.parent.glob("*.nq"), key=lambda one: one.stat().st_mtime, reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)
