"""Fetch facts from storage that a URL names into a folder of this machine, for as long as they are needed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ..corpus.places import holds_facts, named_as
from ..errors import FactsError, Problem, ReleaseError
from .manifest import NAME
from .part import Broken, checked
from .places import local, storage
from .whole import REMEDY, current, is_release, read_manifest

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

#: Files, and how many are asked for at once.
MOST, _AT_ONCE = 100_000, 64
_OUTSIDE = ("the name leads out of the folder, or is none on every system", "rename it")
Found = dict[str, tuple[PurePosixPath, int]]


@contextlib.contextmanager
def fetched(facts: str | os.PathLike[str]) -> Iterator[Path]:
    """Give the folder of some facts: itself, or what a URL names, fetched, and removed at the end of the block.

    Of a release, its parts are fetched, of other folders the files of facts, of which messages speak as the URL does. A
    file that is too large is fetched only so far that it is refused.

    Raises FactsError where a name leads out of the folder; ReleaseError and MissingError where the URL cannot be read.
    """
    path = local(facts)
    if path is not None:
        yield path
        return
    url = str(facts).rstrip("/")
    with tempfile.TemporaryDirectory(prefix="communique-") as hidden:
        folder = Path(hidden) / "facts"  # a data set may extend what lies beside it, and here nothing does
        folder.mkdir()
        above, _, last = url.rpartition("/")
        with named_as(folder, above if holds_facts(last) else url):
            _fetch(url, folder)
            yield folder


def _fetch(url: str, folder: Path) -> None:
    try:
        if is_release(url):
            _fetch_release(url, folder)
        else:
            _fetch_files(url, folder)
    except (OSError, ValueError) as error:
        remedy = "see that it is there, and that you may read it"
        raise ReleaseError(url, [f"it cannot be read ({error})"], remedy) from error


def _fetch_release(url: str, folder: Path) -> None:
    place = current(url)
    manifest = read_manifest(place)
    for name, wanted in manifest.files:
        with place.open(name) as there, (folder / name).open("xb") as here:
            try:
                here.writelines(checked(there, wanted))
            except Broken as error:
                raise ReleaseError(f"{place.shown}/{name}", [str(error)], REMEDY) from error
    (folder / NAME).write_bytes(manifest.to_json())


def _fetch_files(url: str, folder: Path) -> None:
    from ..corpus.folders import file_limit  # which knows all about facts, and a release needs none of it

    system, root = storage(url)
    found, most = _found(system, root, url), file_limit() + 1
    paths = sorted(found)
    for start in range(0, len(paths), _AT_ONCE):
        some = paths[start : start + _AT_ONCE]
        ends = [min(found[path][1], most) for path in some]
        for path, content in zip(some, system.cat_ranges(some, [0] * len(some), ends), strict=True):
            _keep(folder / found[path][0], content, found[path][1])


def _keep(path: Path, content: object, size: int) -> None:
    if not isinstance(content, bytes):  # what went wrong with one of several is given in its place
        raise OSError(str(content))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if len(content) < size:  # it is refused for its size, which the message tells; what is missing takes no room
        os.truncate(path, size)


def _found(system: AbstractFileSystem, root: str, url: str) -> Found:
    """Return path there → path from the folder, and size, for all files of facts."""
    found = Found()
    for path, about in system.find(root, detail=True).items():
        name = PurePosixPath(path.removeprefix(root).lstrip("/") or path.rpartition("/")[2])
        if not holds_facts(*name.parts) and ".." not in name.parts:
            continue
        if not _inside(name):
            raise FactsError([Problem(ascii(f"{url}/{name}")[1:-1], 1, 1, "", *_OUTSIDE, rule="dataset")])
        if len(found) == MOST:
            raise ReleaseError(url, [f"it has more than {MOST:,} files of facts"], "name a folder in it")
        if about["size"] is None:
            raise OSError(f"nothing tells how long {name} is")
        found[path] = name, about["size"]
    return found


def _inside(name: PurePosixPath) -> bool:
    return not any(part == ".." or any(sign in part for sign in "\\:\0") for part in name.parts)
