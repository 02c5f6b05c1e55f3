"""Send a release that is written here to storage that a URL names: its parts first, and last the name to it."""

from __future__ import annotations

from pathlib import Path

from ..errors import OutputError
from .manifest import NAME, Manifest
from .places import There, storage
from .whole import LATEST, RELEASES


def send(folder: Path, url: str, manifest: Manifest) -> None:
    """Copy a release out of a folder of releases; nothing points to it before the last file of it is there.

    Raises OutputError where the storage does not take it, ReleaseError and MissingError where it cannot be reached.
    """
    system, root = storage(url)
    here = folder / RELEASES / manifest.name
    there = There(system, f"{root}/{RELEASES}/{manifest.name}", url)
    names = [*(name for name, _ in manifest.files), NAME]
    try:
        if not all(there.size(name) == (here / name).stat().st_size for name in names):
            system.makedirs(there.root, exist_ok=True)
            for name in names:
                system.put_file(str(here / name), f"{there.root}/{name}")
        system.pipe_file(f"{root}/{LATEST}", f"{manifest.name}\n".encode())
    except (OSError, ValueError) as error:  # ValueError: what can only be read
        raise OutputError(
            url, f"cannot write ({error})", "see that you may write there, or choose another place"
        ) from error
