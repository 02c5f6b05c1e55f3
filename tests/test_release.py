"""Releases: the same facts as the same files, counted and described, of which one is the latest."""

import gzip
import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from communique.graph.build.graph import n_quads
from communique.graph.corpus.places import shipped_folder
from communique.graph.errors import FactsError, OutputError
from communique.graph.release import is_release, quads, verify, write_release
from communique.graph.release import part as packing
from communique.graph.release.manifest import DESCRIPTION, NAME, Manifest
from communique.graph.release.source import parts
from communique.graph.release.whole import RELEASES
from disk import write
from releasing import FIRST, SECOND, WHOLE, latest, only_first, release
from running import Run, runner
from shipped import facts, small
from shipped import quads as shipped_quads
from whole import whole

FAULTY = {"f.yaml": "topics: {fish: {lable: Fish}}\n"}
TOPIC = {"f.yaml": "topics: {fish: {label: Fish}}\n"}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, capsys)


# --- parts


@pytest.mark.parametrize("count", [1, 2, 7, 64, 10_000])
def test_the_parts_are_the_graph_and_divide_no_record(count: int) -> None:
    made = [list(blocks) for blocks in parts(shipped_folder(), count)]
    lines = b"".join(block for blocks in made for block in blocks).splitlines()
    assert sorted(lines) == sorted(shipped_quads().splitlines())
    assert all(block.endswith(b"\n") for blocks in made for block in blocks)
    assert len(made) == count if count < 10 else len(made) <= count
    for one, other in pairwise(made):
        assert owner(one[-1].splitlines()[-1]) != owner(other[0].splitlines()[0])


def owner(line: bytes) -> str:
    """Return the record that a line is of, or else its subject."""
    subject = line.decode().partition("> ")[0].removeprefix("<")
    known = (record.iri for record in facts().records.values())
    return next((iri for iri in known if subject == iri or subject.startswith(f"{iri}/")), subject)


def test_parts_are_as_long_as_each_other() -> None:
    sizes = [sum(map(len, blocks)) for blocks in parts(shipped_folder(), 8)]
    assert len(sizes) == 8
    assert max(sizes) < 1.1 * min(sizes)


def test_facts_with_errors_make_no_release(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="unknown key 'lable'"):
        write_release(parts(write(tmp_path / "facts", FAULTY), 1), tmp_path / "out")
    assert not is_release(tmp_path / "out")
    assert list((tmp_path / "out" / RELEASES).iterdir()) == []


# --- what is written


@pytest.mark.parametrize("zipped", [False, True])
def test_a_release_says_what_is_in_it(zipped: bool, tmp_path: Path) -> None:
    folder = release(tmp_path, zipped)
    said = json.loads((folder / NAME).read_bytes())
    ending = ".nq.gz" if zipped else ".nq"
    assert sorted(files(folder)) == [NAME, f"part-0001{ending}", f"part-0002{ending}", DESCRIPTION]
    assert [one["quads"] for one in said["parts"]] == [FIRST.count(b"\n"), SECOND.count(b"\n")]
    assert said["graphs"] == {graph: WHOLE.decode().count(f"<{graph}> .\n") for graph in said["graphs"]}
    assert said["quads"] == WHOLE.count(b"\n") == sum(said["graphs"].values())
    assert said["bases"] == ["https://w3id.org/communique/id/"]
    assert verify(tmp_path).problems == ()


def test_the_latest_release_gives_back_what_was_written(tmp_path: Path) -> None:
    for zipped in (False, True):
        folder = release(tmp_path, zipped)
        assert is_release(tmp_path)
        assert is_release(folder)
        assert b"".join(quads(tmp_path)) == b"".join(quads(folder)) == WHOLE


def test_the_facts_that_use_every_key_are_published_and_sound(tmp_path: Path) -> None:
    found = whole(tmp_path / "facts")
    lines = n_quads(found)
    made = write_release(iter([[lines]]), tmp_path / "out", zipped=True)
    assert verify(tmp_path / "out").problems == ()
    assert made.quads == len(set(ox.parse(lines, format=ox.RdfFormat.N_QUADS)))
    assert list(made.bases) == sorted(dataset.base for dataset in found.datasets)


def test_facts_that_do_not_describe_themselves_are_published(tmp_path: Path) -> None:
    made = write_release(iter([[n_quads(small(tmp_path / "facts", f=TOPIC["f.yaml"]))]]), tmp_path / "out")
    assert made.bases == ("https://w3id.org/communique/id/",)
    assert verify(tmp_path / "out").problems == ()


