"""Make the data of a record from what somebody gives for its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ...errors import ParameterError, did_you_mean
from ...schema import Field, load_schema
from .gather import each
from .given import form, from_yaml, resolved, value_of
from .names import Names
from .sections import fields_of, with_article


def record_of(
    section: str, kind: str, given: Mapping[str, Sequence[str]], extra: Sequence[str], names: Names
) -> dict[str, Any]:
    """Return the data of a record: texts given for fields, and ``key=YAML`` for whatever else.

    Raises ParameterError, with all texts that do not fit their fields, or where the kind is none.
    """
    kinds = [one for one in load_schema().sections[section] if one]
    if kind and kind not in kinds:
        raise ParameterError("kind", f"--kind: unknown kind {kind!r}", did_you_mean(kind, kinds))
    fields = fields_of(section, kind)
    data: dict[str, Any] = {"kind": kind} if kind else {}
    return data | read(fields, given, extra, names, kind)


def read(
    fields: Mapping[str, Field], given: Mapping[str, Sequence[str]], extra: Sequence[str], names: Names, noun: str
) -> dict[str, Any]:
    """Return what is given for fields of a ``noun``, read. Raises ParameterError, with all that does not fit."""
    readings: list[Callable[[], tuple[str, Any]]] = [
        *(partial(_given, fields, key, texts, names, noun) for key, texts in given.items()),
        *(partial(_pair, fields, text, names) for text in extra),
    ]
    return dict(each(lambda reading: reading(), readings))


def _given(fields: Mapping[str, Field], key: str, texts: Sequence[str], names: Names, noun: str) -> tuple[str, Any]:
    if key not in fields:
        what = f"--{key}: {with_article(noun)} has no such key"
        raise ParameterError(key, what, f"it has: {', '.join(fields)}")
    return key, value_of(fields[key], texts, names, fields)


def _pair(fields: Mapping[str, Field], text: str, names: Names) -> tuple[str, Any]:
    key, sign, value = (part.strip() for part in text.partition("="))
    if not sign or not key.isidentifier():
        raise ParameterError("set", f"--set: {text!r} is no key=value", "write one, such as --set 'label={en: Sea}'")
    found = from_yaml(key, value)
    return key, resolved(fields[key], found, names, fields) if key in fields else found


def missing(section: str, kind: str, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return key and form of what a record needs and has not yet."""
    kinds = [one for one in load_schema().sections[section] if one]
    lacking = [("kind", ", ".join(kinds))] if kinds and not kind else []
    fields = fields_of(section, kind)
    needed = [field for field in fields.values() if field.required and field.key not in data]
    return lacking + [(field.key, form(field, fields)) for field in needed]


def usual(fields: Mapping[str, Field], records: Sequence[Mapping[str, Any]]) -> list[Field]:
    """Return the optional fields that a fifth of the records have; all of them where there are no records."""
    optional = [field for field in fields.values() if not field.required]
    return [field for field in optional if sum(field.key in one for one in records) * 5 >= len(records)]
