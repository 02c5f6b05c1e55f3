"""Hold single changes, and find the lines where they are to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ...corpus.facts import File
from ...errors import Pointer
from ...reader import Place, locate
from .revision import Side
from .words import Sentence

What = Literal["added", "removed", "changed", "renamed", "retired", "revived"]


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one change, with the place where it is to be read: in the new facts, or where it was in the old ones."""

    id: str
    section: str
    what: What
    property: str  #: key of what changed in a record, "" for the record as a whole
    before: str | None
    after: str | None
    file: str
    line: int
    kind: str  #: name of the class of the record
    said: Sentence
    record: str  #: file:line of the record


@dataclass(frozen=True, slots=True)
class Spot:
    """Hold where something is to be read."""

    file: File
    at: Pointer
    is_gone: bool = False  #: in the old facts, and no more in the new ones


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a change before its line, and that of its record, is known."""

    change: Change
    at: Spot
    head: Spot


class _Places:
    """Find lines; only files in which something changed are walked, and each once."""

    def __init__(self, old: Side, new: Side) -> None:
        self._old, self._new = old, new
        self._lines: dict[int, dict[Pointer, Place]] = {}

    def of(self, spot: Spot) -> tuple[str, int]:
        """Return the name of the file, and the line, of a spot or of what it is in."""
        document, at = spot.file.document, spot.at
        places = self._lines.setdefault(id(document), {}) or locate(document.text)
        self._lines[id(document)] = places
        while at and at not in places:
            at = at[:-1]
        name = (self._old if spot.is_gone else self._new).named(spot.file.name)
        return name, places[at].key[0] if at in places else 1


def placed(found: Iterable[Found], old: Side, new: Side) -> Iterator[Change]:
    """Yield the changes with their files and lines."""
    places = _Places(old, new)
    for one in found:
        (file, line), (head, first) = places.of(one.at), places.of(one.head)
        yield replace(one.change, file=file, line=line, record=f"{head}:{first}")
