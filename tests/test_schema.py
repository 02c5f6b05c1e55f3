"""The schema: the table that is read from the ontology, and the files that are made from it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema_rs
import pyoxigraph as ox
import pytest

from communique.graph.corpus.facts import Json, many
from communique.graph.schema import Field, Shape, load_schema
from communique.graph.schema.json_schema import dataset_schema, json_schema
from communique.graph.schema.names import CQ, RDFS, XSD
from communique.ontology.__main__ import generated, main
from conftest import ROOT
from whole import whole

ONTOLOGY = ROOT / "ontology"
SCHEMA = load_schema()
FIELDS = [(shape, field) for shape in SCHEMA.shapes.values() for field in shape.fields.values()]
RECORDS = [shape for shape in SCHEMA.shapes.values() if shape.name not in {"Act", "Actor"}]
#: Words that a YAML 1.1 tool reads as true or false, or as nothing.
YAML_1_1_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"}
RANGES = {
    "text": "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
    "string": XSD + "string",
    "integer": XSD + "integer",
    "decimal": XSD + "decimal",
    "boolean": XSD + "boolean",
    "concept": "http://www.w3.org/2004/02/skos/core#Concept",
}


# --- what is made from it


@pytest.mark.parametrize("name", generated())
def test_a_generated_file_is_fresh(name: str) -> None:
    made = generated()[name]
    assert (ONTOLOGY / name).read_text(encoding="utf-8") == made, "stale; run: make generate"


def test_the_check_of_generated_files_says_what_differs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--check"]) == 0
    monkeypatch.setattr("communique.ontology.__main__.generated", lambda: {"README.md": "# Anew\n"})
    assert main(["--check"]) == 1
    shown = capsys.readouterr().out.splitlines()
    assert "+# Anew" in shown
    assert shown[-1] == "Generated files are stale; run: make generate"


@pytest.mark.parametrize("schema", [json_schema(SCHEMA), dataset_schema(SCHEMA)], ids=["facts", "dataset"])
def test_the_json_schema_is_valid(schema: Json) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(schema)


def test_the_json_schema_describes_every_key_and_word() -> None:
    text = (ONTOLOGY / "facts.schema.json").read_text(encoding="utf-8")
    described = json.loads(text)["$defs"]
    for shape in RECORDS:
        own = described[shape.name]["properties"]
        assert set(own) - {"kind"} == set(shape.fields)
        assert all(own[key]["description"] for key in shape.fields)


def test_every_key_and_word_stands_in_the_term_table() -> None:
    page = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
    assert [word for word in (*SCHEMA.fields, *SCHEMA.concepts) if f"| `{word}` |" not in page] == []


def test_the_context_names_every_key() -> None:
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert {key: context[key]["@id"] for key in SCHEMA.fields} == {f.key: f.iri for f in SCHEMA.fields.values()}


# --- keys and properties


def test_a_key_is_one_property_everywhere() -> None:
    properties: dict[str, set[str]] = {}
    for _, field in FIELDS:
        properties.setdefault(field.key, set()).add(field.iri)
    assert {key: iris for key, iris in properties.items() if len(iris) > 1} == {}


def test_no_two_properties_have_one_key() -> None:
    assert len({field.iri for _, field in FIELDS}) == len(SCHEMA.fields)


def test_a_key_takes_one_kind_of_value_everywhere() -> None:
    kinds: dict[str, set[str]] = {}
    for _, field in FIELDS:
        kinds.setdefault(field.key, set()).add(field.value)
    assert {key: found for key, found in kinds.items() if len(found) > 1} == {}


@pytest.mark.parametrize("names", [SCHEMA.fields, SCHEMA.sections, SCHEMA.concepts], ids=["keys", "sections", "words"])
def test_no_name_is_a_truth_value_to_yaml_1_1(names: dict[str, object]) -> None:
    assert {name for name in names if name.casefold() in YAML_1_1_WORDS} == set()


@pytest.mark.parametrize(("shape", "field"), FIELDS, ids=[f"{shape.name}.{field.key}" for shape, field in FIELDS])
def test_the_declared_range_is_the_one_of_the_shape(shape: Shape, field: Field) -> None:
    ranges = {str(t.object).strip("<>") for t in SCHEMA.quads if is_about(t, field.iri, RDFS + "range")}
    if not ranges:
        return
    if field.value in {"nested", "reference"}:
        classes = SCHEMA.shapes[field.target].classes if field.target else ()
        assert ranges <= {CQ + name for name in classes}
    else:
        assert ranges == {RANGES[field.value]}


def is_about(triple: ox.Triple, subject: str, predicate: str) -> bool:
    return isinstance(triple.subject, ox.NamedNode) and (triple.subject.value, triple.predicate.value) == (
        subject,
        predicate,
    )


def test_a_class_has_the_keys_of_its_superclasses() -> None:
    for shape in SCHEMA.shapes.values():
        for above in shape.superclasses:
            assert set(SCHEMA.shapes[above].fields) <= set(shape.fields), f"{shape.name} < {above}"


def test_the_keys_of_a_record_have_an_order_of_their_own() -> None:
    for shape in SCHEMA.shapes.values():
        orders = [field.order for field in shape.fields.values()]
        assert orders == sorted(set(orders)), shape.name


def test_every_section_of_the_design_is_there() -> None:
    wanted = "actors places topics sources events statements proposals sanctions votes vetoes claims retired"
    assert set(SCHEMA.sections) == set(wanted.split())
    assert set(SCHEMA.sections["actors"]) == {"state", "person", "organization", "group"}


def test_the_invented_facts_use_every_key(tmp_path: Path) -> None:
    used = {pair for record in whole(tmp_path).subjects() for pair in keys(record.shape, record.data)}
    assert {(shape.name, key) for shape in RECORDS for key in shape.fields} - used == set()


def keys(shape: Shape, data: Json) -> Iterator[tuple[str, str]]:
    for key in shape.fields.keys() & data.keys():
        yield shape.name, key
        if shape.fields[key].value == "nested":
            for item in many(data[key]):
                yield from keys(SCHEMA.shapes[shape.fields[key].target], item)


def test_the_ids_in_the_schema_are_those_that_the_reader_takes() -> None:
    pattern = json_schema(SCHEMA)["properties"]["events"]["propertyNames"]["pattern"]
    good, bad = ["a", "a-1", "2017-09-15-x"], ["A", "a--b", "-a", "a-", "a_b", "a b", "é", ""]
    assert [one for one in [*good, *bad] if re.fullmatch(pattern, one)] == good
