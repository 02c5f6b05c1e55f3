"""Python: the public surface is exactly this, and does what the command does."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import communique
from communique.graph.api import Graph, check
from communique.graph.build.write import write_graph
from communique.graph.corpus.places import shipped_folder
from communique.graph.errors import CommuniqueError, FactsError, ParameterError, QueryError, UnknownError
from communique.graph.query import Answer
from communique.graph.store import EmbeddedStore
from disk import write
from shipped import facts, graph, quads

FISH = "topics: {fish: {label: Fish}}\n"
CQ = "https://w3id.org/communique/ontology#"


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_CACHE", "off")


# --- the surface


def test_the_public_names_are_exactly_these() -> None:
    assert communique.__all__ == ["__version__", "load"]


def test_a_graph_offers_exactly_these() -> None:
    offered = {name for name in dir(graph()) if not name.startswith("_")}
    drawn = {"alignment", "draw", "network", "network_of", "reactions", "timeline"}
    assert offered == {"ask", "query", "rdflib", "show", "store", *drawn}


def test_every_error_is_of_one_family() -> None:
    assert all(issubclass(one, CommuniqueError) for one in (FactsError, ParameterError, QueryError, UnknownError))
    assert issubclass(ParameterError, QueryError)


# --- load


def test_the_shipped_facts_are_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = communique.load().store
    assert isinstance(store, EmbeddedStore)
    assert len(store.oxigraph) == quads().count(b"\n")


@pytest.mark.parametrize("kind", [str, Path])
def test_a_folder_of_facts_can_be_loaded(kind: type[str] | type[Path], tmp_path: Path) -> None:
    write(tmp_path, {"f.yaml": FISH})
    assert communique.load(kind(tmp_path)).query("ASK { id:fish a cq:Topic }") is True


def test_a_single_file_can_be_loaded(tmp_path: Path) -> None:
    write(tmp_path, {"f.yaml": FISH})
    assert communique.load(tmp_path / "f.yaml").query("ASK { id:fish a cq:Topic }") is True


def test_a_store_can_be_loaded(tmp_path: Path) -> None:
    write_graph(facts(), tmp_path / "store")
    stored = communique.load(tmp_path / "store")
    assert stored.ask("vetoes").rows == graph().ask("vetoes").rows
    assert stored.show("china") == graph().show("china")


def test_facts_that_are_not_sound_raise_every_problem(tmp_path: Path) -> None:
    write(tmp_path, {"f.yaml": "topics: {fish: {lable: Fish}, eel: {label: Eel, broader: cod}}\n"})
    with pytest.raises(FactsError) as caught:
        communique.load(tmp_path)
    assert [(one.id, one.what) for one in caught.value.problems] == [
        ("fish", "'label' is missing"),
        ("fish", "unknown key 'lable'"),
        ("eel", "unknown broader 'cod'"),
    ]


def test_check_gives_every_problem_without_raising(tmp_path: Path) -> None:
    write(tmp_path, {"f.yaml": "topics: {fish: {lable: Fish}}\n"})
    found, proof = check(tmp_path)
    assert {one.what for one in found.errors} == {"'label' is missing", "unknown key 'lable'"}
    assert (proof.proved, proof.unverified) == (0, 0)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=r"no facts are here; name a folder with \.yaml files"):
        communique.load(tmp_path / "nowhere")


def test_sources_that_do_not_fit_raise(tmp_path: Path) -> None:
    for source in ("000_962128995f6471f2.txt", "001_3ac278cbbf7fdb56.txt"):
        (tmp_path / source).write_text("Another text.\n", encoding="utf-8")
    with pytest.raises(FactsError, match="the text at hand has sha256"):
        communique.load(shipped_folder(), tmp_path)


# --- query


def test_a_select_gives_rows() -> None:
    answer = graph().query("SELECT ?who { ?v a cq:Veto ; cq:by ?who } ORDER BY ?who")
    assert isinstance(answer, Answer)
    assert (answer.columns, len(answer)) == (["who"], 3)
    assert [row["who"] for row in answer] == ["china", "russia", "russia"]


def test_an_ask_gives_a_truth_value() -> None:
    assert graph().query("ASK { id:full-oil-embargo cq:opposedBy id:china }") is True
    assert graph().query("ASK { id:full-oil-embargo cq:opposedBy id:france }") is False


@pytest.mark.parametrize("sparql", ["CONSTRUCT WHERE { ?v a cq:Veto }", "DESCRIBE id:veto-2022-05-26"])
def test_a_construct_or_a_describe_gives_triples(sparql: str) -> None:
    triples = graph().query(sparql)
    assert isinstance(triples, list)
    assert all(isinstance(triple, ox.Triple) for triple in triples)
    assert len(triples) >= 2


@pytest.mark.parametrize("sparql", ["SELECT", "DROP ALL", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"])
def test_what_is_no_query_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError):
        graph().query(sparql)


# --- ask and show


def test_an_answer_is_rows_in_python() -> None:
    rows = [(row["date"], row["words"]) for row in graph().ask("who-said-what", speaker="haley", act="defend")]
    assert rows == [("2017-09-15", "“massive sanctions package”")]


def test_what_does_not_fit_is_told() -> None:
    with pytest.raises(ParameterError) as caught:
        graph().ask("who-said-what", speaker="niki-haley")
    assert (caught.value.parameter, caught.value.remedy) == ("speaker", "did you mean 'nikki-haley'?")
    with pytest.raises(UnknownError) as unknown:
        graph().show("niki-haley")
    assert (unknown.value.kind, unknown.value.name) == ("id", "niki-haley")


# --- rdflib


@pytest.fixture
def dataset() -> Iterator[rdflib.Dataset]:
    opened = graph().rdflib()
    yield opened
    opened.close()


def test_rdflib_sees_the_same_store(dataset: rdflib.Dataset) -> None:
    assert isinstance(dataset, rdflib.Dataset)
    sparql = f"SELECT (COUNT(*) AS ?n) {{ ?s <{CQ}speaker> ?o }}"
    ((count,),) = dataset.query(sparql)  # type: ignore[misc]
    assert int(count) == sum(
        b"ontology#speaker> <https://w3id.org/communique/id/" in line for line in quads().splitlines()
    )


def test_the_default_graph_of_rdflib_is_the_union(dataset: rdflib.Dataset) -> None:
    thing = "<https://w3id.org/communique/id/tillerson-indicate-intolerance>"
    both = f"ASK {{ {thing} <{CQ}speaker> ?asserted ; <{CQ}onBehalfOf> ?inferred . <{CQ}speaker> ?in ?ontology }}"
    assert dataset.query(both).askAnswer


def test_rdflib_can_write_what_it_sees() -> None:
    tiny = Graph(graph().store).rdflib()
    written = tiny.query(f"CONSTRUCT WHERE {{ ?v a <{CQ}Veto> }}").graph
    assert written is not None
    assert len(written) == 2
