"""Write a part of a release, and read it: what is read is hashed on the way, and never longer than it may be."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from .manifest import Content, Part
from .tally import Tally

_BLOCK = 1 << 20
#: Of zlib: a third of the time of the smallest files, which are a seventh smaller.
_LEVEL = 6
#: More than deflate can make of a byte.
_MOST_UNPACKED = 1040


class Broken(Exception):
    """Say in what a file is not what the manifest says; for who reads it to turn into words with a place."""


class _Sink(Protocol):
    def write(self, data: bytes, /) -> int: ...


def write_part(path: Path, blocks: Iterable[bytes], zipped: bool, tally: Tally) -> Part:
    """Write blocks of whole lines of N-Quads to a new file, count what they say, and return what is there now."""
    with path.open("xb") as file:
        packed = _Hashed(file)
        if zipped:
            # Neither name nor time in the header: the same lines, the same bytes.
            with gzip.GzipFile("", "wb", _LEVEL, packed, mtime=0) as stream:
                plain, quads = _written(_Hashed(stream), blocks, tally)
        else:
            plain, quads = _written(packed, blocks, tally)
        file.flush()
        os.fsync(file.fileno())
    return Part(path.name, quads, packed.content(), plain.content())


def _written(sink: _Hashed, blocks: Iterable[bytes], tally: Tally) -> tuple[_Hashed, int]:
    quads = 0
    for block in blocks:
        sink.write(block)
        tally.add_lines(block)
        quads += block.count(b"\n")
    return sink, quads


class _Hashed:
    """Pass bytes on, and know how many they were and their hash."""

    def __init__(self, sink: _Sink | None) -> None:
        self.sink, self.size, self.hash = sink, 0, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.size += len(data)
        self.hash.update(data)
        if self.sink:
            self.sink.write(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: the file is flushed at the end."""

    def content(self) -> Content:
        return Content(self.size, self.hash.hexdigest())


def read_part(file: BinaryIO, part: Part) -> Iterator[bytes]:
    """Yield what is in a part, in blocks of any division. Raises Broken, at the end at the latest, if it is another."""
    if part.content.bytes > part.file.bytes * (_MOST_UNPACKED if part.zipped else 1):
        raise Broken(f"{part.file.bytes:,} bytes cannot hold the {part.content.bytes:,} that the manifest tells of")
    plain = _Hashed(None)
    blocks = checked(file, part.file)
    for block in _unpacked(blocks) if part.zipped else blocks:
        plain.write(block)
        if plain.size > part.content.bytes:
            raise Broken(f"it unpacks to more than the {part.content.bytes:,} bytes that the manifest tells of")
        yield block
    _compare(plain, part.content, "what is in it")


def checked(file: BinaryIO, wanted: Content) -> Iterator[bytes]:
    """Yield the bytes of a file. Raises Broken, at the end at the latest, where they are not those that are wanted."""
    found = _Hashed(None)
    while block := file.read(min(_BLOCK, wanted.bytes + 1 - found.size)):
        found.write(block)
        if found.size > wanted.bytes:
            raise Broken(f"it is longer than the {wanted.bytes:,} bytes that the manifest tells of")
        yield block
    _compare(found, wanted, "it")


def _compare(found: _Hashed, wanted: Content, what: str) -> None:
    if found.size != wanted.bytes:
        raise Broken(f"{what} is {found.size:,} bytes, and the manifest says {wanted.bytes:,}")
    if found.hash.hexdigest() != wanted.sha256:
        raise Broken(f"the SHA-256 of {what} is not that of the manifest")


def _unpacked(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack one gzip stream, a block at a time however much it makes of little. Raises Broken where it is none."""
    stream = zlib.decompressobj(wbits=31)
    try:
        for block in blocks:
            while block and not stream.eof:
                yield stream.decompress(block, _BLOCK)
                block = stream.unconsumed_tail
            if stream.unused_data or (stream.eof and block):
                raise Broken("something follows what is packed")
        yield stream.flush()
    except zlib.error as error:
        raise Broken(f"it cannot be unpacked ({error})") from error
    if not stream.eof:
        raise Broken("what is packed breaks off")
