"""Divide the graph of sound facts into parts, so that what a record says of itself stays together."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from ..build.pieces import pieces, whole
from ..compile.parts import Each, Told, in_turn
from ..corpus.places import default_folder
from ..errors import OutputError

#: What follows the IRI of a record in the IRI of what is nested in it: ``/evidence/1``, at any depth.
_NESTED = re.compile(rb"(?:/\w+/\d+)+>$")
_BLOCK = 1 << 20


def parts(
    facts: Path | None, count: int, sources: Path | None = None, each: Each = in_turn, told: Told | None = None
) -> Iterator[Iterable[bytes]]:
    """Yield the graph of some facts in at most so many parts, in order, each as blocks of whole lines of N-Quads.

    Each part is to be taken before the next one is asked for. With ``sources``, quotes are proved first.

    Raises FactsError, with every problem, when the facts are not sound, OutputError where the disk has no room.
    """
    folder = facts or default_folder()
    with tempfile.TemporaryFile() as file:  # how long the graph is, and a part, is known when all of it is made
        _keep(file, [whole(folder, sources)] if sources else pieces(folder, each, told))
        size, start = file.tell(), 0
        for number in range(1, count + 1):
            end = _boundary(file, size * number // count)
            if start < end:
                yield _blocks(file, start, end)
                start = end


def _keep(file: BinaryIO, made: Iterable[bytes]) -> None:
    for piece in made:
        try:
            file.write(piece)
        except OSError as error:
            problem = f"cannot write ({error.strerror or error})"
            raise OutputError(tempfile.gettempdir(), problem, "free some space, or set TMPDIR") from error


def _blocks(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    while start < end:
        file.seek(start)
        block = file.read(min(_BLOCK, end - start))
        block += b"" if block.endswith(b"\n") else file.readline()
        yield block
        start += len(block)


def _boundary(file: BinaryIO, near: int) -> int:
    """Return where the record ends that a place is in, or the next one if the place is between two."""
    file.seek(max(near - 1, 0))
    file.readline()
    record, end = b"", file.tell()
    for line in iter(file.readline, b""):
        if record not in {b"", _record(line)}:
            break
        record, end = _record(line), end + len(line)
    return end


def _record(line: bytes) -> bytes:
    """Return the IRI of the record that a line is of."""
    return _NESTED.sub(b">", line[: line.index(b" ")])
