"""Shared storage: facts are read from where a URL names them, releases are kept there, and nothing else is touched."""

import builtins
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communique.graph.api import check
from communique.graph.corpus.places import shipped_folder
from communique.graph.errors import FactsError, MissingError, OutputError, ReleaseError
from communique.graph.release import fetched, is_release, quads, verify, write_release
from communique.graph.release.manifest import DESCRIPTION, NAME
from communique.graph.release.whole import LATEST, RELEASES
from conftest import need
from disk import CAST
from releasing import FIRST, WHOLE, two_parts
from running import Run, runner
from shipped import quads as shipped_quads

try:
    import fsspec
except ImportError:
    fsspec = None

TALKS = "statements:\n  talk: {speaker: ilva-torrent, act: defend, date: 2020-13-01}\n"


@pytest.fixture
def memory() -> "Iterator[fsspec.AbstractFileSystem]":
    """An empty storage in memory."""
    need("fsspec (pip install 'communique[storage]')", fsspec)
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, capsys)


def put(system: Any, folder: str, **files: str) -> None:
    for name, text in files.items():
        system.pipe_file(f"{folder}/{name.replace('__', '/')}.yaml", text.encode())


def put_shipped(system: Any, folder: str) -> None:
    for path in shipped_folder().glob("*.yaml"):
        system.put_file(str(path), f"{folder}/{path.name}")


# --- facts


def test_facts_are_the_same_from_storage(memory: Any, run: Run, tmp_path: Path) -> None:
    put_shipped(memory, "/desk/facts")
    for url in ("memory://desk/facts", f"file://{shipped_folder()}"):
        done = run("build", "-o", "graph.nq", "--facts", url)
        assert done.code == 0, done.err
        assert (tmp_path / "graph.nq").read_bytes() == shipped_quads()


def test_a_problem_is_named_as_the_url_does(memory: Any, run: Run) -> None:
    put(memory, "/desk/facts", cast=CAST, year__talks=TALKS)
    done = run("check", "memory://desk/facts/")
    assert done.code == 1
    assert "memory://desk/facts/year/talks.yaml:2:52 talk: there is no 2020-13-01;" in done.out
    assert "/tmp" not in done.out + done.err
    done = run("build", "-o", "graph.nq", "--facts", "memory://desk/facts/year/talks.yaml")
    assert done.code == 1
    assert done.err.startswith("memory://desk/facts/year/talks.yaml:2:")


def test_only_files_of_facts_are_fetched_and_kept_no_longer_than_needed(memory: Any) -> None:
    put(memory, "/desk", cast=CAST, a__b=TALKS, _x="", a__empty="")
    for name in (".hidden.yaml", ".git/x.yaml", "notes.txt", "a/c.YML"):
        memory.pipe_file(f"/desk/{name}", b"x")
    memory.pipe_file("/desktop/other.yaml", b"x")
    with fetched("memory://desk") as folder:
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert found == {"cast.yaml", "a/b.yaml", "_x.yaml", "a/empty.yaml", "a/c.YML"}
        assert (folder / "cast.yaml").read_text(encoding="utf-8") == CAST
    assert not folder.exists()


def test_a_folder_of_this_machine_is_itself(tmp_path: Path) -> None:
    for named in (tmp_path, str(tmp_path), f"file://{tmp_path}"):
        with fetched(named) as folder:
            assert folder == tmp_path
    assert tmp_path.exists()


