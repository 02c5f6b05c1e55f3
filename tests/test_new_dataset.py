"""A folder of facts is described by what is given, once, and never in a way that its facts do not bear."""

from pathlib import Path

import pytest

from communique.graph.curate.fmt import format_text
from disk import CAST, write
from running import Run, runner

GIVEN = [
    "--title",
    "The Narrow Sea: talks",
    "--language",
    "en",
    "--licence",
    "CC0-1.0",
    "--base",
    "https://a.example/sea/",
]
TEXT = """\
title: 'The Narrow Sea: talks'
licence: CC0-1.0
language: en
base: https://a.example/sea/
extends: [communique]
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, capsys)


def test_a_folder_is_described(tmp_path: Path, run: Run) -> None:
    asked = ("new", "dataset", "--facts", "mine", "--extends", "communique", *GIVEN)
    dry = run(*asked, "--dry-run")
    assert (dry.code, "+base: https://a.example/sea/\n" in dry.out, (tmp_path / "mine").exists()) == (0, True, False)
    done = run(*asked)
    assert (done.code, done.out, done.err) == (0, "", "Wrote mine/dataset.yaml.\n")
    assert (tmp_path / "mine" / "dataset.yaml").read_text() == TEXT == format_text(TEXT)
    added = run("new", "place", "--facts", "mine", "--label", "Quay House")
    assert (added.code, "dataset.yaml" in added.err) == (0, False)
    assert run("check", "mine").code == 0


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        ([], 2, "the data set needs --title TEXT"),
        (["--title", "A", "--base", "a.example"], 1, "--base: 'a.example' is no base; wanted: What the ids"),
        (["--title", "A", "--language", "english", "--base", "x"], 1, "--language: 'english' is no language"),
        (["--title", "A", "--extends", "../nowhere"], 1, "--extends: no facts are in mine/../nowhere"),
        (["--title", "A", "--extends", "../twin"], 1, "the id stands already at"),
        (["--title", "A", "--facts", "mine/cast.yaml"], 1, "this is a file"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_written(
    given: list[str], code: int, told: str, tmp_path: Path, run: Run
) -> None:
    write(tmp_path, {"mine/cast.yaml": CAST, "twin/cast.yaml": CAST})
    done = run("new", "dataset", "--facts", "mine", *given)
    assert done.code == code
    assert told in " ".join(done.err.replace("│", " ").split())
    assert not (tmp_path / "mine" / "dataset.yaml").exists()


def test_a_description_is_never_overwritten(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"mine/dataset.yaml": "title: Ours\n"})
    done = run("new", "dataset", "--facts", "mine", "--title", "Theirs")
    assert done.code == 1
    assert "mine/dataset.yaml: the folder is described already" in done.err
    assert (tmp_path / "mine" / "dataset.yaml").read_text() == "title: Ours\n"
