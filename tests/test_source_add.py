"""A source text is recorded with its sha256 and what is said of it, and nothing that nobody said."""

import hashlib
import os
from pathlib import Path

import pytest

from communique.graph.api import check
from communique.graph.corpus.facts import Record
from communique.graph.curate.source import add_source, source_text
from communique.graph.errors import OutputError
from communique.graph.evidence import LIMIT
from disk import write
from running import Run, runner

TEXT = "The harbour\n\n“No ship sails,” said the master.\r\n"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "facts").mkdir()
    return write(tmp_path / "texts", {"deep/The harbour.txt": TEXT})


def test_a_text_is_known_by_its_place_its_sha256_and_its_paragraphs(texts: Path) -> None:
    found = source_text(texts / "deep" / "The harbour.txt", texts)
    assert (found.file, found.sha256, found.paragraphs) == ("deep/The harbour.txt", SHA256, 2)
    assert source_text(Path("deep/The harbour.txt"), texts) == found


def test_only_what_is_known_is_written(texts: Path, run: Run) -> None:
    facts = texts.parent / "facts"
    done = run("source", "add", texts / "deep" / "The harbour.txt", "--sources", texts, "--facts", facts)
    assert (done.code, done.out) == (0, "")
    assert "Inserted at" in done.err
    assert "the-harbour has 2 paragraphs" in done.err
    found, _ = check(facts, texts)
    assert found.errors == []
    assert found.records["the-harbour"].data == {"file": "deep/The harbour.txt", "sha256": SHA256}


def test_what_is_given_is_written_too(texts: Path, run: Run) -> None:
    given = [
        *["--publisher", "No", "--published", "2018", "--language", "en", "--author", "A", "--author", "B"],
        "--title",
        "No: ship sails",
    ]
    facts = texts.parent / "facts"
    run("source", "add", "deep/The harbour.txt", "--sources", texts, "--facts", facts, "--id", "gazette", *given)
    found, _ = check(facts, texts)
    assert found.errors == []
    assert found.records["gazette"].data == {
        "title": "No: ship sails",
        "publisher": "No",
        "author": ["A", "B"],
        "published": 2018,
        "language": "en",
        "file": "deep/The harbour.txt",
        "sha256": SHA256,
    }


def test_a_dry_run_shows_the_record_and_writes_nothing(texts: Path, run: Run) -> None:
    facts = texts.parent / "facts"
    done = run("source", "add", "deep/The harbour.txt", "--sources", texts, "--facts", facts, "--dry-run")
    assert (done.code, list(facts.iterdir())) == (0, [])
    assert f"+    sha256: {SHA256}" in done.out.splitlines()


def test_the_record_stands_where_it_is_wanted_beside_what_is_there(texts: Path, run: Run) -> None:
    facts = write(texts.parent / "facts", {"a.yaml": "# kept\ntopics:\n  quay: {label: The quay}  # kept too\n"})
    for option in ("--to", "--into"):
        (texts / "deep" / f"{option}.txt").write_text(option, encoding="utf-8")
        done = run("source", "add", f"deep/{option}.txt", "--sources", texts, "--facts", facts, option, "a.yaml")
        assert done.code == 0
    text = (facts / "a.yaml").read_text(encoding="utf-8")
    assert "# kept\ntopics:\n  quay: {label: The quay}  # kept too\n" in text
    assert text.count("sha256:") == 2


def test_a_text_that_is_recorded_is_left_alone(texts: Path, run: Run) -> None:
    facts = texts.parent / "facts"
    first = add_source(Path("deep/The harbour.txt"), texts, facts)
    assert not isinstance(first, Record)
    before = (facts / "sources.yaml").read_bytes()
    write(texts, {"again.txt": TEXT})
    done = run("source", "add", "again.txt", "--sources", texts, "--facts", facts)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("Nothing to do: the-harbour, in ")
    assert (facts / "sources.yaml").read_bytes() == before
    again = add_source(Path("again.txt"), texts, facts)
    assert isinstance(again, Record)
    assert again.id == "the-harbour"