def test_a_packed_part_bears_neither_time_nor_name(tmp_path: Path) -> None:
    packed = (release(tmp_path, zipped=True) / "part-0001.nq.gz").read_bytes()
    assert packed[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"  # no flags, and no time
    assert gzip.decompress(packed) == FIRST


def test_the_same_facts_are_the_same_bytes_wherever_they_are_published(tmp_path: Path) -> None:
    made = []
    for seed, zone in (("0", "UTC"), ("1", "Pacific/Kiritimati")):
        where = tmp_path / seed
        settings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "COMMUNIQUE_CACHE": "off"}
        command = [sys.executable, "-m", "communique", "build", "--release", str(where), "--parts", "3", "--gzip"]
        subprocess.run(command, cwd=tmp_path, env=settings, check=True, capture_output=True)
        made.append(files(latest(where)) | {"": latest(where).name.encode()})
    assert made[0] == made[1]


def test_the_name_follows_from_the_content_and_not_from_how_it_is_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = release(tmp_path / "one", zipped=True)
    monkeypatch.setattr(packing, "_LEVEL", 1)
    other = release(tmp_path / "other", zipped=True)
    assert one.name == other.name
    assert files(one)["part-0001.nq.gz"] != files(other)["part-0001.nq.gz"]
    assert release(tmp_path / "one", zipped=False).name != one.name
    assert release(tmp_path / "one", True, only_first).name != one.name


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    text = (release(tmp_path) / NAME).read_bytes()
    assert Manifest.from_json(text).to_json() == text


# --- which one is the latest


def test_a_new_release_stands_beside_the_old_one(tmp_path: Path) -> None:
    old, new = release(tmp_path), release(tmp_path, content=only_first)
    assert latest(tmp_path) == new
    assert b"".join(quads(tmp_path)) == FIRST
    assert b"".join(quads(old)) == WHOLE


def test_the_same_release_again_leaves_its_files_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[tuple[int, int]]:
        return [(path.stat().st_ino, path.stat().st_mtime_ns) for path in sorted(folder.iterdir())]

    folder = release(tmp_path, zipped=True)
    before = told()
    release(tmp_path, content=only_first)
    monkeypatch.setattr(packing, "_LEVEL", 1)  # as another zlib might pack it
    assert release(tmp_path, zipped=True) == folder == latest(tmp_path)
    assert told() == before


@pytest.mark.parametrize("name", ["part-0002.nq", NAME, DESCRIPTION])
def test_a_damaged_release_is_mended_by_publishing_it_again(name: str, tmp_path: Path) -> None:
    folder = release(tmp_path)
    before = files(folder)
    content = before[name]
    for damaged in (content[:-9] + b"\x00" + content[-8:], content[:-20], None):
        (folder / name).unlink() if damaged is None else (folder / name).write_bytes(damaged)
        assert release(tmp_path) == folder
        assert files(folder) == before
    assert os.listdir(tmp_path / RELEASES) == [folder.name]


@pytest.mark.parametrize("content", ["file", "folder"])
def test_what_is_no_folder_of_releases_is_left_alone(content: str, tmp_path: Path) -> None:
    where = tmp_path / "out"
    where.write_bytes(b"") if content == "file" else write(where, {"thesis.txt": "precious"})
    with pytest.raises(OutputError, match="this is no folder of releases; choose a new or an empty folder"):
        release(where)
    assert where.is_file() or os.listdir(where) == ["thesis.txt"]


# --- the commands


def test_a_release_is_published_and_checked_by_the_commands(run: Run, tmp_path: Path) -> None:
    done = run("build", "--release", "out", "--parts", 3, "--gzip")
    name, count = latest(tmp_path / "out").name, len(shipped_quads().splitlines())
    assert done == (0, "", f"{count:,} quads in 3 parts published as out/releases/{name}\n")
    for where in ("out", f"out/releases/{name}"):
        shown = run("verify", where)
        assert shown.code == 0
        assert shown.out.startswith(f"Release {name} is whole: {count:,} quads in 3 parts of ")
        assert shown.out.count("\n") == 4


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["-o", "graph.nq", "--release", "out"],
        ["-o", "graph.nq", "--parts", "2"],
        ["-o", "graph.nq", "--gzip"],
        ["--release", "out", "--parts", "0"],
        ["--release", "out", "--parts", "10001"],
        ["--release", "out", "--aligned"],
    ],
)
def test_options_that_do_not_go_together_are_refused(options: list[str], run: Run, tmp_path: Path) -> None:
    assert run("build", *options).code == 2
    assert os.listdir(tmp_path) == []


def test_paths_of_this_machine_load_nothing_that_reads_storage(tmp_path: Path) -> None:
    text = """import sys
from communique.cli import main
for line in ("build --release out", "verify out", "ask vetoes", "build -o graph.nq"):
    sys.argv = ["communique", *line.split()]
    try:
        main()
    except SystemExit as ended:
        assert not ended.code, line
assert "fsspec" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", text], cwd=tmp_path, check=True, capture_output=True)
