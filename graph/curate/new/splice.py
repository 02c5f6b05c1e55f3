"""Put a record into a text without touching a byte of what stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ...reader import Document, locate
from ..layout.lay import entry_text
from ..layout.parse import parse
from ..layout.tree import Branch
from .record_tree import record_entry


class NoRoomError(ValueError):
    """Say that a section stands in brackets, where nothing can be put in as lines."""


@dataclass(frozen=True, slots=True)
class Spliced:
    """Hold a text with a record put in: the lines that are new, and the number of the first of them."""

    text: str
    lines: str
    number: int


def splice(document: Document, section: str, id_: str, data: dict[str, Any]) -> Spliced:
    """Return the text of a sound file with a record behind the last of its section, or in a section of its own.

    Raises NoRoomError where the file or the section is written in brackets.
    """
    text = document.text
    tree = parse(text.replace("\r\n", "\n").replace("\r", "\n"))
    if tree.root.flow:
        raise NoRoomError("the file is written in brackets")
    home = next((entry.value for entry in tree.root.entries if entry.key and entry.key.value == section), None)
    lines = re.findall(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+", text)
    if home is None:
        new = f"{section}:\n" + entry_text(record_entry(section, id_, data), 2)
        return _put(lines, _end(lines, 0, len(lines), 0), new, is_apart=True)
    if not isinstance(home, Branch) or home.flow:
        raise NoRoomError(f"{section} are written in brackets")
    last = home.entries[-1]
    flow = isinstance(last.value, Branch) and last.value.flow
    new = entry_text(record_entry(section, id_, data, flow), home.column)
    end = _end(lines, *_extent(text, section, len(lines)), home.column)
    return _put(lines, end, new, is_apart=len(home.entries) > 1 and last.above[:1] == [""])


def new_text(section: str, id_: str, data: dict[str, Any], head: str = "") -> Spliced:
    """Return the text of a file that holds nothing but one record."""
    lines = f"{section}:\n" + entry_text(record_entry(section, id_, data), 2)
    return Spliced(head + lines, head + lines, 1)


def _extent(text: str, section: str, count: int) -> tuple[int, int]:
    """Return the lines of a section, counted from 0: that of its key, and the one behind its last."""
    starts = sorted((place.key[0] - 1, pointer[0]) for pointer, place in locate(text).items() if len(pointer) == 1)
    start = next(line for line, name in starts if name == section)
    return start, next((line for line, _ in starts if line > start), count)


def _end(lines: list[str], start: int, end: int, column: int) -> int:
    """Return the line behind the last of a section: blank lines and comments less indented belong to what follows."""
    while end > start + 1 and _is_outside(lines[end - 1], column):
        end -= 1
    return end


def _is_outside(line: str, column: int) -> bool:
    bare = line.strip()
    return not bare or (bare.startswith("#") and len(line) - len(line.lstrip()) < column)


def _put(lines: list[str], at: int, new: str, is_apart: bool) -> Spliced:
    ends = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    before = "".join(lines[:at])
    gap = ("" if before.endswith(("\n", "\r")) else ends) + (ends if is_apart else "")
    inserted = gap + new.replace("\n", ends)
    return Spliced(before + inserted + "".join(lines[at:]), inserted, at + 1)
