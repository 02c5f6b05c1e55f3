"""Do the least that a build into a store must do with these parts: drain libyaml's events, load ready N-Quads in bulk.

The text of every file of facts goes through libyaml, and each of its events becomes a Python object, which is thrown
away. Nothing is checked, nothing is made of it; the N-Quads were made before, and are believed (``lenient``).

    python benchmarks/floor.py FACTS QUADS [FOLDER]     (into memory, or into a store on disk)
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox
import yaml


def drain(facts: Path) -> int:
    """Read all files of a folder as libyaml's events, and return how many there are."""
    count = 0
    for path in sorted(facts.glob("*.yaml")):
        loader = yaml.CSafeLoader(path.read_text(encoding="utf-8"))
        while loader.get_event() is not None:
            count += 1
        loader.dispose()
    return count


def fill(quads: Path, folder: Path | None) -> ox.Store:
    """Return a store with the N-Quads of a file, in memory or on disk."""
    store = ox.Store(str(folder)) if folder else ox.Store()
    store.bulk_load(path=str(quads), format=ox.RdfFormat.N_QUADS, lenient=True)  # as fast as it goes
    if folder:
        store.flush()
    return store


if __name__ == "__main__":
    print(drain(Path(sys.argv[1])))
    store = fill(Path(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None)
