"""Find what a text puts between quotation marks, in the styles of any language, quotes in quotes included.

What a mark does is told by what stands beside it: an apostrophe is no mark, and ” opens in Helsinki and closes in
London. A quote that runs over several paragraphs, with a mark before each, is one passage in each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .texts import Text

#: Opening mark → the marks that may close it.
_PAIRS = {
    "“": "”", "„": "“”‟", "‟": "”", "”": "”", '"': '"',
    "‘": "’", "‚": "‘’‛", "‛": "’", "'": "'",
    "«": "»", "»": "«»", "‹": "›", "›": "‹›",
    "「": "」", "『": "』", "《": "》",
}  # fmt: skip
_ONE_WAY = "「『《」』》"  #: need no space before or behind
#: Opening and closing marks that cannot be mistaken, whatever stands beside them.
_PLAIN = {"“”", "„“", "„”", "«»", "»«", "‹›", "›‹", "‚‘", "「」", "『』", "《》"}
#: Deeper quotes are not told apart, and so far an apostrophe is looked for: marks may come in millions.
_DEEPEST, _FAR = 8, 1_000
_CLOSING = {mark for closers in _PAIRS.values() for mark in closers}
_MARK = re.compile(f"[{''.join({*_PAIRS, *_CLOSING})}]")
_APOSTROPHES = "'’"
#: Words that begin with an apostrophe.
_ELIDED = re.compile(r"['‘’](?:\d0s|tis|twas|til|em|cause|n)\b", re.IGNORECASE)
_LEADS = "([{—–-/…" + "".join(_PAIRS)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Hold the words between two marks."""

    paragraph: int
    start: int  #: of the words, in the file, in code points
    end: int
    words: str  #: as they are written
    depth: int  #: 0, or in how many other quotes they stand


def quoted(text: Text) -> list[Quoted]:
    """Return the quoted passages of a text, in its order; the words of a quote in a quote come after the outer ones.

    A mark that is not closed opens a passage to the end of its paragraph where the next paragraph goes on with it.
    """
    found = []
    for number in range(1, len(text) + 1):
        line = text.as_written(number)
        following = text.as_written(number + 1).lstrip()[:1] if number < len(text) else ""
        for start, end, depth in _in_line(line, following):
            words = line[start:end]
            inside = words.strip()
            at = text.start(number) + start + len(words) - len(words.lstrip())
            if any(map(str.isalnum, inside)):
                found.append(Quoted(number, at, at + len(inside), inside, depth))
    return sorted(found, key=lambda one: (one.start, -one.end))


def _in_line(line: str, following: str) -> Iterator[tuple[int, int, int]]:
    """Yield start and end of what stands between marks, and in how many other quotes."""
    open_marks: list[tuple[str, int]] = []
    for found in _MARK.finditer(line):
        mark, at = found[0], found.start()
        level = _closes(line, at, open_marks)
        if level is not None:
            yield open_marks[level][1] + 1, at, level
            del open_marks[level:]
        elif mark in _PAIRS and len(open_marks) < _DEEPEST and _opens(line, at):
            open_marks.append((mark, at))
    for level, (mark, at) in enumerate(open_marks):
        if mark == following:
            yield at + 1, len(line), level


def _closes(line: str, at: int, open_marks: list[tuple[str, int]]) -> int | None:
    """Return which of the open marks a mark closes, None where it closes none."""
    mark = line[at]
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    for level in range(len(open_marks) - 1, -1, -1):
        opener, start = open_marks[level]
        if mark not in _PAIRS[opener] or start == at - 1:
            continue
        if opener + mark in _PLAIN or (not before.isspace() and not after.isalnum()):
            return None if mark in _APOSTROPHES and _is_possessive(line, at, opener) else level
    return None


def _is_possessive(line: str, at: int, opener: str) -> bool:
    """Say whether an apostrophe ends a plural, as in ‘the pilots’ word’: another one closes before the next opens."""
    if line[at - 1 : at].lower() != "s" or not re.match(r"\s\w", line[at + 1 : at + 3]):
        return False
    for found in re.finditer(f"[{opener}{line[at]}]", line[at + 1 : at + _FAR]):
        there = at + 1 + found.start()
        before, after = line[there - 1], line[there + 1 : there + 2]
        if found[0] == line[at] and not before.isspace() and not after.isalnum():
            return True
        if found[0] == opener and _opens(line, there):
            return False
    return False


def _opens(line: str, at: int) -> bool:
    mark, before, after = line[at], line[at - 1 : at] if at else "", line[at + 1 : at + 2]
    leads = not before or before.isspace() or before in _LEADS
    if mark in _ONE_WAY or mark in "“„‟":
        return bool(after) and (leads or not after.isspace())
    if mark in "'‘’" and _ELIDED.match(line, at):
        return False
    if mark in "«‹»›":  # French puts a space behind
        return not before.isalnum() and bool(after)
    return leads and bool(after) and not after.isspace()
