"""Put the objects of a PDF in an order of their own: the writer leaves it to chance, run by run."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_HEAD = re.compile(rb"(\d+) 0 obj\n")
_LENGTH = re.compile(rb"/Length (\d+)\n")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_ENTRIES = re.compile(rb"(?:^ +/\w+ \d+ 0 R\n)+", re.MULTILINE)
_TRAILER = re.compile(rb"trailer\n(<<\n.*?\n>>)\nstartxref\n", re.DOTALL)
_STREAM, _END, _END_STREAM = b"\nstream\n", b"\nendobj\n", b"\nendstream"


@dataclass(frozen=True, slots=True)
class _Object:
    dictionary: bytes
    stream: bytes  #: with the words around it, or nothing

    @property
    def references(self) -> list[int]:
        return [int(number) for number in _REFERENCE.findall(self.dictionary)]


def ordered(pdf: bytes) -> bytes:
    """Return a PDF with its objects numbered as they are first referred to, and its dictionaries sorted by name.

    What is not written in the plain way of the one writer that is known here stays as it is.
    """
    start = pdf.find(b" 0 obj\n")
    first = pdf.rfind(b"\n", 0, start) + 1
    objects, end = _objects(pdf, first)
    trailer = _TRAILER.search(pdf, end)
    if start < 0 or not trailer or f"/Size {len(objects) + 1}\n".encode() not in trailer[1]:
        return pdf
    numbers = _numbers(objects, _Object(trailer[1], b"").references)
    if numbers.keys() != objects.keys():  # something is missing, or never referred to
        return pdf
    return _written(pdf[:first], {new: objects[old] for old, new in numbers.items()}, numbers, trailer[1])


def _objects(pdf: bytes, at: int) -> tuple[dict[int, _Object], int]:
    """Return the objects by number, with their dictionaries sorted, and where they end."""
    found: dict[int, _Object] = {}
    while head := _HEAD.match(pdf, at):
        stop, stream = pdf.find(_END, head.end()), pdf.find(_STREAM, head.end())
        if 0 <= stream < stop:
            length = _LENGTH.search(pdf, head.end(), stream)
            stop = stream + len(_STREAM + _END_STREAM) + int(length[1]) if length else -1
        if not pdf.startswith(_END, stop) or stop < 0:
            break
        middle = stream if 0 <= stream < stop else stop
        found[int(head[1])] = _Object(_sorted(pdf[head.end() : middle]), pdf[middle:stop])
        at = stop + len(_END)
        at += pdf.startswith(b"\n", at)
    return found, at


def _sorted(dictionary: bytes) -> bytes:
    return _ENTRIES.sub(lambda found: b"".join(sorted(found[0].splitlines(keepends=True))), dictionary)


def _numbers(objects: dict[int, _Object], roots: list[int]) -> dict[int, int]:
    """Return old → new number of each object that is referred to, in the order in which they are reached."""
    numbers: dict[int, int] = {}
    waiting = roots[::-1]
    while waiting:
        old = waiting.pop()
        if old not in numbers:
            numbers[old] = len(numbers) + 1
            waiting += objects[old].references[::-1] if old in objects else []
    return numbers


def _written(head: bytes, objects: dict[int, _Object], numbers: dict[int, int], trailer: bytes) -> bytes:
    out = bytearray(head)
    places = []
    for number, one in objects.items():
        places.append(len(out))
        out += b"%d 0 obj\n" % number + _renumbered(one, numbers).dictionary + one.stream + _END + b"\n"
    table = b"".join(b"%010d 00000 n\r\n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(places) + 1) + table
    out += b"trailer\n" + _renumbered(_Object(trailer, b""), numbers).dictionary + b"\nstartxref\n%d\n%%%%EOF" % start
    return bytes(out)


def _renumbered(one: _Object, numbers: dict[int, int]) -> _Object:
    dictionary = _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], one.dictionary)
    return replace(one, dictionary=dictionary)
