"""An endpoint that lies, breaks off, drips or never ends: an error that says so, and never half an answer."""

import gzip
import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
import pytest

import communique
from communique.graph.errors import EndpointError, QueryError
from communique.graph.schema.names import REACHABLE
from communique.graph.store import Limits
from communique.graph.store.remote import Address, RemoteStore
from engines.lying import JSON, ONE_ROW, Handler, Lie, Server, lying
from running import Run, runner

Serve = Callable[[Lie], Server]
SELECT, ASK, CONSTRUCT = "SELECT ?x { ?s ?p ?x }", "ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"
TRIPLE = b"<a:s> <a:p> <a:o> .\n"

pytestmark = pytest.mark.usefixtures("nobody")


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as stack:
        yield lambda lie: stack.enter_context(lying(lie))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def store(server: Server, seconds: float = 5, limit: int = 100_000) -> RemoteStore:
    return RemoteStore(Address.from_text(server.url), seconds, limit)


def told(body: bytes, status: int = 200, kind: str = JSON, **headers: str) -> Lie:
    return lambda handler: handler.answer(body, status, kind, **headers)


def rows(number: int) -> bytes:
    return json.dumps(
        {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1"}}] * number}}
    ).encode()


def values(found: object) -> list[str]:
    assert isinstance(found, ox.QuerySolutions)
    return [str(cell) for solution in found for cell in solution]


# --- what is whole


def test_a_whole_answer_is_taken(serve: Serve) -> None:
    assert values(store(serve(told(ONE_ROW))).query(SELECT)) == ['"1"']


def test_the_graphs_of_ours_are_named_in_the_request_and_no_others(serve: Serve) -> None:
    server = serve(told(ONE_ROW))
    store(server).query(SELECT)
    sent = server.asked[0].body.decode()
    assert sent.count("default-graph-uri") == sent.count("named-graph-uri") == len(REACHABLE)
    store(server).query(f"SELECT ?x FROM <{REACHABLE[0]}> {{ ?s ?p ?x }}")
    assert "graph-uri" not in server.asked[1].body.decode()  # it would override what the query says


@pytest.mark.parametrize("body", [b'{"head":{},"boolean":true}', b'{"boolean":true,"head":{}}'])
def test_a_truth_value_is_taken(body: bytes, serve: Serve) -> None:
    assert store(serve(told(body))).query(ASK)


@pytest.mark.parametrize(("values", "truth"), [([], False), (["0"], False), (["1"], True)])
def test_virtuosos_truth_values_are_taken(values: list[str], truth: bool, serve: Serve) -> None:
    cells = [{"__ASK_RETVAL": {"type": "typed-literal", "value": value}} for value in values]
    body = json.dumps({"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": cells}})
    assert bool(store(serve(told(body.encode()))).query(ASK)) is truth


def test_typed_literals_and_short_truth_values_are_taken(serve: Serve) -> None:
    kind = "http://www.w3.org/2001/XMLSchema#boolean"
    cell = {"type": "typed-literal", "datatype": kind, "value": "1"}
    body = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": cell}]}})
    assert values(store(serve(told(body.encode()))).query(SELECT)) == [f'"true"^^<{kind}>']


def test_a_packed_answer_is_unpacked(serve: Serve) -> None:
    server = serve(told(gzip.compress(ONE_ROW), Content_Encoding="gzip"))
    assert values(store(server).query(SELECT)) == ['"1"']


def test_triples_are_taken(serve: Serve) -> None:
    found = store(serve(told(TRIPLE, kind="application/n-triples"))).query(CONSTRUCT)
    assert isinstance(found, ox.QueryTriples)
    assert [str(one.object) for one in found] == ["<a:o>"]


