"""Check files against the JSON Schema, and say what is wrong in the words of a curator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

import jsonschema_rs

from ..errors import Fault, Pointer
from ..reader.document import refused
from ..schema import Shape, load_schema
from ..schema.json_schema import dataset_schema, json_schema
from . import values
from .facts import MOST, Facts, File, Json, Record, shape_of
from .nearest import Nearest
from .walk import Found, walk

FACTS, DATASET = "facts", "dataset"
#: The code of what is found here.
RULE = "schema"
_TYPES = {
    "object": "a map",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


@cache
def _validator(which: str) -> Any:
    schema = json_schema(load_schema()) if which == FACTS else dataset_schema(load_schema())
    return jsonschema_rs.validator_for(schema)


def check(facts: Facts) -> None:
    """Note every fault of every file of facts: unknown keys, wrong values, missing keys, words that are none."""
    for file in facts.files:
        if not file.describes:
            for fault in islice(_faults_of_keys(file.document.data, FACTS), MOST + 1):
                id_ = str(fault.pointer[1]) if len(fault.pointer) > 1 else ""
                facts.note(file.name, id_, replace(fault, rule=RULE))
    for record, fault in values.faults(facts.found):
        facts.fault(record, replace(fault, rule=RULE))


def is_sound(data: Json) -> bool:
    """Say whether a file of facts has the keys and the kinds of values that the schema wants."""
    return bool(_validator(FACTS).is_valid(data))


def faults_of_dataset(file: File) -> Iterator[Fault]:
    """Yield what is wrong with the keys and values of a ``dataset.yaml``."""
    data = file.document.data
    yield from _faults_of_keys(data, DATASET)
    shape, found = load_schema().shapes["Dataset"], Found()
    walk(found, Record("", "", shape, data, file), shape, data, ())
    yield from (fault for _, fault in values.faults(found))


def _faults_of_keys(data: Json, which: str) -> Iterator[Fault]:
    if not _validator(which).is_valid(data):
        nearest = Nearest()
        for pointer, piece in _pieces(data) if which == FACTS else [((), data)]:
            yield from _faults_of_piece(pointer, piece, which, nearest)


def _pieces(data: Json) -> Iterator[tuple[Pointer, Json]]:
    """Yield a file record by record, for the validator finds every error of what it is given before it tells one."""
    for section, records in data.items():
        if isinstance(records, dict) and section in load_schema().sections:
            for name, record in records.items():
                yield (section, name), {section: {name: record}}
        else:
            yield (section,), {section: records}


def _faults_of_piece(pointer: Pointer, piece: Json, which: str, nearest: Nearest) -> Iterator[Fault]:
    if _validator(which).is_valid(piece):
        return
    if len(pointer) > 1 and _is_large(piece):
        what = f"something is wrong among more than {MOST:,} values of one record"
        yield Fault(pointer, what, "write them as several records", at="key")
        return
    for error in _validator(which).iter_errors(piece):
        yield from _explain(error, piece, which, nearest)


def _is_large(data: Json) -> bool:
    todo: list[Any] = [data]
    count = 0
    while todo and count <= MOST:
        value = todo.pop()
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        todo += inner
        count += len(inner)
    return count > MOST


def _explain(error: Any, data: Json, which: str, nearest: Nearest) -> Iterator[Fault]:
    pointer, kind = _pointer(error, data), error.kind
    if refused(_value(data, pointer)) or any(map(refused, pointer)):
        return  # the reader has said it
    match kind.name:
        case "additionalProperties":
            unknown = [name for name in kind.unexpected if not refused(name)]
            yield from _unknown_keys(pointer, unknown, data, which, nearest)
        case "required":
            yield Fault(pointer, f"{kind.property!r} is missing", "add it", at="key")
        case "propertyNames":
            name = kind.error.instance
            if not refused(name):
                yield Fault(
                    (*pointer, name), f"{name!r} is no id", "use small letters, digits and single hyphens", at="key"
                )
        case "enum":
            word, words = str(_value(data, pointer)), [str(option) for option in kind.options]
            yield Fault(pointer, f"unknown word {word!r}", nearest.remedy(word, " ".join(words), words))
        case "type":
            yield Fault(
                pointer, f"{_key(pointer)} takes {_wanted(kind.types)}", _type_remedy(_value(data, pointer), kind.types)
            )
        case "pattern":
            yield Fault(pointer, *_pattern(pointer, data, nearest))
        case "minLength":
            yield Fault(pointer, "the text is empty", "write some, or leave the key out")
        case "minItems" | "minProperties":
            yield Fault(pointer, "the list or map is empty", "fill it, or leave the key out")
        case _:
            field = load_schema().fields.get(_key(pointer))
            yield Fault(pointer, f"{_key(pointer)}: {error.message}", field.comment if field else "correct it")


def _pointer(error: Any, data: Any) -> Pointer:
    """Return where an error is; the validator itself gives a key such as ``007`` as the number 7."""
    pointer: list[str | int] = []
    for part in error.instance_path:
        if isinstance(part, int) and isinstance(data, dict):
            part = next(key for key in data if re.fullmatch(r"\+?[0-9]+", key) and int(key) == part)
        pointer.append(part)
        data = data[part]
    return tuple(pointer)


def _unknown_keys(pointer: Pointer, names: list[str], data: Json, which: str, nearest: Nearest) -> Iterator[Fault]:
    kind, known = which, list(load_schema().shapes["Dataset"].fields)
    if which == FACTS:
        kind, known = _known_keys(pointer, data)
    noun = "section" if which == FACTS and not pointer else "key"
    for name in names:
        yield Fault((*pointer, name), f"unknown {noun} {name!r}", nearest.remedy(name, kind, known), at="key")


def _value(data: Any, pointer: Pointer) -> Any:
    for part in pointer:
        data = data[part]
    return data


def _key(pointer: Pointer) -> str:
    return next((str(part) for part in reversed(pointer) if isinstance(part, str)), "the file")


def _wanted(types: Iterable[str]) -> str:
    names = [_TYPES[name] for name in types]
    return " or ".join(names)


def _type_remedy(value: Any, types: list[str]) -> str:
    if "string" in types and isinstance(value, int | float):
        return "put it in quotes"
    if types == ["array"]:
        return "start each item with a hyphen, or write [ ... ]"
    return f"here stands {_TYPES.get(_json_type(value), 'something else')}"


def _json_type(value: Any) -> str:
    for name, kind in (("boolean", bool), ("object", dict), ("array", list), ("string", str), ("number", int | float)):
        if isinstance(value, kind):
            return name
    return ""


def _known_keys(pointer: Pointer, data: Json) -> tuple[str, list[str]]:
    """Return the name of the shape at a pointer, and the keys that it has; at the root, the sections."""
    if not pointer:
        return "", list(load_schema().sections)
    shape = shape_at(pointer, data)
    if shape is None:
        return "", []
    return shape.name, [*shape.fields, *(["kind"] if shape.kind else [])]


def shape_at(pointer: Pointer, data: Json) -> Shape | None:
    """Return the shape of the record or nested record at a pointer of a file of facts."""
    schema = load_schema()
    kinds = schema.sections.get(str(pointer[0]))
    if kinds is None or len(pointer) < 2:
        return None
    shape = shape_of(kinds, _value(data, pointer[:2]))
    for part in pointer[2:]:
        if isinstance(part, str) and part in shape.fields and shape.fields[part].target in schema.shapes:
            shape = schema.shapes[shape.fields[part].target]
    return shape


def _pattern(pointer: Pointer, data: Json, nearest: Nearest) -> tuple[str, str]:
    value = str(_value(data, pointer))
    field = load_schema().fields.get(_key(pointer))
    kind: str = field.value if field else ""
    match kind:
        case "concept" if field:
            return f"unknown word {value!r}", nearest.remedy(value, field.key, load_schema().scheme(field.target))
        case "reference":
            return f"{value!r} is no id", "use small letters, digits and single hyphens"
        case "date":
            return f"{value!r} is no date", values.NO_DATE
        case "address":
            return f"{value!r} is no web address", values.NO_ADDRESS
    return f"{value!r} is no {_key(pointer)}", f"see its comment: {field.comment}" if field else "correct it"
