"""The process of a query: what it tells is whole, it ends at every limit, and it reaches nothing."""

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_guard import CALLS

from canary import Canary
from communique.graph.errors import ParameterError, QueryError
from communique.graph.query import Answer, load_questions
from communique.graph.query.table import FORMATS
from communique.graph.store import EmbeddedStore, Limits
from communique.graph.store.embedded import failures
from communique.graph.store.guarded import Told, fence, run, write
from conftest import need
from endless import ENDLESS
from shipped import graph

SHORT = Limits(seconds=1.0, megabytes=200)
MANY = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }"


def told(sparql: str, limits: Limits = SHORT) -> Told:
    store = graph().store
    assert isinstance(store, EmbeddedStore)
    return store.within(limits, sparql)


def rows(result: object) -> list[tuple[object, ...]]:
    assert isinstance(result, ox.QuerySolutions)
    return [tuple(solution) for solution in result]


# --- what is told


XSD = "http://www.w3.org/2001/XMLSchema#"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
names = st.builds(ox.NamedNode, st.sampled_from(["http://a.example/é", "a:b", "http://a.example/x?y=%20#z"]))
literals = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(ox.Literal, texts, language=st.sampled_from(["en", "de-ch"])),
    st.builds(ox.Literal, texts, language=st.just("ar"), direction=st.just(ox.BaseDirection.RTL)),
    st.builds(ox.Literal, texts, datatype=names),
    st.builds(
        ox.Literal,
        st.sampled_from(["1", "+01", "1.50", "-.5", "1e5", "NaN", "INF", "true", "2017-09", "x", ""]),
        datatype=st.sampled_from(["integer", "decimal", "double", "boolean", "gYearMonth"]).map(
            lambda name: ox.NamedNode(XSD + name)
        ),
    ),
)
triple = st.builds(ox.Triple, names, names, literals)


@given(st.lists(st.builds(ox.Quad, names, names, st.one_of(names, literals, triple)), max_size=5))
def test_what_a_result_holds_comes_through_as_it_is(quads: list[ox.Quad]) -> None:
    store = ox.Store()
    store.extend(quads)
    for sparql in ("SELECT ?none ?o ?s { ?s ?p ?o }", "SELECT ?o { ?s ?p ?o }", "SELECT * {}"):
        file = io.BytesIO()
        write(store.query(sparql), file)
        assert rows(Told(file.getvalue()).result()) == rows(store.query(sparql))


@pytest.mark.parametrize("truth", [True, False])
def test_a_truth_value_comes_through(truth: bool) -> None:
    result = told(f"ASK {{ FILTER({str(truth).lower()}) }}").result()
    assert isinstance(result, ox.QueryBoolean)
    assert bool(result) is truth


def test_triples_come_through() -> None:
    sparql = "CONSTRUCT WHERE { ?s cq:speaker ?o }"
    result, directly = told(sparql).result(), graph().store.query(sparql)
    assert isinstance(result, ox.QueryTriples)
    assert isinstance(directly, ox.QueryTriples)
    assert set(result) == set(directly)


@pytest.mark.parametrize("name", load_questions())
def test_a_question_has_the_same_answer_within_limits(name: str) -> None:
    asked = {one.name: one.example for one in load_questions()[name].parameters if one.required}
    within, without = graph().ask(name, Limits(), **asked), graph().ask(name, **asked)
    assert within.told
    assert not without.told
    assert within.rows == without.rows
    assert (within.note, within.remarks) == (without.note, without.remarks)
    assert all(FORMATS[form](within) == FORMATS[form](without) for form in FORMATS)


def test_why_an_answer_is_empty_is_asked_within_limits_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Limits] = []
    inner = EmbeddedStore.within

    def within(self: EmbeddedStore, limits: Limits, sparql: str) -> Told:
        asked.append(limits)
        return inner(self, limits, sparql)

    monkeypatch.setattr(EmbeddedStore, "within", within)
    note = graph().ask("who-said-what", SHORT, speaker="haley", since="2100-01-01").note
    assert "--since 2100-01-01" in note
    assert asked == [SHORT] * len(asked)
    assert len(asked) > 1


def test_what_the_engine_says_of_a_query_comes_through() -> None:
    problems = []
    for ask in (graph().store.query, told):
        with pytest.raises(QueryError, match=r"not well formed, at 2:10: .*; correct it there") as caught:
            ask("ASK {\n  ?s ?p }")
        problems.append((caught.value.problem, caught.value.remedy))
    assert problems[0] == problems[1]


def test_what_an_error_speaks_of_is_not_taken_for_what_it_is() -> None:
    with pytest.raises(QueryError, match="not well formed"):
        told("ASK { <memory allocation of > ")


