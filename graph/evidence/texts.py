"""Read the texts of sources: only what lies in their folder, is a text, and is the one that was read."""

from __future__ import annotations

import hashlib
import re
import stat
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ..corpus.facts import Facts, Record
from ..corpus.folders import finish
from ..errors import CommuniqueError, FactsError, Fault
from ..reader.document import refused
from .normalise import Span, normalise, written

LIMIT = 20_000_000
#: The codes of what is found here.
FILE, NO_DIGEST, CHANGED = "source-file", "source-without-sha256", "source-changed"
_LINE_END = re.compile(r"\r?\n")


class Text:
    """Hold a source text as it is in its file, and its paragraphs, counted from 1, in normal form."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._spans = [(start, end) for start, end in _lines(raw) if raw[start:end].strip()]
        self._normal: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._spans)

    def paragraph(self, number: int) -> str:
        """Return a paragraph in the form in which quotes are compared."""
        if number not in self._normal:
            self._normal[number] = normalise(self.as_written(number))
        return self._normal[number]

    def as_written(self, number: int) -> str:
        """Return a paragraph as it is in the file."""
        start, end = self._spans[number - 1]
        return self.raw[start:end]

    def start(self, number: int) -> int:
        """Return where in the file a paragraph starts, in code points."""
        return self._spans[number - 1][0]

    def number_at(self, position: int) -> int:
        """Return the number of the paragraph in which a position of the file lies."""
        return bisect_right(self._spans, position, key=lambda span: span[0])

    def in_file(self, number: int, spot: Span) -> Span:
        """Return where in the file, in code points, a spot of a paragraph in normal form stands."""
        start, end = written(self.as_written(number), *spot)
        return self.start(number) + start, self.start(number) + end


#: Id of a source → its text; None where that is not at hand.
Texts = dict[str, Text | None]


class TextError(CommuniqueError):
    """Say what is wrong with a text, what to do, and which key of its source it is about."""

    def __init__(self, what: str, remedy: str, rule: str = FILE, key: str = "file") -> None:
        self.what, self.remedy, self.rule, self.key = what, remedy, rule, key
        super().__init__(f"{what}; {remedy}")

    def fault(self, record: Record) -> Fault:
        """Return it as a fault of the source."""
        return Fault((*record.pointer, self.key), self.what, self.remedy, rule=self.rule)


def paragraphs(text: str) -> list[str]:
    """Return the non-blank lines of a source text; the first is paragraph 1."""
    return [text[start:end] for start, end in _lines(text) if text[start:end].strip()]


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for found in _LINE_END.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def faults_of_file(record: Record) -> Iterator[Fault]:
    """Yield what is wrong with a source's ``file`` whether its text is at hand or not."""
    name, at = record.data.get("file"), (*record.pointer, "file")
    if not isinstance(name, str) or refused(name):
        return
    if leads_out(name):
        what = f"the file {name!r} lies outside the folder of source texts"
        yield Fault(at, what, "name a file in the folder of source texts", rule=FILE)
    elif "sha256" not in record.data:
        yield Fault(at, "the text has no sha256", "add it, so that it is the text that was read", rule=NO_DIGEST)


def read_text(record: Record, sources: Path | None) -> Text | None:
    """Return the text of a source, None where it is not at hand.

    Raises TextError where it cannot be read, is no text, or is not the one that was read.
    """
    name = record.data.get("file")
    if sources is None or not isinstance(name, str) or refused(name) or leads_out(name):
        return None
    raw = read_bytes(sources / name, sources)
    if raw is None:
        return None
    _compare(record, raw)
    try:
        return Text(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise TextError("the text is not UTF-8", "save it as UTF-8 and renew its sha256") from error


def read_bytes(path: Path, sources: Path) -> bytes | None:
    """Return the bytes of a text in the folder of source texts, None where it is not there.

    Raises TextError where it cannot be read, or is none that may be.
    """
    try:
        if not path.exists():
            return None
        if not path.resolve().is_relative_to(sources.resolve()):
            raise TextError("the file is a link out of the folder of source texts", "copy the text into it")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > LIMIT:
            raise TextError("this is no regular file of at most 20 MB", "name the text itself")
        return path.read_bytes()
    except OSError as error:
        what = f"the text cannot be read ({error.strerror})"
        raise TextError(what, "correct its name, or its permissions") from error


def _compare(record: Record, raw: bytes) -> None:
    said, found = str(record.data.get("sha256", "")), hashlib.sha256(raw).hexdigest()
    if re.fullmatch("[0-9a-f]{64}", said) and said != found:
        remedy = "get the text that was read, or read this one anew"
        raise TextError(f"the text at hand has sha256 {found}", remedy, CHANGED, "sha256")


def leads_out(name: str) -> bool:
    """Say whether a name may lead out of the folder of source texts, here or on another system."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name


def text_at_hand(record: Record, sources: Path | None) -> Text:
    """Return the text of a source. Raises FactsError, with its place in the facts, where it is not at hand or unfit."""
    try:
        found = read_text(record, sources)
    except TextError as error:
        raise located(record, error.fault(record)) from error
    if found is None:
        raise located(record, absent(record))
    return found


def absent(record: Record) -> Fault:
    """Return the fault of a source whose text is needed and not at hand."""
    if "file" not in record.data:
        return Fault(record.pointer, "the source names no file", "add its file and sha256", at="key", rule=FILE)
    remedy = "put it there, or name the right folder with --sources"
    return Fault((*record.pointer, "file"), "the text is not in the folder of source texts", remedy, rule=FILE)


def located(record: Record, *faults: Fault) -> FactsError:
    """Return the error that tells faults of one record with their lines."""
    alone = Facts(files=[record.file])
    for fault in faults:
        alone.fault(record, fault)
    return FactsError(finish(alone).problems)
