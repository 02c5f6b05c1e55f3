"""Find where passages stand in a paragraph: word for word, at the edges of words, in their order, without overlap."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice

from .normalise import Span

#: More spots of one passage in one paragraph than anybody numbers.
MOST = 100_000
#: Hyphens: hyphen-minus, hyphen, non-breaking hyphen, figure dash. A dash between letters parts words as often as not.
_HYPHENS = "-\u2010\u2011\u2012"
_IN_NUMBERS = ".,\u2013"
_SIGNS = "-\u2212"
_Way = tuple[int, int, int]  # start, end, and in how many ways the passages from here on can stand


def embeddings(paragraph: str, passages: list[str]) -> int:
    """Return in how many ways the passages stand in the paragraph; all are normalised.

    >>> embeddings("non-nuclear talks on nuclear arms", ["nuclear"])
    1
    """
    ways = _ways(paragraph, passages)
    return sum(count for _, _, count in ways[0]) if ways else 0


def placed(paragraph: str, passages: list[str], number: int) -> list[Span]:
    """Return where the passages stand in the way with a number, counted from 1 in the order of the text, else [].

    >>> placed("a word, a word", ["a", "word"], 2)
    [(0, 1), (10, 14)]
    """
    spots: list[Span] = []
    at = 0
    for level in _ways(paragraph, passages):
        for start, end, count in level:
            if start < at:
                continue
            if number <= count:
                spots.append((start, end))
                at = end
                break
            number -= count
        else:
            return []
    return spots


def _ways(paragraph: str, passages: list[str]) -> list[list[_Way]]:
    """Return the spots of each passage from which the later ones can be reached."""
    levels: list[list[_Way]] = []
    for passage in reversed(passages):
        spots = islice(occurrences(paragraph, passage), MOST)
        levels.append(_before(list(spots), levels[-1]) if levels else [(start, end, 1) for start, end in spots])
    return levels[::-1]


def _before(spots: list[Span], later: list[_Way]) -> list[_Way]:
    found, total, following = [], 0, len(later)
    for start, end in reversed(spots):
        while following and later[following - 1][0] >= end:
            following -= 1
            total += later[following][2]
        if total:
            found.append((start, end, total))
    return found[::-1]


def occurrences(paragraph: str, passage: str) -> Iterator[Span]:
    """Yield the spots at which a passage stands between two edges of words."""
    start = paragraph.find(passage)
    while start >= 0:
        end = start + len(passage)
        if is_edge(paragraph, start) and is_edge(paragraph, end):
            yield start, end
        start = paragraph.find(passage, start + 1)


def is_edge(text: str, at: int) -> bool:
    """Say whether no word or number runs across a position of a normalised text.

    So ``did`` does not stand in ``didn't``, ``500`` in ``1,500``, ``nuclear`` in ``non-nuclear``, or ``5`` in ``-5``.
    """
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if before == " " or after == " ":
        return True
    if unicodedata.category(after)[0] == "M" or (_in_word(before) and _in_word(after)):
        return False
    return not (_joins(text, at - 1) or _joins(text, at) or (before in _SIGNS and after.isdigit()))


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def _joins(text: str, at: int) -> bool:
    """Say whether the apostrophe, hyphen, point or comma at a position is part of a word or a number."""
    if not 0 < at < len(text) - 1:
        return False
    before, char, after = text[at - 1], text[at], text[at + 1]
    if char in _IN_NUMBERS:
        return before.isdigit() and after.isdigit()
    return (char == "'" or char in _HYPHENS) and _in_word(before) and _in_word(after)