def test_a_message_without_end_is_cut() -> None:
    def work(file: IO[bytes]) -> None:
        raise QueryError("x" * 1_000_000, "y" * 1_000_000)

    with pytest.raises(QueryError) as caught:
        run(work, SHORT)
    assert caught.value.problem == "x" * len(caught.value.problem)
    assert 100 < len(caught.value.problem) < 10_000


def test_without_any_limit_there_is_no_process() -> None:
    answer = Answer.from_query(graph().store, "SELECT ?s { ?s cq:speaker ?o }", Limits(None, None, None))
    assert answer.told is None
    assert len(answer) == 55


# --- rows


@pytest.mark.parametrize("most", [1, 54, 55, 56])
def test_rows_are_cut_where_there_are_more_than_there_may_be_and_not_before(most: int) -> None:
    sparql = "SELECT ?s ?quote { ?s cq:speaker ?o } ORDER BY ?s"
    answer = Answer.from_query(graph().store, sparql, Limits(rows=most))
    assert answer.rows == Answer.from_query(graph().store, sparql).rows[:most]
    assert bool(answer.cut) is (most < 55)
    assert rows(answer.again()) == answer.rows


def test_a_cut_answer_says_so() -> None:
    answer = Answer.from_query(graph().store, MANY, Limits(rows=1_000))
    assert answer.cut == "Only the first 1,000 rows are shown; narrow the query, or allow more with --rows."
    assert len(answer) == 1_000


def test_rows_without_columns_count() -> None:
    assert told("SELECT * { VALUES () { () () () } }", Limits(rows=2)).cut
    assert not told("SELECT * { VALUES () { () () () } }", Limits(rows=3)).cut


@pytest.mark.parametrize("most", [54, 55])
def test_a_graph_is_whole_or_refused(most: int) -> None:
    sparql = "CONSTRUCT WHERE { ?s cq:speaker ?o }"
    if most == 55:
        found = graph().query(sparql, Limits(rows=most))
        assert isinstance(found, list)
        assert len(found) == 55
        return
    with pytest.raises(QueryError, match="the graph has more than 54 triples; narrow it, or allow more with --rows"):
        graph().query(sparql, Limits(rows=most))


def test_an_answer_may_not_fill_the_memory_of_whoever_asks() -> None:
    with pytest.raises(QueryError, match="the answer is too large for 100 MB of memory; narrow it, or give it more"):
        told(MANY, Limits(seconds=60, megabytes=100, rows=None))


# --- limits


@pytest.mark.parametrize("how", ENDLESS)
def test_what_has_no_end_is_stopped_and_the_next_query_works(how: str, capfd: pytest.CaptureFixture[str]) -> None:
    started = time.monotonic()
    with pytest.raises(
        QueryError, match=r"stopped after 1 s; narrow it, or give it more with --timeout|more memory than 200 MB"
    ):
        told(ENDLESS[how])
    assert time.monotonic() - started < 10
    assert told("ASK {}").body
    assert capfd.readouterr() == ("", "")


def test_a_query_that_only_computes_is_stopped_by_the_clock() -> None:
    with pytest.raises(QueryError, match=r"the query was stopped after 0\.3 s"):
        told(ENDLESS["counted"], Limits(seconds=0.3))


def test_a_query_that_takes_too_much_memory_says_so() -> None:
    with pytest.raises(QueryError, match=r"the query needs more memory than 100 MB; .* more with --memory"):
        told(ENDLESS["sorted"], Limits(seconds=60, megabytes=100))


def test_where_the_system_caps_no_memory_it_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "address_space", lambda: None)
    with pytest.raises(QueryError, match="the query needs more memory than 100 MB"):
        told(ENDLESS["sorted"], Limits(seconds=60, megabytes=100))


def test_an_answer_that_drips_is_stopped_by_the_clock() -> None:
    def work(file: IO[bytes]) -> None:
        file.write(b"R?a\n")
        while True:
            file.write(b"<a:b>\n")
            file.flush()
            time.sleep(0.001)

    with pytest.raises(QueryError, match=r"stopped after 0\.3 s"):
        run(work, Limits(seconds=0.3))


