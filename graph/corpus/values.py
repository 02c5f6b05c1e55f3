"""Check the values that the JSON Schema lets pass and that are none: a day, an address, a language, a whole number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyoxigraph as ox

from ..dates import PartialDate
from ..errors import Fault, Pointer
from ..reader.document import refused
from ..schema import Field
from .record import Json, Record
from .walk import Found

Check = Callable[[Field, Any, Pointer], Iterator[Fault]]
NO_DATE = "write 2017, 2017-09, 2017-09-15, or an interval such as 2017-09-11/2017-09-15"
NO_ADDRESS = "write one that starts with https:// or http://, without credentials"


def faults(found: Found) -> Iterator[tuple[Record, Fault]]:
    """Yield the faults of the single values of records and of their nested records."""
    for kind, (types, check) in _CHECKS.items():
        for record, where, field, value in found.leaves[kind]:
            if type(value) in types:
                for fault in check(field, value, where):
                    yield record, fault


def _date(field: Field, value: str | int | float, where: Pointer) -> Iterator[Fault]:
    """Find 2017-02-30, which looks like a date; what does not even look like one, the schema has found."""
    if isinstance(value, float) and value.is_integer():
        yield Fault(where, f"{value} is no date", NO_DATE)
    if isinstance(value, float):
        return
    try:
        PartialDate.from_text(str(value))
    except ValueError as error:
        if "is no date" not in str(error):
            yield Fault(where, str(error), f"correct the {field.key}")


def _whole(field: Field, value: float, where: Pointer) -> Iterator[Fault]:
    yield Fault(where, f"{field.key} takes a whole number", "write it without a decimal point")


def _base(field: Field, value: str, where: Pointer) -> Iterator[Fault]:
    if field.key == "base":
        yield from _address(field, value, where)


def _address(field: Field, value: str, where: Pointer) -> Iterator[Fault]:
    try:
        ox.NamedNode(value)
    except ValueError:
        if not refused(value):
            yield Fault(where, f"{value!r} is no web address", NO_ADDRESS)


def _text(field: Field, value: Json, where: Pointer) -> Iterator[Fault]:
    if field.joined and isinstance(where[-1], int):
        yield Fault(where, "a passage takes text", "write the passages as plain texts, all in the default language")
    for language in value:
        try:
            ox.Literal("", language=language)
        except ValueError:
            if not refused(language):
                what = f"{language!r} is no language tag"
                yield Fault((*where, language), what, "write one such as en, ko or zh-Hant", at="key")


#: Kind of field → of what types a value can still be wrong, when the schema has let it pass; and the check.
_CHECKS: dict[str, tuple[frozenset[type], Check]] = {
    "date": (frozenset({str, int, float}), _date),
    "address": (frozenset({str}), _address),
    "text": (frozenset({dict}), _text),
    "integer": (frozenset({float}), _whole),
    "string": (frozenset({str}), _base),
}
