"""The named questions: what they look at does not grow with the facts, where a parameter chooses few of many."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pyoxigraph as ox
import pytest

from communique.graph.build.graph import n_quads
from communique.graph.errors import QueryError
from communique.graph.query import Question, load_questions
from communique.graph.query.binding import term
from communique.graph.store import EmbeddedStore
from facts import write  # of benchmarks/
from shipped import sound, store

FEW, MANY, RUNS, ROUNDS = 600, 2_400, 5, 8  #: records; runs of each in a round; rounds until the clock is believed
CHOOSING = [
    ("calendar", "who", "person-2-3"),
    ("called-on", "speaker", "person-2-3"),
    ("contested", "subject", "event-2-3"),
    ("positions", "actor", "person-2-3"),
    ("positions", "toward", "draft-2-2"),
    ("reactions", "event", "event-2-1"),
    ("shifts", "actor", "person-2-3"),
    ("shifts", "toward", "draft-2-2"),
    ("silence", "event", "event-2-1"),
    ("sources", "source", "article-2-2"),
    ("vetoes", "actor", "person-2-3"),
    ("who-blocked-what", "proposal", "draft-2-2"),
    ("who-blocked-what", "opponent", "person-2-3"),
    ("who-said-what", "speaker", "person-2-3"),
    ("who-said-what", "side", "person-2-3"),
    ("who-said-what", "about", "draft-2-2"),
    ("who-said-what", "addressee", "person-2-3"),
    ("who-said-what", "source", "article-2-2"),
]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> list[EmbeddedStore]:
    """The graphs of few facts, and of four times as many."""
    folders = [write(tmp_path_factory.mktemp("facts"), records)[0] for records in (FEW, MANY)]
    return [EmbeddedStore.from_quads(n_quads(sound(folder))) for folder in folders]


def seconds(work: Callable[[], object]) -> float:
    """Return the least processor time of some runs."""
    found = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


@pytest.mark.parametrize(("name", "parameter", "value"), CHOOSING)
def test_a_question_takes_no_longer_among_more_facts(
    name: str, parameter: str, value: str, stores: list[EmbeddedStore]
) -> None:
    terms = {"body": "<https://w3id.org/communique/id/sea-council>"} if name == "silence" else {}
    text = load_questions()[name].bound(terms | {parameter: f"<https://w3id.org/communique/id/{value}>"})
    few, many = float("inf"), float("inf")
    for _ in range(ROUNDS):  # other work on the machine makes a run longer, never shorter
        few, many = (
            min(best, seconds(partial(rows_of, store, text))) for best, store in zip((few, many), stores, strict=True)
        )
        if many <= 2 * few:
            break
    assert many <= 2 * few, f"{few * 1000:.1f} ms among {FEW} records, {many * 1000:.1f} ms among {MANY}"


def rows_of(store: EmbeddedStore, text: str) -> list[str]:
    found = store.query(text)
    assert isinstance(found, ox.QuerySolutions)
    return list(map(str, found))


# --- shortcuts


WITH_SHORTCUT = """\
#+ summary: Shortcut.
#+ parameters:
#+   a: {type: integer}
#+   b: {type: integer}
SELECT ?a ?b ?way {
  VALUES ?a { UNDEF }
  VALUES ?b { UNDEF }
  #?a  VALUES ?way { "short" }
  #?a,b  # of no consequence
  # ?b is no shortcut, in a line that only speaks of it
}
"""


@pytest.mark.parametrize(("given", "way"), [({}, None), ({"a": "1"}, "short"), ({"b": "2"}, None)])
def test_a_shortcut_is_taken_only_with_its_parameter(given: dict[str, str], way: str | None) -> None:
    solutions = ox.Store().query(Question.from_text("short", WITH_SHORTCUT).bound(given))
    assert isinstance(solutions, ox.QuerySolutions)
    found = next(solutions)["way"]
    assert (found.value if isinstance(found, ox.Literal) else found) == way


def test_one_shortcut_may_serve_several_parameters() -> None:
    question = Question.from_text("short", WITH_SHORTCUT.replace("#?a  ", "#?b,a  "))
    for given in ({"a": "1"}, {"b": "2"}):
        assert "\n    VALUES ?way" in question.bound(given)
    assert "\n    VALUES ?way" not in question.bound({})


def test_no_value_opens_a_shortcut() -> None:
    question = Question.from_text("short", WITH_SHORTCUT)
    text = str(ox.Literal("\n#?a  x"))
    assert "#?a  VALUES ?way" in question.bound({"b": text})


def test_a_shortcut_for_what_is_no_parameter_is_refused() -> None:
    with pytest.raises(QueryError, match=r"short.rq has a shortcut for 'c', which is no parameter; known are: a, b"):
        Question.from_text("short", WITH_SHORTCUT.replace("#?a,b", "#?a,c"))


@pytest.mark.parametrize("name", [name for name, question in load_questions().items() if "#?" in question.sparql])
def test_a_shortcut_takes_no_row_away(name: str) -> None:
    question = load_questions()[name]
    longer = replace(question, sparql=re.sub(r"#\?\S+ .*", "", question.sparql))
    given = {one.name: term(store(), one, one.example) for one in question.parameters}
    days = {"since": '"2017-09-11"^^xsd:date', "until": '"2017-09-15"^^xsd:date'}
    for chosen in [days, *({key: value} for key, value in (given | days).items())]:
        chosen = {key: value for key, value in chosen.items() if key in given}
        assert rows_of(store(), question.bound(chosen)) == rows_of(store(), longer.bound(chosen))


# --- where a store holds more than ours


def test_a_graph_of_somebody_else_is_no_part_of_an_answer() -> None:
    store = EmbeddedStore.from_quads(b"<a:s> <a:p> <a:o> <https://w3id.org/communique/graph/facts> .\n")
    everything = "SELECT ?s { ?s ?p ?o }"
    assert len(rows_of(store, everything)) == 1
    for graph in (ox.NamedNode("a:other"), ox.DefaultGraph()):
        strange = ox.Quad(ox.NamedNode("b:s"), ox.NamedNode("a:p"), ox.NamedNode("a:o"), graph)
        store.oxigraph.add(strange)
        assert rows_of(store, everything) == ["<QuerySolution s=<NamedNode value=a:s>>"]
        store.oxigraph.remove(strange)
        store.oxigraph.remove_graph(graph)
