"""Make ``ontology/README.md``: every class, key and word, with its comment."""

from __future__ import annotations

from collections.abc import Iterator

from .table import Field, Schema, Shape

_INTRODUCTION = """\
# The ontology

Generated from `communique.ttl`, `shapes.ttl` and `vocabulary.ttl`; edit those, then run `make generate`.
A key of a record is the local name of its property: what you write in YAML is what you ask for in SPARQL.
`!` required, `*` one or a list, `→` the class of the thing referred to; words in italics come from that scheme below.
"""


def term_table(schema: Schema) -> str:
    """Return the Markdown page."""
    return "\n".join(_page(schema)).rstrip("\n") + "\n"


def _page(schema: Schema) -> Iterator[str]:
    yield _INTRODUCTION
    for shape in schema.shapes.values():
        if shape.name not in {"Act", "Actor"}:
            yield from _class(shape, schema)
    for scheme in sorted({concept.scheme for concept in schema.concepts.values()}):
        yield from _scheme(scheme, schema)


def _class(shape: Shape, schema: Schema) -> Iterator[str]:
    where = f" (`{shape.section}`{f', `kind: {shape.kind}`' if shape.kind else ''})" if shape.section else ""
    yield f"## {shape.name}{where}\n\n{schema.terms[shape.name]}\n\n| key | takes | meaning |\n| --- | --- | --- |"
    yield from (f"| `{field.key}` | {_takes(field)} | {_cell(field.comment)} |" for field in shape.fields.values())
    yield ""


def _scheme(name: str, schema: Schema) -> Iterator[str]:
    yield f"## Words: {name}\n\n| word | meaning | example |\n| --- | --- | --- |"
    for word in schema.scheme(name):
        concept = schema.concepts[word]
        yield f"| `{word}` | {_cell(concept.definition)} | {_cell(concept.example)} |"
    yield ""


def _takes(field: Field) -> str:
    marks = ("*" if field.many else "") + ("!" if field.required else "")
    match field.value:
        case "concept":
            kind = f"*{field.target}*"
        case "reference" | "nested":
            kind = f"→ {field.target or 'any id'}"
        case _:
            kind = field.value
    return kind + marks.replace("*", r"\*")


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")
