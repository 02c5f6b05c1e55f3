"""Check the values that the JSON Schema lets pass and that are none: a day, an address, a language, a whole number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from ..dates import PartialDate
from ..errors import Fault, Pointer
from ..reader.document import refused
from ..schema import Field, Shape
from .facts import Json, leaves

NO_DATE = "write 2017, 2017-09, 2017-09-15, or an interval such as 2017-09-11/2017-09-15"
NO_ADDRESS = "write one that starts with https:// or http://, without credentials"


def faults(shape: Shape, data: Json, at: Pointer) -> Iterator[Fault]:
    """Yield the faults of the single values of a record and of its nested records."""
    for where, field, value in leaves(shape, data, at):
        if refused(value):
            continue
        match field.value:
            case "date":
                yield from _date(field, value, where)
            case "address":
                yield from _address(value, where)
            case "text":
                yield from _text(field, value, where)
            case "integer" if isinstance(value, float):
                yield Fault(where, f"{field.key} takes a whole number", "write it without a decimal point")
            case "string" if field.key == "base":
                yield from _address(value, where)


def _date(field: Field, value: Any, where: Pointer) -> Iterator[Fault]:
    """Find 2017-02-30, which looks like a date; what does not even look like one, the schema has found."""
    if isinstance(value, float) and value.is_integer():
        yield Fault(where, f"{value} is no date", NO_DATE)
    if isinstance(value, bool | float) or not isinstance(value, str | int):
        return
    try:
        PartialDate.from_text(str(value))
    except ValueError as error:
        if "is no date" not in str(error):
            yield Fault(where, str(error), f"correct the {field.key}")


def _address(value: Any, where: Pointer) -> Iterator[Fault]:
    if isinstance(value, str):
        try:
            ox.NamedNode(value)
        except ValueError:
            yield Fault(where, f"{value!r} is no web address", NO_ADDRESS)


def _text(field: Field, value: Any, where: Pointer) -> Iterator[Fault]:
    if not isinstance(value, dict):
        return
    if field.joined and isinstance(where[-1], int):
        yield Fault(where, "a passage takes text", "write the passages as plain texts, all in the default language")
    for language in value:
        try:
            ox.Literal("", language=language)
        except ValueError:
            if not refused(language):
                what = f"{language!r} is no language tag"
                yield Fault((*where, language), what, "write one such as en, ko or zh-Hant", at="key")
