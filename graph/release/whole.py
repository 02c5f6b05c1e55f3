"""Find the release that is current, read its manifest and what is in its parts; believe only what is proved."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from ..corpus.places import LATEST
from ..errors import ReleaseError
from . import manifest as said
from .manifest import Manifest
from .part import Broken, read_part
from .places import Place, is_url, local, place_of

#: The folder that releases are in, beside the file that names the one to use.
RELEASES = "releases"
_NAME = re.compile(r"[0-9a-f]{16}\n?")
REMEDY = "publish it anew: communique build --release"


def is_release(where: str | os.PathLike[str]) -> bool:
    """Say whether a folder, or what a URL names, looks like a release, or like a folder of releases."""
    path = local(where)
    if path is not None and not path.is_dir():
        return False
    names = set(place_of(where).names())
    return {said.NAME, said.DESCRIPTION} <= names or {LATEST, RELEASES} <= names


def current(where: str | os.PathLike[str]) -> Place:
    """Return the place of the release that a folder of releases points to; a release is its own.

    Raises ReleaseError where there is none.
    """
    place = place_of(where)
    names = place.names()
    if said.NAME in names:
        return place
    if LATEST not in names:
        raise ReleaseError(place.shown, ["no release is here"], "name a folder that build --release wrote")
    named = small_file(place, LATEST, 100).decode("ascii", "replace")
    if not _NAME.fullmatch(named):
        raise ReleaseError(f"{place.shown}/{LATEST}", ["this names no release"], REMEDY)
    return place.below(RELEASES).below(named.strip())


def read_manifest(place: Place) -> Manifest:
    """Return the manifest of a release. Raises ReleaseError where it is none, or that of another release."""
    where = f"{place.shown}/{said.NAME}"
    try:
        found = Manifest.from_json(small_file(place, said.NAME, said.LIMIT))
    except ValueError as error:
        raise ReleaseError(where, [f"this is no manifest ({error})"], REMEDY) from error
    name = place.shown.replace(os.sep, "/").rpartition("/")[2]
    if _NAME.fullmatch(name) and name != found.name:
        raise ReleaseError(where, [f"it is that of the release {found.name}"], REMEDY)
    return found


def quads(where: str | os.PathLike[str]) -> Iterator[bytes]:
    """Yield the N-Quads of a release, part by part, in blocks of any division, as its manifest promises them.

    Raises ReleaseError where a part is another; so nothing may be used before the last block has come.
    """
    place = current(where)
    for part in read_manifest(place).parts:
        try:
            if place.size(part.name) is None:
                raise Broken("there is no such file")
            with place.open(part.name) as file:
                yield from read_part(file, part)
        except (Broken, OSError) as error:
            raise ReleaseError(f"{place.shown}/{part.name}", [str(error)], REMEDY) from error


def small_file(place: Place, name: str, limit: int) -> bytes:
    """Return a file that is read as a whole. Raises ReleaseError where there is none, or too much is in it."""
    where, size = f"{place.shown}/{name}", place.size(name)
    if size is None or size > limit:
        problem = "there is no such file" if size is None else f"it has more than {limit:,} bytes"
        raise ReleaseError(where, [problem], REMEDY)
    try:
        with place.open(name) as file:
            return file.read(limit)
    except OSError as error:
        raise ReleaseError(where, [f"it cannot be read ({error.strerror or error})"], REMEDY) from error


__all__ = ["LATEST", "RELEASES", "current", "is_release", "is_url", "quads", "read_manifest", "small_file"]
