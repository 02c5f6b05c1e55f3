"""Read a YAML text with its comments, for it to be laid out anew.

A parser of our own on libyaml's events, since the strict reader lets so little of YAML pass that one is short. In
ruamel.yaml a comment belongs to the key before it, so that comments stray when keys are put in order.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import yaml

from ...reader.builder import LOADER
from .tree import Branch, Entry, Scalar, Tree

#: In what stands between two tokens there is no quoting: any # that no letter precedes starts a comment.
_COMMENT = re.compile(r"(?:(?<=[,\[\]{}])|(?<!\S))#.*")
_HEADER = re.compile(r"#\s*yaml-language-server:")
#: The column of what no branch reaches.
_OUTSIDE = -1


def parse(text: str) -> Tree:
    """Return the tree of a text that the strict reader has found sound, with nothing but LF at the line ends."""
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0  # the end of the last token
        self.stack: list[Branch] = []
        self.closed: list[Branch] = []  # block branches that end where the comments waiting stand, the deepest first
        self.waiting: list[tuple[int, str]] = []  # (column, comment on a line of its own, or "" for a blank line)
        self.touched: Entry | None = None  # what the last token belongs to
        self.pending: Entry | None = None  # a key that waits for its value
        self.owners: list[Entry | None] = []  # the entry that each branch of the stack is the value of
        self.root = Branch(is_map=True)

    def parse(self) -> Tree:
        loader = LOADER(self.text)
        try:
            while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
                self._take_event(event)
        finally:
            loader.dispose()
        self._gap(len(self.text))
        self.root.after += self._above(_OUTSIDE)
        return Tree(self.root, self._head())

    def _take_event(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            self._gap(start)
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._gap(start)
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.DocumentStartEvent | yaml.DocumentEndEvent) and event.explicit:
            self._gap(start)
            self.position = end

    def _gap(self, end: int) -> None:
        """Read what stands before the next token: indicators, blank lines, comments."""
        first, *lines = self.text[self.position : end].split("\n")
        if self.position == 0:
            first, lines = "", [first, *lines]
        if found := _COMMENT.search(first):
            self._beside(found[0].rstrip())
        self.waiting += _comments(lines[:-1] if end < len(self.text) else lines)
        self.position = end

    def _beside(self, comment: str) -> None:
        if self.touched is None:
            self.waiting.append((0, comment))
        else:
            self.touched.beside.append(comment)

    def _scalar(self, event: Any) -> None:
        raw = self.text[event.start_mark.index : event.end_mark.index]
        margin = max((branch.column for branch in self.stack if not branch.flow), default=0)
        if event.style in ("|", ">"):
            raw = _without_trailing_blanks(raw)
        self.position += len(raw)
        scalar = Scalar(event.value, event.style or "", raw, margin)
        branch = self.stack[-1]
        if branch.is_map and self.pending is None:
            self.pending = self._add(branch, Entry(scalar, scalar))
        else:
            self._put(scalar)
        if scalar.is_block and (found := _COMMENT.search(raw.split("\n", 1)[0])):
            self._beside(found[0].rstrip())

    def _open(self, event: Any) -> None:
        is_map = isinstance(event, yaml.MappingStartEvent)
        branch = Branch(is_map, bool(event.flow_style), event.start_mark.column)
        if not self.stack:
            self.root = branch
            self.owners.append(None)
        else:
            self.owners.append(self._put(branch))
        self.stack.append(branch)
        self.pending = None
        if branch.flow:
            self.position = event.end_mark.index
        else:
            self.touched = None  # a comment behind the hyphen is about the item

    def _close(self, event: Any) -> None:
        branch, owner = self.stack.pop(), self.owners.pop()
        if not branch.flow:
            self.closed.append(branch)
            return
        self._gap(event.start_mark.index)
        self.position = event.end_mark.index
        comments = self._above(_OUTSIDE)
        if owner and not branch.entries:
            owner.above += comments  # a list without items has no line of its own for them
        else:
            branch.after += comments
        self.touched = owner

    def _put(self, value: Scalar | Branch) -> Entry:
        """File a value under the key that waits for it, or as an item of the list; return its entry."""
        entry = self.pending
        if entry is None:
            return self._add(self.stack[-1], Entry(None, value))
        entry.value = value
        if isinstance(value, Scalar) or value.flow:
            entry.above += self._above(_OUTSIDE)
        self.pending, self.touched = None, entry
        return entry

    def _add(self, branch: Branch, entry: Entry) -> Entry:
        entry.above = self._above(branch.column)
        branch.entries.append(entry)
        self.touched = entry
        return entry

    def _above(self, column: int) -> list[str]:
        """Return the comments that stand above the next entry; what is indented deeper ends the branches before it."""
        waiting, self.waiting = self.waiting, []
        closed, self.closed = self.closed, []
        start = 0
        for number, (deep, text) in enumerate(waiting):
            if text and (deep <= column or not closed):
                break
            if text:
                home = next((branch for branch in closed if branch.column <= deep), closed[-1])
                home.after += [line for _, line in waiting[start : number + 1]]
                start = number + 1
        return [text for _, text in waiting[start:]]

    def _head(self) -> list[str]:
        """Take from the first entry what stands above a blank line: it is about the file, and stays at its head."""
        if not self.root.entries:
            return []
        above = self.root.entries[0].above
        headers = [number + 1 for number, text in enumerate(above) if _HEADER.match(text)]
        blanks = [number + 1 for number, text in enumerate(above) if not text]
        end = max([0, *headers, *blanks])
        self.root.entries[0].above = above[end:]
        return sorted(above[:end], key=lambda text: not _HEADER.match(text))


def _comments(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield column and comment of each line that has one, and of each blank line; behind a hyphen nothing is deeper."""
    deepest = sys.maxsize
    for line in lines:
        found, column = _COMMENT.search(line), len(line) - len(line.lstrip())
        if found:
            yield min(column, deepest), found[0].rstrip()
        elif not line.strip():
            yield _OUTSIDE, ""
        if line.strip() and (found is None or found.start() > column):
            deepest = min(column, deepest)


def _without_trailing_blanks(raw: str) -> str:
    """Return a block scalar without the blank lines behind it: they part it from what follows, unless it keeps them."""
    if "+" in raw.split("\n", 1)[0].split("#")[0]:
        return raw.removesuffix("\n")
    return re.sub(r"(\n[ \t]*)+\Z", "", raw)
