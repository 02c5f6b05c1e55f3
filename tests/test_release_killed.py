"""A release that is killed: at any line of what writes it, the old one stays the latest and whole, or the new one is.

Run as a program, this file does the killing, in a folder: again and again it publishes FIRST, and then WHOLE in a child
that the system kills some lines later than the one before, until one comes to its end. It prints what it saw each time.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from communique.graph.release import is_release, quads, verify, write_release
from communique.graph.release.whole import RELEASES
from releasing import FIRST, WHOLE, only_first, two_parts

#: Lines from one kill to the next; a number that goes into no loop of blocks or parts.
STEP = 11
WATCHED = ("/graph/release/", "/graph/build/write.py")


def killed_at(line: int) -> None:
    """Let the system kill this process before the given line, counted among those that are run from now on."""
    left = line

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if not any(part in frame.f_code.co_filename for part in WATCHED):
            return None
        if event == "line":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


def publish(folder: Path, line: int) -> bool:
    """Publish WHOLE in a process that is killed at a line; return whether it came to its end."""
    child = os.fork()
    if not child:
        killed_at(line)
        write_release(two_parts(), folder, zipped=True)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def seen(folder: Path) -> str:
    """Return which release is the latest, in a word, after it has been verified."""
    if not is_release(folder):
        return "none"
    if problems := verify(folder).problems:
        return f"broken: {problems}"
    return {FIRST: "old", WHOLE: "new"}.get(b"".join(quads(folder)), "another")


def kill_everywhere(folder: Path, with_old: bool) -> Iterator[str]:
    line, ended = 0, False
    while not ended:
        here = folder / ("one" if with_old else str(line))
        if with_old:
            write_release(only_first(), here)
            assert not list(here.glob(f"{RELEASES}/.*")), "a killed run left something behind for good"
            shutil.rmtree(here / RELEASES / NEW, ignore_errors=True)
        ended = publish(here, line)
        yield seen(here)
        line += STEP


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(("which", "allowed"), [("with", ["old", "new"]), ("without", ["none", "new"])])
def test_a_run_that_is_killed_anywhere_leaves_a_whole_release(which: str, allowed: list[str], tmp_path: Path) -> None:
    # A process of its own, which has no threads that a fork would lose.
    done = subprocess.run([sys.executable, __file__, str(tmp_path), which], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = Counter(done.stdout.split("\n")[:-1])
    assert sorted(found) == sorted(allowed)
    assert found[allowed[0]] > 50  # it was killed early, too
    assert done.stdout.endswith("new\n")
    assert "\n".join([allowed[0]] * found[allowed[0]]) in done.stdout  # first the one, and from some line on the other


if __name__ == "__main__":
    os.fsync = lambda fd: None  # a killed process loses nothing that it has written, and the tests wait for no disk
    NEW = write_release(two_parts(), Path(sys.argv[1]) / "name", zipped=True).name
    for word in kill_everywhere(Path(sys.argv[1]), sys.argv[2] == "with"):
        print(word)
