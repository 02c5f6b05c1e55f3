"""Make the JSON-LD context that reads a record's own keys and words as RDF."""

from __future__ import annotations

from typing import Any

from .names import BASE, CQ, CQV, local_name
from .table import Field, Schema

_NATIVE = {"integer": "integer", "decimal": "decimal", "boolean": "boolean"}


def json_ld_context(schema: Schema) -> dict[str, Any]:
    """Return the context: ids relative to the base IRI, keys to properties, words to concepts of their scheme."""
    terms = {key: _term(field, schema) for key, field in sorted(schema.fields.items())}
    derived = {name: {"@id": CQ + name, "@type": "@id"} for name in ("supportedBy", "opposedBy", "vetoedBy")}
    derived |= {name: {"@id": CQ + name, "@type": "xsd:date"} for name in ("earliest", "latest")}
    derived |= {"ascribed": {"@id": CQ + "ascribed", "@type": "xsd:boolean"}}
    fixed = {"@version": 1.1, "@base": BASE, "@vocab": CQ, "id": "@id", "class": "@type"}
    prefixes = {
        name: {"@id": iri, "@prefix": True} for name, iri in schema.prefixes.items() if name in {"xsd", "cq", "rdf"}
    }
    return {"@context": {**fixed, **prefixes, **terms, **derived}}


def _term(field: Field, schema: Schema) -> dict[str, Any]:
    term: dict[str, Any] = {"@id": field.iri}
    match field.value:
        case "reference" | "address":
            term["@type"] = "@id"
        case "concept":
            term |= {"@type": "@vocab", "@context": _words(schema)}
        case "text":
            term["@container"] = "@language"
        case "integer" | "decimal" | "boolean":
            term["@type"] = f"xsd:{_NATIVE[field.value]}"
    return term


def _words(schema: Schema) -> dict[str, str]:
    """Return the context of a word: the vocabulary, and the words that are spelt like a key (``vote``)."""
    twins = sorted(set(schema.concepts) & (set(schema.fields) | {local_name("id"), "class"}))
    return {"@vocab": CQV, **{name: CQV + name for name in twins}}
