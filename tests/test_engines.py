"""Other engines: what is asked there gives what it gives here, to the last letter, and in the same order."""

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from communique.graph.api import Graph
from communique.graph.errors import EndpointError, QueryError, UnknownError
from communique.graph.query import Answer, Parameter, load_questions
from communique.graph.schema.names import FACTS_GRAPH, GRAPHS
from communique.graph.store.remote import Address, RemoteStore, push
from engines import ENGINES, Engine
from engines.virtuoso import ROWS
from shipped import graph, quads, store

QUESTIONS = load_questions()
NEEDED = {
    name: {one.name: one.example for one in question.parameters if one.required} for name, question in QUESTIONS.items()
}
#: Every question, with and without each of its parameters.
ASKED = [(name, NEEDED[name]) for name in QUESTIONS] + [
    (name, NEEDED[name] | {one.name: one.example})
    for name, question in QUESTIONS.items()
    for one in question.parameters
    if not one.required
]


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A running engine that holds the shipped facts: pushed, where it takes them over HTTP."""
    with ENGINES[request.param](tmp_path_factory.mktemp("engine"), quads()) as started:
        if started.place:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("COMMUNIQUE_USER", started.user)
                patch.setenv("COMMUNIQUE_PASSWORD", started.password)
                send(started)
        yield started


@pytest.fixture(scope="module")
def there(engine: Engine) -> Graph:
    return Graph(RemoteStore(Address.from_text(engine.asked)))


def rows(answer: Answer | bool | list[ox.Triple]) -> list[list[str]]:
    assert isinstance(answer, Answer)
    return [answer.columns, *(list(map(str, row)) for row in answer.rows)]


# --- what is asked


@pytest.mark.parametrize(("name", "given"), ASKED, ids=[f"{name} {' '.join(given)}" for name, given in ASKED])
def test_a_question_has_the_same_answer(name: str, given: dict[str, str], there: Graph) -> None:
    assert rows(there.ask(name, **given)) == rows(graph().ask(name, **given))


def values(name: str, parameter: Parameter) -> list[str]:
    """Return every value of a parameter that stands in the column of its name."""
    whole = graph().ask(name, **NEEDED[name])
    if parameter.name not in whole.columns:
        return []
    found = {str(row[whole.columns.index(parameter.name)]) for row in whole.rows}
    return sorted(one.strip('<>"').rpartition("/")[2].rpartition("#")[2] for one in found - {"None"})


# Not on rdflib, which takes half a second for a question, hundreds of times.
@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "rdflib-endpoint"], indirect=True)
@pytest.mark.parametrize("name", QUESTIONS)
def test_any_value_has_the_same_answer(name: str, there: Graph) -> None:
    for parameter in QUESTIONS[name].parameters:
        for value in values(name, parameter):
            given = NEEDED[name] | {parameter.name: value}
            assert rows(there.ask(name, **given)) == rows(graph().ask(name, **given)), given


@pytest.mark.parametrize("id_", ["china", "full-oil-embargo", "launch-over-japan-2017-09-15", "haley", "supports"])
def test_a_thing_is_shown_the_same(id_: str, there: Graph) -> None:
    def shown(where: Graph) -> str:
        try:
            return where.show(id_)
        except UnknownError as error:
            return str(error)

    assert shown(there) == shown(graph())


@pytest.mark.parametrize("view", ["timeline", "network", "alignment", "reactions"])
def test_a_picture_is_made_of_the_same(view: str, there: Graph) -> None:
    def made(where: Graph) -> tuple[list[object], list[object], object]:
        given = {"act": "launch-over-japan-2017-09-15"} if view == "reactions" else {}
        found = getattr(where, view)(**given)
        return list(found.nodes(data=True)), list(found.edges(keys=True, data=True)), dict(found.graph)

    assert made(there) == made(graph())


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        f"SELECT (COUNT(*) AS ?n) FROM <{FACTS_GRAPH}> {{ ?s ?p ?o }}",
        "SELECT ?x { ?x a cq:State ; rdfs:label ?label } ORDER BY STR(?label)",
        'SELECT ?x { VALUES ?x { "100 %" "%41" "a\\"b" "\\u00e9…" "’"@en } } ORDER BY STR(?x)',
        "SELECT DISTINCT ?s ?o { ?s cq:ascribed ?o } ORDER BY ?s",
    ],
)
def test_rows_are_the_same(sparql: str, there: Graph) -> None:
    assert rows(there.query(sparql)) == rows(graph().query(sparql))


def test_truth_is_the_same(there: Graph) -> None:
    assert there.query("ASK { id:china a cq:State }") is True
    assert there.query("ASK { id:china a cq:Person }") is False


def test_triples_are_the_same(there: Graph) -> None:
    sparql = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a cq:State ; rdfs:label ?o }"

    def made(where: Graph) -> list[str]:
        found = where.query(sparql)
        assert isinstance(found, list)
        return sorted(map(str, found))

    assert made(there) == made(graph())


def test_what_is_no_sparql_is_refused(there: Graph) -> None:
    with pytest.raises(QueryError, match="not well formed, at 1:"):
        there.query("SELECT * { ?s ?p }")


# --- what is sent


def test_each_graph_has_arrived_whole(engine: Engine, there: Graph) -> None:
    found = there.query("SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(found, Answer)
    assert {" ".join(map(str, row)) for row in found.rows} == {
        line.removesuffix(" .") for line in quads().decode().splitlines()
    }


# --- the ways of Virtuoso


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with ENGINES["virtuoso"](tmp_path_factory.mktemp("virtuoso"), b"") as started:
        yield started


def send(engine: Engine) -> list[int]:
    asked = RemoteStore(Address.from_text(engine.asked))
    return [one.count for one in push(store(), Address.from_text(engine.place), asked)]


def test_virtuoso_takes_a_graph_from_who_may_and_takes_it_twice(
    virtuoso: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for password in ("", "wrong"):
        monkeypatch.setenv("COMMUNIQUE_USER", virtuoso.user)
        monkeypatch.setenv("COMMUNIQUE_PASSWORD", password)
        with pytest.raises(EndpointError, match="HTTP status 401"):
            send(virtuoso)
    monkeypatch.setenv("COMMUNIQUE_PASSWORD", virtuoso.password)
    counts = [quads().decode().count(f" <{name}> .\n") for name in sorted(GRAPHS)]
    assert send(virtuoso) == counts
    assert send(virtuoso) == counts


def test_rows_that_virtuoso_cuts_are_no_answer(virtuoso: Engine) -> None:
    asked = RemoteStore(Address.from_text(virtuoso.asked))
    every = "SELECT ?a ?b { ?a a ?x . ?b a ?y }"
    with pytest.raises(EndpointError, match=f"cut at {ROWS:,} rows"):
        asked.query(every)
    found = asked.query(f"{every} LIMIT {ROWS - 1}")
    assert isinstance(found, ox.QuerySolutions)
    assert sum(1 for _ in found) == ROWS - 1
