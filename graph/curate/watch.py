"""Check facts again whenever a file of theirs, or a source text, is saved."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..check import check
from ..corpus.facts import Facts
from ..corpus.places import default_folder, fact_files
from ..errors import FactsError
from ..evidence import Proof
from ..reader import Document, read_file

#: Seconds between two looks, and how long a file must stay as it is before it is read: an editor writes in steps.
LOOK, SETTLE = 0.1, 0.02
#: A file's size, time and place on disk; what is saved over has another.
State = dict[Path, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold what one check found, and how many seconds it took from the moment the change was seen."""

    facts: Facts
    proof: Proof
    seconds: float


class Kept:
    """Read files, and remember each as long as it is not saved anew."""

    def __init__(self) -> None:
        self._documents: dict[Path, tuple[tuple[int, int, int] | None, Document]] = {}

    def __call__(self, path: Path, limit: int) -> Document:
        """Return the document in a file, read anew only where the file is another."""
        state, (known, document) = _state_of(path), self._documents.get(path, (None, None))
        if document is None or state is None or state != known:
            document = read_file(path, limit)
            self._documents[path] = (state, document)
        return document


def watch(folder: Path | None = None, sources: Path | None = None) -> Iterator[Checked]:
    """Yield what a check finds, at once and after each change; never ends. A folder that is gone is a problem too."""
    read, watched = Kept(), [folder or default_folder()]
    while True:
        start = time.monotonic()
        state = _settled(watched)
        try:
            facts, proof = check(folder, sources, read=read)
            watched = [*(dataset.folder for dataset in facts.datasets), *_texts(facts, sources)]
        except FactsError as error:
            facts, proof = Facts(problems=list(error.problems)), Proof()
        now = _state(watched)  # other files perhaps; of those that were read, the state before the reading counts
        state = {path: state.get(path, new) for path, new in now.items()}
        yield Checked(facts, proof, time.monotonic() - start)
        while _state(watched) == state:
            time.sleep(LOOK)


def _texts(facts: Facts, sources: Path | None) -> list[Path]:
    """Return the source texts in the folder that the facts name; what is named outside of it is not looked at."""
    names = [record.data.get("file") for record in facts.of("Source")] if sources else []
    paths = [sources / name for name in names if sources and isinstance(name, str) and "\0" not in name]
    return [path for path in paths if sources and path.resolve().is_relative_to(sources.resolve())]


def _settled(watched: list[Path]) -> State:
    state = _state(watched)
    while True:
        time.sleep(SETTLE)
        if (now := _state(watched)) == state:
            return state
        state = now


def _state(watched: list[Path]) -> State:
    """Return the state of every file watched: those of a folder of facts, and the texts."""
    found = {path: _state_of(path) for one in watched for path in fact_files(one)}
    return {path: state for path, state in found.items() if state}


def _state_of(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
