"""Releases that fail: a full disk, or another run beside, and there is still a whole release, and nothing else."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from communique.graph.corpus.places import shipped_folder
from communique.graph.errors import OutputError
from communique.graph.release import verify, write_release
from communique.graph.release.room import Room
from communique.graph.release.whole import LATEST, RELEASES
from disk import write
from releasing import latest, only_first, release
from shipped import quads as shipped_quads

TOPIC = {"f.yaml": "topics: {fish: {label: Fish}}\n"}


@pytest.mark.parametrize("step", ["fsync", "replace", "rename", "mkdir"])
def test_a_full_disk_leaves_the_old_release_and_nothing_else(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    old = release(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, step, full)
        with pytest.raises(OutputError, match=r"cannot write \(No space left on device\); free some space"):
            release(tmp_path, content=only_first)
    assert latest(tmp_path) == old
    assert verify(tmp_path).problems == ()
    assert sorted(os.listdir(tmp_path)) == sorted([LATEST, RELEASES])
    assert all(not name.startswith(".") for name in os.listdir(tmp_path / RELEASES))


@pytest.mark.skipif(os.name != "posix", reason="needs a limit for files")
@pytest.mark.parametrize("zipped", [False, True])
def test_a_disk_that_is_full_in_the_middle_of_a_part_leaves_the_old_release(zipped: bool, tmp_path: Path) -> None:
    import resource

    old, most = release(tmp_path), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, most[1]))
    try:
        with pytest.raises(OutputError, match=r"cannot write \(File too large\)"):
            write_release(iter([[shipped_quads()]]), tmp_path, zipped)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert latest(tmp_path) == old
    assert os.listdir(tmp_path / RELEASES) == [old.name]


@pytest.mark.skipif(os.name != "posix", reason="needs locks that end with their process")
def test_what_a_killed_run_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    release(tmp_path)
    for left in (tmp_path / RELEASES / ".new-dead", tmp_path / f".{LATEST}.dead"):
        left.mkdir() if RELEASES in left.parts else left.write_bytes(b"")
    with Room(tmp_path / RELEASES) as room:
        (room.fresh / "part-0001.nq").write_bytes(b"")
        release(tmp_path, content=only_first)
        assert (room.fresh / "part-0001.nq").exists()
    assert sorted(os.listdir(tmp_path)) == sorted([LATEST, RELEASES])
    assert len(os.listdir(tmp_path / RELEASES)) == 2


def test_two_runs_at_once_both_end_and_leave_a_whole_release(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "communique", "build", "--release", str(tmp_path / "out"), "--facts"]
    write(tmp_path / "facts", TOPIC)
    given = [shipped_folder(), shipped_folder(), tmp_path / "facts"]
    runs = [subprocess.Popen([*command, str(one)], cwd=tmp_path, stderr=subprocess.DEVNULL) for one in given]
    assert [one.wait() for one in runs] == [0, 0, 0]
    assert verify(tmp_path / "out").problems == ()
    assert len(os.listdir(tmp_path / "out" / RELEASES)) == 2


@pytest.mark.skipif(os.name != "posix", reason="needs permissions of POSIX")
@pytest.mark.parametrize(("mask", "file", "folder"), [(0o022, 0o644, 0o755), (0o077, 0o600, 0o700)])
def test_a_release_may_be_read_by_whom_the_mask_allows(mask: int, file: int, folder: int, tmp_path: Path) -> None:
    old = os.umask(mask)
    try:
        made = release(tmp_path / "out")
    finally:
        os.umask(old)
    assert made.stat().st_mode & 0o777 == folder
    assert {path.stat().st_mode & 0o777 for path in [*made.iterdir(), tmp_path / "out" / LATEST]} == {file}
