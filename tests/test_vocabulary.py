"""The vocabulary and the ontology: every term is declared, explained, aligned and used."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from communique.graph.build.graph import n_quads
from communique.graph.corpus.facts import Facts
from communique.graph.schema import load_schema
from communique.graph.schema.names import CQ, CQV, ONTOLOGY_GRAPH, RDF, RDFS, SKOS, TYPE
from shipped import facts
from whole import whole

SCHEMA = load_schema()
OWL, VS = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2003/06/sw-vocab-status/ns#"
ALIGNING = {RDFS + "subClassOf", RDFS + "subPropertyOf", SKOS + "closeMatch"}
#: What another vocabulary declares, and every RDF tool knows.
KNOWN_TO_ALL = {TYPE, RDF + "subject", RDF + "predicate", RDF + "object"}
DEMANDED = (
    "assert deny condemn criticise praise welcome defend dismiss threaten warn demand urge call-for-restraint "
    "express-concern take-note propose offer accept refuse promise announce assess explain predict"
)


def values(subject: str, predicate: str) -> list[str]:
    return index().get((subject, predicate), [])


@cache
def index() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for triple in SCHEMA.quads:
        assert isinstance(triple.object, ox.NamedNode | ox.Literal)  # no blank nodes stand in the ontology
        found.setdefault((iri(triple.subject), triple.predicate.value), []).append(triple.object.value)
    return found


def iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


@cache
def declared() -> dict[str, set[str]]:
    """Return IRI → classes of every class, property and datatype that communique.ttl declares."""
    found: dict[str, set[str]] = {}
    for triple in SCHEMA.quads:
        if triple.predicate.value == TYPE and not iri(triple.object).startswith((SKOS, OWL + "Ontology")):
            found.setdefault(iri(triple.subject), set()).add(iri(triple.object))
    return found


OWN = sorted(term for term in declared() if term.startswith(CQ))


@cache
def words() -> dict[str, list[str]]:
    """Return concept → its schemes, straight from the triples, so that a second scheme is seen."""
    concepts = [iri(t.subject) for t in SCHEMA.quads if iri(t.object) == SKOS + "Concept" and t.predicate.value == TYPE]
    return {concept: values(concept, SKOS + "inScheme") for concept in concepts}


def emitted(found: Facts) -> Iterator[str]:
    """Yield every predicate, class and datatype of the facts and of what follows from them."""
    for quad in ox.parse(n_quads(found), format=ox.RdfFormat.N_QUADS):
        if iri(quad.graph_name) != ONTOLOGY_GRAPH:
            yield quad.predicate.value
            if quad.predicate.value == TYPE:
                yield iri(quad.object)
            elif isinstance(quad.object, ox.Literal):
                yield quad.object.datatype.value


# --- classes and properties


@pytest.mark.parametrize("term", OWN, ids=lambda term: term.removeprefix(CQ))
def test_a_term_has_a_label_a_comment_and_an_example(term: str) -> None:
    assert len(values(term, RDFS + "label")) == 1
    (comment,) = values(term, RDFS + "comment")
    assert "Example: " in comment


@pytest.mark.parametrize("term", OWN, ids=lambda term: term.removeprefix(CQ))
def test_a_term_is_aligned_or_says_why_not(term: str) -> None:
    elsewhere = [other for predicate in ALIGNING for other in values(term, predicate) if not other.startswith(CQ)]
    notes = [note for note in values(term, SKOS + "editorialNote") if note.startswith("No alignment")]
    assert elsewhere or notes
    assert not (elsewhere and notes), "aligned, and said not to be"


def test_no_blank_node_stands_in_the_ontology() -> None:
    terms = {term for triple in SCHEMA.quads for term in (triple.subject, triple.object)}
    assert [term for term in terms if isinstance(term, ox.BlankNode)] == []


def test_every_property_of_a_shape_is_declared() -> None:
    assert {field.iri for field in SCHEMA.fields.values()} - declared().keys() == set()


def test_every_span_role_is_one_that_the_days_know() -> None:
    roles = Counter(field.span_role for field in SCHEMA.fields.values() if field.value == "date")
    assert roles == {"point": 2, "start": 1, "end": 1, "": 1}  # published, date; since; until; period


def test_all_that_the_shipped_facts_say_is_declared() -> None:
    own = {term for term in emitted(facts()) if not term.startswith("http://www.w3.org/2001/XMLSchema#")}
    assert own - declared().keys() - KNOWN_TO_ALL - {RDF + "langString"} == set()


def test_all_that_the_invented_facts_say_is_declared(tmp_path: Path) -> None:
    own = {term for term in emitted(whole(tmp_path)) if not term.startswith("http://www.w3.org/2001/XMLSchema#")}
    assert own - declared().keys() - KNOWN_TO_ALL - {RDF + "langString"} == set()


def test_every_term_is_used_or_is_for_the_future(tmp_path: Path) -> None:
    used = {*emitted(facts()), *emitted(whole(tmp_path))}
    about_the_schema = {CQ + name for name in ("section", "kind", "spanRole", "joined", "dimension")}
    notations = {t.object.datatype.value for t in SCHEMA.quads if isinstance(t.object, ox.Literal)}
    assert {term for term in OWN if term not in used | about_the_schema | notations and not is_future(term)} == set()


def test_what_is_for_the_future_says_so_and_is_not_used_yet() -> None:
    shipped = set(emitted(facts()))
    for term in OWN:
        assert is_future(term) == ("testing" in values(term, VS + "term_status")), term
        assert not (is_future(term) and term in shipped), term


def is_future(term: str) -> bool:
    return "For the future" in values(term, RDFS + "comment")[0]


# --- words


@pytest.mark.parametrize("word", sorted(words()), ids=lambda word: word.removeprefix(CQV))
def test_a_word_is_in_one_scheme_and_is_explained(word: str) -> None:
    assert len(words()[word]) == 1
    for predicate in ("prefLabel", "definition", "example"):
        (text,) = values(word, SKOS + predicate)
        assert text


def test_no_name_stands_for_two_words() -> None:
    names = Counter(iri(t.subject) for t in SCHEMA.quads if t.predicate.value == SKOS + "prefLabel")
    assert {name for name, count in names.items() if count > 1} == set()
    assert len(SCHEMA.concepts) == len(words())


def test_every_scheme_has_a_name_and_a_definition_and_is_used() -> None:
    schemes = {iri(t.subject) for t in SCHEMA.quads if iri(t.object) == SKOS + "ConceptScheme"}
    assert {scheme for found in words().values() for scheme in found} == schemes
    for scheme in schemes:
        assert values(scheme, SKOS + "prefLabel")
        assert values(scheme, SKOS + "definition")
    taken = {field.target for shape in SCHEMA.shapes.values() for field in shape.fields.values()}
    assert {scheme.removeprefix(CQV) for scheme in schemes} <= taken


def test_no_definition_and_no_example_stands_twice() -> None:
    for predicate in ("definition", "example"):
        texts = Counter(text for (_, p), found in index().items() for text in found if p == SKOS + predicate)
        assert {text for text, count in texts.items() if count > 1} == set()


@pytest.mark.parametrize("word", DEMANDED.split())
def test_a_speech_act_that_sources_tell_of_is_there(word: str) -> None:
    assert SCHEMA.concepts[word].scheme == "speech-acts"


@pytest.mark.parametrize(
    ("scheme", "demanded"),
    [
        ("event-statuses", "happened scheduled expected decided-against cancelled"),
        ("modalities", "negated conditional hypothetical future"),
        ("outcomes", "pending adopted diluted blocked withdrawn"),
        ("sanction-statuses", "in-force lifted expired"),
        ("choices", "for against abstain absent"),
        ("results", "passed failed vetoed"),
        ("veto-modes", "threatened cast"),
        ("stances", "supports opposes mixed neutral"),
        ("changes", "first-time hardened softened reversed"),
        ("fidelities", "verbatim paraphrase translation"),
        ("qualifiers", "about at-least at-most"),
    ],
)
def test_a_scheme_has_its_words(scheme: str, demanded: str) -> None:
    assert set(demanded.split()) <= set(SCHEMA.scheme(scheme))


def test_a_code_of_another_scheme_has_its_datatype() -> None:
    notations = [t.object for t in SCHEMA.quads if t.predicate.value == SKOS + "notation"]
    kinds = {notation.datatype.value.removeprefix(CQ) for notation in notations if isinstance(notation, ox.Literal)}
    assert kinds == {"plover", "cameo", "unitSymbol"}