def test_a_text_that_has_changed_is_no_new_source(texts: Path, run: Run) -> None:
    facts = texts.parent / "facts"
    add_source(Path("deep/The harbour.txt"), texts, facts)
    write(texts, {"deep/The harbour.txt": TEXT + "More.\n"})
    done = run("source", "add", "deep/The harbour.txt", "--sources", texts, "--facts", facts)
    assert done.code == 1
    assert "the-harbour has this file, with another sha256" in done.err


def test_ids_are_not_taken_twice(texts: Path) -> None:
    facts = texts.parent / "facts"
    write(texts, {"the-harbour.txt": "Another text."})
    for name in ("deep/The harbour.txt", "the-harbour.txt"):
        add_source(Path(name), texts, facts)
    found, _ = check(facts, texts)
    assert found.errors == []
    assert sorted(found.records) == ["the-harbour", "the-harbour-2"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("gone.txt", "there is no such file"),
        ("../outside.txt", "the text lies outside the folder of source texts"),
        ("/etc/hostname", "the text lies outside the folder of source texts"),
        ("link.txt", "the file is a link out of the folder of source texts"),
        ("pipe.txt", "this is no regular file of at most 20 MB"),
        ("deep", "this is no regular file of at most 20 MB"),
        ("large.txt", "this is no regular file of at most 20 MB"),
        ("latin.txt", "the text is not UTF-8"),
        ("empty.txt", "the text is empty"),
        ("blank.txt", "the text is empty"),
        ("a:b.txt", "the name 'a:b.txt' holds signs"),
        ("loop.txt", "there is no such file"),
    ],
)
def test_what_is_no_source_text_is_refused(name: str, what: str, texts: Path, run: Run) -> None:
    write(texts, {"empty.txt": "", "blank.txt": " \n\t\n", "a:b.txt": TEXT, "../outside.txt": TEXT})
    (texts / "latin.txt").write_bytes(b"caf\xe9")
    (texts / "large.txt").touch()
    os.truncate(texts / "large.txt", LIMIT + 1)
    (texts / "link.txt").symlink_to(texts.parent / "outside.txt")
    (texts / "loop.txt").symlink_to(texts / "loop.txt")
    os.mkfifo(texts / "pipe.txt")
    facts = texts.parent / "facts"
    done = run("source", "add", name if name[0] == "/" else texts / name, "--sources", texts, "--facts", facts)
    assert (done.code, list(facts.iterdir())) == (1, [])
    assert f"{what}" in done.err
    with pytest.raises(OutputError):
        source_text(texts / name, texts)


def test_a_folder_of_texts_may_be_reached_by_a_link(texts: Path) -> None:
    way, name = texts.parent / "way", "deep/The harbour.txt"
    way.symlink_to(texts)
    assert source_text(texts / name, way).file == source_text(way / name, texts).file == name


@pytest.mark.parametrize(
    ("options", "code", "what"),
    [
        (["--id", "Bad id"], 1, "'Bad id' is no id"),
        (["--published", "soon"], 1, "published"),
        (["--language", "Elvish"], 1, "language"),
        (["--url", "javascript:x"], 1, "is no url"),
        (["--title", "a\x00b"], 1, "control character"),
        (["--flavour", "x"], 2, "--flavour"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_written(
    options: list[str], code: int, what: str, texts: Path, run: Run
) -> None:
    facts = texts.parent / "facts"
    done = run("source", "add", "deep/The harbour.txt", "--sources", texts, "--facts", facts, *options)
    assert (done.code, list(facts.iterdir())) == (code, [])
    assert what in done.err


def test_the_folder_of_texts_must_be_named(texts: Path, run: Run) -> None:
    done = run("source", "add", texts / "deep" / "The harbour.txt", "--facts", texts.parent / "facts")
    assert done.code == 2
    assert "--sources" in done.err
