"""Tell a curator's own facts from those that are installed with the package, which nothing here may change."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from ..corpus.places import default_folder, shipped_folder
from ..errors import OutputError

_INSTALLED = ("these facts are installed with the package", "name a folder of your own, such as my-facts")


def own_folder() -> Path:
    """Return where facts are when nobody says, unless that is where the package is: they would change for everybody.

    Raises OutputError where there is no folder of one's own.
    """
    folder = default_folder()
    if folder.resolve() == shipped_folder().resolve() and folder.is_absolute():
        raise OutputError(str(folder), *_INSTALLED)
    return folder


def must_be_own(path: Path) -> None:
    """Raise OutputError where a file belongs to an installed package; the facts of a checkout may be changed."""
    installed = {Path(sysconfig.get_path(name)).resolve() for name in ("purelib", "platlib")}
    inside = path.resolve().is_relative_to(shipped_folder().resolve())
    if inside and any(path.resolve().is_relative_to(folder) for folder in installed):
        raise OutputError(str(path), *_INSTALLED)
