"""Turn what somebody gives for a field into its value: a word, a day, a name for an id, a short form for evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ...corpus.values import NO_DATE
from ...dates import PartialDate
from ...errors import ParameterError, did_you_mean
from ...reader import read_document
from ...reader.scalars import CONTROL, plain
from ...schema import Field, load_schema
from .names import Names

_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
#: Nested records that two words say: shape → the keys that stand before and behind the equals sign.
PAIRS = {"Position": ("toward", "stance"), "Ballot": ("actor", "choice")}


def form(field: Field) -> str:
    """Return in a few words what may be given for a field.

    >>> form(load_schema().fields["evidence"])
    'SOURCE:PARAGRAPH or SOURCE@LOCATOR'
    """
    if field.value == "nested":
        if field.target == "Evidence":
            return "SOURCE:PARAGRAPH or SOURCE@LOCATOR"
        return "=".join(PAIRS[field.target]).upper() if field.target in PAIRS else "YAML"
    return (
        field.target.upper() or "ID"
        if field.value == "reference"
        else "WORD"
        if field.value == "concept"
        else field.value.upper()
    )


def value_of(field: Field, texts: Iterable[str], names: Names) -> Any:
    """Return the value of a field for the texts given. Raises ParameterError where one does not fit."""
    values = [_one(field, text, names) for text in texts]
    if not field.many:
        return values[-1]
    is_lone = len(values) == 1 and (field.joined or field.value == "address")
    return values[0] if is_lone else values


def from_yaml(key: str, text: str) -> Any:
    """Return the value that a text writes as YAML. Raises ParameterError where the strict reader refuses it."""
    document = read_document(f"{key}: {text}\n")
    if document.flaws:
        flaw = document.flaws[0]
        raise ParameterError(key, f"--{key} {text!r}: {flaw.what}", flaw.remedy)
    if list(document.data) != [key]:
        raise ParameterError(key, f"--{key}: {text!r} is more than one value", "write a list or map in [ ] or { }")
    return document.data[key]


def _one(field: Field, text: str, names: Names) -> Any:
    if CONTROL.search(text):
        raise ParameterError(field.key, f"--{field.key}: {text!r} holds a control character", "remove it")
    match field.value:
        case "nested":
            return _nested(field, text, names)
        case "reference":
            return names.find(text, field)
        case "concept":
            return _word(field, text)
        case "boolean":
            return _truth(field, text)
        case "integer" | "decimal":
            return _number(field, text)
        case "date":
            return _date(field, text)
    if field.pattern and not re.search(field.pattern, text):
        raise ParameterError(
            field.key, f"--{field.key}: {text!r} is no {field.key}", f"see its comment: {field.comment}"
        )
    if not text.strip():
        raise ParameterError(field.key, f"--{field.key}: the text is empty", "write some, or leave it out")
    return text


def _date(field: Field, text: str) -> str | int:
    try:
        PartialDate.from_text(text)
    except ValueError as error:
        raise ParameterError(field.key, f"--{field.key}: {error}", NO_DATE) from error
    return int(text) if re.fullmatch("[1-9][0-9]{3}", text) else text


def _word(field: Field, text: str) -> str:
    words = load_schema().scheme(field.target)
    if text not in words:
        raise ParameterError(field.key, f"--{field.key}: unknown word {text!r}", did_you_mean(text, words))
    return text


def _truth(field: Field, text: str) -> bool:
    if text.casefold() not in _TRUTH:
        raise ParameterError(field.key, f"--{field.key}: {text!r} is neither true nor false", "write true or false")
    return _TRUTH[text.casefold()]


def _number(field: Field, text: str) -> int | float:
    value = plain(text) if text else text
    if isinstance(value, bool | str) or (field.value == "integer" and not isinstance(value, int)):
        noun = "whole number" if field.value == "integer" else "number"
        raise ParameterError(field.key, f"--{field.key}: {text!r} is no {noun}", "write one, such as 12")
    return value


def _nested(field: Field, text: str, names: Names) -> Any:
    if text.startswith(("{", "[")):
        return from_yaml(field.key, text)
    if field.target == "Evidence":
        return _evidence(field, text, names)
    if field.target not in PAIRS:
        raise ParameterError(field.key, f"--{field.key}: {text!r} is no map", "write it in YAML, such as {key: value}")
    left, sign, right = text.rpartition("=")
    if not sign:
        remedy = f"write {form(field)}, or YAML such as {{key: value}}"
        raise ParameterError(field.key, f"--{field.key}: {text!r} has no =", remedy)
    fields = _inner(field)
    keys = zip(PAIRS[field.target], (left, right), strict=True)
    return {key: _one(fields[key], part.strip(), names) for key, part in keys if part.strip()}


def _inner(field: Field) -> dict[str, Field]:
    """Return the fields of a nested record, under the name of the option that they are given with."""
    return {key: replace(one, key=field.key) for key, one in load_schema().shapes[field.target].fields.items()}


def _evidence(field: Field, text: str, names: Names) -> Any:
    fields = _inner(field)
    source, sign, paragraph = text.rpartition(":")
    if sign and re.fullmatch(r"\s*[0-9]{1,9}\s*", paragraph):
        return {"source": _one(fields["source"], source.strip(), names), "paragraph": int(paragraph)}
    source, sign, locator = text.partition("@")
    if sign and locator.strip():
        return {"source": _one(fields["source"], source.strip(), names), "locator": locator.strip()}
    remedy = "write SOURCE:PARAGRAPH or SOURCE@LOCATOR, such as gazette:3 or gazette@page 7"
    raise ParameterError(field.key, f"--{field.key}: {text!r} names no spot", remedy)
