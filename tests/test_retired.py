"""Retired ids: they stay known, say what took their place, and stand in no answer as if they were alive."""

import json
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from communique.graph.api import Graph, load
from communique.graph.build.aligned import aligned_quads
from communique.graph.build.graph import n_quads
from communique.graph.errors import ParameterError, UnknownError
from communique.graph.query import Question, load_questions
from communique.graph.query.spelling import retired_names, unknown_names
from communique.graph.query.things import find, names
from communique.graph.rdf.jsonld import document
from communique.graph.schema.names import BASE, CQ, FACTS_GRAPH, XSD
from disk import CAST, with_cast, write
from running import Run, runner
from sayings import PRINTED
from shipped import sound

TALKS = """\
statements:
  torrent-warns:
    speaker: ilva-torrent
    date: 2031-03-04
    act: warn
    gist: The strait is closed.
    about: [sea-council]
    evidence: [{source: gazette, paragraph: 9}]
retired:
  i-torrent: {by: ilva-torrent, reason: {en: Recorded twice., de: Doppelt.}, date: 2031-03-05}
  torrent-sings: {by: torrent-warns, reason: She warned., date: 2031-03}
  norvia: {reason: There is no such state., date: 2031}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("facts"), {"cast.yaml": CAST, "talks.yaml": TALKS})


@pytest.fixture(scope="module")
def graph(folder: Path) -> Graph:
    return load(folder)


# --- in the facts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("retired:\n  a: {by: b, reason: R., date: 2031}\n  b: {reason: R., date: 2031}\n",
         "f.yaml:2:11 a: 'b' is retired"),
        ("retired:\n  a: {by: a, reason: R., date: 2031}\n", "f.yaml:2:11 a: 'a' is retired"),
        ("topics:\n  t: {label: T, broader: u}\nretired:\n  u: {by: tarvonia, reason: R., date: 2031}\n",
         "f.yaml:2:26 t: broader takes a Topic, and 'u' is a Retired"),
        ("retired:\n  a: {by: nobody, reason: R., date: 2031}\n", "f.yaml:2:11 a: unknown by 'nobody'"),
        ("retired:\n  tarvonia: {reason: R., date: 2031}\n", "f.yaml:2:3 tarvonia: the id stands already at "),
        ("retired:\n  tarv0nia: {reason: R., date: 2031}\n", "f.yaml:2:3 tarv0nia: the id is easily confused with "),
    ],
)  # fmt: skip
def test_a_retired_id_is_never_referred_to_nor_used_again(text: str, told: str, tmp_path: Path) -> None:
    (found,) = with_cast(tmp_path, text)
    assert found.startswith(told)


def test_a_retired_id_is_rdf(folder: Path) -> None:
    found = load(folder).query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(?s = <{BASE}i-torrent>) }}")
    assert isinstance(found, list)
    assert {(one.predicate.value, str(one.object)) for one in found} == {
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"<{CQ}Retired>"),
        (CQ + "by", f"<{BASE}ilva-torrent>"),
        (CQ + "reason", '"Recorded twice."@en'),
        (CQ + "reason", '"Doppelt."@de'),
        *((CQ + key, f'"2031-03-05"^^<{XSD}date>') for key in ("date", "earliest", "latest")),
    }


def test_json_ld_says_the_same_of_a_retired_id(folder: Path) -> None:
    facts = sound(folder)
    asserted = {quad for quad in ox.parse(n_quads(facts), ox.RdfFormat.N_QUADS) if of_retired(quad)}
    said = set(filter(of_retired, ox.parse(json.dumps(document(facts)), ox.RdfFormat.JSON_LD)))
    assert len(said) == 5
    assert said == {quad for quad in asserted if quad.graph_name == ox.NamedNode(FACTS_GRAPH)}


def of_retired(quad: ox.Quad) -> bool:
    return quad.subject == ox.NamedNode(BASE + "i-torrent")


# --- shown


def test_show_tells_why_and_what_took_its_place(graph: Graph) -> None:
    assert graph.show("torrent-sings") == (
        "torrent-sings\nretired id\n\n"
        "  by             torrent-warns\n  reason         She warned.\n  date           2031-03\n\n"
        "In its place\n\n" + graph.show("torrent-warns")
    )


def test_show_tells_that_nothing_took_its_place(graph: Graph) -> None:
    assert graph.show("norvia").endswith("date           2031\n\nNothing took its place.\n")


def test_what_took_its_place_tells_of_it_and_is_not_said_to_be_mentioned(graph: Graph) -> None:
    shown = graph.show("ilva-torrent")
    assert shown.endswith("\nTook the place of\n  i-torrent, retired 2031-03-05: Recorded twice.\n")
    assert "\n  by " not in shown


# --- asked for


def test_a_retired_id_stands_for_what_took_its_place(graph: Graph) -> None:
    answer = graph.ask("who-said-what", speaker="i-torrent")
    assert answer.rows == graph.ask("who-said-what", speaker="ilva-torrent").rows != []
    assert answer.remarks == ["--speaker: 'i-torrent' is retired; 'ilva-torrent' took its place"]
    assert graph.ask("who-said-what", speaker="ilva-torrent").remarks == []


def test_a_retired_id_without_successor_is_refused_with_the_reason(graph: Graph) -> None:
    with pytest.raises(ParameterError) as refusal:
        graph.ask("who-said-what", speaker="norvia")
    assert str(refusal.value) == (
        "--speaker: 'norvia' is retired since 2031 (There is no such state.); nothing took its place; name another one"
    )


def test_what_took_its_place_must_fit_the_parameter(graph: Graph) -> None:
    with pytest.raises(ParameterError, match="no actor is called 'torrent-warns'"):
        graph.ask("who-said-what", speaker="torrent-sings")


THINGS = [
    (question, one.name)
    for question in load_questions().values()
    for one in question.parameters
    if one.type in {"actor", "act", "topic", "place", "source", "any"}
]


@pytest.mark.parametrize(("question", "name"), THINGS, ids=lambda one: getattr(one, "name", one))
def test_every_parameter_takes_a_retired_id(question: Question, name: str, graph: Graph) -> None:
    needed = {one.name: "tarvonia" for one in question.parameters if one.required and one.name != name}
    with pytest.raises(ParameterError) as refusal:
        graph.ask(question.name, **{**needed, name: "norvia"})
    assert refusal.value.parameter == name
    assert "'norvia' is retired since 2031" in str(refusal.value)


@cache
def every_answer(graph: Graph) -> str:
    """Return every cell of every question that can be asked without a parameter."""
    free = [one for one in load_questions().values() if not any(p.required for p in one.parameters)]
    assert len(free) > 5
    return " ".join(str(cell) for one in free for row in graph.ask(one.name).rows for cell in row)


def test_no_answer_shows_a_retired_id(graph: Graph) -> None:
    assert "torrent-warns" in every_answer(graph)
    assert [id_ for id_ in ("i-torrent", "torrent-sings", "norvia") if f"/{id_}>" in every_answer(graph)] == []


def test_a_retired_id_is_no_thing_with_a_name(graph: Graph) -> None:
    assert {name for _, name in names(graph.store)}.isdisjoint({"i-torrent", "torrent-sings", "norvia"})
    assert find(graph.store, "norvia") is None
    with pytest.raises(UnknownError, match="did you mean 'tarvonia'"):
        graph.show("tarvonja")


def test_no_picture_shows_a_retired_id(graph: Graph) -> None:
    drawn = graph.network()
    assert drawn.number_of_nodes() > 1
    assert [node for node in drawn if str(node).endswith(("i-torrent", "torrent-sings", "norvia"))] == []


# --- in SPARQL


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("ASK { ?s cq:speaker id:i-torrent }", {"id:i-torrent": "id:ilva-torrent took its place"}),
        ("ASK { ?s cq:speaker id:norvia. }", {"id:norvia.": "nothing took its place: There is no such state."}),
        (f"ASK {{ ?s cq:speaker <{BASE}i-torrent> }}",
         {f"<{BASE}i-torrent>": f"<{BASE}ilva-torrent> took its place"}),
        (f"PREFIX a: <{BASE}> ASK {{ ?s ?p a:i-torrent }}", {"a:i-torrent": "a:ilva-torrent took its place"}),
        ("ASK { ?s cq:speaker id:ilva-torrent ; cq:gist 'id:i-torrent' }", {}),
    ],
)  # fmt: skip
def test_a_retired_id_in_a_query_is_told(sparql: str, expected: dict[str, str], graph: Graph) -> None:
    assert retired_names(graph.store, sparql) == expected
    assert unknown_names(sparql) == {}


# --- under another base


def test_ids_under_another_base_are_retired_too(tmp_path: Path) -> None:
    graph = load(
        write(tmp_path, {"dataset.yaml": "title: T\nbase: https://example.org/x/\n", "c.yaml": CAST, "t.yaml": TALKS})
    )
    assert graph.ask("who-said-what", speaker="i-torrent").rows == graph.ask("who-said-what", speaker="ilva").rows != []
    assert "In its place" in graph.show("torrent-sings")
    assert retired_names(graph.store, "ASK { ?s ?p <https://example.org/x/i-torrent> }") == {
        "<https://example.org/x/i-torrent>": "<https://example.org/x/ilva-torrent> took its place"
    }


# --- the command


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def test_remarks_go_to_standard_error(run: Run, folder: Path) -> None:
    living = run("ask", "who-said-what", "--speaker", "ilva-torrent", "--facts", folder, "--format", "csv")
    done = run("ask", "who-said-what", "--speaker", "i-torrent", "--facts", folder, "--format", "csv")
    assert done == (0, living.out, "--speaker: 'i-torrent' is retired; 'ilva-torrent' took its place\n")
    done = run("query", "ASK { id:torrent-warns cq:speaker id:i-torrent }", "--facts", folder)
    assert done == (1, "false\n", "warning: id:i-torrent is retired; id:ilva-torrent took its place\n")
    assert run("show", "norvia", "--facts", folder).code == 0
    assert run("ask", "who-said-what", "--speaker", "norvia", "--facts", folder)[:2] == (1, "")


def test_a_count_of_records_leaves_retired_ids_out(run: Run, folder: Path) -> None:
    assert run("check", folder).err.startswith("7 records and 3 retired ids in 2 files: ")


def test_in_the_words_of_others_a_retired_id_has_no_actor(folder: Path) -> None:
    by = "<http://semanticweb.cs.vu.nl/2009/11/sem/hasActor>"
    aligned = aligned_quads(n_quads(sound(folder))).decode()
    assert f"/torrent-sings> {by} " not in aligned
    assert f"/i-torrent> {by} " not in aligned
    events = f"events: {{visit: {{type: visit, by: [tarvonia], {PRINTED}}}}}\n"
    assert (
        f"/visit> {by} "
        in aligned_quads(
            n_quads(sound(write(folder.parent / "events", {"cast.yaml": CAST, "f.yaml": events})))
        ).decode()
    )
