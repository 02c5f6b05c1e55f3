"""Open the graph of a folder: of facts, of a store that was built, or of a release."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..build.cache import is_large, kept
from ..build.cache import place as cache_place
from ..corpus.places import LATEST, MANIFEST, fact_files
from ..errors import OutputError, ParameterError, ReleaseError, did_you_mean
from .embedded import EmbeddedStore
from .limits import can_limit_on_disk

if TYPE_CHECKING:
    from ..compile.parts import Told

Where = Literal["memory", "disk"]
_WHERE: tuple[Where, ...] = ("memory", "disk")


def opened(
    folder: Path, sources: Path | None, where: str | None, workers: int | None = None, told: Told | None = None
) -> EmbeddedStore:
    """Return the store of the graph of a folder; what is built of facts is in memory or on disk, by its size.

    Raises FactsError where facts are not sound, ParameterError for another place than memory or disk.
    """
    place = _place(where)
    if (folder / "CURRENT").exists():
        return EmbeddedStore.open(folder)
    if any((folder / name).exists() for name in (LATEST, MANIFEST)) and (found := _released(folder)):
        return found
    if sources:
        return EmbeddedStore.from_quads(_whole(folder, sources), checked=True)
    if place != "disk" and not is_large(folder):
        return EmbeddedStore.from_quads(kept(fact_files(folder), partial(_whole, folder)), checked=True)
    return _large(folder, place, workers, told)


def _released(folder: Path) -> EmbeddedStore | None:
    """Return the graph of a release, of which every term is looked at; None where the folder is none."""
    from ..release import is_release, quads

    try:
        return EmbeddedStore.from_pieces(quads(folder)) if is_release(folder) else None
    except SyntaxError as error:
        remedy = "see what else is wrong with it: communique verify"
        raise ReleaseError(str(folder), [f"a part is no N-Quads ({error})"], remedy) from error


def _large(folder: Path, place: Where | None, workers: int | None, told: Told | None) -> EmbeddedStore:
    if place == "memory" or (place is None and not can_limit_on_disk()):
        return _in_memory(folder, workers, told)
    if place == "disk" and cache_place() is None:
        problem = "COMMUNIQUE_CACHE is off, and the store on disk would be kept there"
        raise ParameterError("store", problem, "set it to a folder, or build a store: communique build -o FOLDER")
    from ..build.home import found

    if (known := found(folder)) or (known := _kept(folder, place, workers, told)):
        return EmbeddedStore.open(known)
    return _in_memory(folder, workers, told)


def _kept(folder: Path, place: Where | None, workers: int | None, told: Told | None) -> Path | None:
    """Build a store in the cache, and return it; None where nothing may be kept, or the facts are not sound.

    A cache that cannot be written is an error only where a store on disk was asked for.
    """
    from ..build.pieces import each_by
    from ..build.stores import kept
    from ..build.work import Workers
    from ..compile.parts import UnsoundError

    try:
        return kept(folder, each_by(Workers.from_options(workers, None)), told)
    except UnsoundError:
        return None  # building them in memory tells what is wrong
    except OutputError:
        if place == "disk":
            raise
        return None


def _in_memory(folder: Path, workers: int | None, told: Told | None) -> EmbeddedStore:
    from ..build.pieces import each_by, pieces
    from ..build.work import Workers

    each = each_by(Workers.from_options(workers, None))
    return EmbeddedStore.from_pieces(pieces(folder, each, told), checked=True)


def _whole(folder: Path, sources: Path | None = None) -> bytes:
    from ..build.pieces import whole  # what reads and checks facts takes long to import, and is seldom needed

    return whole(folder, sources)


def _place(where: str | None) -> Where | None:
    """Return where a graph is to be, as it is said or COMMUNIQUE_STORE says, None where nobody does."""
    named = where or os.environ.get("COMMUNIQUE_STORE")
    if not named:
        return None
    for known in _WHERE:
        if named == known:
            return known
    raise ParameterError("store", f"{named!r} is no place for a graph", did_you_mean(named, _WHERE))
