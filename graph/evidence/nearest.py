"""Find the part of a paragraph that is nearest to words that do not stand in it. It is shown, and never accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .align import Alignment, align, tokens, whole_words

#: Words longer than this are compared around the first letter that differs.
LONGEST, BEFORE = 400, 60
#: How many pieces of the words are looked for, how long they are, and how often each is counted.
_SEEDS, _SIZES, _HITS = 40, (16, 5, 3, 2), 40


@dataclass
class Patience:
    """Count the work that may still be spent on showing what is near, so that many misses in long texts end soon."""

    letters: int = 1_000_000_000  #: to search
    pairs: int = 1_200_000  #: of words and signs to compare

    def search(self, letters: int) -> bool:
        """Say whether so many letters may be searched, and count them."""
        self.letters -= letters
        return self.letters >= 0

    def compare(self, one: int, other: int) -> bool:
        """Say whether so many words and signs may be compared with so many, and count the pairs."""
        self.pairs -= one * other
        return self.pairs >= 0


def nearest(paragraph: str, words: str, patience: Patience) -> Alignment | None:
    """Return the words laid on the part of a paragraph that is nearest, None where nothing is near or time is up.

    Both are in normal form. What is near shares at least half of the letters.
    """
    words = _focus(paragraph, words, patience)
    start = _start(paragraph, words, patience)
    if start is None:
        return None
    slack = max(16, len(words) // 3)
    first, last = max(0, start - slack), start + len(words) + slack
    window = paragraph[first:last]
    if not patience.compare(*(len(tokens(side)) for side in (words, window))):
        return None
    found = align(words, window)
    if 2 * found.cost > len(words):
        return None
    found = Alignment(found.parts, found.cost, first + found.start, first + found.end)
    return whole_words(found, paragraph)


def _focus(paragraph: str, words: str, patience: Patience) -> str:
    """Return the words, of many only those around the first that do not stand in the paragraph."""
    if len(words) <= LONGEST:
        return words
    low, high = 0, len(words)
    while low < high and patience.search(len(paragraph)):
        middle = (low + high + 1) // 2
        low, high = (middle, high) if words[:middle] in paragraph else (low, middle - 1)
    begin = max(0, min(low - BEFORE, len(words) - LONGEST))
    return words[begin : begin + LONGEST]


def _start(paragraph: str, words: str, patience: Patience) -> int | None:
    """Return about where the words would start, by what most of their pieces say that stand in the paragraph."""
    paragraph, words = _lower(paragraph), _lower(words)
    seeds = min(_SEEDS, max(4, 40_000_000 // max(1, len(paragraph))))
    width = max(8, len(words) // 8)
    for size in _SIZES:
        votes: Counter[int] = Counter()
        for offset in range(0, len(words) - size + 1, max(1, len(words) // seeds)):
            if not patience.search(len(paragraph)):
                return None
            votes.update((at - offset) // width for at in _hits(paragraph, words[offset : offset + size]))
        if votes:
            best = max(votes, key=lambda one: (votes[one] + votes[one + 1], -one))
            return max(0, best * width)
    return None


def _hits(paragraph: str, piece: str) -> Iterator[int]:
    at = paragraph.find(piece)
    for _ in range(_HITS):
        if at < 0:
            break
        yield at
        at = paragraph.find(piece, at + 1)


def _lower(text: str) -> str:
    """Return a text in lower case, letter for letter."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
