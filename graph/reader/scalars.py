"""Say what a plain scalar means: canonical numbers, ``true`` and ``false``; everything else is text.

So ``no`` stays Norway, and ``6:23``, ``017`` and ``1e3`` stay text; a value that says nothing is refused.
"""

from __future__ import annotations

import re

#: In ASCII digits only, or ``20١٧`` would be a number.
_NUMBER = re.compile(r"(0|-?[1-9]\d{0,17})|-?(?:0|[1-9]\d{0,15})\.\d{1,15}", re.ASCII)
_EXACT = 15  #: digits, sign and point that a float is sure to keep
#: What a plain scalar that is no text starts with, or is.
FIRST = frozenset("-0123456789")
WORDS = {"true": True, "false": False}
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def plain(text: str) -> str | int | float | bool:
    """Return the value of a plain scalar.

    >>> [plain(text) for text in ("12", "3.70", "no", "017", "true")]
    [12, 3.7, 'no', '017', True]
    """
    if text[0] in FIRST:
        match = _NUMBER.fullmatch(text)
        if match and match[1]:
            return int(text)
        # A decimal of more digits than a float keeps stays text, and is refused by its field rather than rounded.
        return float(text) if match and len(text) <= _EXACT else text
    return WORDS.get(text, text)
