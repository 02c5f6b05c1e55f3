"""Say where facts are: which folder, which files."""

from __future__ import annotations

import os
from importlib.resources import files as resources
from pathlib import Path

DESCRIPTION = "dataset.yaml"


def shipped_folder() -> Path:
    """Return the folder of the facts that are installed with the package."""
    return Path(str(resources("communique.facts")))


def default_folder() -> Path:
    """Return where facts come from when nobody says: COMMUNIQUE_FACTS, ``./facts``, the shipped ones."""
    if named := os.environ.get("COMMUNIQUE_FACTS"):
        return Path(named)
    here = Path("facts")
    return here if here.is_dir() else shipped_folder()


def fact_files(folder: Path) -> list[Path]:
    """Return the files of a folder of facts, its description among them, sorted; a file stands for itself."""
    if not folder.is_dir():
        return [folder] if folder.exists() else []
    found = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in {".yaml", ".yml"} and not hidden and not path.is_dir():
            found.append(path)
    return found