def test_our_prefixes_go_with_the_query_and_its_own_stay(serve: Serve) -> None:
    server = serve(told(ONE_ROW))
    store(server).query("PREFIX cq: <a:> SELECT ?x { ?x cq:y rdfs:Class ; ?p '50 %' }")
    sent = dict(part.split("=") for part in server.asked[0].body.decode().split("&"))["query"]
    assert sent.startswith("PREFIX+rdfs%3A+%3Chttp")
    assert "cq%3A+%3Chttps" not in sent
    assert "%5Cu0025" in sent  # a percent sign, which one server decodes once too often


# --- what is not: each lie, the query that it answers, and what is said of it


def broken(handler: Handler) -> None:
    handler.answer(ONE_ROW[:20], Content_Length=str(len(ONE_ROW)))


def hanging_up(handler: Handler) -> None:
    handler.connection.close()


def chunk_missing(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(ONE_ROW), ONE_ROW))


def unframed(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/n-triples\r\n\r\n" + TRIPLE)


def endless(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: %s\r\n\r\n" % JSON.encode())
    while True:
        handler.wfile.write(b" " * 65_536)


def no_http(handler: Handler) -> None:
    handler.wfile.write(b"hello\r\n\r\n")


BOMB = gzip.compress(b" " * 50_000_000)
LIES: dict[str, tuple[Lie, str, str]] = {
    "JSON that is cut": (told(ONE_ROW[:-4]), SELECT, "not well formed, or breaks off"),
    "JSON that is cut after the last row": (told(ONE_ROW[:-2]), SELECT, "not well formed, or breaks off"),
    "a truth value that is cut": (told(b'{"head":{},"boolean":true'), ASK, "not well formed, or breaks off"),
    "words behind": (told(ONE_ROW + b"The SPARQL operation has been cancelled"), SELECT, "not well formed"),
    "words behind a truth value": (told(b'{"head":{},"boolean":true}cancelled'), ASK, "not well formed"),
    "words behind a late head": (
        told(b'{"results":{"bindings":[]},"head":{"vars":["x"]}} cancelled'), SELECT, "not well formed",
    ),
    "words behind triples": (
        told(TRIPLE + b"The SPARQL operation has been cancelled", kind="application/n-triples"), CONSTRUCT, "not well",
    ),
    "triples that nothing tells the length of": (unframed, CONSTRUCT, "nothing says whether the answer is whole"),
    "no rows": (told(b"[]"), SELECT, "no rows"),
    "rows that are none": (told(b'{"head":{"vars":["x"]},"results":{"bindings":[1]}}'), SELECT, "no rows"),
    "a row with a column too much": (
        told(b'{"head":{"vars":[]},"results":{"bindings":[{"y":{"type":"literal","value":""}}]}}'), SELECT, "not well",
    ),
    "an odd term": (
        told(b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"a b"}}]}}'), SELECT, "not we",
    ),
    "rows for a truth value": (told(ONE_ROW), ASK, "no truth value"),
    "a truth value for rows": (told(b'{"head":{},"boolean":true}'), SELECT, "no rows"),
    "nested without end": (told(b"[" * 90_000), SELECT, "not well formed"),
    "no UTF-8": (told(b"\xff\xfe"), SELECT, "not well formed"),
    "a row cap that is said": (told(rows(50), X_SPARQL_MaxRows="50"), SELECT, "cut at 50 rows"),
    "the usual row cap": (told(rows(10_000)), SELECT, "cut at 10,000 rows"),
    "the time of the server over": (told(ONE_ROW, X_SQL_State="S1TAT"), SELECT, "stopped before"),
    "a page": (told(b"<html>Welcome</html>", kind="text/html; charset=utf-8"), SELECT, "the answer is text/html"),
    "no type": (told(ONE_ROW, kind=""), SELECT, "the answer is of no type"),
    "CSV": (told(b"x\n1\n", kind="text/csv"), SELECT, "the answer is text/csv"),
    "a part": (told(ONE_ROW, 206), SELECT, "of HTTP status 206"),
    "nothing": (told(b"", 204), SELECT, "of HTTP status 204"),
    "an error": (told(b"out of\x1b[31m order\n\nat x.c", 500, "text/plain"), SELECT, r"status 500: out of \[31m order"),
    "an error with a page": (told(b"<html>" * 999, 502, "text/html"), SELECT, "status 502; see"),
    "a refusal": (told(b"", 403, "text/plain"), SELECT, "status 403; ask whoever keeps the server"),
    "who is there": (told(b"", 401, "text/plain"), SELECT, "status 401; set COMMUNIQUE_USER and COMMUNIQUE_PASSWORD"),
    "busy for long": (told(b"", 429, "text/plain", Retry_After="3600"), SELECT, "429 .and asks to wait 3600 s.; ask"),
    "busy": (told(b"", 503, "text/plain"), SELECT, "status 503; ask again later"),
    "another host": (told(b"", 302, Location="http://example.org/x"), SELECT, "points to http://example.org/x; name"),
    "another path": (told(b"", 308, Location="/sparql"), SELECT, "points to http://127.0.0.1:[0-9]+/sparql; name"),
    "a body that is cut": (broken, SELECT, "breaks off 65 bytes before its end"),
    "a connection that is cut": (hanging_up, SELECT, "no whole HTTP answer"),
    "a last chunk that is missing": (chunk_missing, SELECT, "no whole HTTP answer"),
    "no HTTP": (no_http, SELECT, "no whole HTTP answer"),
    "a body without end": (endless, SELECT, "longer than 100,000 bytes"),
    "a bomb": (told(BOMB, Content_Encoding="gzip"), SELECT, "longer than 100,000 bytes"),
    "a packed answer that is cut": (told(gzip.compress(ONE_ROW)[:-8], Content_Encoding="gzip"), SELECT, "compressed"),
    "what only looks packed": (told(ONE_ROW, Content_Encoding="gzip"), SELECT, "no whole HTTP answer"),
    "packed in another way": (told(ONE_ROW, Content_Encoding="br"), SELECT, "not asked for"),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_told_for_what_it_is(lie: str, serve: Serve) -> None:
    answer, sparql, problem = LIES[lie]
    server = serve(answer)
    size = 10_000_000 if "rows" in problem else 100_000
    with pytest.raises(EndpointError, match=problem) as raised:
        store(server, limit=size).query(sparql)
    assert str(raised.value).startswith(server.url)
    assert "\x1b" not in str(raised.value)
    assert raised.value.remedy
    assert len(server.asked) == 1


