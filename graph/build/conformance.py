"""Hold the graph against the shapes with a SHACL engine that knows nothing of us, and place what it objects to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from types import ModuleType
from typing import TYPE_CHECKING

from ..corpus.facts import Facts, Json, many
from ..corpus.folders import finish
from ..errors import Fault, MissingError, Pointer
from ..rules.stages import SHACL
from ..schema import load_schema
from ..schema.names import CQV, SH, local_name
from .graph import n_quads

if TYPE_CHECKING:
    import rdflib

#: The code of what is found here.
RULE = SHACL.code
#: How long the engine takes for a record of a usual size, in seconds.
SECONDS = 0.003
#: What is wrong here is wrong twice: in the facts, and in the check that let it pass.
_REMEDY = "correct it, and report that the check did not tell this by itself"


@dataclass(frozen=True, slots=True, order=True)
class Objection:
    """Hold one result of a validation: IRIs of the node, the property and the constraint, the value, and a sentence."""

    focus: str
    path: str
    value: str  #: IRI or lexical form; "" where it is the number of values that is wrong
    constraint: str
    message: str


@dataclass(frozen=True, slots=True)
class _Node:
    """Say where a node of the graph is written: file, id of the record, pointer, and its data."""

    file: str
    id: str
    pointer: Pointer
    data: Json


def conform(facts: Facts) -> int:
    """Validate the graph of sound facts, note every objection at its place in the facts, and return their number.

    Raises MissingError where no SHACL engine is installed.
    """
    found = objections(n_quads(facts))
    note(facts, found)
    return len(found)


def objections(quads: bytes) -> list[Objection]:
    """Return, sorted, what the shapes object to in a graph that is given as N-Quads; its graphs count as one.

    Raises MissingError where no SHACL engine is installed.
    """
    engine = _engine()
    import rdflib

    triples = (line.rsplit(" <", 1)[0] + " ." for line in quads.decode("utf-8").split("\n")[:-1])
    data = rdflib.Graph().parse(data="\n".join(triples), format="nt")
    shapes = rdflib.Graph().parse(data=files("communique.ontology").joinpath("shapes.ttl").read_bytes())
    _, report, _ = engine.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    return sorted(_results(report))


def note(facts: Facts, found: list[Objection]) -> None:
    """Note objections as faults of the facts, and place them among the problems."""
    nodes = dict(_nodes(facts))
    for one in found:
        node = _node(nodes, one.focus)
        key, schema = local_name(one.path), load_schema()
        key = next((field.key for field in schema.fields.values() if field.iri == one.path), key)
        if node is None:
            facts.note(facts.files[0].name, "", Fault((), f"<{one.focus}>: {key}: {one.message}", _REMEDY, rule=RULE))
        else:
            pointer, at = (*node.pointer, *_value(node.data, key, one.value)), "value" if key in node.data else "key"
            what = f"the shapes object to {key or 'the record'}: {one.message}"
            facts.note(node.file, node.id, Fault(pointer, what, _REMEDY, "key" if at == "key" else "value", rule=RULE))
    finish(facts)


def _engine() -> ModuleType:
    try:
        import pyshacl
    except ImportError as error:
        raise MissingError("pyshacl, the SHACL engine,", "shacl") from error
    return pyshacl


def _results(report: rdflib.Graph) -> Iterator[Objection]:
    import rdflib

    for result in report.objects(None, rdflib.URIRef(SH + "result")):
        parts = ("focusNode", "resultPath", "value", "sourceConstraintComponent", "resultMessage")
        yield Objection(*(str(report.value(result, rdflib.URIRef(SH + part)) or "") for part in parts))


def _nodes(facts: Facts) -> Iterator[tuple[str, _Node]]:
    """Yield the IRI of everything that is written about, with where it is written."""
    described = {file.dataset.folder: file.name for file in facts.files if file.describes}
    for dataset in facts.datasets:
        if dataset.data:
            yield dataset.base, _Node(described[dataset.folder], "", (), dataset.data)
    for record in facts.records.values():
        yield record.iri, _Node(record.file.name, record.id, record.pointer, record.data)


def _node(nodes: dict[str, _Node], focus: str) -> _Node | None:
    """Return where a node is written; that of ``IRI/evidence/1`` is nested in what has the IRI."""
    if focus in nodes or focus.count("/") < 2:
        return nodes.get(focus)
    outer, key, number = focus.rsplit("/", 2)
    above = _node(nodes, outer)
    if above is None or key not in above.data or not number.isdecimal():
        return above
    inner = many(above.data[key])[int(number) - 1]
    index = (int(number) - 1,) if isinstance(above.data[key], list) else ()
    return _Node(above.file, above.id, (*above.pointer, key, *index), inner)


def _value(data: Json, key: str, value: str) -> Pointer:
    """Return the way from a record to a value of one of its keys, as exactly as it can be told."""
    if not isinstance(data.get(key), list):
        return (key,) if key in data else ()
    names = {value, local_name(value), value.removeprefix(CQV)}
    index = next((index for index, item in enumerate(data[key]) if str(item) in names), None)
    if index is None and value.rpartition("/")[2].isdecimal() and f"/{key}/" in value:
        index = int(value.rpartition("/")[2]) - 1
    return (key,) if index is None else (key, index)
