"""The store: graphs, datasets, prefixes, and errors that say where."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from communique.graph.errors import QueryError
from communique.graph.schema.names import BASE, FACTS_GRAPH, GRAPHS, INFERRED_GRAPH, ONTOLOGY_GRAPH
from communique.graph.store import EmbeddedStore
from communique.graph.store.embedded import prefixes
from shipped import graph


def rows(sparql: str) -> list[tuple[str, ...]]:
    result = graph().store.query(sparql)
    assert isinstance(result, ox.QuerySolutions)
    names = [variable.value for variable in result.variables]
    return [tuple(str(solution[name]) for name in names) for solution in result]


def count(pattern: str, dataset: str = "") -> int:
    ((number,),) = rows(f"SELECT (COUNT(*) AS ?n) {dataset} WHERE {{ {pattern} }}")
    return int(number.split('"')[1])


# --- graphs


def test_a_query_sees_facts_inferences_and_ontology_together() -> None:
    assert count("id:tillerson-indicate-intolerance cq:speaker ?x") == 1  # asserted
    assert count("id:tillerson-indicate-intolerance cq:onBehalfOf ?x") == 1  # inferred
    assert count("cq:speaker rdfs:label ?x") == 1  # the ontology


def test_the_default_graph_is_the_union_without_repetition() -> None:
    assert count("?s ?p ?o") == len(set(rows("SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")))


def test_there_are_three_graphs() -> None:
    assert set(rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")) == {(f"<{name}>",) for name in GRAPHS}


@pytest.mark.parametrize(
    ("name", "asserted", "inferred"), [(FACTS_GRAPH, 1, 0), (INFERRED_GRAPH, 0, 1), (ONTOLOGY_GRAPH, 0, 0)]
)
def test_from_restricts_to_one_graph(name: str, asserted: int, inferred: int) -> None:
    thing = "id:tillerson-indicate-intolerance"
    assert count(f"{thing} cq:speaker ?x", f"FROM <{name}>") == asserted
    assert count(f"{thing} cq:onBehalfOf ?x", f"FROM <{name}>") == inferred


def test_from_two_graphs_is_their_union() -> None:
    both = f"FROM <{FACTS_GRAPH}> FROM <{INFERRED_GRAPH}>"
    assert count("?s cq:speaker ?a ; cq:onBehalfOf ?b", both) == count("?s cq:speaker ?a ; cq:onBehalfOf ?b")


def test_from_named_gives_the_graphs_that_graph_sees() -> None:
    named = f"FROM NAMED <{INFERRED_GRAPH}>"
    assert count("GRAPH ?g { ?s cq:speaker ?x }", named) == 0
    assert count("GRAPH ?g { ?s cq:onBehalfOf ?x }", named) > 0
    assert count("?s cq:onBehalfOf ?x", named) == 0


# --- prefixes


def test_the_prefixes_of_the_ontology_are_bound_and_id_for_things() -> None:
    assert prefixes()["id"] == BASE
    assert {"cq", "cqv", "rdf", "rdfs", "skos", "xsd", "dcterms", "prov"} <= set(prefixes())
    assert rows("SELECT ?l { cqv:defend skos:prefLabel ?l }") == [('"defend"@en',)]


def test_a_query_may_bind_a_prefix_anew() -> None:
    assert count("id:speaker rdfs:label ?l") == 0
    ((label,),) = rows("PREFIX id: <https://w3id.org/communique/ontology#> SELECT ?l { id:speaker rdfs:label ?l }")
    assert label == '"speaker"@en'


# --- errors


@pytest.mark.parametrize(
    ("sparql", "place"),
    [
        ("SELEKT ?s { ?s ?p ?o }", "1:1"),
        ("SELECT ?s { ?s ?p ?o ", "1:22"),
        ("SELECT ?s\nWHERE { ?s ?p }", "2:16"),
        ("SELECT ?s\n\nWHERE { ?s cq:speaker 'x }", "3:"),
        ("", "1:1"),
        ("SELECT * { ?s nope:thing ?o }", "1:"),
    ],
)
def test_a_syntax_error_says_line_and_column(sparql: str, place: str) -> None:
    with pytest.raises(QueryError, match=f"not well formed, at {place}") as caught:
        graph().store.query(sparql)
    assert caught.value.remedy == "correct it there or just before"


@pytest.mark.parametrize(
    ("sparql", "problem"),
    [
        ("SELECT * { ?s nope:thing ?o }", "no prefix of this name is bound"),
        ("SELECT ?s { ?s ?p ?o ", 'expected one of ",", ".", ";", "{", "{|", "}", "~"'),
        ("", "no query can go on like this"),
    ],
)
def test_a_syntax_error_says_what_is_wrong_in_one_line(sparql: str, problem: str) -> None:
    with pytest.raises(QueryError) as caught:
        graph().store.query(sparql)
    assert str(caught.value).endswith(f": {problem}; correct it there or just before")


def test_a_lone_surrogate_is_no_query() -> None:
    with pytest.raises(QueryError, match="which is no character"):
        graph().store.query("SELECT * { ?s ?p '\udcff' }")


def test_a_folder_that_is_no_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="build it anew: communique build -o"):
        EmbeddedStore.open(tmp_path)


def test_what_the_engine_raises_while_it_gives_rows_is_a_query_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.graph.query import Answer

    class Broken:
        variables = (ox.Variable("s"),)

        def __iter__(self) -> "Broken":
            return self

        def __next__(self) -> object:
            raise OSError("the disk is gone")

    monkeypatch.setattr(ox, "QuerySolutions", Broken)
    store = EmbeddedStore(ox.Store())
    monkeypatch.setattr(store, "query", lambda sparql: Broken())
    with pytest.raises(QueryError, match="the disk is gone"):
        Answer.from_query(store, "SELECT ?s { ?s ?p ?o }")
