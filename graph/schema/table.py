"""Make the table of shapes, fields and concepts from the three Turtle files of the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

import pyoxigraph as ox

from .names import CQ, RDF, RDFS, SH, SKOS, TYPE, XSD, local_name

FILES = ("communique.ttl", "shapes.ttl", "vocabulary.ttl")
#: What a value of a field is: how it is written in YAML and what it becomes in RDF.
Value = Literal["text", "string", "integer", "decimal", "boolean", "date", "address", "concept", "reference", "nested"]
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_DATATYPES: dict[str, Value] = {
    RDF + "langString": "text",
    XSD + "string": "string",
    XSD + "integer": "integer",
    XSD + "decimal": "decimal",
    XSD + "boolean": "boolean",
}


@dataclass(frozen=True, slots=True)
class Field:
    """Describe one key of a record: its property, what it takes, and how often."""

    key: str
    iri: str
    value: Value
    target: str  #: class of a reference or of a nested record, scheme of a concept, else ""
    many: bool
    required: bool
    order: int
    comment: str
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    joined: bool = False
    span_role: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """Describe the records of one class, with its own and its superclasses' fields, in canonical order."""

    name: str
    iri: str
    section: str
    kind: str
    superclasses: tuple[str, ...]
    fields: dict[str, Field]
    classes: tuple[str, ...]  #: local names of the class and of all its superclasses in the ontology


@dataclass(frozen=True, slots=True)
class Concept:
    """Describe one word of the vocabulary."""

    name: str
    iri: str
    scheme: str
    label: str
    definition: str
    example: str
    dimension: str = ""  #: of a unit or a measure: what is measured by it


