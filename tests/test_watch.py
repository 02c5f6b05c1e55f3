"""Facts are checked again on every save, and one save costs little."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.graph.curate.watch import Checked, watch
from conftest import ROOT
from disk import CAST, told, write

EXAMPLE = ROOT / "tests" / "example"


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """End a test that waits for a change that is never seen."""

    def give_up(number: int, frame: object) -> None:
        raise TimeoutError("no change was seen")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def checks(tmp_path: Path) -> Iterator[Checked]:
    shutil.copytree(EXAMPLE / "facts", tmp_path / "facts")
    shutil.copytree(EXAMPLE / "texts", tmp_path / "texts")
    return watch(tmp_path / "facts", tmp_path / "texts")


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_slip_is_told_on_save_and_gone_when_it_is_mended(checks: Iterator[Checked], tmp_path: Path) -> None:
    file = tmp_path / "facts" / "strait.yaml"
    assert next(checks).facts.problems == []
    replace(file, "stance: opposes", "stance: oppose")
    assert [one.rsplit(": ", 1)[1] for one in told(next(checks).facts.problems)] == ["unknown word 'oppose'"]
    replace(file, "stance: oppose}", "stance: opposes}")
    assert next(checks).facts.problems == []


def test_one_save_is_checked_within_the_blink_of_an_eye(checks: Iterator[Checked], tmp_path: Path) -> None:
    next(checks)
    seconds = []
    for number in range(5):
        replace(tmp_path / "facts" / "strait.yaml", "proposals:", f"# {number}\nproposals:")
        seconds.append(next(checks).seconds)
    assert min(seconds) < 0.3


def test_a_file_that_comes_or_goes_is_seen(checks: Iterator[Checked], tmp_path: Path) -> None:
    count = len(next(checks).facts.records)
    write(tmp_path / "facts", {"more.yaml": "topics:\n  lamps: {label: Lamps}\n"})
    assert len(next(checks).facts.records) == count + 1
    (tmp_path / "facts" / "more.yaml").unlink()
    assert len(next(checks).facts.records) == count


def test_a_text_that_changes_is_seen(checks: Iterator[Checked], tmp_path: Path) -> None:
    assert next(checks).proof.proved == 14
    replace(tmp_path / "texts" / "strait.txt", "patience", "patients")
    found = next(checks)
    assert (found.proof.proved, [one.rule for one in found.facts.problems]) == (0, ["source-changed"])


def test_a_folder_that_is_emptied_is_a_problem_and_not_the_end(tmp_path: Path) -> None:
    checks = watch(write(tmp_path / "facts", {"cast.yaml": CAST}))
    assert next(checks).facts.errors == []
    (tmp_path / "facts" / "cast.yaml").unlink()
    assert told(next(checks).facts.problems) == ["facts:1:1 : no facts are here"]
    write(tmp_path / "facts", {"cast.yaml": CAST})
    assert next(checks).facts.errors == []


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The command on a folder with the cast; killed at the end, whatever happens."""
    write(tmp_path, {"cast.yaml": CAST})
    command = [sys.executable, "-m", "communique", "check", str(tmp_path), "--watch"]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield run
    run.kill()
    run.communicate()


def test_the_command_tells_each_check_and_ends_by_ctrl_c(watching: subprocess.Popen[str], tmp_path: Path) -> None:
    assert watching.stderr is not None
    assert re.fullmatch(r"6 records in 1 files: 6 warnings\. Checked in .*; watching\.\n", watching.stderr.readline())
    watching.stderr.readline()
    replace(tmp_path / "cast.yaml", "label: Eskeria", "lable: Eskeria")
    assert watching.stderr.readline().startswith("6 records in 1 files: 2 errors.")
    watching.send_signal(signal.SIGINT)
    out, _ = watching.communicate(timeout=10)
    assert "unknown key 'lable'" in out
    assert "Traceback" not in out
    assert watching.returncode in {130, -signal.SIGINT}
