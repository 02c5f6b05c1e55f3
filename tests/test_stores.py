"""The cache of stores on disk: never old, halved or somebody else's, whoever runs at the same time or is killed."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pyoxigraph as ox
import pytest

from communique.graph.api import load
from communique.graph.build import home, stores
from communique.graph.build.generation import Look, look
from communique.graph.build.graph import n_quads
from communique.graph.check import check
from communique.graph.compile import change as changes
from communique.graph.compile import parts
from communique.graph.compile.parts import UnsoundError
from communique.graph.corpus.places import named_as
from communique.graph.errors import FactsError, OutputError, ParameterError
from disk import write

CAST = "actors:\n  {id}: {{kind: state, label: {label}}}\n"
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where graphs are kept; never the one of whoever runs the tests."""
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(home, "package", lambda: "as it is")  # whoever edits it meanwhile
    return tmp_path / "cache"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Facts of eight files, each an actor, written long ago."""
    folder = write(
        tmp_path / "facts", {f"{name}.yaml": CAST.format(id=name, label=name.title()) for name in "abcdefgh"}
    )
    for path in folder.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return folder


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Say how many files were compiled, each time that facts were built anew or changed."""
    counts: list[int] = []
    anew, change = parts.read_all, changes.change

    def counted_anew(*given: object, **named: object) -> object:
        corpus = anew(*given, **named)  # type: ignore[arg-type]
        counts.append(len(corpus.entries))
        return corpus

    def counted_change(old: object, new: object) -> object:
        counts.append(-1)
        return change(old, new)  # type: ignore[arg-type]

    monkeypatch.setattr(stores, "read_all", counted_anew)
    monkeypatch.setattr(stores, "change", counted_change)
    return counts


def kept(folder: Path) -> Path:
    found = stores.kept(folder)
    assert found is not None
    return found


def holds(store: Path, folder: Path) -> bool:
    """Say whether a store holds the graph of a folder of facts, and nothing else."""
    wanted = ox.Store()
    wanted.bulk_load(n_quads(check(folder)[0]), format=ox.RdfFormat.N_QUADS)
    return set(ox.Store.read_only(str(store))) == set(wanted)


def generations(place: Path) -> list[Path]:
    return sorted(place.glob("stores/*/[0-9]*"))


# --- nothing changed


def test_a_store_is_built_once(facts: Path, compiled: list[int]) -> None:
    first = kept(facts)
    assert holds(first, facts)
    assert {path.name for path in first.parent.iterdir()} == {"index", "lock", "seal", "store", "units"}
    assert [kept(facts), kept(facts)] == [first, first]
    assert compiled == [8]


def test_a_file_that_is_saved_as_it_was_changes_nothing(facts: Path, compiled: list[int]) -> None:
    first = kept(facts)
    (facts / "a.yaml").write_text((facts / "a.yaml").read_text())
    assert kept(facts) == first
    assert compiled == [8]


def test_what_was_saved_in_the_last_moment_is_read_again(facts: Path) -> None:
    """A file may be saved twice within one tick of the clock, with the same size."""
    now = time.time_ns()
    os.utime(facts / "a.yaml", ns=(now, now))
    first = kept(facts)
    with (facts / "a.yaml").open("r+") as file:
        file.write((facts / "a.yaml").read_text().replace("label: A", "label: Z"))
    os.utime(facts / "a.yaml", ns=(now, now))
    second = kept(facts)
    assert second != first
    assert holds(second, facts)


