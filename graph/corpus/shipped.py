"""Know what is shipped, for whoever refers to it and does not build on it."""

from __future__ import annotations

import re
from functools import cache

from .places import fact_files, shipped_folder
from .record import Dataset

SHIPPED = "communique"
EXTEND = f"it is shipped: write 'extends: [{SHIPPED}]' in dataset.yaml"
_ID = re.compile(r"^  ([a-z0-9-]+):", re.MULTILINE)


@cache
def shipped_ids() -> frozenset[str]:
    """Return the ids of the shipped records, as they stand in the files."""
    return frozenset(id_ for path in fact_files(shipped_folder()) for id_ in _ID.findall(path.read_text("utf-8")))


def builds_on_shipped(datasets: list[Dataset]) -> bool:
    """Say whether the shipped facts are among those that were read."""
    return any(dataset.folder.resolve() == shipped_folder().resolve() for dataset in datasets)