@pytest.mark.parametrize("lie", ["JSON that is cut", "an error", "another host", "a connection that is cut", "a page"])
def test_the_command_says_so_in_one_line_and_prints_nothing(lie: str, serve: Serve, run: Run) -> None:
    done = run("query", "--endpoint", serve(LIES[lie][0]).url, SELECT)
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(("number", "limit"), [(10_000, 10_000), (50, 50), (9_999, None), (10_001, None)])
def test_a_number_of_rows_that_is_asked_for_is_no_cap(number: int, limit: int | None, serve: Serve) -> None:
    server = serve(told(rows(number), X_SPARQL_MaxRows="50" if number == 50 else "10000"))
    assert len(values(store(server, limit=10_000_000).query(SELECT + (f" LIMIT {limit}" if limit else "")))) == number


def test_the_limit_of_a_query_inside_is_another(serve: Serve) -> None:
    inside = "SELECT ?x { { SELECT ?x { ?s ?p ?x } LIMIT 10000 } }"
    with pytest.raises(EndpointError, match="cut at 10,000 rows"):
        store(serve(told(rows(10_000))), limit=10_000_000).query(inside)


def test_a_bomb_is_not_unpacked_first(serve: Serve) -> None:
    server = serve(LIES["a bomb"][0])
    tracemalloc.start()
    try:
        with pytest.raises(EndpointError, match="longer than"):
            store(server).query(SELECT)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


# --- time


