"""Record a source text: its file, its sha256, and what is said of it; nothing is guessed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..corpus.facts import Facts, Record
from ..corpus.placing import printable
from ..errors import OutputError
from ..evidence.texts import TextError, leads_out, paragraphs, read_bytes
from .new.draft import Draft, Request, begun
from .new.insertion import Insertion

_OUTSIDE = ("the text lies outside the folder of source texts", "copy it into it, or name its folder with --sources")


@dataclass(frozen=True, slots=True)
class SourceText:
    """Hold what can be known of a text that lies in the folder of source texts."""

    file: str  #: its name there, with slashes
    sha256: str
    paragraphs: int


def source_text(file: Path, sources: Path) -> SourceText:
    """Return what can be known of a text. A path that leads nowhere is taken as one in the folder of source texts.

    Raises OutputError where the text lies outside it, cannot be read, is over 20 MB, is not UTF-8, or holds no words.
    """
    path = file if file.is_absolute() or os.path.lexists(file) else sources / file
    try:
        name = _name(path, sources)
        raw = read_bytes(path, sources)
        if raw is None:
            raise TextError("there is no such file", "name a text in the folder of source texts")
        count = len(paragraphs(raw.decode("utf-8")))
    except TextError as error:
        raise OutputError(printable(str(file)), error.what, error.remedy) from error
    except UnicodeDecodeError as error:
        raise OutputError(printable(str(file)), "the text is not UTF-8", "save it as UTF-8") from error
    if not count:
        raise OutputError(printable(str(file)), "the text is empty", "name a text with words in it")
    return SourceText(name, hashlib.sha256(raw).hexdigest(), count)


def _name(path: Path, sources: Path) -> str:
    """Return the name of a path as seen from the folder of source texts. Raises TextError where it lies outside."""
    for real in (os.path.abspath, os.path.realpath):  # as it is written, then with all links followed
        one, folder = Path(real(path)), Path(real(sources))
        if one.is_relative_to(folder):
            name = one.relative_to(folder).as_posix()
            if leads_out(name):
                raise TextError(f"the name {name!r} holds signs that no file of a source may", "give the file another")
            return name
    raise TextError(*_OUTSIDE)


def same_text(facts: Facts, text: SourceText) -> Record | None:
    """Return the source that has the text already, under whatever name.

    Raises OutputError where one has a file of this name, with another text.
    """
    for record in facts.of("Source"):
        if record.data.get("sha256") == text.sha256:
            return record
    for record in facts.of("Source"):
        if record.data.get("file") == text.file:
            what = f"{record.id} has this file, with another sha256: the text has changed since"
            raise OutputError(
                text.file, what, "read it anew and renew the sha256 there, or give the new text a new name"
            )
    return None


def source_draft(
    text: SourceText,
    folder: Path,
    sources: Path | None = None,
    given: Mapping[str, list[str]] | None = None,
    id_: str = "",
    into: Path | None = None,
) -> Draft:
    """Return the draft of the record of a text in a folder of facts, with what else is given: key → texts.

    The id, where none is given, is made of the title, else of the name of the file.
    Raises ParameterError where something that is given does not fit its field.
    """
    known = {**(given or {}), "file": [text.file], "sha256": [text.sha256]}
    draft = begun(Request("sources", given=known, id=id_, into=into), folder, sources)
    if not id_:
        draft.set_id(draft.suggested() or replace(draft, data={"title": Path(text.file).stem}).suggested())
    return draft


def add_source(
    file: Path, sources: Path, folder: Path, given: Mapping[str, list[str]] | None = None, id_: str = ""
) -> Insertion | Record:
    """Record a text and return what was inserted, or the source that has the text already, and nothing is done.

    Raises OutputError, ParameterError and FactsError as ``source_text``, ``source_draft`` and ``insert`` do.
    """
    text = source_text(file, sources)
    draft = source_draft(text, folder, sources, given, id_)
    if known := same_text(draft.facts, text):
        return known
    insertion = draft.insertion()
    insertion.write()
    return insertion
