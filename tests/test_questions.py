"""The named questions: what holds for each of them, with and without its parameters, here and on another engine."""

from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from communique.graph.api import Graph
from communique.graph.build.aligned import aligned_quads
from communique.graph.build.graph import n_quads
from communique.graph.build.write import write_graph
from communique.graph.query import Answer, Parameter, load_questions
from communique.graph.schema.names import GRAPHS
from communique.graph.store import EmbeddedStore
from shipped import facts, graph, merged, quads
from whole import whole

QUESTIONS = load_questions()
PARAMETERS = [(name, parameter) for name, question in QUESTIONS.items() for parameter in question.parameters]
#: The column that names what a row is about, and the date of that.
ABOUT = {
    "calendar": "event",
    "called-on": "statement",
    "contested": "claim",
    "positions": "in",
    "reactions": "reaction",
    "sanctions": "sanction",
    "shifts": "statement",
    "silence": "event",
    "vetoes": "veto",
    "who-blocked-what": "proposal",
    "who-said-what": "statement",
}
each_question = pytest.mark.parametrize("name", QUESTIONS)
each_parameter = pytest.mark.parametrize(
    ("name", "parameter"), PARAMETERS, ids=[f"{name} --{parameter.name}" for name, parameter in PARAMETERS]
)


def needed(name: str) -> dict[str, str]:
    """Return the parameters that a question cannot do without, with their examples."""
    return {one.name: one.example for one in QUESTIONS[name].parameters if one.required}


@cache
def all_rows(name: str) -> Answer:
    return graph().ask(name, **needed(name))


# --- what there is


def test_every_question_of_the_design_is_there() -> None:
    wanted = "who-said-what reactions who-blocked-what vetoes sanctions positions shifts contested called-on calendar"
    assert set(QUESTIONS) == {*wanted.split(), "silence", "sources"}


@each_question
def test_a_question_explains_itself(name: str) -> None:
    question = QUESTIONS[name]
    assert question.summary.endswith(".")
    assert len(question.summary) <= 90
    assert question.parameters
    for parameter in question.parameters:
        assert parameter.description.endswith(".")
        assert parameter.example


# --- with and without each parameter


@each_question
def test_a_question_has_an_answer(name: str) -> None:
    assert len(all_rows(name)) > 0


@each_parameter
def test_the_example_of_a_parameter_has_an_answer(name: str, parameter: Parameter) -> None:
    assert len(graph().ask(name, **needed(name) | {parameter.name: parameter.example})) > 0


@pytest.mark.parametrize(
    ("name", "parameter"), [(name, one) for name, one in PARAMETERS if one.name in all_rows(name).columns]
)
def test_a_parameter_gives_exactly_the_rows_that_have_its_value(name: str, parameter: Parameter) -> None:
    whole = all_rows(name)
    column = whole.columns.index(parameter.name)
    values = sorted({str(row[column]) for row in whole.rows if row[column] is not None})
    for value in values:
        given = value.strip('<>"').rpartition("/")[2].rpartition("#")[2]
        answer = graph().ask(name, **needed(name) | {parameter.name: given})
        assert list(map(str, answer.rows)) == [str(row) for row in whole.rows if str(row[column]) == value]


@each_parameter
def test_a_parameter_only_takes_rows_away(name: str, parameter: Parameter) -> None:
    answer = graph().ask(name, **{parameter.name: parameter.example} | needed(name))
    whole = [str(row) for row in all_rows(name).rows]
    shown = [str(row) for row in answer.rows]
    if parameter.type == "flag":
        assert not set(shown) & set(whole)
    else:
        assert shown == [row for row in whole if row in set(shown)]


@pytest.mark.parametrize("name", [name for name, question in QUESTIONS.items() if "since" in str(question.parameters)])
def test_two_days_cut_out_what_may_lie_between_them(name: str) -> None:
    def days(row: dict[str, object]) -> tuple[str, str]:
        thing = str(row[ABOUT[name]])
        sparql = f"SELECT ?e ?l {{ OPTIONAL {{ id:{thing} cq:earliest ?e }} OPTIONAL {{ id:{thing} cq:latest ?l }} }}"
        found = next(iter(Answer.from_query(graph().store, sparql)))
        first, last = str(found.get("e", "")), str(found.get("l", ""))
        return first or last, last or first

    since, until = "2017-05-20", "2017-09-11"
    expected = [row for row in all_rows(name) if days(row)[1] >= since and days(row)[0] <= until]
    assert list(graph().ask(name, since=since, until=until)) == expected
    assert 0 < len(expected) < len(all_rows(name)) or name == "sanctions"


# --- every row cites


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name != "sources"])
def test_every_row_cites_a_spot_in_a_source(name: str) -> None:
    for row in all_rows(name):
        assert row["source"]
        assert ("paragraph" in row) != ("locator" in row)


@pytest.mark.parametrize("name", ABOUT)
def test_every_row_has_the_date_of_what_it_is_about(name: str) -> None:
    for row in all_rows(name):
        thing = row.get(ABOUT[name])
        dated = thing and graph().query(f"ASK {{ id:{thing} cq:date ?date }}")
        assert bool(dated) == ("date" in row), row


@each_question
def test_no_row_stands_twice(name: str) -> None:
    rows = list(map(str, all_rows(name).rows))
    assert len(rows) == len(set(rows))


# --- on other engines and other graphs


@each_question
def test_the_file_runs_as_it_stands_on_another_engine(name: str, tmp_path: Path) -> None:
    text = files("communique.graph.queries").joinpath(f"{name}.rq").read_text(encoding="utf-8")
    everything = n_quads(whole(tmp_path)) if needed(name) else quads()  # for all values of two parameters, few facts
    store = EmbeddedStore.from_quads(everything).oxigraph
    ours = store.query(text, default_graph=[ox.NamedNode(name) for name in GRAPHS])
    theirs = merged(everything).query(text)
    assert isinstance(ours, ox.QuerySolutions)
    columns = [variable.value for variable in ours.variables]
    assert columns == list(map(str, theirs.vars or []))
    found = Counter(tuple(plain(solution[column]) for column in columns) for solution in ours)
    assert found == Counter(tuple(map(plain, row)) for row in theirs if isinstance(row, tuple))
    assert found


def plain(cell: object) -> str:
    return (
        "" if cell is None else str(cell) if isinstance(cell, rdflib.term.Node) else str(getattr(cell, "value", cell))
    )


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("disk") / "store"
    write_graph(facts(), folder)
    return Graph(EmbeddedStore.open(folder))


@each_question
def test_a_store_on_disk_gives_the_same_rows_in_the_same_order(name: str, on_disk: Graph) -> None:
    assert on_disk.ask(name, **needed(name)).rows == all_rows(name).rows


@cache
def aligned() -> Graph:
    return Graph(EmbeddedStore.from_quads(quads() + aligned_quads(quads())))


@each_question
def test_alignments_that_are_written_out_change_no_answer(name: str) -> None:
    assert list(map(str, aligned().ask(name, **needed(name)).rows)) == list(map(str, all_rows(name).rows))