def dripping(head: bytes) -> Lie:
    def drip(handler: Handler) -> None:
        handler.wfile.write(head)
        while True:
            handler.wfile.write(b" ")
            time.sleep(0.05)

    return drip


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.0 200 OK\r\nContent-Type: x\r\n\r\n"])
def test_a_slow_drip_ends_at_the_deadline(head: bytes, serve: Serve) -> None:
    start = time.monotonic()
    with pytest.raises(EndpointError, match=r"no whole answer within 0\.5 seconds; narrow it"):
        store(serve(dripping(head)), seconds=0.5).query(SELECT)
    assert time.monotonic() - start < 3


def test_limits_are_those_of_the_query(serve: Serve) -> None:
    slow = store(serve(dripping(b"")), seconds=60)
    with pytest.raises(EndpointError, match=r"within 0\.3 seconds"):
        slow.within(Limits(0.3), SELECT)
    many = store(serve(told(rows(30))))
    found = many.within(Limits(rows=20), SELECT)
    assert (found.cut, len(values(found.result())), len(values(found.result()))) == (True, 20, 20)
    assert not many.within(Limits(rows=30), SELECT).cut
    with pytest.raises(QueryError, match="more than 1 triples"):
        store(serve(told(TRIPLE * 2, kind="application/n-triples"))).within(Limits(rows=1), CONSTRUCT)
    with pytest.raises(EndpointError, match="longer than"):
        store(serve(told(b" " * 300_000)), limit=10_000_000).within(Limits(megabytes=1), SELECT)


def test_a_server_that_is_busy_for_a_moment_is_asked_again(serve: Serve) -> None:
    answers = iter([told(b"", 429, "text/plain", Retry_After="0"), told(b"", 503, Retry_After="0"), told(ONE_ROW)])
    server = serve(lambda handler: next(answers)(handler))
    assert values(store(server).query(SELECT)) == ['"1"']
    assert len(server.asked) == 3


def test_a_server_that_is_always_busy_is_not_asked_for_ever(serve: Serve) -> None:
    server = serve(told(b"", 429, "text/plain", Retry_After="0"))
    with pytest.raises(EndpointError, match="status 429"):
        store(server).query(SELECT)
    assert len(server.asked) == 4


# --- who is there


