"""The guard: no query reaches the network, writes, or brings the process down; what only looks so is let through."""

import contextlib
import subprocess
import sys
import threading
import time

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from canary import Canary
from communique.graph.errors import QueryError
from communique.graph.schema.names import FACTS_GRAPH
from communique.graph.store import EmbeddedStore
from communique.graph.store.guard import MAX_DEPTH, MAX_JOINTS, MAX_LENGTH, check, tokens


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    quad = ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal("o"), ox.NamedNode(FACTS_GRAPH))
    inner = ox.Store()
    inner.add(quad)
    return EmbeddedStore(inner)


#: Calls of another server, U, in every disguise that the engine's parser sees through.
CALLS = {
    "plain": "SELECT * { SERVICE <U> { ?a ?b ?c } }",
    "small letters": "SELECT * { service <U> { ?a ?b ?c } }",
    "mixed letters": "SELECT * { SerVice <U> { ?a ?b ?c } }",
    "silent": "SELECT * { SERVICE SILENT <U> { ?a ?b ?c } }",
    "run together with SILENT": "SELECT * { SERVICESILENT<U>{ ?a ?b ?c } }",
    "without any space": "SELECT*{SERVICE<U>{?a ?b ?c}}",
    "over lines": "SELECT * {\nSERVICE\r\n\t<U>\n{ ?a ?b ?c } }",
    "after a number": "SELECT * { ?s ?p 3SERVICE<U>{ ?a ?b ?c } }",
    "after a decimal": "SELECT * { ?s ?p 3.5SERVICE<U>{ ?a ?b ?c } }",
    "after true": "SELECT * { ?s ?p trueSERVICE<U>{ ?a ?b ?c } }",
    "after a string": "SELECT * { ?s ?p 'x'SERVICE<U>{ ?a ?b ?c } }",
    "after a dot": "PREFIX u: <U> SELECT * { ?s ?p ?o.SERVICE u:x { ?a ?b ?c } }",
    "after a datatype": "SELECT * { ?s ?p 'x'^^<a:b>SERVICE <U> { ?a ?b ?c } }",
    "comments between": "SELECT * { SERVICE#one\n#two\nSILENT # <x> {\n<U>#three\n{ ?a ?b ?c } }",
    "a comment that ends with a carriage return": "SELECT * { # quiet\rSERVICE <U> { ?a ?b ?c } \n}",
    "a name": "PREFIX u: <U> SELECT * { SERVICE u:x { ?a ?b ?c } }",
    "the empty prefix": "PREFIX : <U> SELECT * { SERVICE:x{ ?a ?b ?c } }",
    "a prefix that starts with it": "PREFIX x: <U> SELECT * { SERVICEx:y{ ?a ?b ?c } }",
    "a prefix of letters and marks": "PREFIX e\u0301\u1680: <U> SELECT * { SERVICE e\u0301\u1680:x { ?a ?b ?c } }",
    "an escaped name": "PREFIX u: <U> SELECT * { SERVICE u:\\#x { ?a ?b ?c } }",
    "a relative IRI": "BASE <U> SELECT * { SERVICE <x> { ?a ?b ?c } }",
    "an empty IRI": "BASE <U> SELECT * { SERVICE <> { ?a ?b ?c } }",
    "a variable": "SELECT * { VALUES ?u { <U> } SERVICE ?u { ?a ?b ?c } }",
    "a variable with a mark": "SELECT * { BIND(<U> AS ?u\u0301) SERVICE ?u\u0301 { ?a ?b ?c } }",
    "a comparison that looks like an IRI": "SELECT * { FILTER(1<2)SERVICE#>\n<U> { ?a ?b ?c } }",
    "a string that looks longer than it is": 'SELECT * { VALUES ?x {"""abc"} SERVICE <U> { ?a ?b ?c } } # \\x """',
    "a name that is no IRI": "PREFIX h: <http://h:> SELECT * { ?s ?p h:SERVICE<U>{ ?a ?b ?c } }",
    "below a sub-select": "SELECT * { { SELECT * { SERVICE <U> { ?a ?b ?c } } } }",
    "below EXISTS": "SELECT * { FILTER EXISTS { SERVICE <U> { ?a ?b ?c } } }",
    "below OPTIONAL": "SELECT * { OPTIONAL { SERVICE <U> { ?a ?b ?c } } }",
    "below GRAPH": "SELECT * { GRAPH ?g { SERVICE <U> { ?a ?b ?c } } }",
    "in ASK": "ASK { SERVICE <U> { ?a ?b ?c } }",
    "in CONSTRUCT": "CONSTRUCT WHERE { ?s ?p ?o } VALUES ?x { 1 } # \nSERVICE <U> {",
    "in DESCRIBE": "DESCRIBE ?a { SERVICE <U> { ?a ?b ?c } }",
}


