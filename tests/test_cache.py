"""The cache of built graphs: asking twice builds once, and no answer is ever old, halved or somebody else's."""

import errno
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from communique.graph.api import load
from communique.graph.build import cache
from communique.graph.build.cache import KEPT, kept
from communique.graph.corpus.places import fact_files
from communique.graph.errors import FactsError
from disk import write
from whole import whole

FISH = "topics: {fish: {label: Fish}}\n"
QUADS = b'<a:s> <a:p> "o" <a:g> .\n'


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where graphs are kept; never the one of whoever runs the tests."""
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


class Maker:
    """Make a graph, and count how often."""

    def __init__(self, quads: bytes = QUADS) -> None:
        self.quads, self.made = quads, 0

    def __call__(self) -> bytes:
        self.made += 1
        return self.quads


def files(folder: Path, **texts: str) -> list[Path]:
    return fact_files(write(folder, {f"{name}.yaml": text for name, text in texts.items()}))


# --- a hit


def test_a_graph_is_made_once(tmp_path: Path) -> None:
    make, paths = Maker(), files(tmp_path / "facts", f=FISH)
    assert [kept(paths, make) for _ in range(3)] == [QUADS] * 3
    assert make.made == 1


def test_loading_twice_reads_the_facts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "facts", {"f.yaml": FISH})
    first = load(tmp_path / "facts")
    monkeypatch.setattr("communique.graph.api.check", None)
    assert load(tmp_path / "facts").show("fish") == first.show("fish")


def test_the_folder_may_move(tmp_path: Path) -> None:
    make = Maker()
    for name in ("here", "there"):
        kept(files(tmp_path / name, f=FISH), make)
    assert make.made == 1


# --- what is old or damaged is made anew


@pytest.mark.parametrize(
    "changed", [{"f": FISH + "\n"}, {"f": FISH, "g": FISH}, {"g": FISH}, {"f": FISH.replace("Fish", "Eels")}]
)
def test_changed_facts_are_built_anew(changed: dict[str, str], tmp_path: Path) -> None:
    make = Maker()
    kept(files(tmp_path / "old", f=FISH), make)
    kept(files(tmp_path / "new", **changed), make)
    assert make.made == 2


def test_facts_that_move_from_file_to_file_are_built_anew(tmp_path: Path) -> None:
    make = Maker()
    kept(files(tmp_path / "one", a=FISH, b="places: {}\n"), make)
    kept(files(tmp_path / "other", a=FISH + "places: {}\n", b=""), make)
    assert make.made == 2


def test_another_state_of_the_package_builds_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, paths = Maker(), files(tmp_path / "facts", f=FISH)
    kept(paths, make)
    monkeypatch.setattr(cache, "package", lambda: "another")
    kept(paths, make)
    assert make.made == 2


def flipped(raw: bytes) -> bytes:
    return raw[:-5] + bytes([raw[-5] ^ 1]) + raw[-4:]


@pytest.mark.parametrize(
    "damage",
    [flipped, lambda raw: raw[:-1], lambda raw: b"", lambda raw: raw + b"\n", lambda raw: raw.partition(b"\n")[2]],
    ids=["a flipped bit", "cut short", "emptied", "longer", "without its hash"],
)
def test_a_damaged_graph_is_built_anew_and_mended(
    damage: Callable[[bytes], bytes], tmp_path: Path, place: Path
) -> None:
    make, paths = Maker(), files(tmp_path / "facts", f=FISH)
    kept(paths, make)
    (path,) = place.glob("*.nq")
    path.write_bytes(damage(path.read_bytes()))
    assert [kept(paths, make) for _ in range(2)] == [QUADS] * 2
    assert make.made == 2


def test_facts_that_are_not_sound_are_never_kept(tmp_path: Path, place: Path) -> None:
    write(tmp_path / "facts", {"f.yaml": "topics: {fish: {lable: Fish}}\n"})
    for _ in range(2):
        with pytest.raises(FactsError, match="unknown key 'lable'"):
            load(tmp_path / "facts")
    assert not place.exists()


def test_facts_that_extend_others_are_not_kept(tmp_path: Path, place: Path) -> None:
    whole(tmp_path / "facts")
    load(tmp_path / "facts" / "harbour")
    assert not place.exists()


def test_what_is_proved_against_source_texts_is_not_kept(tmp_path: Path, place: Path) -> None:
    write(tmp_path / "facts", {"f.yaml": FISH})
    load(tmp_path / "facts", tmp_path)
    assert not place.exists()


# --- where


def test_off_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_CACHE", "off")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    make, paths = Maker(), files(tmp_path / "facts", f=FISH)
    assert [kept(paths, make) for _ in range(2)] == [QUADS] * 2
    assert make.made == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["facts"]


@pytest.mark.parametrize(
    ("settings", "folder"),
    [
        ({"XDG_CACHE_HOME": "xdg", "HOME": "home"}, "xdg/communique"),
        ({"XDG_CACHE_HOME": "", "HOME": "home"}, "home/.cache/communique"),
    ],
)
def test_graphs_are_kept_where_the_platform_keeps_caches(
    settings: dict[str, str], folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMMUNIQUE_CACHE")
    for name, value in settings.items():
        monkeypatch.setenv(name, str(tmp_path / value) if value else "")
    kept(files(tmp_path / "facts", f=FISH), Maker())
    assert len(list((tmp_path / folder).glob("*.nq"))) == 1


def test_without_a_home_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COMMUNIQUE_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    assert kept(files(tmp_path / "facts", f=FISH), Maker()) == QUADS


def test_a_place_that_cannot_be_written_to_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path / "file" / "below"))
    assert kept(files(tmp_path / "facts", f=FISH), Maker()) == QUADS


@pytest.mark.parametrize("step", ["fdopen", "replace"])
def test_a_full_disk_is_no_error_and_leaves_nothing(
    step: str, tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    paths = files(tmp_path / "facts", f=FISH)
    with monkeypatch.context() as disk:
        disk.setattr(os, step, full)
        assert kept(paths, Maker()) == QUADS
    assert list(place.iterdir()) == []


def test_a_killed_run_leaves_a_file_that_is_never_read(tmp_path: Path, place: Path) -> None:
    place.mkdir()
    handle, _ = tempfile.mkstemp(dir=place, prefix=".")
    os.close(handle)
    make, paths = Maker(), files(tmp_path / "facts", f=FISH)
    assert [kept(paths, make) for _ in range(2)] == [QUADS] * 2
    assert make.made == 1


# --- how many, and how many at once


def test_only_the_last_graphs_are_kept(tmp_path: Path, place: Path) -> None:
    for number in range(KEPT + 3):
        kept(files(tmp_path / str(number), f=FISH + "\n" * number), Maker())
    assert len(list(place.iterdir())) == KEPT


def test_many_may_keep_the_same_graph_at_once(tmp_path: Path, place: Path) -> None:
    paths, large = files(tmp_path / "facts", f=FISH), Maker(QUADS * 10_000)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: kept(paths, large), range(32)))
    assert set(found) == {large.quads}
    assert [path.suffix for path in place.iterdir()] == [".nq"]


def test_a_file_of_facts_that_goes_away_is_no_error(tmp_path: Path) -> None:
    assert kept([tmp_path / "gone.yaml"], Maker()) == QUADS
