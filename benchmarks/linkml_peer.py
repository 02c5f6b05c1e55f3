"""Write facts and their schema in the shape that LinkML wants: a schema of classes, slots and enums, one tree of data.

Both come from the table that the ontology gives: a class for each kind of record, with keys as slots; words as enums
with their meaning; records by id in a container. Dates are texts, since LinkML has no partial ones.
"""

from __future__ import annotations

import subprocess
from keyword import iskeyword
from pathlib import Path
from typing import Any

import yaml

from communique.graph.reader import read_file
from communique.graph.schema import Field, Schema, Shape, load_schema
from communique.graph.schema.names import BASE

Json = dict[str, Any]
COMMAND = Path(__file__).parent.parent / ".venv-bench" / "bin" / "linkml-convert"
ROOT = "Container"
_THEIRS = {"schema", "xsd"}  #: prefixes that LinkML's own types come with
_RANGES = {"integer": "integer", "decimal": "decimal", "boolean": "boolean", "address": "uri"}


def convert(folder: Path) -> list[str]:
    """Return the command that turns what ``prepare`` wrote into RDF."""
    paths = [str(folder / name) for name in ("schema.yaml", "facts.ttl", "data.yaml")]
    return [str(COMMAND), "-s", paths[0], "-C", ROOT, "-t", "ttl", "-o", *paths[1:]]


def version() -> str:
    """Return the version of LinkML that is installed in the environment of its own."""
    if not COMMAND.exists():
        return "linkml not installed"
    code = "from importlib.metadata import version; print(version('linkml'))"
    done = subprocess.run([COMMAND.with_name("python"), "-c", code], check=True, capture_output=True, text=True)
    return f"linkml {done.stdout.strip()}"


def prepare(facts: Path, folder: Path) -> None:
    """Write ``schema.yaml`` and ``data.yaml`` of a folder of facts that is sound."""
    folder.mkdir(exist_ok=True)
    for name, content in (("schema", schema()), ("data", data(facts))):
        with (folder / f"{name}.yaml").open("w", encoding="utf-8") as file:
            yaml.dump(content, file, yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


def schema() -> Json:
    """Return the LinkML schema."""
    table = load_schema()
    prefixes = {name: iri for name, iri in table.prefixes.items() if name not in _THEIRS}
    classes = {shape.name: _class(shape) for shape in table.shapes.values()}
    return {
        "id": "https://w3id.org/communique/linkml",
        "name": "communique",
        "prefixes": {**prefixes, "linkml": "https://w3id.org/linkml/", "id": BASE},
        "imports": ["linkml:types"],
        "default_prefix": "cq",
        "default_range": "string",
        "classes": {"Anything": _thing(), **classes, ROOT: _container(table)},
        "enums": {_name(name): _enum(table, name) for name in {concept.scheme for concept in table.concepts.values()}},
    }


def data(facts: Path) -> Json:
    """Return all records, by kind and id."""
    found: Json = {}
    for path in sorted(facts.glob("*.yaml")):
        for section, records in read_file(path).data.items():
            kinds = load_schema().sections[section]
            for id_, record in records.items():
                shape = kinds[record.get("kind", "")]
                found.setdefault(_slot(shape), {})[_curie(id_)] = _record(shape, record)
    return found


def _record(shape: Shape, record: Json) -> Json:
    return {_key(key): _value(shape.fields[key], value) for key, value in record.items() if key in shape.fields}


def _value(field: Field, value: Any) -> Any:
    values = value if isinstance(value, list) else [value]
    match field.value:
        case "nested":
            inner = load_schema().shapes[field.target]
            values = [_record(inner, one) for one in values]
        case "reference":
            values = [_curie(one) for one in values]
        case "integer" | "decimal" | "boolean" | "concept":
            pass
        case _:
            values = [str(one) for one in values]
    return values if field.many else values[0]


def _key(key: str) -> str:
    """Return what a slot is called; one called like a word of Python cannot be filled."""
    return f"{key}_" if iskeyword(key) else key


def _curie(id_: str) -> str:
    return f"id:{id_}"


def _slot(shape: Shape) -> str:
    return f"all{shape.name}"


def _thing() -> Json:
    """Return the class of whatever has an id."""
    return {"attributes": {"id": {"identifier": True, "range": "uriorcurie"}}}


def _class(shape: Shape) -> Json:
    parents = [name for name in shape.superclasses if name in load_schema().shapes] or ["Anything"]
    inherited = {key for name in parents if name != "Anything" for key in load_schema().shapes[name].fields}
    own = {_key(field.key): _attribute(field) for field in shape.fields.values() if field.key not in inherited}
    nested = not shape.section and shape.name not in {"Act", "Actor"}
    return {"class_uri": shape.iri, **({} if nested else {"is_a": parents[0]}), "attributes": own}


def _attribute(field: Field) -> Json:
    match field.value:
        case "nested":
            kind = {"range": field.target, "inlined": True, "inlined_as_list": True}
        case "reference":
            kind = {"range": "Anything", "inlined": False}
        case "concept":
            kind = {"range": _name(field.target)}
        case value:
            kind = {"range": _RANGES.get(value, "string")}
    return {"slot_uri": field.iri, **kind, "multivalued": field.many, "required": field.required}


def _container(table: Schema) -> Json:
    shapes = [shape for shape in table.shapes.values() if shape.section]
    inlined = {"multivalued": True, "inlined": True}
    return {"tree_root": True, "attributes": {_slot(one): {"range": one.name, **inlined} for one in shapes}}


def _name(scheme: str) -> str:
    """Return what an enum is called; LinkML makes a Python class of it."""
    return scheme.title().replace("-", "") + "Enum"


def _enum(table: Schema, name: str) -> Json:
    return {"permissible_values": {word: {"meaning": f"cqv:{word}"} for word in table.scheme(name)}}
