"""Make the data of a record from what somebody gives for its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...errors import ParameterError, did_you_mean
from ...schema import Field, load_schema
from .given import form, from_yaml, value_of
from .names import Names
from .sections import fields_of


def record_of(
    section: str, kind: str, given: Mapping[str, Sequence[str]], extra: Sequence[str], names: Names
) -> dict[str, Any]:
    """Return the data of a record: texts given for fields, and ``key=YAML`` for whatever else.

    Raises ParameterError where a text does not fit its field, or the kind is none.
    """
    kinds = [one for one in load_schema().sections[section] if one]
    if kind and kind not in kinds:
        raise ParameterError("kind", f"--kind: unknown kind {kind!r}", did_you_mean(kind, kinds))
    fields = fields_of(section, kind)
    data: dict[str, Any] = {"kind": kind} if kind else {}
    for key, texts in given.items():
        if key not in fields:
            raise ParameterError(key, f"--{key}: a {kind} has no such key", f"it has: {', '.join(fields)}")
        data[key] = value_of(fields[key], texts, names)
    return data | dict(_pair(text) for text in extra)


def _pair(text: str) -> tuple[str, Any]:
    key, sign, value = text.partition("=")
    if not sign or not key.strip().isidentifier():
        raise ParameterError("set", f"--set: {text!r} is no key=value", "write one, such as --set 'label={en: Sea}'")
    return key.strip(), from_yaml(key.strip(), value)


def missing(section: str, kind: str, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return key and form of what a record needs and has not yet."""
    kinds = [one for one in load_schema().sections[section] if one]
    lacking = [("kind", ", ".join(kinds))] if kinds and not kind else []
    fields = [field for field in fields_of(section, kind).values() if field.required and field.key not in data]
    return lacking + [(field.key, form(field)) for field in fields]


def usual(fields: Mapping[str, Field], records: Sequence[Mapping[str, Any]]) -> list[Field]:
    """Return the optional fields that a fifth of the records have; all of them where there are no records."""
    optional = [field for field in fields.values() if not field.required]
    return [field for field in optional if sum(field.key in one for one in records) * 5 >= len(records)]
