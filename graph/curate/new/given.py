"""Turn what somebody gives for a field into its value: a word, a day, a name for an id, a short form for evidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from ...characters import CONTROL
from ...corpus.values import NO_DATE
from ...dates import PartialDate
from ...errors import ParameterError, did_you_mean
from ...reader import read_document
from ...reader.scalars import plain
from ...schema import Field, load_schema
from ...schema.names import ID_PATTERN
from .gather import each
from .names import Names

_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
#: Nested records that two words say: shape → the keys that stand before and behind the equals sign.
_PAIRS = {"Position": ("toward", "stance"), "Ballot": ("actor", "choice")}
_EVIDENCE = re.compile(r"(.*):\s*([0-9]{1,9})\s*(?::\s*([^\W\d_]+)\s*)?", re.DOTALL)


def pair(field: Field, beside: Collection[str]) -> tuple[str, str] | None:
    """Return the keys that stand before and behind the equals sign in the short form of a nested record, if it has one.

    ``beside`` are the keys that the record may have: a speaker takes a position toward something, while where nobody
    speaks, the positions are those of several holders toward the record itself.
    """
    if field.target == "Position" and "speaker" not in beside:
        return "holder", "stance"
    return _PAIRS.get(field.target)


def form(field: Field, beside: Collection[str]) -> str:
    """Return in a few words what may be given for a field of a record, which may have the keys ``beside``.

    >>> form(load_schema().fields["evidence"], ())
    'SOURCE:PARAGRAPH[:WEEKDAY] or SOURCE@LOCATOR'
    """
    if field.value == "nested":
        if field.target == "Evidence":
            return "SOURCE:PARAGRAPH[:WEEKDAY] or SOURCE@LOCATOR"
        return "=".join(pair(field, beside) or ["YAML"]).upper()
    return (
        field.target.upper() or "ID"
        if field.value == "reference"
        else "WORD"
        if field.value == "concept"
        else field.value.upper()
    )


def value_of(field: Field, texts: Iterable[str], names: Names, beside: Collection[str]) -> Any:
    """Return the value of a field for the texts given, in a record that may have the keys ``beside``.

    Raises ParameterError, with all that does not fit.
    """
    values = each(lambda text: _one(field, text, names, beside), texts)
    if not field.many:
        return values[-1]
    if field.value == "nested":  # a list in brackets may be given at once
        return [one for value in values for one in (value if isinstance(value, list) else [value])]
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


def resolved(field: Field, value: Any, names: Names, beside: Collection[str]) -> Any:
    """Return a value that was written in YAML, with ids for names and with the short forms in it written out.

    An id that nothing has stays: the check of all facts says so at its line. Raises ParameterError for another text.
    """
    if isinstance(value, list):
        return [resolved(field, one, names, beside) for one in value]
    if isinstance(value, str) and field.value == "reference":
        try:
            return names.find(value, field)
        except ParameterError:
            if re.fullmatch(ID_PATTERN, value):
                return value
            raise
    if field.value != "nested":
        return value
    if isinstance(value, str):
        return _nested(field, value, names, beside)
    return _resolved_map(field, value, names) if isinstance(value, dict) else value


def _resolved_map(field: Field, value: dict[str, Any], names: Names) -> dict[str, Any]:
    fields = _inner(field)
    found = {key: resolved(fields[key], one, names, fields) if key in fields else one for key, one in value.items()}
    lone = [key for key, one in found.items() if key in fields and fields[key].value == "nested" and fields[key].many]
    return found | {key: [found[key]] for key in lone if isinstance(value[key], str)}


def _one(field: Field, text: str, names: Names, beside: Collection[str]) -> Any:
    if CONTROL.search(text):
        raise ParameterError(field.key, f"--{field.key}: {text!r} holds a control character", "remove it")
    match field.value:
        case "nested":
            return _nested(field, text, names, beside)
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
        raise ParameterError(field.key, f"--{field.key}: {text!r} is no {field.key}", f"wanted: {field.comment}")
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
        bare = text.replace(",", "")
        has_commas = bare != text and re.fullmatch("-?[1-9][0-9]{0,2}(,[0-9]{3})+([.][0-9]+)?", text)
        remedy = f"write it without commas: {bare}" if has_commas else "write one, such as 12"
        raise ParameterError(field.key, f"--{field.key}: {text!r} is no {noun}", remedy)
    return value


def _nested(field: Field, text: str, names: Names, beside: Collection[str]) -> Any:
    if text.startswith(("{", "[")):
        return resolved(field, from_yaml(field.key, text), names, beside)
    if field.target == "Evidence":
        return _evidence(field, text, names)
    keys = pair(field, beside)
    if keys is None:
        raise ParameterError(field.key, f"--{field.key}: {text!r} is no map", "write it in YAML, such as {key: value}")
    left, sign, right = text.rpartition("=")
    if not sign:
        remedy = f"write {form(field, beside)}, or YAML such as {{key: value}}"
        raise ParameterError(field.key, f"--{field.key}: {text!r} has no =", remedy)
    fields = _inner(field)
    parts = zip(keys, (left, right), strict=True)
    return {key: _one(fields[key], part.strip(), names, fields) for key, part in parts if part.strip()}


def _inner(field: Field) -> dict[str, Field]:
    """Return the fields of a nested record, under the name of the option that they are given with."""
    return {key: replace(one, key=field.key) for key, one in load_schema().shapes[field.target].fields.items()}


def _evidence(field: Field, text: str, names: Names) -> Any:
    fields = _inner(field)
    if found := _EVIDENCE.fullmatch(text):
        source, paragraph, weekday = found.groups()
        spot = {"source": names.find(source.strip(), fields["source"]), "paragraph": int(paragraph)}
        return spot | ({"weekday": _word(fields["weekday"], weekday.casefold())} if weekday else {})
    source, sign, locator = text.partition("@")
    if sign and locator.strip():
        return {"source": names.find(source.strip(), fields["source"]), "locator": locator.strip()}
    remedy = "write SOURCE:PARAGRAPH or SOURCE@LOCATOR, such as gazette:3, gazette:3:tuesday or gazette@page 7"
    raise ParameterError(field.key, f"--{field.key}: {text!r} names no spot", remedy)
