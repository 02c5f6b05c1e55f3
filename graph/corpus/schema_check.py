"""Check files against the JSON Schema, and say what is wrong in the words of a curator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import jsonschema_rs

from ..dates import PartialDate
from ..errors import Fault, Pointer, did_you_mean
from ..reader.document import refused
from ..schema import Field, Shape, load_schema
from ..schema.json_schema import dataset_schema, json_schema
from .facts import Facts, Json, many

FACTS, DATASET = "facts", "dataset"
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
    """Note every fault of every file: unknown keys, wrong values, missing keys, words and dates that are none."""
    for file in facts.files:
        if file.name.endswith("dataset.yaml"):
            continue
        noted = facts.faults.setdefault(file.name, [])
        for fault in (*faults(file.document.data, FACTS), *_date_faults(file.document.data)):
            noted.append((str(fault.pointer[1]) if len(fault.pointer) > 1 else "", fault))


def faults(data: Json, which: str) -> list[Fault]:
    """Return what the JSON Schema finds wrong with a file of facts or with a ``dataset.yaml``."""
    validator = _validator(which)
    if validator.is_valid(data):
        return []
    found = [fault for error in validator.iter_errors(data) for fault in _explain(error, data, which)]
    return list(dict.fromkeys(found))


def _explain(error: Any, data: Json, which: str) -> Iterator[Fault]:
    pointer: Pointer = tuple(error.instance_path)
    kind = error.kind
    if refused(_value(data, pointer)) or any(map(refused, pointer)):
        return  # the reader has said it
    match kind.name:
        case "additionalProperties":
            known = _known_keys(pointer, data) if which == FACTS else load_schema().shapes["Dataset"].fields
            for name in kind.unexpected:
                if not refused(name):
                    yield Fault(
                        (*pointer, name), f"unknown {_noun(pointer)} {name!r}", did_you_mean(name, known), at="key"
                    )
        case "required":
            yield Fault(pointer, f"{kind.property!r} is missing", "add it", at="key")
        case "propertyNames":
            name = kind.error.instance
            if not refused(name):
                yield Fault(
                    (*pointer, name), f"{name!r} is no id", "use small letters, digits and single hyphens", at="key"
                )
        case "enum":
            word = str(_value(data, pointer))
            yield Fault(pointer, f"unknown word {word!r}", did_you_mean(word, map(str, kind.options)))
        case "type":
            yield Fault(
                pointer, f"{_key(pointer)} takes {_wanted(kind.types)}", _type_remedy(_value(data, pointer), kind.types)
            )
        case "pattern":
            yield Fault(pointer, *_pattern(pointer, data))
        case "minLength":
            yield Fault(pointer, "the text is empty", "write some, or leave the key out")
        case "minItems" | "minProperties":
            yield Fault(pointer, "the list or map is empty", "fill it, or leave the key out")
        case _:
            yield Fault(pointer, f"{_key(pointer)}: {error.message}", "see the term's comment in ontology/README.md")


def _value(data: Any, pointer: Pointer) -> Any:
    for part in pointer:
        data = data[part]
    return data


def _key(pointer: Pointer) -> str:
    return next((str(part) for part in reversed(pointer) if isinstance(part, str)), "the file")


def _noun(pointer: Pointer) -> str:
    return "section" if not pointer else "key"


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


def _known_keys(pointer: Pointer, data: Json) -> list[str]:
    schema = load_schema()
    if not pointer:
        return list(schema.sections) or []
    shape = shape_at(pointer, data)
    if shape is None:
        return []
    return [*shape.fields, *(["kind"] if shape.kind else [])]


def shape_at(pointer: Pointer, data: Json) -> Shape | None:
    """Return the shape of the record or nested record at a pointer of a file of facts."""
    schema = load_schema()
    kinds = schema.sections.get(str(pointer[0]))
    if kinds is None or len(pointer) < 2:
        return None
    record = _value(data, pointer[:2])
    shape = kinds.get(str(record.get("kind", "")) if isinstance(record, dict) else "") or next(iter(kinds.values()))
    for part in pointer[2:]:
        if isinstance(part, str) and part in shape.fields and shape.fields[part].target in schema.shapes:
            shape = schema.shapes[shape.fields[part].target]
    return shape


def _pattern(pointer: Pointer, data: Json) -> tuple[str, str]:
    value = str(_value(data, pointer))
    field = load_schema().fields.get(_key(pointer))
    kind: str = field.value if field else ""
    match kind:
        case "concept" if field:
            return f"unknown word {value!r}", did_you_mean(value, load_schema().scheme(field.target))
        case "reference":
            return f"{value!r} is no id", "use small letters, digits and single hyphens"
        case "date":
            return (
                f"{value!r} is no date",
                "write 2017, 2017-09, 2017-09-15, or an interval such as 2017-09-11/2017-09-15",
            )
        case "address":
            return f"{value!r} is no web address", "write one that starts with https:// or http://, without credentials"
    return f"{value!r} is no {_key(pointer)}", f"see its comment: {field.comment}" if field else "correct it"


def _date_faults(data: Json) -> Iterator[Fault]:
    """Yield the dates that look like one and are none, such as 2017-02-30; the pattern finds the others."""
    for section, kinds in load_schema().sections.items():
        records = data.get(section)
        if not isinstance(records, dict):
            continue
        for name, record in records.items():
            if isinstance(record, dict):
                shape = kinds.get(str(record.get("kind", ""))) or next(iter(kinds.values()))
                yield from _dates_in(record, shape, (section, name))


def _dates_in(record: Json, shape: Shape, at: Pointer) -> Iterator[Fault]:
    for key, value in record.items():
        field = shape.fields.get(key)
        if field is None or field.value not in {"date", "nested"}:
            continue
        for index, item in enumerate(many(value)):
            where = (*at, key, index) if isinstance(value, list) else (*at, key)
            if field.value == "nested" and isinstance(item, dict):
                yield from _dates_in(item, load_schema().shapes[field.target], where)
            elif field.value == "date":
                yield from _date_fault(field, item, where)


def _date_fault(field: Field, value: Any, where: Pointer) -> Iterator[Fault]:
    if isinstance(value, bool | float) or not isinstance(value, str | int):
        return
    try:
        PartialDate.from_text(str(value))
    except ValueError as error:
        if "is no date" not in str(error):
            yield Fault(where, str(error), f"correct the {field.key}")
