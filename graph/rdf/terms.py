"""Write terms and quads in N-Quads syntax."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..dates import PartialDate
from ..schema.names import XSD

_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


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
    match kind:
        case "string":
            return f'"{_escaped(value)}"'
        case "integer":
            return typed(str(value), XSD + "integer")
        case "decimal":
            return typed(decimal(value), XSD + "decimal")
        case "boolean":
            return typed("true" if value else "false", XSD + "boolean")
        case _:
            return typed(str(value), PartialDate.from_text(str(value)).datatype)


def decimal(value: float) -> str:
    """Return a number in the lexical form of xsd:decimal, without an exponent.

    >>> decimal(3700), decimal(1e-05)
    ('3700', '0.00001')
    """
    return format(Decimal(repr(value)), "f")