@pytest.mark.parametrize("disguise", CALLS)
def test_a_call_of_another_server_is_refused(disguise: str, canary: Canary, store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        store.query(CALLS[disguise].replace("U>", f"{canary.address}>"))
    assert canary.calls == []


@pytest.mark.parametrize("disguise", ["plain", "a comparison that looks like an IRI", "the empty prefix"])
def test_without_the_guard_the_call_would_be_made(disguise: str, store: EmbeddedStore) -> None:
    with Canary() as server:
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        result = store.oxigraph.query(CALLS[disguise].replace("U>", f"{server.address}>"))
        assert isinstance(result, ox.QuerySolutions)
        with pytest.raises(OSError, match="500"):
            list(result)
        server.shutdown()
        assert len(server.calls) == 1


#: What queries are made of, and what makes two readers read them differently.
PIECES = r"""
    SERVICE service SILENT <http://127.0.0.1:1/> u:x :x ?u { } {?a?b?c} ?s?p?o ?s?p 1 'x' ' " < > <2 1<2 # #> . ;
    ( ) FILTER( FILTER(1<2) VALUES?x{ BIND( OPTIONAL{ UNION @en ^^ \\ \\x true 3 3. a:b h: _:b [] | / ? $ && !
    SERVICEx: u:\\#
"""
START = "PREFIX u: <http://127.0.0.1:1/> PREFIX : <http://127.0.0.1:1/> PREFIX h: <http://h:> PREFIX SERVICEx: <a:b> "


@given(
    before=st.lists(st.sampled_from([*PIECES.split(), '"""', "'''", " ", "\n", "\r"]), max_size=4),
    between=st.lists(st.sampled_from([*PIECES.split(), '"""', "'''", " ", "\n", "\r"]), max_size=2),
)
def test_whatever_calls_another_server_is_refused(before: list[str], between: list[str]) -> None:
    query = f"{START}SELECT*{{{''.join(before)}SERVICE{''.join(between)}:x{{?a ?b ?c}}}}"
    try:
        list(ox.Store().query(query))  # type: ignore[arg-type]
    except SyntaxError:
        return
    except (OSError, RuntimeError):  # nobody listens there
        with pytest.raises(QueryError, match="SERVICE"):
            check(query)


@pytest.mark.parametrize(
    "sparql",
    [
        "LOAD <U>",
        "LOAD SILENT <U> INTO GRAPH <a:g>",
        "INSERT DATA { <a:s> <a:p> <a:o> }",
        "insert { ?s ?p ?o } where { ?s ?p ?o }",
        "DELETE WHERE { ?s ?p ?o }",
        "DELETE DATA { <a:s> <a:p> 'o' }",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP ALL",
        "CREATE GRAPH <a:g>",
        "ADD <a:g> TO <a:h>",
        "MOVE <a:g> TO <a:h>",
        "COPY <a:g> TO <a:h>",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
    ],
)
def test_nothing_is_written_or_fetched(sparql: str, canary: Canary, store: EmbeddedStore) -> None:
    with pytest.raises(QueryError, match=r"(writes|fetches a document), and"):
        store.query(sparql.replace("U>", f"{canary.address}>"))
    assert canary.calls == []
    assert len(store.oxigraph) == 1


@pytest.mark.parametrize(
    "dataset",
    [
        "FROM <http://127.0.0.1/>",
        "from <file:///etc/passwd>",
        "FROM NAMED <a:g>",
        f"FROM <{FACTS_GRAPH}> FROM <a:g>",
        f"FROM <{FACTS_GRAPH}> FROM NAMED <a:g>",
        "FROM cq:facts",
        "FROM",
    ],
)
def test_only_the_stores_own_graphs_may_be_named(dataset: str, store: EmbeddedStore) -> None:
    with pytest.raises(
        QueryError, match=r"no graph of this store; name one of: https://w3id.org/communique/graph/facts"
    ):
        store.query(f"SELECT * {dataset} WHERE {{ ?s ?p ?o }}")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service ?x { ?service ?p ?x }",
        "SELECT ?myservice ?x { ?myservice ?p ?x }",
        "SELECT * { VALUES (?service ?load) { (1 2) } }",
        "SELECT * { ?s ?p 'SERVICE', \"LOAD\", '''INSERT { DROP }''', \"\"\"SERVICE <x>\"\"\" }",
        "SELECT * { ?s <http://a.example/service#insert> ?o }",
        "SELECT * { GRAPH <http://a.example/service> { ?s ?p ?o } }",
        "PREFIX s: <http://a.example/> SELECT * { ?s s:service s:load , s:x.service , s:drop }",
        "PREFIX service: <http://a.example/> SELECT * { service:a ?b service:c }",
        "SELECT * { ?s cq:from ?o ; cq:by ?insert } # SERVICE, LOAD and DROP are only spoken of",
        "SELECT ?from ?named { ?from cq:from ?named }",
        "SELECT * { ?s ?p ?o FILTER(?o<?p && ?p>?o) }",
        "SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'the SERVICE of <x>')) }",
        "SELECT * { ?s ?p 'it''s', 'a\\'b', \"say \\\"x\\\"\" }",
        "SELECT * { ?s ?p 'x'@en-GB , 1.5e3 , -2 , _:service , [] , () }",
        "DESCRIBE id:x",
    ],
)
def test_what_only_looks_forbidden_is_let_through(sparql: str) -> None:
    assert check(sparql) is False


