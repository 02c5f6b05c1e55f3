"""Build: the graph in every syntax and as a store; what was there before stays until the new one is whole."""

import contextlib
import errno
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from communique.graph.build.graph import n_quads
from communique.graph.build.write import FORMATS, write_bytes, write_graph
from communique.graph.corpus.facts import Facts
from communique.graph.corpus.places import shipped_folder
from communique.graph.errors import OutputError, QueryError
from communique.graph.schema.names import GRAPHS
from communique.graph.store import EmbeddedStore, Store
from shipped import facts, graph, quads, small
from whole import whole

SYNTAX = {
    "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
WITH_GRAPHS = {"nq", "trig", "jsonld"}
TOPIC = "topics: {fish: {label: Fish}}\n"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture
def tiny(tmp_path: Path) -> Facts:
    return small(tmp_path / "facts", f=TOPIC)


def parsed(path: Path) -> list[ox.Quad]:
    return list(ox.parse(path.read_bytes(), format=SYNTAX[path.suffix[1:]]))


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fail(number: int) -> Callable[..., None]:
    def failing(*arguments: object, **named: object) -> None:
        raise OSError(number, os.strerror(number))

    return failing


# --- syntaxes


def test_there_is_a_test_for_every_syntax() -> None:
    assert set(SYNTAX) == set(FORMATS)


@pytest.mark.parametrize("ending", SYNTAX)
@pytest.mark.parametrize("invented", [False, True], ids=["shipped", "invented"])
def test_every_syntax_holds_the_same_triples(ending: str, invented: bool, tmp_path: Path) -> None:
    found = whole(tmp_path) if invented else facts()
    expected = set(ox.parse(n_quads(found), format=ox.RdfFormat.N_QUADS))
    count = write_graph(found, tmp_path / f"graph.{ending}")
    read = parsed(tmp_path / f"graph.{ending}")
    assert count == len(expected)
    if ending in WITH_GRAPHS:
        assert set(read) == expected
    else:
        assert {quad.triple for quad in read} == {quad.triple for quad in expected}
    assert len(read) == len(set(read))


@pytest.mark.parametrize("ending", SYNTAX)
def test_the_same_facts_give_the_same_bytes(ending: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_graph(facts(), tmp_path / f"{name}.{ending}")
    assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_turtle_and_trig_use_the_prefixes(tiny: Facts, tmp_path: Path) -> None:
    for ending in ("ttl", "trig"):
        write_graph(tiny, tmp_path / f"graph.{ending}")
        text = (tmp_path / f"graph.{ending}").read_text(encoding="utf-8")
        assert "a cq:Topic" in text


def test_the_json_ld_reads_like_the_yaml(tiny: Facts, tmp_path: Path) -> None:
    write_graph(tiny, tmp_path / "graph.jsonld")
    whole_document = json.loads((tmp_path / "graph.jsonld").read_text(encoding="utf-8"))
    assert [part.get("id", part.get("@id")) for part in whole_document["@graph"]] == list(GRAPHS)
    (topic,) = whole_document["@graph"][0]["@graph"]
    assert topic["label"] == {"en": ["Fish"]}


def test_every_file_ends_with_its_line(tiny: Facts, tmp_path: Path) -> None:
    for ending in SYNTAX:
        write_graph(tiny, tmp_path / f"graph.{ending}")
        assert (tmp_path / f"graph.{ending}").read_bytes().endswith(b"\n")


@pytest.mark.parametrize(
    ("name", "remedy"), [("graph.nqq", "did you mean 'nq'"), ("graph.xml", "known are: jsonld, nq, nt, trig, ttl")]
)
def test_an_ending_that_is_none_is_refused(name: str, remedy: str, tiny: Facts, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=f"no RDF format ends in .*{remedy}"):
        write_graph(tiny, tmp_path / name)


# --- alignments


def test_the_alignments_are_written_out_on_request(tmp_path: Path) -> None:
    plain = write_graph(facts(), tmp_path / "plain")
    assert write_graph(facts(), tmp_path / "aligned", aligned=True) > plain
    store = EmbeddedStore.open(tmp_path / "aligned")
    sem, prov = "http://semanticweb.cs.vu.nl/2009/11/sem/", "http://www.w3.org/ns/prov#"
    assert store.query(f"ASK {{ id:tillerson-indicate-intolerance a <{sem}Event>, <{prov}Activity> }}")
    assert store.query(f"ASK {{ id:tillerson-indicate-intolerance <{prov}wasAssociatedWith> id:rex-tillerson }}")
    assert not EmbeddedStore.open(tmp_path / "plain").query(f"ASK {{ ?s a <{sem}Event> }}")


def test_the_alignments_are_written_in_the_same_order_each_time(tmp_path: Path) -> None:
    for name in ("one.nq", "two.nq"):
        write_graph(facts(), tmp_path / name, aligned=True)
    one = (tmp_path / "one.nq").read_bytes()
    assert one == (tmp_path / "two.nq").read_bytes()
    assert one.startswith(quads())


# --- stores


def test_a_store_answers_as_the_memory_does(tmp_path: Path) -> None:
    write_graph(facts(), tmp_path / "store")
    store = EmbeddedStore.open(tmp_path / "store")
    every = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"
    assert [str(one) for one in rows(store, every)] == [str(one) for one in rows(graph().store, every)]


def rows(store: Store, sparql: str) -> Iterable[ox.QuerySolution]:
    result = store.query(sparql)
    assert isinstance(result, ox.QuerySolutions)
    return result


def test_a_store_cannot_be_written_to(tiny: Facts, tmp_path: Path) -> None:
    write_graph(tiny, tmp_path / "store")
    store = EmbeddedStore.open(tmp_path / "store").oxigraph
    with pytest.raises((OSError, RuntimeError)):
        store.update("INSERT DATA { <a:> <a:> <a:> }")


def test_many_may_read_a_store_at_once(tiny: Facts, tmp_path: Path) -> None:
    write_graph(tiny, tmp_path / "store")
    stores = [EmbeddedStore.open(tmp_path / "store") for _ in range(3)]
    assert len({str(list(rows(store, COUNT))) for store in stores}) == 1


def test_a_store_is_replaced_by_a_rebuild(tiny: Facts, tmp_path: Path) -> None:
    write_graph(facts(), tmp_path / "out" / "store")
    write_graph(tiny, tmp_path / "out" / "store")
    store = EmbeddedStore.open(tmp_path / "out" / "store")
    assert store.query("ASK { id:fish a cq:Topic }")
    assert not store.query("ASK { ?s a cq:Statement }")
    assert left_in(tmp_path / "out") == ["store"]


def test_who_reads_the_old_store_goes_on_reading_it(tiny: Facts, tmp_path: Path) -> None:
    write_graph(tiny, tmp_path / "store")
    old = EmbeddedStore.open(tmp_path / "store")
    write_graph(facts(), tmp_path / "store")
    assert not old.query("ASK { ?s a cq:Statement }")
    assert EmbeddedStore.open(tmp_path / "store").query("ASK { ?s a cq:Statement }")


def test_a_store_may_go_into_an_empty_folder(tiny: Facts, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    write_graph(tiny, tmp_path / "store")
    assert EmbeddedStore.open(tmp_path / "store").query("ASK { id:fish a cq:Topic }")


def test_a_damaged_store_is_found_and_replaced_by_a_rebuild(tiny: Facts, tmp_path: Path) -> None:
    write_graph(tiny, tmp_path / "store")
    (tmp_path / "store" / "CURRENT").write_text("MANIFEST-999999\n", encoding="utf-8")
    with pytest.raises(QueryError, match=r"no readable store .*build it anew: communique build -o"):
        EmbeddedStore.open(tmp_path / "store")
    write_graph(tiny, tmp_path / "store")
    assert EmbeddedStore.open(tmp_path / "store").query("ASK { id:fish a cq:Topic }")


@pytest.mark.parametrize("kept", ["notes.txt", "CURRENT"])
def test_a_folder_of_somebody_elses_is_not_replaced(kept: str, tiny: Facts, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / kept).write_text("dear", encoding="utf-8")
    (tmp_path / "mine" / "IDENTITY").write_text("dear", encoding="utf-8")
    with pytest.raises(OutputError, match="no store of Communiqué"):
        write_graph(tiny, tmp_path / "mine")
    assert left_in(tmp_path / "mine") == sorted([kept, "IDENTITY"])


def test_a_store_of_somebody_elses_is_not_replaced(tiny: Facts, tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "mine"))
    store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal("dear")))
    store.flush()
    del store
    with pytest.raises(OutputError, match="no store of Communiqué"):
        write_graph(tiny, tmp_path / "mine")
    assert len(ox.Store.read_only(str(tmp_path / "mine"))) == 1


