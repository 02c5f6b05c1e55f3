"""The command line: help that runs, exit codes that mean something, data and remarks kept apart, and no traceback."""

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import typer

from communique import __version__, cli
from communique.graph.commands import options
from communique.graph.corpus.places import shipped_folder
from communique.graph.query import load_questions, table, triples
from conftest import need
from disk import write
from releasing import release
from running import Done, Run, runner
from shipped import quads

COMMANDS = sorted(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]
QUESTIONS = load_questions()
FISH = {"f.yaml": "topics: {fish: {label: Fish}}\n"}
NT = ox.RdfFormat.N_TRIPLES
BROKEN = {"f.yaml": "topics: {fish: {lable: Fish}}\n"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def run(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in an empty folder, in this process."""
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(kept))
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, capsys)


def in_a_shell(line: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which $communique is the command, in a process of its own."""
    environment = {**os.environ, "COMMUNIQUE_CACHE": "off", "communique": f"{sys.executable} -m communique", **settings}
    command = ["bash", "-o", "pipefail", "-c", line]
    return subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, timeout=60)


def example(help_text: str) -> list[str]:
    """Return the arguments of the example that a help text ends with."""
    paragraph = help_text[help_text.index("Example: communique ") :].split("╭")[0].replace("│", " ")
    return shlex.split(re.split(r"\n\s*\n", paragraph)[0].removeprefix("Example: communique "))


# --- help


def test_the_help_lists_the_commands(run: Run) -> None:
    shown = run("--help").out
    assert [name for name in COMMANDS if f" {name} " not in shown] == []
    assert "Who said what, to whom, about what, in reaction to what" in shown


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder as the examples have it: the shipped facts with one source more, its text, git, and a release."""
    text = "The harbour talks\n\nThey spoke of a “step forward”.\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = f"sources:\n  harbour-article:\n    file: harbour.txt\n    sha256: {digest}\n"
    shutil.copytree(shipped_folder(), tmp_path / "facts", ignore=shutil.ignore_patterns("__pycache__"))
    write(tmp_path, {"facts/harbour.yaml": source, "texts/harbour.txt": text})
    who = {f"GIT_{role}_{key}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    for line in ("init", "add .", "commit -m One", "commit -m Two --allow-empty"):
        need("git", shutil.which("git"))
        subprocess.run(["git", *line.split()], cwd=tmp_path, env=os.environ | who, check=True, capture_output=True)
    release(tmp_path / "out" / "release")
    return tmp_path


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "push"])  # needs a server: test_push.py
def test_the_example_of_a_command_runs(command: str, run: Run, desk: Path) -> None:
    shown = run(command, "--help")
    assert shown.code == 0
    arguments = example(shown.out)
    assert arguments[0] == command
    done = run(*arguments)
    assert done.code == 0, done.err
    assert done.out or done.err


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_help_of_a_question_comes_from_its_file_and_its_example_runs(name: str, run: Run) -> None:
    shown = run("ask", name, "--help").out
    flat = " ".join(shown.split())
    assert QUESTIONS[name].summary in flat
    for parameter in QUESTIONS[name].parameters:
        assert f"--{parameter.name} {parameter.type.upper()}" in flat
        told = f"{parameter.description} Takes: {parameter.type}, such as {parameter.example}."
        assert told.replace(" ", "") in flat.replace(" ", "")
    done = run(*example(shown), "--format", "jsonl")
    assert done.code == 0
    assert len(done.out.splitlines()) > 0


def test_ask_alone_lists_the_questions(run: Run) -> None:
    lines = run("ask").out.splitlines()
    assert [re.split("  +", line) for line in lines] == [[name, one.summary] for name, one in QUESTIONS.items()]


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == Done(0, f"communique {__version__}\n", "")


# --- exit codes: 0 yes, 1 the facts or the answer say no, 2 wrong usage


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask", "vetoes"], 0),
        (["ask", "vetoes", "--what", "threatened"], 0),  # nothing recorded is an answer
        (["query", "ASK { ?v a cq:Veto }"], 0),
        (["query", "ASK { ?v a cq:Veto ; cq:mode cqv:threatened }"], 1),
        (["show", "china"], 0),
        (["check"], 0),
        (["show", "niki-haley"], 1),
        (["ask", "vetoes", "--actor", "nobody-at-all"], 1),
        (["ask", "who-said-what", "--since", "yesterday"], 1),
        (["ask", "silence", "--event", "launch-over-japan-2017-09-15"], 1),
        (["query", "SELECT * {"], 1),
        (["query", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"], 1),
        (["query", "SELECT * { ?s ?p ?o }", "--format", "ttl"], 1),
        (["query", "nowhere.rq"], 1),
        (["check", "nowhere"], 1),
        (["ask", "vetoes", "--facts", "nowhere"], 1),
        (["build", "-o", "graph.xyz"], 1),
        (["build", "-o", "graph.nq", "--facts", "nowhere"], 1),
        (["draw", "-o", "graph.xyz"], 1),
        ([], 2),
        (["frobnicate"], 2),
        (["ask", "who-said-wat"], 2),
        (["ask", "vetoes", "--nope", "x"], 2),
        (["ask", "vetoes", "--actor"], 2),
        (["ask", "vetoes", "--format", "xml"], 2),
        (["query"], 2),
        (["show"], 2),
        (["show", "china", "russia"], 2),
        (["build"], 2),
        (["draw"], 2),
    ],
)
def test_an_exit_code_means_something_and_a_mistake_is_told_without_a_traceback(
    arguments: list[str], code: int, run: Run
) -> None:
    done = run(*arguments)
    assert done.code == code, done.err
    assert "Traceback" not in done.err
    assert code == 0 or done.err or not arguments or arguments[1].startswith("ASK")
    assert code != 1 or not done.out or arguments[1].startswith("ASK")


def test_an_unknown_question_says_which_is_near(run: Run) -> None:
    assert "did you mean 'who-said-what'?" in " ".join(run("ask", "who-said-wat").err.replace("│", " ").split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "niki-haley"], "unknown id 'niki-haley'; did you mean 'nikki-haley'?\n"),
        (
            ["query", "nowhere.rq"],
            "there is no file 'nowhere.rq'; name one, or write the query between quotation marks",
        ),
        (["query", ""], "there is no file ''; name one, or write the query between quotation marks"),
        (["query", "SELECT ?s\n{ ?s }"], "the query is not well formed, at 2:"),
        (["ask", "vetoes", "--what", "\udcff"], "--what: '\\udcff' holds a control character; remove it\n"),
        (["query", "SELECT * { ?s ?p '\udcff' }"], "the query holds '\\udcff', which is no character; remove it\n"),
        (["check", "nowhere"], "nowhere:1:1: no facts are here; name a folder with .yaml files [dataset]\n"),
    ],
)
def test_a_message_ends_with_the_remedy(arguments: list[str], said: str, run: Run) -> None:
    assert run(*arguments).err.startswith(said)


def test_an_interrupt_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("communique.graph.api.load", interrupted)
    done = run("ask", "vetoes")
    assert done.code in {1, 130}
    assert "Traceback" not in done.err


# --- formats


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl", "markdown"])
def test_an_answer_is_written_in_the_format_asked_for(form: str, run: Run) -> None:
    asked = run("ask", "vetoes", "--actor", "china", "--format", form)
    queried = run("query", "SELECT ?v WHERE { ?v a cq:Veto }", "-f", form)
    assert (asked.code, queried.code, asked.err, queried.err) == (0, 0, "", "")
    first = {"table": "what", "csv": "what,", "tsv": "?what\t", "json": "{", "jsonl": "{", "markdown": "| what |"}[form]
    assert asked.out.startswith(first)
    if form == "json":
        assert json.loads(asked.out)["head"]["vars"][0] == "what"
    if form == "jsonl":
        assert all(json.loads(line)["actor"] == "china" for line in asked.out.splitlines())


def test_a_truth_value_is_written_as_a_word_or_as_json(run: Run) -> None:
    assert run("query", "ASK { }").out == "true\n"
    assert json.loads(run("query", "-f", "json", "ASK { FILTER(false) }").out) == {"head": {}, "boolean": False}


@pytest.mark.parametrize(
    ("form", "syntax"),
    [
        ("", ox.RdfFormat.TURTLE),
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", NT),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
@pytest.mark.parametrize("sparql", ["CONSTRUCT WHERE { ?s cq:quote ?q }", "DESCRIBE id:full-oil-embargo"])
def test_a_graph_is_written_so_that_it_parses_again(form: str, syntax: ox.RdfFormat, sparql: str, run: Run) -> None:
    done = run("query", sparql, *(["--format", form] if form else []))
    expected = set(map(str, ox.parse(run("query", sparql, "--format", "nt").out.encode(), format=NT)))
    assert len(expected) > 3
    assert set(map(str, ox.parse(done.out.encode(), format=syntax))) == expected
    assert done.out.endswith("\n")


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_graph_is_not_written_as_rows(form: str, run: Run) -> None:
    done = run("query", "CONSTRUCT WHERE { ?s cq:quote ?q }", "-f", form)
    assert done == Done(1, "", f"a graph cannot be written as {form}; choose one of: ttl, nt, jsonld\n")


def test_an_empty_answer_is_still_well_formed_and_says_why_apart(run: Run) -> None:
    note = "Nothing is recorded for --what threatened. That is not to say that nothing happened.\n"
    assert run("ask", "vetoes", "--what", "threatened") == Done(0, "", note)
    as_json = run("ask", "vetoes", "--what", "threatened", "--format", "json")
    assert (json.loads(as_json.out)["results"]["bindings"], as_json.err) == ([], note)
    assert run("query", "SELECT ?x { ?x a cq:Veto FILTER(false) }") == Done(0, "", "No rows.\n")


def test_a_name_that_matches_nothing_earns_a_warning_apart_from_the_data(run: Run) -> None:
    done = run("query", "--format", "csv", "SELECT ?x { ?x cq:speker ?y }")
    assert done.out == "x\n"
    assert done.err == "warning: the ontology has no cq:speker; did you mean 'cq:speaker'?\nNo rows.\n"


# --- where a query comes from


@pytest.mark.parametrize("raw", [b"ASK { }", b"\xef\xbb\xbfASK { } # \xe6\x97\xa5\n"])
def test_a_query_may_come_from_a_file_or_from_standard_input(raw: bytes, run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(raw)
    assert run("query", "q.rq").out == "true\n"
    assert run("query", "-", stdin=raw).out == "true\n"


def test_an_endless_query_is_not_read_to_its_end(run: Run, tmp_path: Path) -> None:
    (tmp_path / "long.rq").write_bytes(b"#" * 400_000)
    for done in (run("query", "long.rq"), run("query", "-", stdin=b"#" * 400_000)):
        assert done.code == 1
        assert done.err.endswith(" holds more than a query may; shorten it\n")


def test_a_query_that_is_no_text_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes(b"ASK { } # \xff")
    for done in (run("query", "q.rq"), run("query", "-", stdin=b"ASK { } # \xff")):
        assert done.code == 1
        assert "cannot be read" in done.err
        assert "name a UTF-8 text file" in done.err


# --- where facts come from


def labels(done: Done) -> str:
    return done.out.replace("\n", " ")


TOPICS = "SELECT ?l { ?t a cq:Topic ; rdfs:label ?l } ORDER BY ?l"


def test_facts_come_from_the_option_the_setting_the_folder_here_or_the_package(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def topics(*arguments: str) -> str:
        return run("query", TOPICS, "-f", "csv", *arguments).out

    assert "Nuclear war" in topics()
    write(tmp_path / "facts", {"f.yaml": FISH["f.yaml"].replace("Fish", "Here")})
    assert topics() == "l\nHere\n"
    write(tmp_path / "set", {"f.yaml": FISH["f.yaml"].replace("Fish", "Set")})
    monkeypatch.setenv("COMMUNIQUE_FACTS", "set")
    assert topics() == "l\nSet\n"
    write(tmp_path / "named", {"f.yaml": FISH["f.yaml"].replace("Fish", "Named")})
    assert topics("--facts", "named") == "l\nNamed\n"


def test_a_store_stands_for_the_facts_that_it_was_built_from(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "mine", FISH)
    assert run("build", "--facts", "mine", "-o", "store").code == 0
    assert run("query", TOPICS, "-f", "csv", "--facts", "store").out == "l\nFish\n"


# --- build


def test_build_says_how_much_it_wrote_and_where(run: Run, tmp_path: Path) -> None:
    count = quads().count(b"\n")
    assert run("build", "-o", "out/graph.nq") == Done(0, "", f"{count:,} quads written to out/graph.nq\n")
    assert (tmp_path / "out" / "graph.nq").read_bytes() == quads()


@pytest.mark.parametrize("name", ["graph.nq", "store"])
def test_facts_with_errors_are_not_built(name: str, run: Run, tmp_path: Path) -> None:
    write(tmp_path / "mine", BROKEN)
    done = run("build", "--facts", "mine", "-o", name)
    assert done.code == 1
    assert "mine/f.yaml:1:17 fish: unknown key 'lable'; did you mean 'label'?" in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine"]


def test_every_command_that_reads_facts_refuses_broken_ones(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "mine", BROKEN)
    for arguments in (["ask", "vetoes"], ["query", "ASK { }"], ["show", "fish"], ["draw", "-o", "x.svg"]):
        done = run(*arguments, "--facts", "mine")
        assert (done.code, done.out) == (1, "")
        assert "unknown key 'lable'" in done.err
    assert not (tmp_path / "x.svg").exists()


# --- questions of one's own


def test_a_question_of_ones_own_is_a_command(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decorated = (
        "#+ summary: Who is called so.\n#+ parameters:\n"
        "#+   name: {type: text, description: The name., example: North Korea, required: true}\n"
        "SELECT ?who { VALUES ?name { UNDEF } ?who rdfs:label ?l FILTER(STR(?l) = ?name) }\n"
    )
    write(tmp_path / "mine", {"who-is.rq": decorated})
    monkeypatch.setenv("COMMUNIQUE_QUERIES", str(tmp_path / "mine"))
    assert "who-is            Who is called so.\n" in run("ask").out
    shown = run("ask", "who-is", "--help").out
    assert example(shown) == ["ask", "who-is", "--name", "North Korea"]
    assert run(*example(shown), "-f", "jsonl").out == '{"who": "north-korea"}\n'
    assert run("ask", "who-is").err == "who-is needs to know the name; add --name, such as --name North Korea\n"
    write(tmp_path / "mine", {"who-is.rq": "#+ summary: [\n"})
    assert run("ask", "who-is").err.startswith("who-is.rq:")


# --- in a process of its own


def test_the_package_runs_as_a_module(tmp_path: Path) -> None:
    done = in_a_shell("$communique --version", tmp_path)
    assert (done.returncode, done.stdout.decode()) == (0, f"communique {__version__}\n")


@pytest.mark.parametrize("arguments", ["query 'SELECT * { ?s ?p ?o }' -f csv", "--help"])
def test_a_closed_pipe_is_quiet(arguments: str, tmp_path: Path) -> None:
    done = in_a_shell(f"(sleep 0.3; $communique {arguments}) | true", tmp_path)
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", ["query 'SELECT * { ?s ?p ?o }' -f csv", "ask", "show china"])
def test_a_full_disk_is_told(arguments: str, tmp_path: Path) -> None:
    done = in_a_shell(f"$communique {arguments} > /dev/full", tmp_path)
    told = b"the output: cannot write (No space left on device); free some space, or send it elsewhere\n"
    assert (done.returncode, done.stderr) == (1, told)


def test_a_closed_output_is_no_error(tmp_path: Path) -> None:
    done = in_a_shell("$communique ask >&-", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")


def test_what_is_written_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    plain = in_a_shell("$communique ask vetoes -f markdown", tmp_path)
    odd = in_a_shell("$communique ask vetoes -f markdown", tmp_path, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (odd.returncode, odd.stdout) == (0, plain.stdout)
    assert "¶".encode() in plain.stdout


def test_without_a_home_all_is_well(tmp_path: Path) -> None:
    done = in_a_shell("unset HOME XDG_CACHE_HOME COMMUNIQUE_CACHE; $communique ask vetoes", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(tmp_path.iterdir()) == []


def test_the_help_names_the_formats_that_there_are() -> None:
    words = re.findall(r"\b(?!or\b|default\b)\w+", f"{options.ROWS} {options.GRAPHS}")
    assert words == [*table.FORMATS, *triples.FORMATS]