def test_the_processor_has_its_own_limit() -> None:
    """Were nobody there to look at the clock, the kernel would end the process."""

    def work(file: IO[bytes]) -> None:
        import resource

        file.write(b"".join(b"%d " % one for one in resource.getrlimit(resource.RLIMIT_CPU)))

    assert run(work, Limits(seconds=7)).body == b"8 13 "


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"seconds": 0.0}, "--timeout: 0 is no number of seconds; write one, up to 86,400"),
        ({"seconds": float("nan")}, "--timeout: nan is no"),
        ({"seconds": float("inf")}, "--timeout: inf is no"),
        ({"megabytes": -1}, "--memory: -1 is no number of megabytes; write one, up to 1,048,576"),
        ({"rows": 10**12}, "--rows: 1e.12 is no number of rows; write one, up to 1,000,000,000"),
    ],
)
def test_what_is_no_limit_is_refused(limits: dict[str, float], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        Limits(**limits)  # type: ignore[arg-type]


# --- ends


def _partly(end: Callable[[], object]) -> Callable[[IO[bytes]], None]:
    def work(file: IO[bytes]) -> None:
        file.write(b"R?a\n<a:b>\n")
        file.flush()
        end()

    return work


def _raises() -> None:
    raise ValueError("not foreseen")


def _no_memory() -> None:
    raise MemoryError


ENDS: dict[str, tuple[Callable[[], object], str]] = {
    "killed": (lambda: os.kill(os.getpid(), signal.SIGKILL), "the system killed the query, most likely for want of"),
    "crashed": (lambda: os.kill(os.getpid(), signal.SIGSEGV), "the engine crashed on this query; simplify it"),
    "aborted": (lambda: os.abort(), "the engine crashed on this query; simplify it"),
    "out of time": (lambda: os.kill(os.getpid(), signal.SIGXCPU), "stopped after 1 s"),
    "terminated": (lambda: os.kill(os.getpid(), signal.SIGTERM), "ended before its time; ask again"),
    "left": (lambda: os._exit(0), "ended before its time; ask again"),
    "failed": (_raises, "ended before its time; ask again"),
    "out of memory": (_no_memory, "more memory than 200 MB"),
    "out of memory, said the engine": (
        lambda: (os.write(2, b"memory allocation of 99 bytes failed\n"), os.abort()),
        "more memory than 200 MB",
    ),
}


@pytest.mark.parametrize("how", ENDS)
def test_what_is_cut_by_the_death_of_the_process_is_no_answer(how: str, capfd: pytest.CaptureFixture[str]) -> None:
    end, message = ENDS[how]
    with pytest.raises(QueryError, match=message):
        run(_partly(end), SHORT)
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that were forked, to ask for these alone: a browser of other tests may be a child as well."""
    fork = os.fork
    found: list[int] = []

    def noted() -> int:
        if number := fork():
            found.append(number)
        return number

    monkeypatch.setattr(os, "fork", noted)
    return found


def none_is_left(forked: list[int]) -> bool:
    for number in forked:
        with pytest.raises(ChildProcessError):
            os.waitpid(number, os.WNOHANG)
    return bool(forked)


def test_no_process_is_left(forked: list[int]) -> None:
    for how in ("counted", "sorted"):
        with pytest.raises(QueryError):
            told(ENDLESS[how], Limits(seconds=0.2, megabytes=100))
    told(MANY, Limits(rows=10))
    assert none_is_left(forked)
    assert len(forked) == 3


def test_no_pipe_is_left() -> None:
    told("ASK {}")
    before = sorted(os.listdir("/dev/fd"))
    for _ in range(3):
        told("ASK {}")
        with pytest.raises(QueryError):
            run(_partly(_raises), SHORT)
    assert sorted(os.listdir("/dev/fd")) == before


def test_where_children_are_not_waited_for_an_answer_is_one_all_the_same() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert bool(told("ASK {}").result())
        with pytest.raises(QueryError, match="not well formed"):
            told("ASK {")
        with pytest.raises(QueryError, match="ended before its time"):
            run(_partly(lambda: os._exit(0)), SHORT)
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_that_other_threads_run_is_no_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Newer Pythons warn in the parent, where nothing hangs."""
    fork = os.fork

    def warned() -> int:
        if number := fork():
            warnings.warn("This process is multi-threaded", DeprecationWarning, stacklevel=1)
        return number

    monkeypatch.setattr(os, "fork", warned)
    assert bool(told("ASK {}").result())


def test_what_the_parent_has_for_signals_is_not_what_the_process_has() -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    try:
        with pytest.raises(QueryError, match="ended before its time"):
            run(_partly(lambda: os.kill(os.getpid(), signal.SIGTERM)), SHORT)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert heard == []


def test_ctrl_c_is_for_the_parent_to_take() -> None:
    """In a terminal it comes to both; a parent that goes on with its work gets its answer."""

    def work(file: IO[bytes]) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        file.write(b"T")

    assert bool(run(work, SHORT).result())


def test_ctrl_c_between_two_processes_leaves_nothing() -> None:
    # In a process of one thread, as the command is: a signal goes to whichever thread does not hold it back.
    code = "import test_worker; test_worker.interrupted_between_two_processes()"
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, check=True, timeout=60)


