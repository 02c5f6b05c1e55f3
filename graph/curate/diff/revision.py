"""Read facts as they are in a folder, or as they were in a revision of it, to be compared."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from ...corpus.facts import Facts, File, Record
from ...corpus.folders import finish, load_facts
from ...corpus.placing import printable
from ...corpus.references import unread_ids
from ...errors import FactsError, RevisionError
from .git import Tree

#: ``A..B``, which is no path.
_RANGE = re.compile(r"([^./].*?)(?<![./])\.\.(?![./])(.*)")


@dataclass(frozen=True)
class Side:
    """Hold one of two sets of facts that are compared: those of the folder itself, without what it extends."""

    facts: Facts
    title: str  #: as it was named
    unpacked: str = ""  #: where its files were read, if elsewhere than where they belong
    belongs: str = ""
    records: dict[str, Record] = field(init=False, repr=False)
    unread: set[str] | None = field(init=False, repr=False)  #: what may be ids in what could not be read; None: any

    def __post_init__(self) -> None:
        own = self.facts.datasets[0]
        records = {id_: record for id_, record in sorted(self.facts.records.items()) if record.file.dataset is own}
        object.__setattr__(self, "records", records)
        object.__setattr__(self, "unread", unread_ids(self.facts))

    def lacks(self, id_: str) -> bool:
        """Say whether nothing has an id here, as far as all could be read."""
        return id_ not in self.facts.records and self.unread is not None and id_ not in self.unread

    def named(self, text: str) -> str:
        """Return a text, such as the name of a file, with where the files belong for where they were unpacked."""
        return text.replace(self.unpacked, self.belongs) if self.unpacked else text

    def description(self) -> File | None:
        """Return the ``dataset.yaml`` of the folder, None where there is none."""
        folder = self.facts.datasets[0].folder
        return next((one for one in self.facts.files if one.describes and Path(one.name).parent == folder), None)


def read_side(named: str, facts: Path) -> Side:
    """Return the facts in the folder, or file, of a name, or in the revision of that name of the folder of facts.

    What is wrong with them is in ``facts.problems``. Raises FactsError where no facts are, UnknownError and
    RevisionError where a revision cannot be read.
    """
    if _is_there(named):
        return Side(finish(load_facts(Path(named))), printable(named))
    tree = Tree.of(facts, named)
    with tempfile.TemporaryDirectory() as place:
        folder = tree.unpack(Path(place, "tree"))
        try:
            found = finish(load_facts(folder))
        except FactsError as error:
            what = f"no facts are in {printable(str(facts))} in the revision {named}"
            raise RevisionError(what, "name the folder as it was called then, with --facts") from error
    return Side(found, printable(named), printable(str(folder)), printable(str(facts)))


def _is_there(named: str) -> bool:
    return bool(named) and os.path.exists(named)  # unlike Path.exists, never raises


def split_range(named: str) -> tuple[str, str | None]:
    """Return the two sides that ``A..B`` names; a name of another form, or of a folder, is one side.

    Raises RevisionError for ``A...B``, which means something else to git.

    >>> split_range("main..HEAD"), split_range("../facts"), split_range("HEAD")
    (('main', 'HEAD'), ('../facts', None), ('HEAD', None))
    """
    found = None if _is_there(named) else _RANGE.fullmatch(named)
    if "..." in named and not _is_there(named):
        raise RevisionError(f"{printable(named)!r} has three dots", "write A..B, with what git merge-base says for A")
    return (found[1], found[2] or "HEAD") if found else (named, None)
