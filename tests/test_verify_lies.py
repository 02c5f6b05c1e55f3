"""Releases that lie: nothing that a release says is believed before it is proved, and nothing leads out of it."""

import gzip
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communique.graph.release.manifest import DESCRIPTION, NAME, content_of
from communique.graph.schema.names import FACTS_GRAPH
from releasing import FIRST, SECOND, Said, change, line, problems, refused, release

ONE, TWO = "part-0001.nq", "part-0002.nq"


# --- a manifest that lies


def lying(tmp_path: Path, how: Callable[[Said], Any]) -> list[str]:
    return problems(change(release(tmp_path), how))


def setting(*way: str | int, to: object) -> Callable[[Said], None]:
    def change(said: Said) -> None:
        inner: Any = said
        for step in way[:-1]:
            inner = inner[step]
        inner[way[-1]] = to

    return change


@pytest.mark.parametrize(
    "name",
    [
        "../part-0001.nq",
        "/etc/passwd",
        "part-0001.nq/../../x",
        "..",
        "",
        "part-0001.nq\n",
        "part-0002.nq",
        "PART-0001.nq",
    ],
)
def test_a_part_has_one_name_only(name: str, tmp_path: Path) -> None:
    (told,) = lying(tmp_path, setting("parts", 0, "name", to=name))
    assert told.startswith(f"{NAME}: this is no manifest (")


@pytest.mark.parametrize("value", [None, "5", 5.0, 1e300, -1, True, 2**53, 10**400, [], {}])
@pytest.mark.parametrize("way", [("parts", 0, "quads"), ("parts", 0, "file", "bytes"), ("quads",), ("format",)])
def test_a_number_is_a_number(way: tuple[str | int, ...], value: object, tmp_path: Path) -> None:
    (told,) = lying(tmp_path, setting(*way, to=value))
    assert told.startswith(f"{NAME}: this is no manifest (")
    assert len(told) < 500


@pytest.mark.parametrize("way", [("parts",), ("graphs",), ("bases",), ("description",), ("parts", 0)])
@pytest.mark.parametrize("value", [None, 5, "x", [[]], {"a": []}])
def test_a_thing_of_another_kind_is_refused(way: tuple[str | int, ...], value: object, tmp_path: Path) -> None:
    told = lying(tmp_path, setting(*way, to=value))
    assert told[0].startswith(f"{NAME}: this is no manifest (")


@pytest.mark.parametrize(
    "text", [b"[" * 100_000, b"null", b"[]", b"\xff", b'{"format": 2}', b"9" * 10_000, b" " * 10_000_001]
)
def test_a_text_that_is_no_manifest_is_refused(text: bytes, tmp_path: Path) -> None:
    folder = release(tmp_path)
    (folder / NAME).write_bytes(text)
    (told,) = problems(tmp_path)
    assert told.startswith(f"{NAME}: ")
    assert ("a later version" in told) == (b"format" in text)


def test_counts_that_are_not_those_of_the_parts_are_told(tmp_path: Path) -> None:
    def moved(said: Said) -> None:
        said["parts"][0]["quads"] -= 1
        said["parts"][1]["quads"] += 1

    first, second = FIRST.count(b"\n"), SECOND.count(b"\n")
    assert lying(tmp_path / "one", moved) == [
        f"{ONE}: it has {first} quads, and the manifest says {first - 1}",
        f"{TWO}: it has {second} quads, and the manifest says {second + 1}",
    ]
    renamed = "http://example.org/> . <x"
    told = lying(tmp_path / "two", lambda said: said["graphs"].update({renamed: said["graphs"].pop(FACTS_GRAPH)}))
    assert [one.partition(" has ")[0] for one in told] == [f"{NAME}: {renamed}", f"{NAME}: {FACTS_GRAPH}"]
    told = lying(tmp_path / "three", setting("bases", to=["http://example.org/"]))
    assert told == [
        f"{NAME}: the bases of the data sets in the parts are https://w3id.org/communique/id/, and others here"
    ]


def replaced(folder: Path, part: int, content: bytes, name: str = "", plain: bytes | None = None) -> Path:
    """Put something else into a part, and let the manifest say of it what is true."""

    def how(said: Said) -> None:
        one = said["parts"][part]
        (folder / one["name"]).write_bytes(content)
        for key, bytes_ in (("file", content), ("content", content if plain is None else plain)):
            one[key] = {"bytes": len(bytes_), "sha256": content_of(bytes_).sha256}

    return change(folder, how)


