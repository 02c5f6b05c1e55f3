"""Hold a release against its manifest, file by file, and tell everything that is wrong with it at once."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, cast

import pyoxigraph as ox

from .describe import describe
from .manifest import DESCRIPTION, NAME, Manifest, Part, version
from .part import Broken, checked, read_part
from .places import Place
from .tally import Tally
from .whole import current, read_manifest

#: So many lines of a description are told that are wrong, and bytes of it read.
_FEW, _LIMIT = 3, 100_000_000
#: What is counted at once, and how many kinds of it there may be.
_AT_ONCE, _MOST = 50_000, 100_000


@dataclass(frozen=True, slots=True)
class Verified:
    """Hold what a release is, and, as (file, problem), everything that is wrong with it."""

    where: str
    manifest: Manifest
    problems: tuple[tuple[str, str], ...]


def verify(where: str | os.PathLike[str]) -> Verified:
    """Read a release to its end: bytes, hashes, syntax and counts of each part, the description, and no file more.

    Raises ReleaseError where there is none, or its manifest cannot be used.
    """
    place = current(where)
    manifest = read_manifest(place)
    return Verified(place.shown, manifest, tuple(_problems(place, manifest)))


def _problems(place: Place, manifest: Manifest) -> Iterator[tuple[str, str]]:
    named = {NAME, *(name for name, _ in manifest.files)}
    yield from ((name, "the manifest does not name it") for name in place.names() if name not in named)
    tally, whole = Tally(), True
    for part in manifest.parts:
        for problem in _of_part(place, part, tally):
            whole = False
            yield part.name, problem
    if whole:
        wrong = list(_of_counts(tally, manifest))
        whole = not wrong
        yield from ((NAME, problem) for problem in wrong)
    yield from ((DESCRIPTION, problem) for problem in _of_description(place, manifest, tally if whole else None))


def _of_part(place: Place, part: Part, tally: Tally) -> Iterator[str]:
    """Count what is in a part, and yield what is wrong with it, which is one thing at most."""
    counted = sum(tally.properties.values())
    try:
        _refuse_wrong_size(place, part.name, part.file.bytes)
        with place.open(part.name) as file:
            _count(read_part(file, part), tally)
    except (Broken, OSError) as error:
        yield str(error)
        return
    if (found := sum(tally.properties.values()) - counted) != part.quads:
        yield f"it has {found:,} quads, and the manifest says {part.quads:,}"


def _refuse_wrong_size(place: Place, name: str, wanted: int) -> None:
    size = place.size(name)
    if size is None:
        raise Broken("there is no such file")
    if size != wanted:
        raise Broken(f"it is {size:,} bytes, and the manifest says {wanted:,}")


def _count(blocks: Iterator[bytes], tally: Tally) -> None:
    stream = _Stream(blocks)
    try:
        parsed = ox.parse(cast("IO[bytes]", stream), format=ox.RdfFormat.N_QUADS)
        while tally.size <= _MOST and tally.add_quads(islice(parsed, _AT_ONCE)):
            pass
        if tally.size > _MOST:
            raise Broken("with it there are more properties and classes than in any graph of ours")
    except SyntaxError as error:
        if stream.error is None:
            raise Broken(f"it is no N-Quads ({error})") from error
    for _ in blocks:  # a part that breaks off in a line is told as such
        pass
    if stream.error:
        raise stream.error


class _Stream(io.RawIOBase):
    """Read blocks as a file; what ends them early is kept, since the parser has errors of its own only."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.blocks, self.rest = blocks, b""
        self.error: Broken | OSError | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            while not self.rest and self.error is None:
                self.rest = next(self.blocks)
        except StopIteration:
            return b""
        except (Broken, OSError) as error:
            self.error = error
        found, self.rest = (self.rest, b"") if size < 0 else (self.rest[:size], self.rest[size:])
        return found


def _of_counts(tally: Tally, manifest: Manifest) -> Iterator[str]:
    found = tally.graphs
    for graph in sorted({*found, *manifest.graphs}):
        one, other = found.get(graph, 0), manifest.graphs.get(graph, 0)
        if one != other or graph not in manifest.graphs:
            name = ascii(graph)[1:-1][:200] or "the graph without name"
            yield f"{name} has {one:,} quads in the parts, and {other:,} here"
    if tally.bases != manifest.bases:
        yield f"the bases of the data sets in the parts are {', '.join(tally.bases)[:200]}, and others here"


def _of_description(place: Place, manifest: Manifest, tally: Tally | None) -> Iterator[str]:
    try:
        _refuse_wrong_size(place, DESCRIPTION, manifest.description.bytes)
        if manifest.description.bytes > _LIMIT:
            raise Broken(f"it has more than {_LIMIT:,} bytes")
        with place.open(DESCRIPTION) as file:
            text = b"".join(checked(file, manifest.description))
        said = _statements(text)
        # Another version may have described the same content otherwise.
        same = tally is not None and manifest.communique == version()
        counted = _statements(describe(manifest, tally)) if tally is not None and same else said
    except (Broken, OSError) as error:
        yield str(error)
    else:
        yield from _few("the parts do not say so", said - counted)
        yield from _few("it does not say", counted - said)


def _statements(text: bytes) -> set[str]:
    try:
        return {str(one.triple) for one in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri="release:")}
    except SyntaxError as error:
        raise Broken(f"it is no Turtle ({error})") from error


def _few(what: str, lines: Iterable[str]) -> Iterator[str]:
    found = sorted(lines)
    for line in found[:_FEW]:
        yield f"{what}: {line[:300]}"
    if len(found) > _FEW:
        yield f"{what}: {len(found) - _FEW:,} lines more"