def test_credentials_go_only_to_who_asks_for_them_and_follow_no_redirect(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_USER", "ada")
    monkeypatch.setenv("COMMUNIQUE_PASSWORD", "s3cret")
    other = serve(told(ONE_ROW))
    for status in (301, 302, 303, 307, 308):
        moving = serve(told(b"", status, Location=other.url))
        with pytest.raises(EndpointError, match="points to"):
            store(moving).query(SELECT)
        assert "Authorization" not in moving.asked[0].headers
    assert other.asked == []


def asking(challenge: str) -> Lie:
    def ask(handler: Handler) -> None:
        known = "Authorization" in handler.headers
        handler.answer(ONE_ROW, 200) if known else handler.answer(b"", 401, WWW_Authenticate=challenge)

    return ask


DIGEST = 'Digest realm="SPARQL", nonce="abc", qop="auth", opaque="xyz"'


@pytest.mark.parametrize(
    ("challenge", "start"),
    [
        ('Basic realm="x"', "Basic YWRhOnMzY3JldA=="),
        (DIGEST, 'Digest username="ada", realm="SPARQL", nonce="abc", uri="/query"'),
        (f"{DIGEST}, algorithm=SHA-256", 'Digest username="ada", realm="SPARQL", nonce="abc", uri="/query"'),
    ],
)
@pytest.mark.parametrize("where", ["environment", "netrc"])
def test_a_challenge_is_answered(
    challenge: str, start: str, where: str, serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if where == "environment":
        monkeypatch.setenv("COMMUNIQUE_USER", "ada")
        monkeypatch.setenv("COMMUNIQUE_PASSWORD", "s3cret")
    else:
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login ada password s3cret\n", encoding="utf-8")
        (tmp_path / "netrc").chmod(0o600)
    server = serve(asking(challenge))
    assert values(store(server).query(SELECT)) == ['"1"']
    assert "Authorization" not in server.asked[0].headers
    assert server.asked[1].headers["Authorization"].startswith(start)
    assert "s3cret" not in str(server.asked)


def test_wrong_credentials_are_an_error_that_does_not_tell_them(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_USER", "ada")
    monkeypatch.setenv("COMMUNIQUE_PASSWORD", "s3cret")
    server = serve(told(b"no", 401, "text/plain", WWW_Authenticate='Basic realm="x"'))
    with pytest.raises(EndpointError, match="status 401") as raised:
        store(server).query(SELECT)
    assert len(server.asked) == 2
    assert "s3cret" not in repr(raised.value) + str(raised.value.__dict__)


def test_a_user_that_would_break_the_header_is_refused(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_USER", "ada\r\nX: y")
    monkeypatch.setenv("COMMUNIQUE_PASSWORD", "s3cret")
    with pytest.raises(EndpointError, match="COMMUNIQUE_USER holds a control character"):
        store(serve(asking(DIGEST))).query(SELECT)


def test_a_netrc_that_is_wrong_is_named_and_not_quoted(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine x login y passwort s3cret\n", encoding="utf-8")
    (tmp_path / "netrc").chmod(0o600)
    with pytest.raises(EndpointError, match="netrc cannot be read") as raised:
        store(serve(asking('Basic realm="x"'))).query(SELECT)
    assert "s3cret" not in str(raised.value)
    assert raised.value.__cause__ is None  # what it was made of quotes the file


# --- where


@pytest.mark.parametrize(
    "url",
    ["", "x", "ftp://localhost/", "file:///etc/passwd", "//localhost/", "http://", "http://localhost:99999/",
     "http://localhost/ x", "http://localhost/\n", "http://[::1/", "javascript:alert(1)", "http://é.example/"],
)  # fmt: skip
def test_only_an_http_url_is_an_endpoint(url: str) -> None:
    with pytest.raises(EndpointError, match="http://localhost:7878/query"):
        Address.from_text(url)


def test_credentials_in_a_url_are_refused_and_not_shown(run: Run) -> None:
    done = run("query", "--endpoint", "http://ada:s3cret@localhost:1/query", SELECT)
    assert done.code == 1
    assert done.err == (
        "http://…@localhost:1/query: the URL holds credentials; leave them out; they are read from COMMUNIQUE_USER"
        " and COMMUNIQUE_PASSWORD, or from ~/.netrc\n"
    )


def test_a_name_that_no_server_can_have_is_named(run: Run) -> None:
    done = run("query", "--endpoint", f"http://{'a' * 70}.example/query", SELECT)
    assert (done.code, done.err.count("\n")) == (1, 1)


def test_a_server_that_is_not_there_is_named(run: Run) -> None:
    done = run("ask", "vetoes", "--endpoint", "http://127.0.0.1:1/query")
    assert done.code == 1
    assert done.err.startswith("http://127.0.0.1:1/query: there is no connection (Connection refused); see that")


# --- what is asked


@pytest.mark.parametrize(
    "sparql",
    ["SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "DROP ALL", "SELECT * FROM <http://x.example/> {}",
     "SELECT {", "DEFINE get:soft 'replacing' SELECT * { ?s ?p ?o }", "SELECT * { ?s nope:x ?o }"],
)  # fmt: skip
def test_what_is_refused_here_is_not_sent(sparql: str, serve: Serve) -> None:
    server = serve(told(ONE_ROW))
    with pytest.raises(QueryError):
        store(server).query(sparql)
    assert server.asked == []


def test_from_python_an_endpoint_is_a_graph(serve: Serve) -> None:
    graph = communique.load(endpoint=serve(told(ONE_ROW)).url)
    assert list(graph.query(SELECT)) == [{"x": "1"}]  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="not here"):
        graph.rdflib()