def test_a_folder_is_the_same_however_it_is_named(
    facts: Path, compiled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(facts.parent)
    first = kept(Path("facts"))
    monkeypatch.chdir("/")
    assert kept(facts) == kept(facts / ".." / "facts") == first
    assert compiled == [8]


def test_a_store_that_is_opened_again_and_again_is_held_once(facts: Path) -> None:
    kept(facts)
    count = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        kept(facts)
    assert len(os.listdir("/proc/self/fd")) == count


def test_another_version_of_the_engine_builds_anew(
    facts: Path, compiled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(facts)
    monkeypatch.setattr(ox, "__version__", "99")
    kept(facts)
    assert compiled == [8, 8]


def test_what_was_fetched_is_not_kept(facts: Path) -> None:
    with named_as(facts, "s3://bucket/facts"):
        assert stores.kept(facts) is None


# --- something changed


@pytest.mark.parametrize("change", ["changed", "added", "removed", "renamed"])
def test_a_change_of_one_file_changes_the_store_and_builds_nothing_anew(
    change: str, facts: Path, compiled: list[int]
) -> None:
    first = kept(facts)
    match change:
        case "changed":
            (facts / "a.yaml").write_text(CAST.format(id="a", label="Another"))
        case "added":
            (facts / "z.yaml").write_text(CAST.format(id="z", label="New"))
        case "removed":
            (facts / "h.yaml").unlink()
        case "renamed":
            (facts / "h.yaml").rename(facts / "i.yaml")
    second = kept(facts)
    assert second != first
    assert holds(second, facts)
    assert compiled == [8, -1]


def test_a_text_with_a_line_end_of_another_kind_changes_like_any_other(facts: Path, compiled: list[int]) -> None:
    for label in (r'"One\u2028two"', r'"One\u2028three\x85four"'):
        (facts / "a.yaml").write_text(CAST.format(id="a", label=label))
        assert holds(kept(facts), facts)
    assert compiled == [8, -1]


def test_a_change_of_what_is_extended_changes_the_store(facts: Path, tmp_path: Path, compiled: list[int]) -> None:
    folder = tmp_path / "more"
    write(
        folder,
        {"dataset.yaml": "title: More\nlicence: CC0-1.0\nextends: ../facts\n", "t.yaml": "topics: {t: {label: T}}\n"},
    )
    first = kept(folder)
    (facts / "a.yaml").write_text(CAST.format(id="a", label="Another"))
    assert kept(folder) != first
    assert holds(kept(folder), folder)
    assert compiled == [9, -1]


def test_back_to_what_was_finds_what_was(facts: Path, compiled: list[int]) -> None:
    first, text = kept(facts), (facts / "a.yaml").read_text()
    (facts / "a.yaml").write_text(CAST.format(id="a", label="Another"))
    kept(facts)
    (facts / "a.yaml").write_text(text)
    assert kept(facts) == first
    assert compiled == [8, -1]


def test_another_description_builds_anew(facts: Path, compiled: list[int]) -> None:
    kept(facts)
    (facts / "dataset.yaml").write_text("title: Another\nlicence: CC0-1.0\nbase: https://example.org/x/\n")
    assert holds(kept(facts), facts)
    assert compiled == [8, 8]


def test_a_change_of_most_files_builds_anew(facts: Path, compiled: list[int]) -> None:
    kept(facts)
    for name in "abcdef":
        (facts / f"{name}.yaml").write_text(CAST.format(id=name, label="Another"))
    assert holds(kept(facts), facts)
    assert compiled == [8, 8]


def test_unsound_facts_leave_nothing_and_what_was_stays(facts: Path, place: Path) -> None:
    first, text = kept(facts), (facts / "a.yaml").read_text()
    for wrong in (
        text + "  Not an id: {kind: state, label: X}\n",
        text.replace("state", "stat"),
        text.replace("a:", "b:"),
    ):
        (facts / "a.yaml").write_text(wrong)
        with pytest.raises(UnsoundError):
            kept(facts)
    assert [one / "store" for one in generations(place)] == [first]
    assert list(place.glob("stores/*/.*")) == []


# --- damage


def spoil(path: Path) -> None:
    """Turn one byte in the middle of a file round."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def damaged(first: Path) -> Iterator[Path]:
    yield first.parent / "seal"
    yield from (path for path in first.iterdir() if path.stat().st_size and not path.name.startswith("LO"))


def test_a_damaged_store_is_noticed_and_built_anew(facts: Path, compiled: list[int]) -> None:
    count = len(list(damaged(kept(facts))))
    for number in range(count):
        first = kept(facts)
        spoil(list(damaged(first))[number])
        second = kept(facts)
        assert second != first
        assert holds(second, facts)
    assert compiled == [8] * (count + 1)


@pytest.mark.parametrize("name", ["units", "index"])
def test_a_change_is_not_built_on_what_is_damaged(name: str, facts: Path, compiled: list[int]) -> None:
    (kept(facts).parent / name).write_bytes(b"something else")
    (facts / "a.yaml").write_text(CAST.format(id="a", label="Another"))
    assert holds(kept(facts), facts)
    assert compiled[-1] == 8


@pytest.mark.parametrize("name", ["store/CURRENT", "seal", "units", "index", "lock"])
def test_a_file_that_is_gone_is_noticed(name: str, facts: Path) -> None:
    (kept(facts).parent / name).unlink()
    (facts / "a.yaml").write_text(CAST.format(id="a", label="Another"))
    assert holds(kept(facts), facts)


# --- who else is there

BUILD = """
import pathlib, sys, time
from communique.graph.build import home, stores
home.package = lambda: "as it is"
def slow(*given):
    print("here", flush=True)
    time.sleep(60)
{before}
print(stores.kept(pathlib.Path(sys.argv[1])), flush=True)
{after}
"""


def started(facts: Path, before: str = "", after: str = "") -> subprocess.Popen[str]:
    code = BUILD.format(before=before, after=after)
    return subprocess.Popen([sys.executable, "-c", code, str(facts)], -1, None, PIPE, PIPE, text=True)


def test_two_runs_at_once_both_have_a_whole_store(facts: Path) -> None:
    runs = [started(facts) for _ in range(2)]
    for run in runs:
        path, _ = run.communicate(timeout=60)
        assert run.returncode == 0
        assert holds(Path(path.strip()), facts)


def test_a_killed_run_leaves_nothing_that_counts_and_the_next_removes_it(facts: Path, place: Path) -> None:
    run = started(facts, before="stores.seal = slow")
    assert run.stdout
    assert run.stdout.readline() == "here\n"
    assert holds(kept(facts), facts)
    (theirs,) = place.glob("stores/*/.new-*")  # whoever works on it is left alone
    run.send_signal(signal.SIGKILL)
    run.communicate()
    assert theirs.exists()
    (facts / "a.yaml").write_text(CAST.format(id="a", label="Another"))
    assert holds(kept(facts), facts)
    assert not theirs.exists()


def test_what_one_run_builds_another_reads_at_once(facts: Path, compiled: list[int]) -> None:
    builder = started(facts, after="sys.stdin.read()")
    assert builder.stdout
    built = Path(builder.stdout.readline().strip())
    assert kept(facts) == built
    assert compiled == []
    builder.communicate()


@pytest.mark.parametrize("who", ["built it", "found it"])
def test_a_store_that_somebody_reads_stays_and_older_ones_go(who: str, facts: Path, place: Path) -> None:
    if who == "found it":
        started(facts).communicate(timeout=60)
    reader = started(facts, after="sys.stdin.read()")
    assert reader.stdout
    read = Path(reader.stdout.readline().strip())
    for number in range(3):
        (facts / "a.yaml").write_text(CAST.format(id="a", label=f"State {number}"))
        started(facts).communicate(timeout=60)
    assert read.parent in generations(place)
    assert len(generations(place)) == home.GENERATIONS + 1
    reader.communicate()


def test_few_stores_are_kept(place: Path, tmp_path: Path) -> None:
    for number in range(home.HOMES + 2):
        folder = write(tmp_path / f"facts-{number}", {"a.yaml": CAST.format(id="a", label="A")})
        run = started(folder)
        run.communicate(timeout=60)
    assert len(list(place.glob("stores/*"))) == home.HOMES


# --- what cannot be kept


def test_a_full_disk_is_told_and_leaves_nothing(facts: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(stores, "seal", full)
    with pytest.raises(OutputError, match=r"cannot keep the graph \(No space left on device\); free some space"):
        kept(facts)
    assert generations(place) == []
    assert list(place.glob("stores/*/.*")) == []


def test_a_file_that_goes_meanwhile_makes_no_store(facts: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def looking(folders: list[str]) -> Look:
        found = look(folders)
        (facts / "a.yaml").unlink()
        return found

    monkeypatch.setattr(stores, "look", looking)
    with pytest.raises(UnsoundError):
        kept(facts)
    assert generations(place) == []


def test_where_the_cache_cannot_be_written_large_facts_are_in_memory(
    facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.graph.build.cache.LARGE", 100)
    (tmp_path / "file").touch()
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path / "file"))
    assert not on_disk(load(facts, workers=1))
    with pytest.raises(OutputError, match="cannot keep the graph"):
        load(facts, workers=1, store="disk")


def test_where_nothing_may_be_kept_there_is_no_store(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_CACHE", "off")
    assert stores.kept(facts) is None


# --- in memory or on disk


def test_large_facts_are_on_disk_and_others_in_memory(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not on_disk(load(facts))
    monkeypatch.setattr("communique.graph.build.cache.LARGE", 100)
    assert on_disk(load(facts, workers=1))


def test_where_no_query_to_a_store_on_disk_can_be_limited_facts_are_in_memory(
    facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.graph.build.cache.LARGE", 100)
    monkeypatch.setattr("sys.platform", "darwin")
    assert not on_disk(load(facts, workers=1))
    assert on_disk(load(facts, store="disk", workers=1))


def test_where_a_graph_is_can_be_said(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_disk(load(facts, store="disk", workers=1))
    monkeypatch.setenv("COMMUNIQUE_STORE", "disk")
    assert on_disk(load(facts, workers=1))
    assert not on_disk(load(facts, store="memory"))
    monkeypatch.setattr("communique.graph.build.cache.LARGE", 100)
    large = load(facts, store="memory", workers=1)
    assert not on_disk(large)
    assert large.show("a") == load(facts, store="disk", workers=1).show("a")


def test_an_unknown_place_is_refused(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_STORE", "disc")
    with pytest.raises(ParameterError, match="'disc' is no place for a graph; did you mean 'disk'"):
        load(facts)


def test_a_store_on_disk_needs_a_cache(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_CACHE", "off")
    with pytest.raises(ParameterError, match="COMMUNIQUE_CACHE is off"):
        load(facts, store="disk", workers=1)


@pytest.mark.parametrize("store", ["memory", "disk"])
def test_unsound_facts_are_told_with_every_problem(store: str, facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.graph.build.cache.LARGE", 100)
    monkeypatch.setenv("COMMUNIQUE_STORE", store)
    for name in "ab":
        (facts / f"{name}.yaml").write_text(CAST.format(id=name, label="[]"))
    with pytest.raises(FactsError) as raised:
        load(facts, workers=1)
    assert [Path(problem.file).name for problem in raised.value.problems] == ["a.yaml", "b.yaml"]


def on_disk(graph: object) -> bool:
    return bool(graph.store.on_disk)  # type: ignore[attr-defined]
