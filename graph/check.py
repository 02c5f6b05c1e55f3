"""Check facts: read them, run every rule, prove every quote, and say at which line what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from . import evidence, rules
from .corpus.collector import paused
from .corpus.facts import Facts
from .corpus.folders import Reader, finish, load_facts
from .corpus.places import default_folder
from .evidence import Proof
from .reader import Document, read_file


def check(
    facts: Path | None = None,
    sources: Path | None = None,
    read: Reader = read_file,
    unsaved: tuple[Path, ...] = (),
    also: Callable[[Facts], None] | None = None,
    told: Callable[[int], None] | None = None,
) -> tuple[Facts, Proof]:
    """Read facts and check everything about them; problems are in ``Facts.problems``, sorted by place.

    With ``read``, files are read by it: whoever checks again and again need not read again what has not changed;
    ``unsaved`` names files that only ``read`` knows.
    ``told`` hears, before each file is read, how many were. With ``also``, it may note faults of its own before all of
    them are placed.

    Raises FactsError when there is no such folder or no facts are in it.
    """
    with paused():
        reader = _telling(read, told) if told else read
        found = load_facts(facts or default_folder(), read=reader, unsaved=unsaved)
        rules.check(found)
        proof = evidence.prove(found, sources)
        rules.waive(found, rules.all_rules())
        if also:
            also(found)  # what it notes is of this check only, and cannot be waived
        return finish(found), proof


def _telling(read: Reader, told: Callable[[int], None]) -> Reader:
    count = 0

    def telling(path: Path, limit: int) -> Document:
        nonlocal count
        told(count)
        count += 1
        return read(path, limit)

    return telling
