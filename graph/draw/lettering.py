"""Estimate how wide text is, and break it into lines, without asking a font.

The widths are those of DejaVu Sans, which is wider than what most machines show, so that text fits wherever it is read.
"""

from __future__ import annotations

import unicodedata

#: Widths of the characters U+0020 to U+007E, in hundredths of the font size.
_REGULAR = (
    "32 40 46 84 64 95 78 27 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 53 100 68 69 70 "
    "77 63 58 77 75 29 29 66 56 86 75 79 60 79 69 63 61 73 68 99 69 61 69 39 34 39 84 50 50 61 63 55 63 62 35 63 "
    "63 28 28 58 28 97 63 61 63 63 41 52 39 63 59 82 59 59 52 64 34 64 84"
)
_BOLD = (
    "35 46 52 84 70 100 87 31 46 46 52 84 38 42 38 37 70 70 70 70 70 70 70 70 70 70 40 40 84 84 84 58 100 77 76 "
    "73 83 68 68 82 84 37 37 77 64 100 84 85 73 85 77 72 68 81 77 110 77 72 73 46 37 46 84 50 50 67 72 59 72 68 "
    "44 72 71 34 34 67 34 104 71 69 72 72 49 60 48 71 65 92 65 65 58 71 37 71 84"
)
_TABLES = {
    bold: {chr(32 + place): int(width) / 100 for place, width in enumerate(table.split())}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}
_OTHER, _WIDE = 0.7, 1.05
ELLIPSIS = "…"
#: The one list of fonts, for page and picture; the last ones hold Korean, Chinese and Japanese.
FONTS = (
    "'Segoe UI', 'Helvetica Neue', Helvetica, Arial, 'Noto Sans', 'DejaVu Sans', "
    "'Noto Sans CJK KR', 'Noto Sans CJK SC', 'Malgun Gothic', 'Apple SD Gothic Neo', sans-serif"
)


def width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide the text is at most, in the unit of the font size."""
    table = _TABLES[bold]
    return size * sum(table[char] if char in table else _unusual(char) for char in text)


def _unusual(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(char) in "WF" else _OTHER


def wrap(text: str, widest: float, most: int, size: float, bold: bool = False) -> tuple[str, ...]:
    """Return the text in at most so many lines, none wider than ``widest``; an ellipsis ends what does not fit."""
    lines: list[str] = []
    for word in (part for whole in text.split() for part in _pieces(whole, widest, size, bold)):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size, bold) <= widest:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], _shortened(" ".join(lines[most - 1 :]), widest, size, bold)]
    return tuple(lines)


def _pieces(word: str, widest: float, size: float, bold: bool) -> list[str]:
    """Break a word that is wider than a line by itself, as one in Chinese is."""
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char, size, bold) > widest:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _shortened(text: str, widest: float, size: float, bold: bool) -> str:
    while text and width(text + ELLIPSIS, size, bold) > widest:
        text = text[:-1]
    return text.rstrip(" ,;:") + ELLIPSIS
