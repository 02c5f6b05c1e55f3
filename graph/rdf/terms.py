"""Write terms and quads in N-Quads syntax."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ..dates import PartialDate
from ..schema.names import XSD

_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
_INTEGER = f"<{XSD}integer>"


def encoded(lines: Iterable[str]) -> bytes:
    """Return pieces of text as one of UTF-8; each by itself, since a letter beyond ASCII makes the whole text slow."""
    return b"".join(map(str.encode, lines))


def iri(value: str) -> str:
    """Return an IRI in angle brackets; the schema has checked that nothing in it needs escaping."""
    return f"<{value}>"


def _escaped(value: str) -> str:
    if "\\" in value or '"' in value or "\n" in value or "\r" in value or "\t" in value:
        return value.translate(_ESCAPES)
    return value  # most texts; to look costs a tenth of what to translate does


def text(value: str, language: str) -> str:
    r"""Return a literal with a language tag.

    >>> text('say "no"', "en")
    '"say \\"no\\""@en'
    """
    return f'"{_escaped(value)}"@{language.lower()}'


def typed(value: str, datatype: str) -> str:
    """Return a literal with a datatype."""
    return f'"{_escaped(value)}"^^<{datatype}>'


def literal(kind: str, value: Any) -> str:
    """Return the literal of a string, number, truth value or date, as a field of that kind writes it."""
    return LITERALS[kind](value)


def _string(value: str) -> str:
    return f'"{_escaped(value)}"'


def _integer(value: int) -> str:
    return f'"{value}"^^{_INTEGER}'


def _decimal(value: float) -> str:
    return typed(decimal(value), XSD + "decimal")


def _boolean(value: bool) -> str:
    return typed("true" if value else "false", XSD + "boolean")


@lru_cache(maxsize=65536)
def _date(value: str | int) -> str:
    return typed(str(value), PartialDate.from_text(str(value)).datatype)


#: Kind of field → what makes a literal of one of its values.
LITERALS: dict[str, Callable[[Any], str]] = {
    "string": _string,
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "date": _date,
}


def decimal(value: float) -> str:
    """Return a number in the lexical form of xsd:decimal, without an exponent.

    >>> decimal(3700), decimal(1e-05)
    ('3700', '0.00001')
    """
    return format(Decimal(repr(value)), "f")
