"""Bring texts into the one form in which quotes are compared, and find the way back to the text as it is written.

One normalisation is declared, and nothing else is forgiven: Unicode NFC, quotation marks and apostrophes, soft hyphens
and white space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

SOFT_HYPHEN = "\u00ad"
Span = tuple[int, int]  # start and end, in code points
_MARKS = str.maketrans({**dict.fromkeys("‘’‚‛ʼ′‹›`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), SOFT_HYPHEN: None})
#: So many signs in a row may all be combining marks: to sort millions of them takes hours, and no language needs it.
_MANY = 64
_RUN = re.compile(rf"([^\w\s]{{{_MANY},}})")


def normalise(text: str) -> str:
    r"""Return the text in the one form in which quotes are compared.

    >>> normalise("“don’t  fire”")
    '"don\'t fire"'
    """
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    # Twice, since what a soft hyphen parted composes without it, and NFC itself makes marks out of their doubles.
    return " ".join(_composed(text.translate(_MARKS)).translate(_MARKS).split())


def _composed(text: str) -> str:
    if not _RUN.search(text):
        return unicodedata.normalize("NFC", text)
    return "".join(_piecewise(part) if index % 2 else _composed(part) for index, part in enumerate(_RUN.split(text)))


def _piecewise(run: str) -> str:
    return "".join(unicodedata.normalize("NFC", run[at : at + _MANY]) for at in range(0, len(run), _MANY))


def written(raw: str, start: int, end: int) -> Span:
    """Return where the characters ``start`` to ``end`` of a normalised text stand in the text as it is written.

    The span holds at least one character, and begins and ends at none that is white space. What is composed of several
    characters is taken whole; soft hyphens at the ends are left out.

    >>> written("the  “no\u00adbody”", 5, 11)
    (6, 13)
    """
    at, first = 0, -1
    for word in re.finditer(r"\S+", raw):
        length = len(normalise(word[0]))
        if first < 0 and start < at + length:
            first = word.start() + _character(word[0], start - at)[0]
        if end <= at + length:
            return first, word.start() + _character(word[0], end - 1 - at)[1]
        at += length + bool(length)
    raise ValueError(f"the text has no characters {start} to {end}")


def _character(word: str, at: int) -> Span:
    """Return where in a word that is written without white space one character of its normal form stands."""
    if SOFT_HYPHEN not in word and unicodedata.is_normalized("NFC", word.translate(_MARKS)):
        return at, at + 1
    for start, end, length in _clusters(word):
        if at < length:
            return start, end
        at -= length
    raise ValueError(f"the word has no character {at} more")


def _clusters(word: str) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and normalised length of each piece of a word that composes with nothing outside."""
    cluster, start, end = "", 0, 0
    for index, char in enumerate(word):
        plain = char.translate(_MARKS)
        if cluster and plain and _is_apart(cluster, plain):
            yield start, end, len(normalise(cluster))
            cluster = ""
        if plain:
            start, end = (start if cluster else index), index + 1
            cluster += plain
    if cluster:
        yield start, end, len(normalise(cluster))


def _is_apart(cluster: str, char: str) -> bool:
    """Say whether a character neither belongs to those before it nor becomes one with them."""
    if char.isascii():
        return True
    if unicodedata.combining(unicodedata.normalize("NFD", char)[0]):
        return False
    apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", char)
    return unicodedata.normalize("NFC", cluster + char) == apart
