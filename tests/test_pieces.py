"""The graph made piece by piece is the same, byte for byte, whoever makes it, and whoever is killed meanwhile."""

import multiprocessing
from collections.abc import Generator
from pathlib import Path

import pytest
from test_compile import lines_of

from communique.graph.build.pieces import each_by, pieces
from communique.graph.build.work import Workers
from communique.graph.check import check
from communique.graph.compile import parts
from communique.graph.compile.parts import Batch
from communique.graph.compile.view import View
from communique.graph.errors import FactsError, OutputError, WorkError
from disk import write
from labour import compile_dying_once, read_dying, read_dying_once

TWO = each_by(Workers.processes(2))


@pytest.fixture(autouse=True)
def few_at_a_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parts, "_READ", 100)
    monkeypatch.setattr(parts, "_WRITTEN", 100)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "work"))
    (tmp_path / "work").mkdir()


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Facts of twenty files, each a topic below that of the file before it."""
    texts = {
        f"t{n}.yaml": f"topics: {{t{n}: {{label: Topic {n}{f', broader: t{n - 1}' if n else ''}}}}}\n"
        for n in range(20)
    }
    return write(tmp_path / "facts", texts)


def test_the_pieces_are_the_graph_however_many_make_them(facts: Path) -> None:
    alone = list(pieces(facts))
    assert len(alone) > 5
    assert list(pieces(facts, TWO)) == alone
    assert list(pieces(facts, each_by(Workers.processes(5)))) == alone
    assert set(lines_of(facts)) < set(b"".join(alone).decode().splitlines())


@pytest.mark.parametrize(("step", "dying"), [("read_some", read_dying_once), ("write_batch", compile_dying_once)])
def test_a_worker_that_is_killed_changes_no_byte(
    step: str, dying: object, facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = list(pieces(facts))
    monkeypatch.setattr(parts, step, dying)
    assert list(pieces(facts, TWO)) == alone
    assert (tmp_path / "once").exists()


def test_a_file_that_ends_whoever_reads_it_is_named(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_READ", 200)  # in a group with others
    monkeypatch.setattr(parts, "read_some", read_dying)
    with pytest.raises(WorkError, match=r"^\S*/t13\.yaml: each process that works on it is ended"):
        list(pieces(facts, TWO))


def test_it_is_told_how_many_files_are_read_and_built(facts: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    list(pieces(facts, TWO, lambda done, total, what: heard.append((done, total, what))))
    assert [one for one in heard if one[2] == "read"] == [(n, 20, "read") for n in range(1, 21)]
    assert heard[-1] == (20, 20, "built")


SOURCE = "sources: {s: {title: S}}\nevents: {e: {label: E, type: military-exercise, "


@pytest.mark.parametrize(
    "text",
    [
        "topics: {t3: {lable: X}}",
        "topics: {t3: {label: X, broader: t19}}",
        "topics: {t4: {label: X}}",
        "topics: {t3: {label: X, broader: t2}, tl: {label: Looks like t1, broader: t2}}",
        "topics: {t3: {label: X, waivers: [{rule: no-such-rule, because: Y.}]}}",
        SOURCE + "date: 2030-02-30, evidence: [{source: s, locator: x}]}}",
        SOURCE + "evidence: [{source: s}]}}",
        SOURCE + "date: 2030-01-02, until: 2030-01-01, evidence: [{source: s, locator: x}]}}",
    ],
)
def test_every_problem_is_told(text: str, facts: Path) -> None:
    (facts / "t3.yaml").write_text(text)
    found, _ = check(facts)
    assert found.errors
    with pytest.raises(FactsError) as raised:
        list(pieces(facts, TWO))
    assert list(raised.value.problems) == found.errors
    assert multiprocessing.active_children() == []  # while the error is known


def test_files_that_are_saved_meanwhile_are_told(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(View, "is_sound", lambda view: False)
    with pytest.raises(WorkError, match="files were saved while they were read; run it again"):
        list(pieces(facts))


def test_a_disk_without_room_for_work_is_told(facts: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "work" / "none"))
    with pytest.raises(WorkError):
        list(pieces(facts))
    (tmp_path / "file").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with pytest.raises(OutputError, match=r"cannot write .*; free some space, or set TMPDIR"):
        list(pieces(facts))


def test_nothing_for_work_is_left(facts: Path, tmp_path: Path) -> None:
    made = pieces(facts, TWO)
    next(made)
    assert isinstance(made, Generator)
    made.close()
    assert list((tmp_path / "work").iterdir()) == []


def test_an_item_says_its_files(facts: Path) -> None:
    assert str(parts.Reading([(facts / "t1.yaml", 9), (facts / "t2.yaml", 9)])) == f"{facts}/t1.yaml, {facts}/t2.yaml"
    assert Batch("work", 3, 5).alone() == [Batch("work", 3, 4), Batch("work", 4, 5)]
