"""Give files of facts their canonical layout, and prove that it says the same."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..corpus import placing
from ..corpus.facts import Dataset, Facts, File
from ..corpus.folders import DATASET, file_limit
from ..corpus.places import fact_files
from ..errors import FactsError, Problem
from ..reader import Document, read_document, read_file
from ..schema.names import BASE
from .layout.lay import layout
from .layout.order import arrange
from .layout.parse import parse
from .layout.tree import Branch, Entry, Tree

_NO_FACTS = ("no facts are here", "name a folder or a file of facts")
_UNPROVEN = ("laid out anew it would not say the same", "lay it out by hand, and report this with the file")


@dataclass(frozen=True, slots=True)
class Formatted:
    """Hold what a file says now and in canonical layout, or the problems for which it was left alone."""

    path: Path
    old: str
    new: str
    problems: tuple[Problem, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Say whether the file is not in canonical layout."""
        return self.new != self.old

    def diff(self) -> str:
        """Return what would change, as a unified diff."""
        name = placing.printable(str(self.path))
        return unified(self.old, self.new, name, f"{name}, laid out")


def format_text(text: str) -> str:
    r"""Return the text of a file of facts, or of ``dataset.yaml``, in canonical layout; comments stay.

    Raises FactsError where the strict reader refuses the text.

    >>> format_text("topics:\n   fish: {broader:   sea,label: 'Fish'}  # and chips")
    'topics:\n  fish: {label: Fish, broader: sea}  # and chips\n'
    """
    formatted = _formatted(Path("text"), read_document(text))
    if formatted.problems:
        raise FactsError(formatted.problems)
    return formatted.new


def format_files(paths: Sequence[Path]) -> Iterator[Formatted]:
    """Yield each file of the folders, or the file that a path names, as it is and as it should be; write nothing.

    Raises FactsError where a path leads to no facts, before the first file is read.
    """
    files = [(path, fact_files(path)) for path in paths]
    missing = [placing.printable(str(path)) for path, found in files if not found]
    if missing:
        raise FactsError([Problem(name, 1, 1, "", *_NO_FACTS, rule=DATASET) for name in missing])
    for path in dict.fromkeys(path for _, found in files for path in found):
        yield _formatted(path, read_file(path, file_limit()))


def unified(old: str, new: str, old_name: str, new_name: str) -> str:
    """Return the unified diff of two texts, with the mark that tells a text without final line end."""
    lines = difflib.unified_diff(_lines(old), _lines(new), old_name, new_name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Return the lines as an editor counts them: a form feed or another odd character ends none."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def rewrite(formatted: Formatted) -> None:
    """Write a file in its new layout, atomically. Raises OutputError where that cannot be done."""
    from ..build.write import write_bytes

    write_bytes(formatted.path.resolve(), formatted.new.encode("utf-8"))


def _formatted(path: Path, document: Document) -> Formatted:
    old = document.text
    if document.flaws:
        return Formatted(path, old, old, tuple(flaws(path, document)))
    tree = parse(old.replace("\r\n", "\n").replace("\r", "\n"))
    comments = sorted(_comments(tree))
    arrange(tree)
    new = layout(tree)
    if new != old and not _says_the_same(document, comments, new):
        return Formatted(path, old, old, (Problem(placing.printable(str(path)), 1, 1, "", *_UNPROVEN),))
    return Formatted(path, old, new)


def flaws(path: Path, document: Document) -> list[Problem]:
    """Return what the strict reader refuses in a file, as problems at their places."""
    facts = Facts()
    placing.flaws(facts, File(placing.printable(str(path)), document, Dataset(path.parent, BASE, "")))
    return sorted(facts.problems)


def _says_the_same(document: Document, comments: list[str], new: str) -> bool:
    """Prove that the reader reads the same from the new text, and that every comment is still there."""
    again = read_document(new)
    if again.flaws or _canonical(again) != _canonical(document):
        return False
    return sorted(_comments(parse(new))) == comments


def _canonical(document: Document) -> str:
    """Return the data with the keys in one order; JSON tells 1 from true, as equality in Python does not."""
    return json.dumps(document.data, sort_keys=True)


def _comments(tree: Tree) -> Iterator[str]:
    yield from filter(None, [*tree.head, *tree.root.after])
    todo: list[Entry] = list(tree.root.entries)
    while todo:
        entry = todo.pop()
        yield from filter(None, [*entry.above, *entry.beside])
        if isinstance(entry.value, Branch):
            yield from filter(None, entry.value.after)
            todo += entry.value.entries
