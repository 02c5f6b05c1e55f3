"""Insert a record into a folder of facts: find its file, lay it out, and check the whole before a byte is written."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import Any

from ...check import check
from ...corpus import placing
from ...corpus.facts import Facts
from ...corpus.folders import Reader, file_limit
from ...corpus.places import DESCRIPTION, fact_files
from ...errors import FactsError, OutputError, Problem
from ...evidence import Proof
from ...reader import Document, read_document, read_file
from ..fmt import flaws
from .home import home
from .insertion import Insertion
from .splice import NoRoomError, Spliced, new_text, splice

#: The name of the JSON Schema that ``communique schema`` writes, for the header that editors read.
SCHEMA_FILE = "facts.schema.json"
Checked = tuple[Facts, Proof]
_SOMETHING_ELSE = "the file would say something else besides"


def insert(
    folder: Path, section: str, id_: str, data: dict[str, Any], file: Path | None = None, sources: Path | None = None
) -> Insertion:
    """Insert a record and write its file, atomically. Raises as ``drafted`` and its ``write`` do."""
    insertion = drafted(folder, section, id_, data, file, sources)
    insertion.write()
    return insertion


def drafted(
    folder: Path,
    section: str,
    id_: str,
    data: dict[str, Any],
    file: Path | None = None,
    sources: Path | None = None,
    before: Checked | None = None,
) -> Insertion:
    """Return the insertion of a record, checked with all other facts, and write nothing.

    With ``before``, the facts as they are and what is proved of them, they need not be read again.

    Raises FactsError where the file is not sound, OutputError where it is none of these facts or has no room.
    """
    facts, proof = before or known(folder, sources)
    path, why = (_within(folder, file), "it was named") if file else home(facts, folder, section, data)
    old, spliced = _spliced(folder, path, section, id_, data)
    document = read_document(spliced.text)
    _prove(path, old, document, section, id_, data)
    after, now = check(folder, sources, read=_instead(path, document), unsaved=(path,))
    fresh = tuple(one for one in anew(after.problems, facts.problems) if one.id != id_ or not _comes_next(one, data))
    unverified = max(0, now.unverified - proof.unverified)
    old_text = old.text if old else ""
    return Insertion(path, why, spliced.lines, spliced.number, old_text, spliced.text, fresh, unverified)


def known(folder: Path, sources: Path | None = None) -> Checked:
    """Return the facts of a folder, checked; none where there is no such folder yet."""
    if not [path for path in fact_files(folder) if path.name != DESCRIPTION]:
        return Facts(), Proof()
    return check(folder, sources)


def _comes_next(problem: Problem, data: dict[str, Any]) -> bool:
    """Say whether a problem of a new record is only that what belongs to it cannot have been recorded yet."""
    is_vetoed = problem.rule == "veto-not-recorded" and data.get("result") == "vetoed"
    return problem.rule == "nothing-uses-it" or is_vetoed


def _within(folder: Path, file: Path) -> Path:
    """Return the path of a file as the folder has it; a bare name is one in the folder, if none is here."""
    path = folder / file if file.parent == Path() and not file.exists() else file
    relative = Path(os.path.relpath(path.resolve(), folder.resolve()))
    hidden = any(part.startswith(".") for part in relative.parts)
    if hidden or path.suffix.lower() not in (".yaml", ".yml") or path.is_dir():
        raise OutputError(str(file), "this is no file of these facts", f"name a .yaml file in {folder}")
    return folder / relative


def _spliced(folder: Path, path: Path, section: str, id_: str, data: dict[str, Any]) -> tuple[Document | None, Spliced]:
    """Return the file as it is, None where there is none, and as it would be."""
    if path.name == DESCRIPTION:
        raise OutputError(str(path), "this describes the data set, and holds no facts", "name another file")
    if not path.exists():
        return None, new_text(section, id_, data, _header(folder, path))
    document = read_file(path, file_limit())
    if document.flaws:
        raise FactsError(flaws(path, document))
    try:
        return document, splice(document, section, id_, data)
    except NoRoomError as error:
        raise OutputError(str(path), str(error), f"run: communique fmt {path}") from error


def _header(folder: Path, path: Path) -> str:
    """Return the line that tells an editor the schema, where it lies at the top of the folder."""
    if not (folder / SCHEMA_FILE).exists():
        return ""
    return f"# yaml-language-server: $schema={Path(os.path.relpath(folder / SCHEMA_FILE, path.parent)).as_posix()}\n"


def _prove(path: Path, old: Document | None, new: Document, section: str, id_: str, data: dict[str, Any]) -> None:
    """Prove that the new text says what the old one does, and the record. Raises OutputError, or FactsError."""
    if old and id_ in old.data.get(section, {}):
        place = placing.printable(str(path))
        raise FactsError([Problem(place, 1, 1, id_, f"{section} have this id already", "choose another id with --id")])
    wanted = {**(old.data if old else {})}
    wanted[section] = {**wanted.get(section, {}), id_: data}
    if new.flaws or json.dumps(new.data, sort_keys=True) != json.dumps(wanted, sort_keys=True):
        raise OutputError(str(path), _SOMETHING_ELSE, "insert the record by hand, and report this with the file")


def _instead(path: Path, document: Document) -> Reader:
    """Return a reader of files that finds a document in the place of one of them."""

    def read(other: Path, limit: int) -> Document:
        return document if other == path or other.resolve() == path.resolve() else read_file(other, limit)

    return read


def anew(problems: Collection[Problem], before: Collection[Problem]) -> list[Problem]:
    """Return the problems that were not there before, whatever lines they moved to."""
    seen, fresh = Counter(map(_without_place, before)), []
    for problem in problems:
        key = _without_place(problem)
        if seen[key]:
            seen[key] -= 1
        else:
            fresh.append(problem)
    return fresh


def _without_place(problem: Problem) -> tuple[str, str, str, str]:
    return problem.file, problem.id, problem.rule, re.sub(r":\d+", "", problem.what)
