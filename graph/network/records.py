"""Read what the network needs out of a store: every record with its values, in an order of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

import pyoxigraph as ox

from ..errors import QueryError
from ..schema.names import RDFS, SKOS, TYPE, local_name
from ..store.embedded import Result

#: Leaf classes; the superclasses that the graph states as well would only say the same thing less exactly.
_CLASSES = (
    *("State", "Person", "Organization", "Group", "Place", "Topic", "Source", "Statement", "Claim"),
    *("Event", "Proposal", "Sanction", "Vote", "Veto"),
)
_KEYS = (
    *("about", "accordingTo", "act", "actor", "addressee", "against", "ascribed", "asks", "ballots", "basedOn"),
    *("broader", "by"),
    *("callsOn", "change", "choice", "date", "draft", "earliest", "evidence", "gist", "holder", "imposedBy", "in"),
    *("latest", "leverage", "locator", "modality", "mode", "of", "offices", "onBehalfOf", "outcome", "paragraph"),
    *("participants", "partOf", "positions", "provisions", "quote", "reactsTo", "result", "resultedIn", "source"),
    *("speaker", "stance", "status", "target", "text", "toward", "type", "vote"),
)
#: Classes of what is done at a time; each is a node of the timeline, and in the network an edge or a node with edges.
ACTS = ("event", "statement", "proposal", "sanction", "vote", "veto")
_PREDICATES = " ".join([f"<{TYPE}>", f"<{RDFS}label>", f"<{SKOS}prefLabel>", *(f"cq:{key}" for key in _KEYS)])
_QUERY = f"SELECT DISTINCT ?thing ?key ?value WHERE {{ VALUES ?key {{ {_PREDICATES} }} ?thing ?key ?value }}"
_LANGUAGE = "en"


Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Answers(Protocol):
    """Be anything that answers a SPARQL query about the whole graph."""

    def query(self, sparql: str, /) -> Result:
        """Return solutions, a truth value or triples."""


@dataclass(frozen=True, slots=True)
class Record:
    """Hold one thing of the graph: a record, something nested in one, or a word of the vocabulary."""

    iri: str
    texts: dict[str, list[str]] = field(default_factory=dict)  #: local name of a property → literals, in one language
    links: dict[str, list[str]] = field(default_factory=dict)  #: local name of a property → IRIs

    @property
    def id(self) -> str:
        """Return the local id, by which curators know it."""
        return local_name(self.iri)

    @property
    def kind(self) -> str:
        """Return the class in lower case, or "" for what is no record."""
        return _kind(tuple(self.links.get("class", [])))

    def text(self, key: str) -> str:
        """Return the literals of a property in one line, "" where there are none."""
        return " ".join(self.texts.get(key, []))

    def word(self, key: str) -> str:
        """Return the concepts of a property by their local names, such as "supports"."""
        return ", ".join(local_name(one) for one in self.links.get(key, []))


class Records:
    """Hold every record by its IRI."""

    def __init__(self, store: Answers) -> None:
        self._by_iri: dict[str, Record] = {}
        for (thing, key), values in _grouped(_rows(store)).items():
            record = self._by_iri.setdefault(thing, Record(thing))
            texts = [one for one in values if isinstance(one, ox.Literal)]
            links = [one.value for one in values if isinstance(one, ox.NamedNode)]
            if texts:
                record.texts[key] = _in_one_language(texts)
            if links:
                record.links[key] = _ordered(links)
        self._recorded = [record for _, record in sorted(self._by_iri.items()) if record.kind]

    def __iter__(self) -> Iterator[Record]:
        return iter(self._recorded)

    def __getitem__(self, iri: str) -> Record:
        return self._by_iri.get(iri) or Record(iri)

    def linked(self, record: Record, key: str) -> list[Record]:
        """Return what a property of the record points to."""
        return [self[iri] for iri in record.links.get(key, [])]

    def label(self, record: Record) -> str:
        """Return the name to show: the label, else what kind of thing it is and when, else the words of the id."""
        named = record.text("label") or record.text("prefLabel")
        kinds = [self.label(one) for one in self.linked(record, "type")]
        return named or " ".join([*kinds, record.text("date")] if kinds else [record.id.replace("-", " ")]).strip()

    def labels(self, record: Record, key: str) -> str:
        """Return the names of all that a property points to, in one line."""
        return ", ".join(self.label(one) for one in self.linked(record, key))

    def cite(self, record: Record) -> str:
        """Return where the record is written, such as "over-japan-article ¶ 12"."""
        return "; ".join(self.cites(record))

    def cites(self, record: Record) -> list[str]:
        """Return each spot where the record is written."""
        spots = [(self.linked(one, "source"), one) for one in self.linked(record, "evidence")]
        return list(dict.fromkeys(f"{sources[0].id}{_spot(one)}" for sources, one in spots if sources))


@lru_cache
def _kind(classes: tuple[str, ...]) -> str:
    names = {local_name(one) for one in classes}
    return next((name.lower() for name in _CLASSES if name in names), "")


def _spot(evidence: Record) -> str:
    if paragraph := evidence.text("paragraph"):
        return f" ¶ {paragraph}"
    return f", {locator}" if (locator := evidence.text("locator")) else ""


def _rows(store: Answers) -> Iterator[tuple[str, str, Term]]:
    result = store.query(_QUERY)
    if not isinstance(result, ox.QuerySolutions):
        raise QueryError("the store gives no rows for a SELECT", "name a store that answers SPARQL 1.1")
    for solution in result:
        thing, key, value = solution["thing"], solution["key"], solution["value"]
        if isinstance(thing, ox.NamedNode) and isinstance(key, ox.NamedNode) and value is not None:
            yield thing.value, key.value, value


def _grouped(rows: Iterable[tuple[str, str, Term]]) -> dict[tuple[str, str], list[Term]]:
    # rdf:type and cq:type share a local name: the one is the class of a record, the other the kind of an event.
    names = {TYPE: "class"}
    found: dict[tuple[str, str], list[Term]] = {}
    for thing, key, value in rows:
        name = names.get(key) or names.setdefault(key, local_name(key))
        found.setdefault((thing, name), []).append(value)
    return found


def _in_one_language(literals: list[ox.Literal]) -> list[str]:
    if len(literals) == 1:
        return [literals[0].value]
    languages = {one.language or "" for one in literals}
    chosen = next((one for one in (_LANGUAGE, "") if one in languages), min(languages))
    return _ordered([one.value for one in literals if (one.language or "") == chosen])


def _ordered(values: list[str]) -> list[str]:
    """Return values in their natural order; most properties have but one."""
    return sorted(values, key=_natural) if len(values) > 1 else values


def _natural(text: str) -> list[tuple[int, str]]:
    """Return a key that sorts positions/2 before positions/10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text)]
