"""Find the things that are recorded: by id, by label, by alias."""

from __future__ import annotations

import re
import unicodedata

from ..schema import load_schema
from ..schema.names import BASE, CQ, ID_PATTERN
from ..store import Store
from .answer import Answer

RETIRED = "Retired"
_NESTED = re.compile(r"[^/#]+(?:/[A-Za-z]+/\d+)*$")


def id_of(iri: str) -> str:
    """Return the id of a thing or of something nested in it, whatever the base IRI.

    >>> id_of(BASE + "nikki-haley/offices/1")
    'nikki-haley/offices/1'
    """
    found = _NESTED.search(iri)
    return found[0] if found else iri


def find(store: Store, id_: str, wanted: str = "") -> str | None:
    """Return the IRI of the thing with an id, of a class where one is wanted; None where there is none."""
    if not re.fullmatch(ID_PATTERN, id_):
        return None
    of_class = f"<{CQ}{wanted}>" if wanted else "?class"
    if store.query(f"ASK {{ <{BASE}{id_}> a {of_class} FILTER NOT EXISTS {{ <{BASE}{id_}> a cq:Retired }} }}"):
        return BASE + id_
    return next((iri for iri, name in names(store, wanted) if id_of(iri) == id_ and name == id_), None)


def called(store: Store, name: str, wanted: str = "") -> list[str]:
    """Return the IRIs of the things of a class that have a name, else of those whose names have all of its words."""
    known = names(store, wanted)
    for fits in (_same, _has_words):
        if found := sorted({iri for iri, other in known if fits(other, name)}):
            return found
    return []


def _same(name: str, value: str) -> bool:
    return _folded(name) == _folded(value)


def _has_words(name: str, value: str) -> bool:
    words = re.findall(r"\w+", _folded(name))
    return bool(value.strip()) and all(word in words for word in re.findall(r"\w+", _folded(value)) or [value])


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def names(store: Store, wanted: str = "") -> list[tuple[str, str]]:
    """Return (IRI, name) for every id, label, alias and title of the things of a class, of all things by default.

    A retired id names nothing any more.
    """
    shapes = load_schema().shapes.values()
    classes = [wanted] if wanted else [shape.name for shape in shapes if shape.section and shape.name != RETIRED]
    kinds = " ".join(f"<{CQ}{name}>" for name in classes)
    sparql = (
        f"SELECT DISTINCT ?thing ?name WHERE {{ VALUES ?class {{ {kinds} }} ?thing a ?class"
        " OPTIONAL { ?thing rdfs:label|skos:altLabel|dcterms:title ?name } }"
    )
    found = set()
    for thing, name in Answer.from_query(store, sparql).rows:
        iri = str(getattr(thing, "value", thing))
        found.add((iri, id_of(iri)))
        if name is not None:
            found.add((iri, str(getattr(name, "value", name))))
    return sorted(found)
