"""Lay out rows in columns that fit the terminal, wrapping what is long; nothing is ever cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

from ..characters import CONTROL

GAP = "   "
#: Below this width a wrapped column is worse to read than a card for each row.
NARROW = 10
_UNSEEN = re.compile(f"{CONTROL.pattern}|[\u202a-\u202e\u2066-\u2069]")


def columns(header: list[str], rows: list[list[str]], width: int) -> str:
    """Return a table of at most ``width`` cells a line, or one card a row where the columns would be too narrow."""
    rows = [[_flat(cell) for cell in row] for row in rows]
    widths = _widths(header, rows, width - cell_len(GAP) * (len(header) - 1))
    if widths is None:
        return "\n".join(_card(header, row, width) for row in rows)
    rule = "─" * (sum(widths) + cell_len(GAP) * (len(widths) - 1))
    lines = [*_line(header, widths), rule, *(line for row in rows for line in _line(row, widths))]
    return "".join(f"{line}\n" for line in lines)


def _widths(header: list[str], rows: list[list[str]], room: int) -> list[int] | None:
    """Return a width for each column, None where none fits: narrow ones get their own, wide ones share the rest."""
    natural = [max(map(cell_len, cells)) for cells in zip(header, *rows, strict=True)]
    longest = [max(_longest(cell) for cell in cells) for cells in zip(header, *rows, strict=True)]
    least = [min(whole, max(NARROW, min(part, 2 * NARROW + 4))) for whole, part in zip(natural, longest, strict=True)]
    if sum(natural) <= room:
        return natural
    if sum(least) > room:
        return None
    widths = list(least)
    while (spare := room - sum(widths)) > 0 and (open_ := [i for i, w in enumerate(widths) if w < natural[i]]):
        for index in sorted(open_, key=lambda i: widths[i] / natural[i])[:spare]:
            widths[index] += 1
    return widths


def _flat(text: str) -> str:
    """Return a text in one line, in which nothing moves the cursor or turns the direction of writing."""
    return re.sub(r"[^\S\u00a0]+", " ", _UNSEEN.sub("\ufffd", text)).strip()


def _longest(text: str) -> int:
    return max((cell_len(part) for part in _parts(text)), default=0)


def _parts(text: str) -> list[str]:
    """Return the pieces between which a line may break: after a space, or a hyphen that joins words."""
    return [part for part in re.split(r"(?<= )|(?<=[a-z]-)", text) if part]


def _line(cells: list[str], widths: list[int]) -> Iterator[str]:
    wrapped = [_wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped), default=0)):
        parts = [lines[number] if number < len(lines) else "" for lines in wrapped]
        padded = [part + " " * (width - cell_len(part)) for part, width in zip(parts, widths, strict=True)]
        yield GAP.join(padded).rstrip()


def _wrap(text: str, width: int) -> list[str]:
    lines = [""]
    for part in _parts(text):
        if cell_len((lines[-1] + part).rstrip()) <= width:
            lines[-1] += part
        else:
            lines += chop_cells(part, width) if cell_len(part.rstrip()) > width else [part]
    return [line.rstrip() for line in lines if line.strip()] or [""]


def _card(header: list[str], row: list[str], width: int) -> str:
    margin = max(map(cell_len, header))
    lines = []
    for name, cell in zip(header, row, strict=True):
        for number, part in enumerate(_wrap(cell, max(width - margin - 2, NARROW))):
            lines.append(f"{name if number == 0 and cell else '':<{margin}}  {part}".rstrip())
    return "".join(f"{line}\n" for line in lines if line)
