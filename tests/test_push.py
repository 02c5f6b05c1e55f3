"""Push: one graph after the other, whole, counted there; a server that lost one is told so."""

import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
import pytest

from communique.graph.build.write import write_graph
from communique.graph.errors import EndpointError
from communique.graph.schema.names import BASE, GRAPHS, SELECTORS_GRAPH
from communique.graph.store import EmbeddedStore
from communique.graph.store.remote import Address, RemoteStore, left_over, push, query_address
from disk import CAST, write
from engines import Engine, oxigraph
from engines.lying import Handler, Lie, Server, lying
from running import Run, runner
from shipped import facts, quads, store

TRIPLES = {name: quads().decode().count(f" <{name}> .\n") for name in GRAPHS}
OTHER = {"cast.yaml": CAST}
Serve = Callable[[Lie], Server]

pytestmark = pytest.mark.usefixtures("nobody")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with oxigraph.started(tmp_path_factory.mktemp("oxigraph"), b"") as started:
        yield started


def everything(server: Engine) -> set[str]:
    sparql = "SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }"
    found = RemoteStore(Address.from_text(server.asked)).query(sparql)
    assert isinstance(found, ox.QuerySolutions)
    return {" ".join(map(str, row)) + " ." for row in found}


# --- with a server


def test_what_arrives_is_what_was_sent_and_again_the_same(server: Engine, run: Run) -> None:
    for _ in range(2):
        done = run("push", server.place)
        assert (done.code, done.out) == (0, "")
        told = [f"{TRIPLES[name]:,} triples in {name}" for name in sorted(GRAPHS)]
        assert done.err.splitlines() == [*told, f"Counted at {server.asked}."]
        assert everything(server) == set(quads().decode().splitlines())


def test_what_was_there_goes(server: Engine, run: Run, tmp_path: Path) -> None:
    run("push", server.place)
    assert run("push", server.place, "--facts", write(tmp_path / "f", OTHER)).code == 0
    there = everything(server)
    assert f"<{BASE}tarvonia>" in " ".join(there)
    assert f"<{BASE}nikki-haley>" not in " ".join(there)


def test_a_store_on_disk_is_sent_too(server: Engine, run: Run, tmp_path: Path) -> None:
    write_graph(facts(), tmp_path / "store")
    assert run("push", server.place, "--facts", tmp_path / "store").code == 0
    assert everything(server) == set(quads().decode().splitlines())


def test_a_graph_from_before_is_left_and_told_of(server: Engine, run: Run) -> None:
    line = f"<{BASE}x> <{BASE}y> <{BASE}z> <{SELECTORS_GRAPH}> .\n"
    asked = RemoteStore(Address.from_text(server.asked))
    push(EmbeddedStore.from_quads(line.encode()), Address.from_text(server.place), asked)
    done = run("push", server.place)
    assert done.code == 0
    assert f"{SELECTORS_GRAPH} is there too, with 1 triples from before" in done.err
    assert [one.count for one in left_over(asked, [])] == [*(TRIPLES[name] for name in GRAPHS), 1]


def test_the_example_of_the_help_runs(server: Engine, run: Run) -> None:
    shown = " ".join(run("push", "--help").out.split())
    example = shown[shown.index("Example: communique ") :].partition(" ╭")[0].removeprefix("Example: communique ")
    assert run(*shlex.split(example.replace("http://localhost:7878/store", server.place))).code == 0


def test_asked_there_every_command_says_the_same_as_here(server: Engine, run: Run, tmp_path: Path) -> None:
    run("push", server.place)
    for command in ("ask who-blocked-what", "ask silence --event north-korea", "show full-oil-embargo", "show nobody"):
        assert run(*command.split(), "--endpoint", server.asked) == run(*command.split()), command
    sparql = "SELECT ?x (COUNT(*) AS ?n) { ?s a ?x } GROUP BY ?x ORDER BY ?x"
    for form in ("table", "csv", "tsv", "json", "jsonl", "markdown"):
        there = run("query", sparql, "-f", form, "--endpoint", server.asked)
        assert there == run("query", sparql, "-f", form)
    for name in ("there.svg", "here.svg"):
        where = ["--endpoint", server.asked] if name == "there.svg" else []
        assert run("draw", "-o", tmp_path / name, "--view", "network", *where).code == 0
    assert (tmp_path / "there.svg").read_bytes() == (tmp_path / "here.svg").read_bytes()


# --- with a server that lies


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as stack:
        yield lambda lie: stack.enter_context(lying(lie))


