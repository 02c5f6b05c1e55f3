"""Write a release: all of it to a folder that nobody sees, which is then given its name, and only then pointed to."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ..errors import OutputError, ReleaseError
from .describe import describe
from .manifest import DESCRIPTION, NAME, Manifest, content_of, part_name, version, with_description
from .part import Broken, checked, write_part
from .places import Here, local
from .room import Room, sync
from .tally import Tally
from .whole import LATEST, RELEASES, read_manifest

Parts = Iterable[Iterable[bytes]]


def write_release(parts: Parts, where: str | os.PathLike[str], zipped: bool = False) -> Manifest:
    """Write parts, as ``parts`` makes them, as a release that a folder or a URL then points to; return its manifest.

    The release before stays where it is. Whatever ends this early, the folder points to a whole release.

    Raises OutputError where it cannot be written, ReleaseError and MissingError where a URL cannot be reached.
    """
    path = local(where)
    if path is None:
        from .send import send  # the slow import of what most releases need not

        with tempfile.TemporaryDirectory() as folder:
            found = _write(parts, Path(folder), zipped)
            send(Path(folder), str(where), found)
            return found
    return _write(parts, path, zipped)


def _write(parts: Parts, path: Path, zipped: bool) -> Manifest:
    from ..build.write import write_bytes  # which knows all about facts, and a release that is read needs none of it

    if path.exists() and not _ours(path):
        raise OutputError(str(path), "this is no folder of releases", "choose a new or an empty folder")
    try:
        with Room(path / RELEASES) as room:
            manifest = _fill(room.fresh, parts, zipped)
            _name(room, manifest)
            write_bytes(path / LATEST, f"{manifest.name}\n".encode())
            sync(path)
    except OSError as error:
        problem = f"cannot write ({error.strerror or error})"
        raise OutputError(str(path), problem, "free some space, or choose another place") from error
    return manifest


def _ours(path: Path) -> bool:
    return path.is_dir() and (not any(path.iterdir()) or (path / RELEASES).is_dir())


def _fill(folder: Path, parts: Parts, zipped: bool) -> Manifest:
    """Write all files of a release into an empty folder."""
    from ..build.graph import ontology_quads

    tally, written = Tally(), []
    for number, blocks in enumerate(parts, 1):
        written.append(write_part(folder / part_name(number, zipped), blocks, zipped, tally))
    ontology = content_of(ontology_quads().encode()).sha256
    manifest = Manifest(version(), ontology, tally.bases, tally.graphs, tuple(written))
    text = describe(manifest, tally)
    manifest = with_description(manifest, text)
    for name, content in ((DESCRIPTION, text), (NAME, manifest.to_json())):
        with (folder / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    sync(folder)
    return manifest


def _name(room: Room, manifest: Manifest) -> None:
    """Give the new folder its name; a whole release that has it already is the same, and stays."""
    place = room.folder / manifest.name
    if place.exists() and _whole(place):
        return
    if place.exists():
        place.rename(room.hidden / "old")
    try:
        room.fresh.rename(place)
    except OSError:
        if not _whole(place):  # no other run has been quicker
            raise
    sync(room.folder)


def _whole(folder: Path) -> bool:
    """Say whether a folder has every file that its manifest names, to the last byte."""
    try:
        found = read_manifest(Here(folder))
        for name, wanted in found.files:
            with Here(folder).open(name) as file:
                for _ in checked(file, wanted):
                    pass
    except (OSError, Broken, ReleaseError):
        return False
    return True
