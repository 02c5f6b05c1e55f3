"""Read a file of facts: size and kind of file first, then its bytes as UTF-8, then its YAML."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..characters import CONTROL, UNFIT
from ..errors import Pointer
from .builder import REFUSED, Builder, TooMuchError
from .positions import locate

DEFAULT_LIMIT = 2_000_000
_BOMS = {
    b"\xff\xfe": ("UTF-16", "the file is UTF-16"),
    b"\xfe\xff": ("UTF-16", "the file is UTF-16"),
    b"\xef\xbb\xbf": ("UTF-8", "the file is UTF-8 with a byte-order mark"),
}
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Say what the reader refuses, and where; lines and columns count from 1."""

    line: int
    column: int
    pointer: Pointer
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Document:
    """Hold what a file says. ``whole`` is False where something ended the reading early; the text is what there is."""

    text: str
    data: dict[str, Any]
    flaws: list[Flaw] = field(default_factory=list)
    whole: bool = True


def read_file(path: Path, limit: int = DEFAULT_LIMIT) -> Document:
    """Return the document in a file of at most ``limit`` bytes; what is wrong with it is in its flaws."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _broken("", 1, 1, "this is no regular file", "remove it, or copy its content into a file")
        if status.st_size > limit:
            return _broken(
                "",
                1,
                1,
                f"the file has {status.st_size:,} bytes, over the limit of {limit:,}",
                "split it, or raise COMMUNIQUE_LIMIT",
            )
        raw = path.read_bytes()
    except OSError as error:
        return _broken("", 1, 1, f"the file cannot be read ({error.strerror})", "check its permissions")
    return _read_bytes(raw)


def _read_bytes(raw: bytes) -> Document:
    for mark, (encoding, what) in _BOMS.items():
        if raw.startswith(mark):
            return _broken(raw.decode(encoding, "replace"), 1, 1, what, "save it as plain UTF-8")
    try:
        return read_document(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        text, what = raw.decode("utf-8", "replace"), f"the byte 0x{raw[error.start]:02x} is not UTF-8"
        return _broken(text, *_place(raw[: error.start].decode("utf-8")), what, "save the file as UTF-8")


def read_document(text: str) -> Document:
    """Return the document that a text writes."""
    if found := UNFIT.search(text):
        what, remedy = f"the control character U+{ord(found[0]):04X}", "remove it"
        if not CONTROL.match(found[0]):
            what = f"the line break U+{ord(found[0]):04X}, which editors do not count"
            remedy = "remove it, or write it as an escape in quotes"
        return _broken(text, *_place(text[: found.start()]), what, remedy)
    builder = Builder(text)
    try:
        builder.build()
    except TooMuchError:
        pass  # the last of its refusals says so
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
        builder.refusals.append(_syntax(text, error))
    flaws = _flaws(text, builder)
    if not isinstance(builder.root, dict) and not flaws:
        flaws = [Flaw(1, 1, (), *_not_a_map(builder.root))]
    return Document(text, builder.root if isinstance(builder.root, dict) else {}, flaws, builder.whole)


def _place(before: str) -> tuple[int, int]:
    """Return the line and column behind a text."""
    lines = _LINE_END.split(before)
    return len(lines), len(lines[-1]) + 1


def _broken(text: str, line: int, column: int, what: str, remedy: str) -> Document:
    return Document(text, {}, [Flaw(line, column, (), what, remedy)], whole=False)


def _not_a_map(root: object) -> tuple[str, str]:
    if root is None:
        return "the file is empty", "write a section such as statements, or remove the file"
    return "the file holds no map of sections", "start it with a section such as 'statements:'"


def _flaws(text: str, builder: Builder) -> list[Flaw]:
    if not builder.refusals:
        return []
    twins = {pointer for *_, pointer, what, _ in builder.refusals if what == "duplicate"}
    places = locate(text, twins) if twins else {}
    flaws, end = [], _place(text)
    for line, column, pointer, what, remedy in builder.refusals:
        if what == "duplicate":
            first = places[pointer].key[0] if pointer in places else "?"
            what, remedy = f"the key {remedy!r} stands here again, after line {first}", "remove one of the two"
        line, column = min((line, column), end)  # libyaml supplies the line end that a text may lack
        flaws.append(Flaw(line, column, pointer, what, remedy))
    return flaws


def _syntax(text: str, error: yaml.MarkedYAMLError | yaml.reader.ReaderError) -> tuple[int, int, Pointer, str, str]:
    if isinstance(error, yaml.reader.ReaderError):
        return 1, 1, (), f"the text cannot be read ({error.reason})", "save it as plain UTF-8"
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = re.sub(r"\s+", " ", error.problem or "the YAML is not well formed")
    lines = _LINE_END.split(text)
    written = lines[line - 1] if line <= len(lines) else ""
    remedy = "mend the indentation, the quotes or the brackets here or just above"
    if "\t" in written[: len(written) - len(written.lstrip())]:
        remedy = "indent with spaces, not with a tab"
    return line, column, (), f"not well-formed YAML: {problem}", remedy


def refused(value: object) -> bool:
    """Say whether the reader put its mark here in place of a value that it refused."""
    return isinstance(value, str) and value.startswith(REFUSED)