def counting(number: str) -> Lie:
    """Take every graph, and count a number in each."""
    cell = f'{{"n":{{"type":"literal","value":"{number}"}}}}'
    body = '{"head":{"vars":["n"]},"results":{"bindings":[' + cell + "]}}"

    def lie(handler: Handler) -> None:
        handler.answer(b"", 204) if handler.command == "PUT" else handler.answer(body.encode())

    return lie


def test_a_wrong_count_is_an_error_that_names_the_graph_and_the_numbers(serve: Serve, run: Run) -> None:
    server = serve(counting("7"))
    done = run("push", server.url, "--query-endpoint", server.url)
    assert (done.code, done.out) == (1, "")
    first = sorted(GRAPHS)[0]
    assert f"{first} has 7 triples there, and {TRIPLES[first]:,} were sent" in done.err


def test_a_count_that_is_no_number_is_an_error(serve: Serve, run: Run) -> None:
    server = serve(counting("many"))
    done = run("push", server.url, "--query-endpoint", server.url)
    assert done.code == 1
    assert "the answer to COUNT is no number" in done.err


def test_one_request_a_graph_says_its_length_and_its_kind(serve: Serve) -> None:
    server = serve(counting("0"))
    with pytest.raises(EndpointError):
        push(store(), Address.from_text(server.url), RemoteStore(Address.from_text(server.url)))
    sent = [one for one in server.asked if one.method == "PUT"]
    assert [one.path.partition("?graph=")[2].rpartition("%2F")[2] for one in sent] == ["facts", "inferred", "ontology"]
    assert {one.headers["Content-Type"] for one in sent} == {"application/n-triples"}
    assert [one.body.count(b"\n") for one in sent] == [TRIPLES[name] for name in sorted(GRAPHS)]


def test_who_is_there_is_answered_before_anything_long_is_sent(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_USER", "ada")
    monkeypatch.setenv("COMMUNIQUE_PASSWORD", "s3cret")

    def guarded(handler: Handler) -> None:
        if handler.command != "POST" and "Authorization" not in handler.headers:
            handler.answer(b"", 401, WWW_Authenticate='Digest realm="x", nonce="n", qop="auth"')
        else:
            counting("0")(handler)

    server = serve(guarded)
    with pytest.raises(EndpointError, match="0 triples there"):
        push(store(), Address.from_text(server.url), RemoteStore(Address.from_text(server.url)))
    methods = [one.method for one in server.asked]
    assert methods == ["HEAD", "PUT"] * 3 + ["POST"]
    assert "s3cret" not in str(server.asked)


@pytest.mark.parametrize("status", [400, 401, 403, 413, 500, 507])
def test_a_server_that_takes_no_graph_is_named(status: int, serve: Serve, run: Run) -> None:
    server = serve(lambda handler: handler.answer(b"no room", status, "text/plain"))
    done = run("push", server.url, "--query-endpoint", server.url)
    assert done.code == 1
    assert f"the server answers with HTTP status {status}: no room" in done.err
    assert done.err.count("\n") == 1


# --- where it is asked


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        ("http://localhost:7878/store", "http://localhost:7878/query"),
        ("http://localhost:8890/sparql-graph-crud-auth", "http://localhost:8890/sparql"),
        ("http://localhost:8890/sparql-graph-crud/?x=1", "http://localhost:8890/sparql"),
        ("https://h:3030/news/data", "https://h:3030/news/query"),
        ("http://h/repositories/r/rdf-graphs/service", "http://h/repositories/r"),
        ("https://h:8182/sparql/gsp/", "https://h:8182/sparql"),
    ],
)
def test_the_layouts_of_known_servers_are_known(place: str, asked: str) -> None:
    assert query_address(Address.from_text(place)).url == asked


def test_an_unknown_layout_is_asked_for_before_anything_is_sent(serve: Serve, run: Run) -> None:
    server = serve(counting("0"))
    done = run("push", server.url)
    assert done.code == 1
    assert "nothing tells where this server is asked; name it with --query-endpoint" in done.err
    assert server.asked == []


# --- how far it is


def test_on_a_terminal_a_bar_says_how_far_each_graph_is_sent(
    serve: Serve, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(counting("7"))
    for name in ("_PATIENCE", "_EVERY"):
        monkeypatch.setattr(f"communique.graph.commands.bar.{name}", 0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    shown = run("push", server.url, "--query-endpoint", server.url).err
    for name in GRAPHS:
        assert re.search(
            rf"\r█{{5,30}}  {name.rpartition('/')[2]}  ([0-9.]+ [kM]B) of \1  [0-9.]+ [kMG]B/s  0:00 left *\r", shown
        )
