"""Tell all that is known of one thing, as a person would want to read it."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ..errors import UnknownError
from ..schema import Shape, load_schema
from ..schema.names import BASE, CQ, INFERRED_GRAPH, RDFS, TYPE, local_name
from ..store import Store
from .answer import Answer, Cell
from .retired import retirement, retirements
from .table import citation
from .things import called, find, id_of, names

_HIDDEN = {TYPE, RDFS + "label"}


def show(store: Store, id_: str) -> str:
    """Return what is recorded of a thing, what is inferred and why, and where it is mentioned.

    A name will do for an id. Of a retired id, that it is, why, and what took its place. Raises UnknownError when
    nothing has this id or name.
    """
    iri = find(store, id_)
    if gone := None if iri else retirement(store, id_):
        after = f"\n{show(store, id_of(gone.by))}" if find(store, id_of(gone.by)) else ""
        lines = (*_Page(store, gone.iri).lines(), "\nIn its place" if after else "\nNothing took its place.")
        return "\n".join(lines) + "\n" + after
    if iri is None:
        found = called(store, id_)
        if len(found) != 1:
            raise UnknownError("id", id_, map(id_of, found) if found else {id_of(known) for known, _ in names(store)})
        iri = found[0]
    return "\n".join(_Page(store, iri).lines()) + "\n"


class _Page:
    """Lay out one thing: its head, its own lines, and the lines of others that name it."""

    def __init__(self, store: Store, iri: str) -> None:
        self.store, self.iri, self.base = store, iri, iri.removesuffix(id_of(iri))
        self.inside = f"STRSTARTS(STR(?s), {ox.Literal(iri + '/')})"  # the things nested in this one
        self.rows = self.about(iri)
        self.names: dict[str, str] = {}

    def ask(self, sparql: str) -> list[tuple[Cell, ...]]:
        return Answer.from_query(self.store, sparql).rows

    def about(self, iri: str) -> list[tuple[Cell, ...]]:
        return self.ask(f"SELECT ?p ?o ?g WHERE {{ GRAPH ?g {{ <{iri}> ?p ?o }} }} ORDER BY ?p ?o")

    def lines(self) -> Iterator[str]:
        shape = self.shape(self.rows)
        kind = load_schema().labels[shape.name] if shape else "thing"
        label = self.name(self.iri)
        id_ = id_of(self.iri)
        yield f"{label}\n{kind} {id_}" if label != id_ else f"{id_}\n{kind}"
        yield ""
        yield from self.fields(self.rows, shape, "  ")
        yield from self.reasons()
        yield from self.mentions()
        yield from self.forerunners()

    def fields(self, rows: list[tuple[Cell, ...]], shape: Shape | None, indent: str) -> Iterator[str]:
        keys = list(shape.fields) if shape else []
        order = {key: number for number, key in enumerate(keys)}
        grouped: dict[str, list[str]] = {}
        for predicate, value, graph in rows:
            if _value(predicate) in _HIDDEN or _value(value) == "":
                continue
            key = local_name(_value(predicate))
            mark = " (inferred)" if _value(graph) == INFERRED_GRAPH and key not in {"earliest", "latest"} else ""
            shown = f"“{_value(value)}”" if key == "quote" else self.value(value)
            grouped.setdefault(key, []).append(shown + mark)
        for key in sorted(grouped, key=lambda key: (order.get(key, 99), key)):
            if key not in {"earliest", "latest"}:
                yield from (f"{indent}{key:<14} {text}" for text in sorted(grouped[key]))

    def value(self, cell: Cell) -> str:
        text = _value(cell)
        if text.startswith(self.iri + "/"):
            return self.nested(text)
        return self.name(text) if hasattr(cell, "value") and not hasattr(cell, "datatype") else text

    def nested(self, iri: str) -> str:
        rows = self.about(iri)
        shape = self.shape(rows)
        if shape and shape.name == "Evidence":
            given = {local_name(_value(predicate)): _value(value) for predicate, value, _ in rows}
            source = local_name(given["source"])
            return citation(source, given.get("paragraph", ""), given.get("locator", ""))
        parts = [" ".join(line.split()) for line in self.fields(rows, shape, "")]
        return "; ".join(parts)

    def shape(self, rows: list[tuple[Cell, ...]]) -> Shape | None:
        classes = [local_name(_value(value)) for predicate, value, _ in rows if _value(predicate) == TYPE]
        shapes = load_schema().shapes
        found = [shapes[name] for name in classes if name in shapes]
        return max(found, key=lambda shape: len(shape.superclasses), default=None)

    def name(self, iri: str) -> str:
        if iri not in self.names:
            pattern = f"<{iri}> rdfs:label|skos:prefLabel ?l"
            rows = self.ask(f"SELECT ?l WHERE {{ {pattern} }} ORDER BY (LANG(?l) != 'en') ?l LIMIT 1")
            own = id_of(iri) if iri.startswith((self.base, BASE, CQ)) else iri
            self.names[iri] = _value(rows[0][0]) if rows else own
        return self.names[iri]

    def reasons(self) -> Iterator[str]:
        rows = self.ask(
            "SELECT ?s ?p ?o ?why WHERE { ?i rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; cq:because ?why"
            f" FILTER(?s = <{self.iri}> || {self.inside}) }} ORDER BY ?s ?p ?o ?why"
        )
        if rows:
            yield "\nInferred, because"
        for subject, predicate, value, why in rows:
            where = _value(subject)[len(self.iri) + 1 :].replace("/", " ")
            key = f"{where} {local_name(_value(predicate))}".strip()
            yield f"  {key} {self.value(value)}: {_value(why)}"

    def mentions(self) -> Iterator[str]:
        rows = self.ask(
            f"SELECT DISTINCT ?s ?p WHERE {{ ?s ?p <{self.iri}> FILTER(?p != rdf:object && ?p != rdf:subject)"
            f" FILTER(!{self.inside}) FILTER NOT EXISTS {{ ?s a cq:Retired }} }} ORDER BY ?p ?s"
        )
        if rows:
            yield "\nMentioned in"
        yield from dict.fromkeys(self.mention(_value(subject), _value(predicate)) for subject, predicate in rows)

    def forerunners(self) -> Iterator[str]:
        found = [one for one in retirements(self.store).values() if one.by == self.iri]
        if found:
            yield "\nTook the place of"
        yield from (f"  {one.id}, retired {one.date}: {one.reason}" for one in found)

    def mention(self, subject: str, predicate: str) -> str:
        """Return the line of a thing that names this one, perhaps from something nested in it."""
        owner, _, inside = id_of(subject).partition("/")
        iri = subject.removesuffix(f"/{inside}")
        words, label = self.words(iri), self.name(iri)
        told = words or (label if label != owner else "")
        where = f"{inside.split('/')[0]} {local_name(predicate)}".strip()
        return f"  {where:<22} {owner}{f': {told}' if told else ''}"

    def words(self, iri: str) -> str:
        """Return what is said in a statement or a claim: the quote, or else the gist."""
        rows = self.ask(
            f"SELECT ?q ?g WHERE {{ OPTIONAL {{ <{iri}> cq:quote ?q }} OPTIONAL {{ <{iri}> cq:gist ?g }} }}"
            " ORDER BY (LANG(?q) != 'en') ?q (LANG(?g) != 'en') ?g LIMIT 1"
        )
        quote, gist = rows[0]
        return f"“{_value(quote)}”" if quote else _value(gist)


def _value(cell: Cell) -> str:
    return "" if cell is None else str(getattr(cell, "value", cell))