@dataclass(frozen=True)
class Schema:
    """Hold the whole table."""

    shapes: dict[str, Shape]
    concepts: dict[str, Concept]
    terms: dict[str, str]  #: local name of each class and property → its comment
    labels: dict[str, str]  #: local name of each class and property → its name in a sentence
    prefixes: dict[str, str]
    quads: tuple[ox.Triple, ...] = field(repr=False)  #: ontology and vocabulary, without the shapes

    @cached_property
    def sections(self) -> dict[str, dict[str, Shape]]:
        """Return section → kind → shape; a section without kinds has the one kind ``""``."""
        found: dict[str, dict[str, Shape]] = {}
        for shape in self.shapes.values():
            if shape.section:
                found.setdefault(shape.section, {})[shape.kind] = shape
        return found

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Return key → a field that has it; its property is the same in every shape."""
        return {key: field for shape in self.shapes.values() for key, field in shape.fields.items()}

    def scheme(self, name: str) -> tuple[str, ...]:
        """Return the words of one scheme, sorted."""
        return tuple(sorted(c.name for c in self.concepts.values() if c.scheme == name))


class _Turtle:
    """Index parsed triples by subject and predicate."""

    def __init__(self, *names: str) -> None:
        self.triples: list[ox.Triple] = []
        self.prefixes: dict[str, str] = {}
        for name in names:
            parser = ox.parse(files("communique.ontology").joinpath(name).read_bytes(), format=ox.RdfFormat.TURTLE)
            self.triples += [quad.triple for quad in parser]
            self.prefixes.update(parser.prefixes)
        self._index: dict[str, dict[str, list[Term]]] = {}
        for triple in self.triples:
            self._index.setdefault(str(triple.subject), {}).setdefault(triple.predicate.value, []).append(triple.object)

    def objects(self, subject: object, predicate: str) -> list[Term]:
        return self._index.get(str(subject), {}).get(predicate, [])

    def value(self, subject: object, predicate: str) -> str:
        return next((text(term) for term in self.objects(subject, predicate)), "")

    def subjects(self, predicate: str, value: str) -> Iterator[ox.NamedNode]:
        for triple in self.triples:
            if triple.predicate.value == predicate and getattr(triple.object, "value", "") == value:
                yield triple.subject  # type: ignore[misc]


def text(term: Term) -> str:
    """Return the IRI, the lexical form or the label of a term."""
    return term.value if not isinstance(term, ox.Triple) else str(term)


@cache
def load_schema() -> Schema:
    """Return the table, read once a process from the ontology that is installed with the package."""
    words, shapes = _Turtle("communique.ttl", "vocabulary.ttl"), _Turtle("shapes.ttl")
    return Schema(
        shapes=_shapes(words, shapes),
        concepts=_concepts(words),
        terms={local_name(s): words.value(f"<{s}>", RDFS + "comment") for s in _subjects(words, RDFS + "comment")},
        labels={local_name(s): words.value(f"<{s}>", RDFS + "label") for s in _subjects(words, RDFS + "label")},
        prefixes=dict(sorted(words.prefixes.items())),
        quads=tuple(words.triples),
    )


def _subjects(turtle: _Turtle, predicate: str) -> Iterator[str]:
    for triple in turtle.triples:
        if triple.predicate.value == predicate and text(triple.subject) != CQ.rstrip("#"):
            yield text(triple.subject)


def _concepts(words: _Turtle) -> dict[str, Concept]:
    found = {}
    for node in words.subjects(TYPE, SKOS + "Concept"):
        name = local_name(node.value)
        found[name] = Concept(
            name=name,
            iri=node.value,
            scheme=local_name(words.value(node, SKOS + "inScheme")),
            label=words.value(node, SKOS + "prefLabel"),
            definition=words.value(node, SKOS + "definition"),
            example=words.value(node, SKOS + "example"),
            dimension=words.value(node, CQ + "dimension"),
        )
    return found


def _shapes(words: _Turtle, shapes: _Turtle) -> dict[str, Shape]:
    nodes = {shapes.value(node, SH + "targetClass"): node for node in shapes.subjects(TYPE, SH + "NodeShape")}
    nodes.pop("", None)
    with_section = {iri for iri, node in nodes.items() if shapes.value(node, CQ + "section")}
    parents = {iri: _superclasses(words, iri) for iri in nodes}
    nested = set(nodes) - with_section - {parent for above in parents.values() for parent in above}
    found = {}
    for iri, node in nodes.items():
        fields = [
            _field(words, shapes, item, nested)
            for owner in (*reversed(parents[iri]), iri)
            for item in shapes.objects(nodes[owner], SH + "property")
        ]
        own = {one.key: one for one in fields}  # a field of the class itself replaces the inherited one
        found[local_name(iri)] = Shape(
            name=local_name(iri),
            iri=iri,
            section=shapes.value(node, CQ + "section"),
            kind=shapes.value(node, CQ + "kind"),
            superclasses=tuple(map(local_name, parents[iri])),
            classes=tuple(map(local_name, [iri, *parents[iri]])),
            fields=dict(sorted(own.items(), key=lambda pair: pair[1].order)),
        )
    return found


def _superclasses(words: _Turtle, iri: str) -> list[str]:
    direct = [o.value for o in words.objects(f"<{iri}>", RDFS + "subClassOf") if isinstance(o, ox.NamedNode)]
    own = [parent for parent in direct if parent.startswith(CQ)]
    return own + [above for parent in own for above in _superclasses(words, parent)]


def _field(words: _Turtle, shapes: _Turtle, item: Term, nested: set[str]) -> Field:
    iri = shapes.value(item, SH + "path")
    value, target = _value(shapes, item, nested)
    minimum, maximum = shapes.value(item, SH + "minInclusive"), shapes.value(item, SH + "maxInclusive")
    pattern = shapes.value(item, SH + "pattern")
    if value == "address":
        pattern = shapes.value(shapes.objects(item, SH + "node")[0], SH + "pattern")
    return Field(
        key=local_name(iri),
        iri=iri,
        value=value,
        target=target,
        many=(not shapes.value(item, SH + "maxCount") and not shapes.value(item, SH + "uniqueLang"))
        or _joined(shapes, item),
        required=shapes.value(item, SH + "minCount") != "",
        order=int(shapes.value(item, SH + "order")),
        comment=words.value(f"<{iri}>", RDFS + "comment"),
        pattern=pattern,
        minimum=float(minimum) if minimum else None,
        maximum=float(maximum) if maximum else None,
        joined=_joined(shapes, item),
        span_role=words.value(f"<{iri}>", CQ + "spanRole"),
    )


def _joined(shapes: _Turtle, item: Term) -> bool:
    return shapes.value(item, CQ + "joined") == "true"


def _value(shapes: _Turtle, item: Term, nested: set[str]) -> tuple[Value, str]:
    node = local_name(shapes.value(item, SH + "node"))
    if datatype := shapes.value(item, SH + "datatype"):
        return _DATATYPES[datatype], ""
    if node == "PartialDate":
        return "date", ""
    if node == "WebAddress":
        return "address", ""
    if node:
        return "concept", node
    target = shapes.value(item, SH + "class")
    return ("nested" if target in nested else "reference"), local_name(target)