def test_a_part_that_is_no_n_quads_is_told_though_its_hash_is_right(tmp_path: Path) -> None:
    for number, content in enumerate([b"<a> <b> .\n", SECOND[:-4], b"\x00" * 100, b'<x:a> <x:b> "\xff" .\n']):
        folder = replaced(release(tmp_path / str(number)), 1, content)
        (told,) = problems(folder)
        assert told.startswith(f"{TWO}: it is no N-Quads (")


def test_quads_of_no_graph_of_ours_are_told(tmp_path: Path) -> None:
    without = SECOND.replace(f" <{FACTS_GRAPH}>".encode(), b"")
    told = problems(replaced(release(tmp_path), 1, without))
    assert f"{NAME}: the graph without name has 2 quads in the parts, and 0 here" in told


def test_a_description_of_something_else_is_told_though_its_hash_is_right(tmp_path: Path) -> None:
    def how(said: Said) -> None:
        text = (folder / DESCRIPTION).read_bytes().replace(b"void:triples 1 .", b"void:triples 7 .", 1)
        (folder / DESCRIPTION).write_bytes(text)
        said["description"] = {"bytes": len(text), "sha256": content_of(text).sha256}

    folder = release(tmp_path)
    one, other = problems(change(folder, how))
    assert one.startswith(f"{DESCRIPTION}: the parts do not say so: <release:#")
    assert '"7"^^' in one
    assert other.startswith(f"{DESCRIPTION}: it does not say: <release:#")
    assert '"1"^^' in other


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
@pytest.mark.parametrize("kind", ["link", "pipe", "device"])
@pytest.mark.parametrize("name", [ONE, NAME, DESCRIPTION])
def test_what_is_no_plain_file_is_not_opened(kind: str, name: str, tmp_path: Path) -> None:
    folder = release(tmp_path / "out")
    (folder / name).rename(tmp_path / name)
    if kind == "pipe":
        os.mkfifo(folder / name)
    else:
        (folder / name).symlink_to(tmp_path / name if kind == "link" else "/dev/zero")
    assert problems(tmp_path / "out") == [f"{name}: there is no such file"]
    assert refused(tmp_path / "out") == (name != DESCRIPTION)


# --- bombs


def test_a_part_that_unpacks_to_more_than_is_said_is_left_at_that(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\n" * 100_000_000, 9, mtime=0)
    folder = release(tmp_path, zipped=True)
    folder = replaced(folder, 0, bomb, plain=FIRST)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    assert problems(folder) == [
        f"{ONE}.gz: it unpacks to more than the {len(FIRST):,} bytes that the manifest tells of"
    ]
    assert refused(folder)
    assert time.process_time() - start < 0.5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


def test_no_part_is_said_to_hold_more_than_it_can(tmp_path: Path) -> None:
    folder = change(release(tmp_path, zipped=True), setting("parts", 0, "content", "bytes", to=2**52))
    (told,) = problems(folder)
    assert "cannot hold the 4,503,599,627,370,496 that the manifest tells of" in told


@pytest.mark.parametrize(
    ("packed", "told"),
    [
        (gzip.compress(FIRST, mtime=0)[:-4], "what is packed breaks off"),
        (gzip.compress(FIRST, mtime=0) * 2, "something follows what is packed"),
        (gzip.compress(FIRST, mtime=0) + b"x", "something follows what is packed"),
        (FIRST, "it cannot be unpacked (Error -3 while decompressing data: incorrect header check)"),
        (b"\x1f", "what is packed breaks off"),
    ],
    ids=["cut", "twice", "more", "plain", "begun"],
)
def test_what_is_no_gzip_is_told(packed: bytes, told: str, tmp_path: Path) -> None:
    folder = replaced(release(tmp_path, zipped=True), 0, packed, plain=FIRST if len(packed) > 1 else b"")
    assert problems(folder) == [f"{ONE}.gz: {told}"]


def test_a_part_of_endless_properties_is_left_at_that(tmp_path: Path) -> None:
    content = b"".join(line("fish", f"http://example.org/{number}", '"x"') for number in range(100_001))
    folder = replaced(release(tmp_path), 0, content)
    assert problems(folder) == [
        f"{name}: with it there are more properties and classes than in any graph of ours" for name in (ONE, TWO)
    ]
