"""Write a scalar: plain where that means the same to our reader and to other YAML tools, else in quotes."""

from __future__ import annotations

import re
from functools import lru_cache

from ...reader.scalars import NULLS, plain
from ...schema import Field
from .tree import Scalar

#: What a tool of YAML 1.1 or 1.2 may take for a truth value, nothing, a number, a time, or a merge.
_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ".inf", "-.inf", "+.inf", ".nan", "=", "<<"}
_NUMBER = re.compile(
    r"[-+]?(0[box][0-9a-f_]+|(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)(e[-+]?\d+)?|\d[\d_]*(:[0-5]?\d)+(\.\d*)?)", re.I
)
_DAY = re.compile(r"\d{4}-\d\d?-\d\d?")
_TIME = re.compile(r"\d{4}-\d\d?-\d\d?([Tt]|[ \t]+)\d\d?:\d\d.*")
#: What starts or parts a text in YAML, so that a text with it needs quotes.
_SYNTAX = re.compile(r"[\[\]{},#&*!|>'\"%@`]|[-?:](?:\s|$)|---|\.\.\.$|.*(?::(?:\s|$)|\s#)")
_FLOW = re.compile(r":|.*[,?\[\]{}]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def inline(scalar: Scalar, field: Field | None, flow: bool = False) -> str:
    """Return a scalar on one line, for block style or for flow style."""
    if not scalar.style and _is_native(scalar.value):
        return scalar.value
    hidden = _hidden(scalar)
    if hidden or "\n" in scalar.value or "\t" in scalar.value:
        return f'"{"".join(_escaped(char, hidden) for char in scalar.value)}"'
    is_date = field is not None and field.value == "date"
    if _is_plain(scalar.value, is_date) and not (flow and _FLOW.match(scalar.value)):
        return scalar.value
    return "'" + scalar.value.replace("'", "''") + "'"


def needs_quotes_in_flow(scalar: Scalar, field: Field | None) -> bool:
    """Say whether a scalar is plain in block style, and cannot be so in flow style."""
    return inline(scalar, field) != inline(scalar, field, flow=True)


def lines(scalar: Scalar) -> list[str]:
    """Return a block scalar as its header and its lines, which are indented by 2 more than its parent."""
    header, *content = scalar.raw.split("\n")
    indicators = header.split("#")[0]
    indent = _indent(indicators, content, scalar.margin)
    body = [line[indent:] for line in content]
    digit = "2" if next(filter(str.strip, body), "").startswith(" ") else ""
    # The reader gives no line end where the file ends without one; then none may be added.
    chomping = "-" if not scalar.value.endswith("\n") else "+" if "+" in indicators else ""
    return [f"{scalar.style}{digit}{chomping}", *(f"  {line}" if line else "" for line in body)]


def can_be_block(scalar: Scalar) -> bool:
    """Say whether a block scalar has a line with text on it; without one, it is clearer in quotes."""
    return scalar.is_block and any(map(str.strip, scalar.raw.split("\n")[1:]))


def _indent(indicators: str, content: list[str], margin: int) -> int:
    if digit := re.search(r"\d", indicators):
        return margin + int(digit[0])
    first = next(line for line in content if line.strip(" "))
    return len(first) - len(first.lstrip(" "))


@lru_cache(maxsize=4096)
def _is_plain(value: str, is_date: bool) -> bool:
    """Say whether a text can stand without quotes in block style, and nobody takes it for anything but itself."""
    if value in NULLS or not isinstance(plain(value), str) or value != value.strip() or _SYNTAX.match(value):
        return False
    if value.casefold() in _WORDS or _NUMBER.fullmatch(value) or _TIME.fullmatch(value):
        return False
    return is_date or not _DAY.fullmatch(value)


def _is_native(value: str) -> bool:
    return value not in NULLS and not isinstance(plain(value), str)


def _hidden(scalar: Scalar) -> set[str]:
    """Return the characters that do not show and were written as an escape; one that was written itself stays so."""
    return {char for char in scalar.value if not char.isprintable() and char not in scalar.raw} - {"\n", "\t"}


def _escaped(char: str, hidden: set[str]) -> str:
    if char not in hidden:
        return _ESCAPES.get(char, char)
    code = ord(char)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