def test_a_file_is_not_replaced_by_a_store(tiny: Facts, tmp_path: Path) -> None:
    (tmp_path / "store").write_text("dear", encoding="utf-8")
    with pytest.raises(OutputError, match="no store of Communiqué"):
        write_graph(tiny, tmp_path / "store")
    assert (tmp_path / "store").read_text(encoding="utf-8") == "dear"


# --- places that cannot be written to


def test_folders_are_made_where_they_are_missing(tiny: Facts, tmp_path: Path) -> None:
    write_graph(tiny, tmp_path / "a" / "b" / "graph.nq")
    write_graph(tiny, tmp_path / "c" / "d" / "store")
    assert left_in(tmp_path / "a" / "b") == ["graph.nq"]
    assert left_in(tmp_path / "c" / "d") == ["store"]


def test_a_folder_is_not_replaced_by_a_file(tiny: Facts, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").mkdir()
    with pytest.raises(OutputError, match="this is a folder; name a file"):
        write_graph(tiny, tmp_path / "graph.nq")


@pytest.mark.parametrize("name", ["file/graph.nq", "file/store", "file/deep/graph.nq"])
def test_nothing_is_written_below_a_file(name: str, tiny: Facts, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("dear", encoding="utf-8")
    with pytest.raises(OutputError, match=r"cannot write here .*choose another place"):
        write_graph(tiny, tmp_path / name)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "dear"


@pytest.mark.parametrize(("name", "function"), [("graph.nq", "mkstemp"), ("store", "mkdtemp")])
def test_a_folder_that_takes_no_files_is_said(
    name: str, function: str, tiny: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, function, fail(errno.EROFS))
    with pytest.raises(OutputError, match=r"cannot write here \(Read-only file system\)"):
        write_graph(tiny, tmp_path / name)


# --- a full disk, a killed run


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
@pytest.mark.parametrize("ending", SYNTAX)
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    ending: str, step: str, tiny: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out" / f"graph.{ending}"
    out.parent.mkdir()
    out.write_bytes(b"old")
    with monkeypatch.context() as full:
        full.setattr(os, step, fail(errno.ENOSPC))
        with pytest.raises(OutputError, match=r"cannot write \(No space left on device\); free some space"):
            write_graph(tiny, out)
    assert out.read_bytes() == b"old"
    assert left_in(out.parent) == [out.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_really_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def on_full_disk(prefix: str, dir: Path) -> tuple[int, str]:
        (dir / prefix).symlink_to("/dev/full")
        return os.open("/dev/full", os.O_WRONLY), str(dir / prefix)

    monkeypatch.setattr(tempfile, "mkstemp", on_full_disk)
    with pytest.raises(OutputError, match="No space left on device"):
        write_bytes(tmp_path / "graph.nq", b"new")
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), RuntimeError("No space")])
def test_a_full_disk_leaves_the_old_store_and_nothing_else(
    error: Exception, tiny: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_graph(tiny, tmp_path / "out" / "store")

    class FullStore:
        def __init__(self, path: str) -> None:
            (Path(path) / "half.sst").write_bytes(b"half")

        def bulk_load(self, *arguments: object, **named: object) -> None:
            raise error

    with monkeypatch.context() as full:
        full.setattr(ox, "Store", FullStore)
        with pytest.raises(OutputError, match=r"cannot write .*No space"):
            write_graph(facts(), tmp_path / "out" / "store")
    assert EmbeddedStore.open(tmp_path / "out" / "store").query("ASK { id:fish a cq:Topic }")
    assert left_in(tmp_path / "out") == ["store"]


@pytest.fixture
def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let folders not change places in one step, as anywhere but on Linux."""
    monkeypatch.setattr("communique.graph.build.folder._exchange", lambda one, other: False)


@pytest.mark.usefixtures("without_exchange")
def test_a_store_that_cannot_be_moved_over_leaves_the_old_one(
    tiny: Facts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out" / "store"
    write_graph(tiny, out)
    move = Path.replace

    def moved(self: Path, target: Path) -> Path:
        if target == out and not self.name.endswith(".old"):
            fail(errno.ENOSPC)()
        return move(self, target)

    with monkeypatch.context() as full:
        full.setattr(Path, "replace", moved)
        with pytest.raises(OutputError, match="cannot write"):
            write_graph(facts(), out)
    assert EmbeddedStore.open(out).query("ASK { id:fish a cq:Topic }")
    assert left_in(out.parent) == ["store"]


@pytest.mark.usefixtures("without_exchange")
def test_a_store_is_replaced_where_folders_cannot_change_places(tiny: Facts, tmp_path: Path) -> None:
    for found in (facts(), tiny):
        write_graph(found, tmp_path / "out" / "store")
    assert not EmbeddedStore.open(tmp_path / "out" / "store").query("ASK { ?s a cq:Statement }")
    assert left_in(tmp_path / "out") == ["store"]


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    write_bytes(tmp_path / "graph.nq", b"old")
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(tmp_path / "graph.nq", b"new")
    assert (tmp_path / "graph.nq").read_bytes() == b"old"
    assert left_in(tmp_path) == ["graph.nq"]


@pytest.mark.skipif(os.name != "posix", reason="needs permissions of POSIX")
@pytest.mark.parametrize(("mask", "file", "folder"), [(0o022, 0o644, 0o755), (0o077, 0o600, 0o700)])
def test_what_is_written_may_be_read_by_whom_the_mask_allows(
    mask: int, file: int, folder: int, tiny: Facts, tmp_path: Path
) -> None:
    old = os.umask(mask)
    try:
        write_graph(tiny, tmp_path / "graph.nq")
        write_graph(tiny, tmp_path / "store")
    finally:
        os.umask(old)
    assert (tmp_path / "graph.nq").stat().st_mode & 0o777 == file
    assert (tmp_path / "store").stat().st_mode & 0o777 == folder


@pytest.mark.parametrize("name", ["graph.nq", "store"])
def test_a_killed_build_leaves_a_whole_output(name: str, tiny: Facts, tmp_path: Path) -> None:
    out = tmp_path / "out" / name
    write_graph(tiny, out)
    command = [sys.executable, "-m", "communique", "build", "--facts", str(shipped_folder()), "-o", str(out)]
    for seconds in (0.15, 0.25, 0.3, 0.35):
        build = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            build.wait(seconds)
        build.kill()
        build.wait()
        assert read_whole(out) in {n_quads(tiny).count(b"\n"), quads().count(b"\n")}


def read_whole(out: Path) -> int:
    return len(parsed(out)) if out.suffix else len(EmbeddedStore.open(out).oxigraph)


def test_two_builds_at_once_leave_one_whole_output(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "communique", "build", "--facts", str(shipped_folder()), "-o"]
    for name in ("graph.nq", "store"):
        builds = [subprocess.Popen([*command, str(tmp_path / name)], cwd=tmp_path) for _ in range(2)]
        assert [build.wait() for build in builds] == [0, 0]
        assert read_whole(tmp_path / name) == quads().count(b"\n")
    assert left_in(tmp_path) == ["graph.nq", "store"]
