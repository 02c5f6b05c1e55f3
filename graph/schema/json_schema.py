"""Make the JSON Schema of a file of facts: completion in editors, and the fast first check.

Records of a section with kinds are told apart by ``if``/``then`` on ``kind``, so that every error points at the exact
key; a value that may stand alone or in a list has both types in one schema. There are no unions to guess from.
"""

from __future__ import annotations

import json
from typing import Any

from .names import ID_PATTERN
from .table import Field, Schema, Shape

Json = dict[str, Any]
SCHEMA_ID = "https://w3id.org/communique/facts.schema.json"
DATE_PATTERN = r"^(\.\.|\d{4}(-\d\d(-\d\d)?)?)(/(\.\.|\d{4}(-\d\d(-\d\d)?)?))?$"
_LANGUAGE_MAP: Json = {"minProperties": 1, "additionalProperties": {"type": "string", "minLength": 1}}


def as_text(schema: Json) -> str:
    """Return a schema, or another map for tools, as the text of a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def json_schema(schema: Schema) -> Json:
    """Return the JSON Schema (draft 2020-12) of one file of facts."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Facts of Communiqué",
        "description": "Generated from the ontology; edit that.",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _section(kinds, schema) for name, kinds in schema.sections.items()},
        "$defs": {
            name: _record(shape, schema) for name, shape in schema.shapes.items() if name not in {"Act", "Actor"}
        },
    }


def dataset_schema(schema: Schema) -> Json:
    """Return the JSON Schema of ``dataset.yaml``."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_record(schema.shapes["Dataset"], schema)}


def _section(kinds: dict[str, Shape], schema: Schema) -> Json:
    first = next(iter(kinds.values()))
    records: Json = {"$ref": f"#/$defs/{first.name}"}
    if "" not in kinds:
        told = [schema.terms[shape.name] for shape in kinds.values()]
        kind = {"description": schema.terms[first.superclasses[0]], "enum": list(kinds), "enumDescriptions": told}
        records = {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": kind},
            "allOf": [
                {
                    "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                    "then": {"$ref": f"#/$defs/{shape.name}"},
                }
                for kind, shape in kinds.items()
            ],
        }
    return {
        "type": "object",
        "description": schema.terms[first.name if "" in kinds else first.superclasses[0]],
        "propertyNames": {"pattern": ID_PATTERN},
        "additionalProperties": records,
    }


def _record(shape: Shape, schema: Schema) -> Json:
    properties: Json = {"kind": {"const": shape.kind, "description": schema.terms[shape.name]}} if shape.kind else {}
    properties |= {field.key: _field(field, schema) for field in shape.fields.values()}
    required = [field.key for field in shape.fields.values() if field.required]
    return {
        "type": "object",
        "description": schema.terms[shape.name],
        "additionalProperties": False,
        "properties": properties,
        **({"required": required} if required else {}),
    }


def _field(field: Field, schema: Schema) -> Json:
    one = _value(field, schema)
    if not field.many:
        return {"description": field.comment, **one}
    if field.value == "nested":
        return {"description": field.comment, "type": "array", "minItems": 1, "items": one}
    types = [one["type"]] if isinstance(one["type"], str) else one["type"]
    alone = (
        one if field.value != "concept" else {"pattern": f"^({'|'.join(one['enum'])})$"}
    )  # enum would refuse the list
    return {"description": field.comment, **alone, "type": [*types, "array"], "minItems": 1, "items": one}


def _value(field: Field, schema: Schema) -> Json:
    match field.value:
        case "nested":
            return {"$ref": f"#/$defs/{field.target}"}
        case "reference":
            return {"type": "string", "pattern": ID_PATTERN}
        case "concept":
            words = schema.scheme(field.target)
            return {"type": "string", "enum": list(words), "enumDescriptions": [_told(schema, word) for word in words]}
        case "date":
            return {"type": ["string", "integer"], "pattern": DATE_PATTERN, "minimum": 1000, "maximum": 9999}
        case "text":
            return {"type": ["string", "object"], "minLength": 1, **_LANGUAGE_MAP}
        case "integer" | "boolean":
            return {"type": field.value, **_bounds(field)}
        case "decimal":
            return {"type": "number", **_bounds(field)}
        case _:
            return {"type": "string", "minLength": 1, **({"pattern": field.pattern} if field.pattern else {})}


def _told(schema: Schema, word: str) -> str:
    """Return what an editor shows of a word, in the key that VS Code and the YAML language server read.

    A ``oneOf`` with a description for each word is what the standard has; the validator then names no word that fits.
    """
    concept = schema.concepts[word]
    return f"{concept.definition} Example: {concept.example}"


def _bounds(field: Field) -> Json:
    bounds = {"minimum": field.minimum, "maximum": field.maximum}
    return {key: int(bound) for key, bound in bounds.items() if bound is not None}
