"""Queries that would harm, as the command takes them: each refused or stopped, in bounds, and in words."""

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest
import typer
from test_guard import CALLS

from canary import Canary
from communique import cli
from communique.graph.query import load_questions
from communique.graph.store import Limits
from endless import ENDLESS
from hostile import communique
from running import Run, runner

MANY = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }"
MEGABYTE = 1 << 20


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process."""
    return runner(monkeypatch, capsys)


# --- what a parameter holds stays a value


INJECTED = [
    'x" } UNION { ?s ?p ?o } #',
    "> } ; DROP ALL #",
    "id:china } UNION { ?s ?p ?o",
    "a\nb",
    "back\\slash\\",
    "UNDEF } VALUES ?x { 1",
    "'''\"\"\"",
    "\u202e\u0000",
    "$speaker ?speaker",
]


@pytest.mark.parametrize("text", INJECTED)
@pytest.mark.parametrize("name", ["speaker", "about", "since", "act"])
def test_what_is_injected_through_a_parameter_is_no_syntax(name: str, text: str, run: Run) -> None:
    done = run("ask", "who-said-what", f"--{name}", text)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"--{name}: ")


def test_a_parameter_of_text_is_compared_letter_for_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    sparql = (
        "#+ summary: Echo\n#+ parameters:\n#+   text: {type: text, example: x}\n"
        "SELECT ?text { VALUES ?text { UNDEF } }\n"
    )
    (tmp_path / "echo.rq").write_text(sparql)
    monkeypatch.setenv("COMMUNIQUE_QUERIES", str(tmp_path))
    for text in INJECTED:
        done = run("ask", "echo", "--text", text, "-f", "jsonl")
        if "\x00" in text:
            assert (done.code, "control character" in done.err) == (1, True)
        else:
            assert (done.code, [json.loads(line) for line in done.out.splitlines()]) == (0, [{"text": text}])


# --- the network


@pytest.mark.parametrize("disguise", CALLS)
def test_no_query_calls_another_server(disguise: str, canary: Canary, run: Run) -> None:
    done = run("query", CALLS[disguise].replace("U>", f"{canary.address}>"))
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[-1] == "SERVICE asks another server, and no query may reach the network; remove it"
    assert canary.calls == []


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("LOAD <U>", "LOAD fetches a document"),
        ("LOAD SILENT <U> INTO GRAPH <a:g>", "LOAD fetches a document"),
        ("SELECT * FROM <U> { ?s ?p ?o }", "is no graph of this store; name one of: https://w3id.org/communique"),
        ("SELECT * FROM NAMED <U> { GRAPH ?g { ?s ?p ?o } }", "is no graph of this store; name one of: "),
        ("ASK FROM <file:///etc/passwd> { ?s ?p ?o }", "is no graph of this store; name one of: "),
        ("DROP ALL", "DROP writes, and a query only reads"),
        ("INSERT DATA { <a:s> <a:p> <a:o> }", "INSERT writes, and a query only reads"),
    ],
)
def test_no_query_fetches_or_writes(sparql: str, told: str, canary: Canary, run: Run) -> None:
    done = run("query", sparql.replace("U>", f"{canary.address}>"))
    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert canary.calls == []


# --- without end


@pytest.mark.parametrize("how", ENDLESS)
def test_what_has_no_end_is_stopped_in_bounds(how: str) -> None:
    done = communique("query", "--timeout", "1.5", "--memory", "120", ENDLESS[how])
    assert (done.code, done.out) == (1, "")
    assert re.fullmatch(
        r"the query (was stopped after 1\.5 s; narrow it, or give it more with --timeout"
        r"|needs more memory than 120 MB; narrow it, or give it more with --memory)\n",
        done.err,
    )
    assert done.waited < 20
    assert done.memory < 300 * MEGABYTE


def test_a_named_question_without_end_is_stopped_too(tmp_path: Path) -> None:
    (tmp_path / "endless.rq").write_text(ENDLESS["counted"])
    done = communique("ask", "endless", "--timeout", "0.5", env={"COMMUNIQUE_QUERIES": str(tmp_path)})
    assert (done.code, done.out, done.err.splitlines()) == (
        1,
        "",
        ["the query was stopped after 0.5 s; narrow it, or give it more with --timeout"],
    )


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT * " + "{" * 10_000 + "}" * 10_000, "the query nests brackets deeper than 200; simplify it"),
        ("SELECT * { FILTER(" + "(" * 10_000 + "1", "the query nests brackets deeper than 200; simplify it"),
        ("SELECT * {" + " " * 10_000_000 + "}", "- holds more than a query may; shorten it"),
        ("SELECT * {" + " " * 100_000 + "}", "the query has 100,011 characters, over the limit of 64,000; shorten it"),
    ],
    ids=["braces", "parentheses", "10 MB", "100 kB"],
)
def test_a_query_too_large_to_be_read_is_refused(sparql: str, told: str, run: Run) -> None:
    assert run("query", "-", stdin=sparql.encode()) == (1, "", told + "\n")
    assert run("query", "ASK {}").code == 0


# --- rows


FIRST = "Only the first 50 rows are shown; narrow the query, or allow more with --rows.\n"
ROWS = {
    "csv": lambda text: len(list(csv.reader(io.StringIO(text)))) - 1,
    "tsv": lambda text: len(text.splitlines()) - 1,
    "json": lambda text: len(json.loads(text)["results"]["bindings"]),
    "jsonl": lambda text: len([json.loads(line) for line in text.splitlines()]),
    "markdown": lambda text: len(text.splitlines()) - 2,
    "table": lambda text: len(text.splitlines()) - 2,
}


@pytest.mark.parametrize("form", ROWS)
def test_a_cut_answer_is_said_aloud_in_every_format(form: str, run: Run) -> None:
    done = run("query", "--rows", 50, "-f", form, MANY)
    assert (done.code, ROWS[form](done.out), done.err) == (1, 50, FIRST)


def test_a_cut_answer_to_a_named_question_is_said_aloud(run: Run) -> None:
    done = run("ask", "who-said-what", "--rows", 2, "-f", "jsonl")
    assert (done.code, len(done.out.splitlines())) == (1, 2)
    assert done.err == "Only the first 2 rows are shown; narrow the query, or allow more with --rows.\n"


def test_a_whole_answer_is_no_cut_one(run: Run) -> None:
    done = run("query", "--rows", 55, "-f", "jsonl", "SELECT ?s { ?s cq:speaker ?o }")
    assert (done.code, len(done.out.splitlines()), done.err) == (0, 55, "")


def test_a_graph_with_too_many_triples_is_refused(run: Run) -> None:
    done = run("query", "--rows", 50, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert done == (1, "", "the graph has more than 50 triples; narrow it, or allow more with --rows\n")


def test_rows_without_end_are_cut_where_they_are_by_default() -> None:
    done = communique("query", "-f", "csv", "SELECT ?a ?b ?c { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert (done.code, done.out.count("\n")) == (1, 100_001)
    assert done.err.startswith("Only the first 100,000 rows are shown")


# --- the options


@pytest.mark.parametrize("name", ["query", "ask"])
def test_help_says_the_limits_that_there_are(name: str, run: Run) -> None:
    usual = Limits()
    text = " ".join(run(*[name, *(["vetoes"] if name == "ask" else [])], "--help").out.replace("│", " ").split())
    assert f"(default: {usual.seconds:g}; 0: never)" in text
    assert f"(default: {usual.megabytes}; 0: all there are)" in text
    assert f"(default: {usual.rows}; 0: all)" in text


@pytest.mark.parametrize("name", ["TIMEOUT", "MEMORY", "ROWS"])
def test_a_limit_may_stand_in_the_environment(name: str, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setenv(f"COMMUNIQUE_{name}", "1")
    done = run("query", MANY if name == "ROWS" else ENDLESS["sorted"])
    said = {"TIMEOUT": "stopped after 1 s", "MEMORY": "more memory than 1 MB", "ROWS": "Only the first 1 rows"}
    assert done.code == 1
    assert said[name] in done.err


def test_nought_lifts_a_limit(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TIMEOUT", "MEMORY", "ROWS"):
        monkeypatch.setenv(f"COMMUNIQUE_{name}", "0")
    monkeypatch.delattr(os, "fork")
    assert run("query", "-f", "jsonl", "SELECT ?s { ?s cq:speaker ?o }").code == 0


@pytest.mark.parametrize(
    ("option", "value"), [("timeout", -1), ("timeout", "nan"), ("memory", -5), ("rows", -5), ("timeout", 1e9)]
)
def test_what_is_no_limit_is_told(option: str, value: object, run: Run) -> None:
    done = run("query", f"--{option}", value, "ASK {}")
    assert (done.code, done.out) == (1, "")
    assert re.match(rf"--{option}: .* is no number of \w+; write one, up to [\d,]+\n", done.err)


def test_no_parameter_of_a_question_hides_an_option() -> None:
    command = typer.main.get_command(cli.app)
    query = command.commands["query"]  # type: ignore[attr-defined]
    options = {name.removeprefix("--") for one in query.params for name in one.opts if name.startswith("--")}
    for question in load_questions().values():
        assert not options & {one.name for one in question.parameters}


# --- where there are no processes to fork


REFUSED = "this system cannot hold a query to limits; where you trust it, lift them: --timeout 0 --memory 0 --rows 0\n"


def test_a_query_is_refused_where_it_cannot_be_held_to_limits(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert run("query", "ASK {}") == (1, "", REFUSED)
    assert run("query", "--timeout", 0, "--memory", 0, "--rows", 0, "ASK {}") == (0, "true\n", "")


def test_a_named_question_is_answered_there_unless_limits_are_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "fork")
    assert run("ask", "vetoes").code == 0
    assert run("ask", "vetoes", "--timeout", 5) == (1, "", REFUSED)


# --- pictures of answers


def test_a_query_to_draw_is_held_to_the_same_limits(tmp_path: Path) -> None:
    done = communique("draw", "-o", tmp_path / "x.svg", "--timeout", "1.5", "--query", ENDLESS["made distinct"])
    assert (done.code, done.out) == (1, "")
    assert "--timeout" in done.err or "--memory" in done.err
    assert not (tmp_path / "x.svg").exists()


@pytest.mark.parametrize(
    "answer",
    [("--query", "SELECT ?who ?what { ?what cq:speaker ?who }"), ("--question", "who-blocked-what")],
    ids=["query", "question"],
)
def test_a_picture_of_an_answer_that_is_cut_says_so(answer: tuple[str, str], tmp_path: Path, run: Run) -> None:
    done = run("draw", "-o", tmp_path / "x.svg", "--rows", "3", *answer)
    assert done.code == 0
    assert "Only the first 3 rows are shown" in done.err
    assert "Only the first 3 rows are shown" in (tmp_path / "x.svg").read_text(encoding="utf-8")


def test_what_a_query_asks_for_is_read_without_computing_it() -> None:
    doubled = "".join(f" BIND(CONCAT(?a{number}, ?a{number}) AS ?a{number + 1})" for number in range(40))
    code = "import sys; from communique.graph.store.remote.store import _form; print(_form(sys.argv[1]).__name__)"
    asked = f'# SELECT\nPREFIX ask: <x:> ASK {{ BIND("x" AS ?a0){doubled} FILTER(STRLEN(?a40) > 1) }}'
    done = communique(asked, code=code)
    assert (done.code, done.out, done.err) == (0, "QueryBoolean\n", "")
    assert done.memory < 150 * MEGABYTE