def interrupted_between_two_processes() -> None:
    fork = os.fork
    forked: list[int] = []

    def interrupted() -> int:
        if number := fork():
            forked.append(number)
            os.kill(os.getpid(), signal.SIGINT)
        return number

    before = sorted(os.listdir("/dev/fd"))
    os.fork = interrupted
    with pytest.raises(KeyboardInterrupt):
        run(_partly(lambda: time.sleep(20)), SHORT)
    assert none_is_left(forked)
    assert sorted(os.listdir("/dev/fd")) == before
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_a_query_in_one_thread_does_not_wait_for_that_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    fork, took = os.fork, [0.0]

    def hesitant() -> int:
        if threading.current_thread().name == "hesitant":
            time.sleep(0.5)
        return fork()

    def ask() -> None:
        started = time.monotonic()
        told("ASK {}", Limits(seconds=60))
        took[0] = time.monotonic() - started

    monkeypatch.setattr(os, "fork", hesitant)
    thread = threading.Thread(target=ask, name="hesitant")
    thread.start()
    time.sleep(0.2)
    with pytest.raises(QueryError, match="stopped after"):
        told(ENDLESS["counted"], Limits(seconds=5))
    thread.join()
    assert took[0] < 4


def test_where_no_process_can_be_forked_a_query_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    with pytest.raises(QueryError, match="cannot hold a query to limits; where you trust it, lift them: --timeout 0"):
        graph().query("ASK {}", Limits())
    assert graph().query("ASK {}") is True


def test_where_the_system_starts_no_process_a_query_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    before = sorted(os.listdir("/dev/fd"))
    with pytest.raises(QueryError, match=r"the system starts no process \(Resource temporarily unavailable\)"):
        told("ASK {}")
    assert sorted(os.listdir("/dev/fd")) == before


# --- the network and files


def on_disk(folder: Path, times: int = 6) -> EmbeddedStore:
    """Return a store on disk with more tables than the engine opens before it is asked."""
    need("Linux, to forbid sockets alone", sys.platform == "linux")
    store = ox.Store(str(folder))
    for number in range(times):
        quads = (f'<a:s{number}> <a:p{part}> "{part}" <a:g> .\n' for part in range(100))
        store.bulk_load("".join(quads).encode(), format=ox.RdfFormat.N_QUADS)
    del store
    return EmbeddedStore.open(folder)


def unguarded(store: EmbeddedStore, sparql: str) -> Callable[[IO[bytes]], None]:
    def work(file: IO[bytes]) -> None:
        with failures():
            write(store.oxigraph.query(sparql), file)

    return work


@pytest.mark.parametrize("disguise", ["plain", "after a number", "the empty prefix", "over lines"])
@pytest.mark.parametrize("where", ["memory", "disk"])
def test_without_the_guard_no_call_would_be_made_either(
    where: str, disguise: str, canary: Canary, tmp_path: Path
) -> None:
    store = on_disk(tmp_path, 1) if where == "disk" else EmbeddedStore(ox.Store())
    sparql = CALLS[disguise].replace("U>", f"{canary.address}>").replace("?s ?p 3", "OPTIONAL { ?s ?p 3 } ")
    with pytest.raises(QueryError, match=r"Too many open files|Permission denied"):
        run(unguarded(store, sparql), SHORT, files=store.on_disk)
    assert canary.calls == []


@pytest.mark.parametrize("where", ["memory", "disk"])
def test_without_the_guard_a_silent_call_would_give_nothing(where: str, canary: Canary, tmp_path: Path) -> None:
    store = on_disk(tmp_path, 1) if where == "disk" else EmbeddedStore(ox.Store())
    sparql = CALLS["silent"].replace("U>", f"{canary.address}>")
    assert rows(run(unguarded(store, sparql), SHORT, files=store.on_disk).result()) == [(None, None, None)]
    assert canary.calls == []


@pytest.mark.parametrize("files", [False, True])
def test_the_process_makes_no_socket(files: bool, canary: Canary) -> None:
    need("Linux, to forbid sockets alone", sys.platform == "linux" or not files)

    def work(file: IO[bytes]) -> None:
        try:
            socket.create_connection(canary.server_address[:2])  # type: ignore[arg-type]
        except OSError as error:
            file.write(str(error.errno).encode())

    assert run(work, SHORT, files).body == (b"13" if files else b"24")


def test_the_process_opens_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()

    def work(file: IO[bytes]) -> None:
        for mode in ("rb", "wb"):
            try:
                (tmp_path / "secret").open(mode).close()
            except OSError as error:
                file.write(str(error.errno).encode())

    assert run(work, SHORT).body == b"2424"


def test_a_store_on_disk_is_read_to_its_last_table(tmp_path: Path) -> None:
    store = on_disk(tmp_path)
    assert len(list(tmp_path.glob("*.sst"))) > 20
    sparql = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert rows(store.within(Limits(), sparql).result()) == [(ox.Literal(600),)]


def test_all_that_a_query_needs_is_read_before_no_file_can_be_opened() -> None:
    from communique.graph.schema import load_schema

    load_schema.cache_clear()
    assert told("ASK { ?s cq:speaker ?o }").body