def test_a_file_that_is_too_large_is_not_fetched_whole(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_LIMIT", "1000")
    put(memory, "/desk", f="topics: {}\n" + "# long\n" * 10_000)
    with fetched("memory://desk") as folder:
        assert (folder / "f.yaml").read_bytes()[1000:] == b"l" + bytes(69_010)
        found, _ = check(folder)
    (told,) = found.errors
    assert (told.file, told.what) == ("memory://desk/f.yaml", "the file has 70,011 bytes, over the limit of 1,000")


@pytest.mark.parametrize("name", ["../up.yaml", "a/../../up.yaml", "a\\..\\up.yaml", "C:/up.yaml", "a\0b.yaml"])
def test_a_name_that_leads_out_is_refused(name: str, memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = {f"/desk/{name}": {"size": 1, "type": "file"}}
    monkeypatch.setattr(type(memory), "find", lambda *arguments, **named: listed)
    with pytest.raises(FactsError, match="the name leads out of the folder"), fetched("memory://desk"):
        pass


def test_facts_from_storage_extend_nothing_of_this_machine(memory: Any) -> None:
    put(memory, "/desk/facts", dataset="title: T\nextends: [../facts2, ../../tmp]\n", cast=CAST)
    with fetched("memory://desk/facts") as folder:
        found, _ = check(folder)
    told = [one.what for one in found.errors]
    assert told == ["no facts are here", "this lies outside the folders beside the facts"]


def test_what_was_fetched_for_a_command_is_gone_when_it_ends(tmp_path: Path) -> None:
    need("fsspec (pip install 'communique[storage]')", fsspec)
    text = f"""import sys, fsspec
from communique.cli import main
fsspec.filesystem("memory").put({str(shipped_folder())!r}, "/facts", recursive=True)
sys.argv = "communique ask vetoes --facts memory://facts".split()
main()
"""
    settings = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", text], env=settings, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "veto" in done.stdout
    assert list(tmp_path.iterdir()) == []


# --- releases


def test_a_release_is_kept_in_storage_and_verified_and_loaded_from_there(memory: Any, run: Run) -> None:
    done = run("build", "--release", "memory://out/r", "--parts", "2", "--gzip")
    assert done.code == 0, done.err
    name = memory.cat_file(f"/out/r/{LATEST}").decode().strip()
    assert done.err.endswith(f"published as memory://out/r/releases/{name}\n")
    assert sorted(b"".join(quads("memory://out/r")).splitlines()) == sorted(shipped_quads().splitlines())
    assert is_release("memory://out/r")
    for where in ("memory://out/r", f"memory://out/r/{RELEASES}/{name}"):
        shown = run("verify", where)
        assert (shown.code, shown.err) == (0, "")
        assert shown.out.startswith(f"Release {name} is whole")


def test_what_stays_in_storage_is_what_stays_on_a_disk(memory: Any, tmp_path: Path) -> None:
    made = write_release(two_parts(), tmp_path / "here", zipped=True)
    write_release(two_parts(), "memory://out", zipped=True)
    write_release(two_parts(), f"file://{tmp_path}/there", zipped=True)
    here = {path.relative_to(tmp_path / "here").as_posix() for path in (tmp_path / "here").rglob("*") if path.is_file()}
    assert {path.removeprefix("/out/") for path in memory.find("/out")} == here
    for name in here:
        content = (tmp_path / "here" / name).read_bytes()
        assert memory.cat_file(f"/out/{name}") == content == (tmp_path / "there" / name).read_bytes()
    assert made.name in memory.cat_file(f"/out/{LATEST}").decode()


def test_the_parts_are_sent_before_what_names_them(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    for way, place in (("put_file", 2), ("pipe_file", 1)):
        send = getattr(type(memory), way)

        def told(*arguments: Any, send: Any = send, place: int = place, **named: Any) -> Any:
            sent.append(str(arguments[place]).rpartition("/")[2])
            return send(*arguments, **named)

        monkeypatch.setattr(type(memory), way, told)
    write_release(two_parts(), "memory://out")
    assert sent == ["part-0001.nq", "part-0002.nq", DESCRIPTION, NAME, LATEST]
    write_release(two_parts(), "memory://out")
    assert sent[5:] == [LATEST]  # what is there is not sent again


def test_storage_that_fails_leaves_the_old_release(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    write_release(iter([[FIRST]]), "memory://out")
    send, calls = type(memory).put_file, 0

    def failing(*arguments: Any, **named: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise PermissionError("Access Denied")
        send(*arguments, **named)

    monkeypatch.setattr(type(memory), "put_file", failing)
    with pytest.raises(OutputError, match=r"memory://out: cannot write \(Access Denied\)"):
        write_release(two_parts(), "memory://out")
    assert b"".join(quads("memory://out")) == FIRST
    assert verify("memory://out").problems == ()
    monkeypatch.undo()
    write_release(two_parts(), "memory://out")
    assert b"".join(quads("memory://out")) == WHOLE


def test_a_damaged_release_in_storage_is_told(memory: Any) -> None:
    made = write_release(two_parts(), "memory://out")
    folder = f"/out/{RELEASES}/{made.name}"
    memory.pipe_file(f"{folder}/more.nq", b"")
    memory.rm(f"{folder}/part-0002.nq")
    memory.pipe_file(f"{folder}/part-0001.nq", FIRST[:-1] + b"\r")
    assert sorted(verify("memory://out").problems) == [
        ("more.nq", "the manifest does not name it"),
        ("part-0001.nq", "the SHA-256 of it is not that of the manifest"),
        ("part-0002.nq", "there is no such file"),
    ]


def test_a_release_in_storage_is_fetched_as_facts_are(memory: Any) -> None:
    write_release(two_parts(), "memory://out", zipped=True)
    with fetched("memory://out") as folder:
        assert is_release(folder)
        assert b"".join(quads(folder)) == WHOLE


# --- what cannot be reached


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nope://x/y", "Protocol not known: nope; name it as s3://bucket/folder"),
        ("memory://nothing/here", "no release is here"),
        ("memory://a b", "this is no URL"),
        ("memory://a\nb", r"memory://a\\nb: this is no URL"),
    ],
)
@pytest.mark.usefixtures("memory")
def test_a_url_that_cannot_be_read_is_told(url: str, told: str) -> None:
    with pytest.raises(ReleaseError, match=told):
        verify(url)


@pytest.mark.usefixtures("memory")
def test_no_facts_in_storage_are_told(run: Run) -> None:
    done = run("build", "-o", "graph.nq", "--facts", "memory://nothing/here")
    told = "no facts are here; name a folder with .yaml files [dataset]"
    assert (done.code, done.err) == (1, f"memory://nothing/here:1:1: {told}\n")


def test_without_fsspec_the_message_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    really = builtins.__import__

    def without(name: str, *arguments: Any, **named: Any) -> Any:
        if name.startswith("fsspec"):
            raise ImportError(name)
        return really(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingError, match=r"pip install 'communique\[storage\]'"):
        verify("s3://bucket/out")


def test_a_driver_that_is_missing_is_named(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(ReleaseError, match=r"a package is missing \(Install s3fs"):
        verify("s3://bucket/out")