def test_a_query_with_from_says_so() -> None:
    assert check(f"SELECT * FROM <{FACTS_GRAPH}> {{ ?s ?p ?o }}") is True


def test_comments_are_no_tokens() -> None:
    assert tokens("ASK { # a } b\n?s ?p <http://a#b> }#c\r.") == ["ASK", "{", "?s", "?p", "<http://a#b>", "}", "."]


# --- too long, too deep, too involved


def test_a_query_that_is_too_long_is_refused(store: EmbeddedStore) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match="10,000,019 characters, over the limit of 64,000; shorten it"):
        store.query("SELECT * { ?s ?p '" + "x" * 10_000_000 + "'")
    assert time.monotonic() - started < 1
    assert check("ASK { ?s ?p '" + "x" * (MAX_LENGTH - 16) + "' }") is False


@pytest.mark.parametrize(("left", "right"), [("{", "}"), ("(", ")"), ("[", "]")])
def test_a_query_that_nests_too_deep_is_refused(left: str, right: str) -> None:
    assert check(left * MAX_DEPTH + right * MAX_DEPTH) is False
    for depth in (MAX_DEPTH + 1, 10_000):
        with pytest.raises(QueryError, match="nests brackets deeper than 200"):
            check(f"SELECT * {left * depth} {right * depth}")


def test_brackets_in_strings_and_comments_do_not_nest() -> None:
    assert check("SELECT * { ?s ?p '" + "(" * 500 + "' } #" + "{" * 500) is False


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { FILTER(1<((2))&&3>2) }",
        "SELECT * { FILTER(1<2#>\n+1) }",
        "SELECT * { ?s <#x> ?o }",
    ],
)
def test_what_may_be_an_iri_or_a_comparison_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError, match="may be an IRI or a comparison; write the IRI in full"):
        check(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { FILTER(" + "!" * 10_000 + "true) }",
        "ASK { FILTER(1" + "||?a" * 10_000 + ") }",
        "ASK { FILTER(1" + "+1" * 10_000 + ") }",
        "ASK { FILTER(2<1" + "+1" * 10_000 + "&&3>2) }",
        "ASK { ?s <a:b>" + "/<a:b>" * 9_000 + " ?o }",
        "ASK { " + "OPTIONAL{?s ?p ?o}" * 3_000 + " }",
        "ASK { " + "MINUS{?s ?p ?o}" * 3_000 + " }",
        "ASK { " + "BIND(1 AS ?x)" * 3_000 + " }",
    ],
    ids=["!", "||", "+", "+ behind <", "/", "OPTIONAL", "MINUS", "BIND"],
)
def test_a_query_that_is_too_involved_is_refused(sparql: str) -> None:
    with pytest.raises(QueryError, match="over 1,000 brackets and operators; simplify it"):
        check(sparql)


LIMITS = f"""
import pyoxigraph as ox
depth, joints = {MAX_DEPTH}, {MAX_JOINTS}
for query in (
    "SELECT * " + "{{" * depth + "?s ?p ?o" + "}}" * depth,
    "SELECT * {{ FILTER(" + "(" * (depth - 2) + "1" + ")" * (depth - 2) + ") }}",
    "SELECT * {{ BIND(" + "STR(" * (depth - 2) + "1" + ")" * (depth - 2) + " AS ?x) }}",
    "SELECT * {{" + "FILTER EXISTS {{" * (depth - 1) + "}}" * depth,
    "SELECT * {{ FILTER(1" + "||?a" * (joints // 2) + ") }}",
    "SELECT * {{ FILTER(" + "!" * joints + "true) }}",
    "SELECT * {{ " + "OPTIONAL{{?s ?p ?o}}" * joints + " }}",
    "SELECT * {{ " + "".join(f"BIND(1 AS ?x{{i}})" for i in range(joints)) + " }}",
    "SELECT * {{ ?s <a:b>" + "/<a:b>" * (joints // 10) + " ?o }}",
):
    list(ox.Store().query(query))
print("alive")
"""


def test_the_engine_lives_through_what_the_guard_lets_through() -> None:
    done = subprocess.run([sys.executable, "-c", LIMITS], check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


@pytest.mark.parametrize(
    "unit",
    [
        '"""',
        "'",
        "<",
        "#",
        "service ",
        "service#\n",
        "service:a:",
        "service?",
        "service\\a",
        "service <",
        "a.",
        ":",
        "-.",
    ],
)
def test_the_guard_itself_takes_no_time(unit: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(QueryError):
        check(unit * (MAX_LENGTH // len(unit)))
    assert time.monotonic() - started < 5
