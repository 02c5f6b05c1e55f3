"""Find the names in a query that the ontology does not have: they match nothing, silently."""

from __future__ import annotations

import difflib
import re

from ..errors import did_you_mean
from ..schema import Schema, load_schema
from ..schema.names import BASE, CQ, CQV, ID_PATTERN, local_name
from ..store import Store
from ..store.embedded import prefixes
from ..store.guard import tokens
from .retired import Retirement, retirements
from .things import find, id_of, names

_LISTED = "ontology/README.md lists what there is"


def unknown_names(sparql: str) -> dict[str, str]:
    """Return name, as it is written → remedy, of each name in the namespaces of the ontology that it does not have.

    >>> unknown_names("SELECT ?x { ?s cq:speker ?x ; cq:label ?l }")
    {'cq:speker': "did you mean 'cq:speaker'?", 'cq:label': "did you mean 'rdfs:label'?"}
    """
    schema = load_schema()
    known = {quad.subject.value for quad in schema.quads if hasattr(quad.subject, "value")}
    return {
        token: _remedy(iri, known, schema)
        for token, iri in _named(sparql).items()
        if iri.startswith((CQ, CQV)) and iri not in {CQ, CQV} and iri not in known
    }


def retired_names(store: Store, sparql: str) -> dict[str, str]:
    """Return name, as it is written → what took its place, of each retired id that a query names."""
    gone = retirements(store)
    return {
        token: f"{_as(token, gone[iri])} took its place"
        if gone[iri].by
        else f"nothing took its place: {gone[iri].reason}"
        for token, iri in _named(sparql).items()
        if iri in gone
    }


def unknown_things(store: Store, sparql: str) -> dict[str, str]:
    """Return name, as it is written → remedy, of each id in a query that nothing has: it matches nothing, silently.

    ``id:`` is bound to the shipped facts; what other facts have under their own base is named by its IRI.
    """
    found = {}
    for token, iri in _named(sparql).items():
        id_ = iri.removeprefix(BASE)
        if iri.startswith(BASE) and re.fullmatch(ID_PATTERN, id_) and not store.query(f"ASK {{ <{iri}> ?p ?o }}"):
            here = find(store, id_)
            known = (f"id:{id_of(other)}" for other, _ in names(store))
            found[token] = f"it is <{here}> here" if here else did_you_mean(f"id:{id_}", known)
    return found


def _as(token: str, gone: Retirement) -> str:
    """Return the name of what took the place of a retired id, written as that was."""
    if token.startswith("<"):
        return f"<{gone.by}>"
    return f"{token.partition(':')[0]}:{id_of(gone.by)}"


def _named(sparql: str) -> dict[str, str]:
    """Return token → IRI, "" where it names none, of each token of a query."""
    found, bound = tokens(sparql), prefixes()
    for word, name, iri in zip(found, found[1:], found[2:], strict=False):
        if word.upper() == "PREFIX":
            bound[name.removesuffix(":")] = iri.strip("<>")
    return {token: _iri(token, bound) for token in found}


def _iri(token: str, bound: dict[str, str]) -> str:
    if token.startswith("<"):
        return token.strip("<>")
    prefix, colon, name = token.rstrip(".").partition(":")
    return bound[prefix] + name if colon and prefix in bound else ""


def _remedy(iri: str, known: set[str], schema: Schema) -> str:
    """Return what to write instead: the common word that a key stands for, or the nearest name in its namespace."""
    field = schema.fields.get(local_name(iri))
    if field:
        return f"did you mean {_short(field.iri, schema)!r}?"
    namespace = CQV if iri.startswith(CQV) else CQ
    names = sorted(one.removeprefix(namespace) for one in known if one.startswith(namespace))
    near = difflib.get_close_matches(iri.removeprefix(namespace), names, n=1)
    return f"did you mean {_short(namespace + near[0], schema)!r}?" if near else _LISTED


def _short(iri: str, schema: Schema) -> str:
    return next(f"{name}:{iri[len(start) :]}" for name, start in schema.prefixes.items() if iri.startswith(start))
