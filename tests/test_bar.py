"""A bar says how far long work is, on a terminal only, in one line of which nothing is left."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from communique.graph.commands.progress import Progress
from conftest import ROOT

QUICK = "from communique.graph.commands import bar as module; module._PATIENCE = module._EVERY = 0\n"
SETUP = (
    "import sys, time; from communique.graph.commands.bar import bar; from communique.graph.commands.output import *\n"
)
#: Told ten times.
WORK = "with bar('files') as told:\n    for one in range(1, 11): told(one, 10, 'reading')\n"


def on_terminal(code: str, columns: int = 80, **settings: str) -> str:
    """Run code whose output and remarks go to the same terminal, and return all that is sent there."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {**os.environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **settings}
    command = [sys.executable, "-c", SETUP + code]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=ROOT) as process:
        os.close(theirs)
        sent, until = b"", time.monotonic() + 20
        while time.monotonic() < until and select.select([ours], [], [], 20)[0]:
            try:
                sent += os.read(ours, 65_536)
            except OSError:  # nobody writes there any more
                break
        process.kill()
    os.close(ours)
    return sent.decode()


def screen(sent: str) -> list[str]:
    """Return what stands on a terminal, of whatever width, that such text was sent to."""
    lines = []
    for line in sent.split("\r\n"):
        shown = ""
        for part in line.split("\r"):
            shown = part + shown[len(part) :]
        lines.append(shown.rstrip())
    return lines


def drawn(sent: str) -> list[str]:
    """Return what was shown, one after the other."""
    return [one.rstrip() for one in re.split(r"[\r\n]+", sent) if one.strip()]


# --- on a terminal


def test_what_takes_over_a_second_is_shown_and_nothing_is_left_of_it() -> None:
    code = (
        "with bar('files') as told:\n    for one in range(1, 15): time.sleep(0.1); told(one, 14, 'reading')\n"
        "say(str('rich.progress' in sys.modules))"
    )
    sent = on_terminal(code)
    first, *_, end = drawn(sent)
    assert re.fullmatch(r"█+░+  reading  (9|10) of 14 files  \d+/s  0:01 left", first)
    assert len(first.split()[0]) == 30
    assert end == "False"
    assert screen(sent) == ["False", ""]


def test_what_takes_less_is_not_shown_and_loads_nothing() -> None:
    assert on_terminal(WORK + "say(str([one for one in sys.modules if one.startswith('rich')]))") == "[]\r\n"


def test_elsewhere_nothing_is_shown() -> None:
    done = subprocess.run([sys.executable, "-c", QUICK + SETUP + WORK], capture_output=True, check=True, cwd=ROOT)
    assert (done.stdout, done.stderr) == (b"", b"")
    assert on_terminal(QUICK + WORK, TERM="dumb") == ""


def test_output_and_remarks_on_the_same_terminal_stay_whole() -> None:
    code = (
        "with bar('f') as told:\n    for one in range(4): told(one, 4); out(f'row {one}\\n'); told(one, 4); say('so')\n"
    )
    sent = on_terminal(QUICK + code)
    assert len(drawn(sent)) == 16
    assert screen(sent) == ["row 0", "so", "row 1", "so", "row 2", "so", "row 3", "so", ""]


def test_an_error_stands_alone() -> None:
    code = "with boundary(), bar('files') as told:\n    told(1, 2)\n    raise OutputError('f', 'no', 'do')\n"
    sent = on_terminal(QUICK + code)
    assert "1 of 2 files" in sent
    assert screen(sent) == ["f: no; do", ""]


def test_ctrl_c_leaves_nothing() -> None:
    sent = on_terminal(QUICK + "with boundary(), bar('files') as told:\n    told(1, 2)\n    raise KeyboardInterrupt\n")
    assert "1 of 2 files" in sent
    assert screen(sent) == [""]


@pytest.mark.parametrize("columns", [1, 2, 5, 12, 20, 40, 60, 80, 200])
def test_a_narrow_terminal_is_shown_less(columns: int) -> None:
    sent = on_terminal(QUICK + WORK, columns)
    assert max(map(len, drawn(sent)), default=0) < columns
    assert "\n" not in sent
    assert screen(sent) == [""]
    assert (" of 10 files" in sent) == (columns >= 20)
    assert ("█" in sent) == (columns >= 60) or columns == 40


def test_a_terminal_that_does_not_tell_its_width_is_as_usual() -> None:
    assert "█" in on_terminal(QUICK + WORK, columns=0)


def test_a_terminal_that_shows_no_blocks_gets_other_signs() -> None:
    sent = on_terminal(QUICK + WORK, PYTHONIOENCODING="ascii")
    assert "###---" in sent
    assert sent.isascii()
    assert "\\" not in sent


@pytest.mark.parametrize("settings", [{}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}])
def test_there_is_no_colour(settings: dict[str, str]) -> None:
    assert "\x1b" not in on_terminal(QUICK + WORK, 80, **settings)


def test_a_bar_within_another_takes_its_place() -> None:
    inner = "    with bar('bytes') as inner: inner(5_000)\n"
    code = f"with bar('files') as told:\n    told(1, 2)\n{inner}    told(2, 2)\n    say('so')\n"
    sent = on_terminal(QUICK + code)
    assert ["files" in one or "kB" in one for one in drawn(sent)] == [True, True, True, False]
    assert screen(sent) == ["so", ""]


def test_it_is_not_shown_more_often_than_one_can_read() -> None:
    code = "module._EVERY = 0.1\nwith bar('files') as told:\n    for one in range(100_000): told(one)\n"
    assert len(drawn(on_terminal(QUICK + code))) < 20


# --- what it says


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress("files", "", 0, 10, 0.0), "-----  0 of 10 files"),
        (Progress("files", "", 0, None, 3.0), "0 files"),
        (Progress("files", "", 0, 0, 3.0), "#####  0 of 0 files"),
        (Progress("files", "", 3, 10, 1.0), "#----  3 of 10 files  3.0/s  0:03 left"),
        (Progress("records", "", 30_000, 1_000_000, 2.0), "-----  30,000 of 1,000,000 records  15,000/s  1:05 left"),
        (Progress("records", "", 1, 1_000, 10.0), "-----  1 of 1,000 records  0.1/s  2:46:30 left"),
        (Progress("records", "", 1, 1_000_000, 10.0), "-----  1 of 1,000,000 records  0.1/s"),
        (Progress("files", "", 10, 10, 2.0), "#####  10 of 10 files  5.0/s  0:00 left"),
        (Progress("files", "", 12, 10, 2.0), "#####  12 of 10 files  6.0/s  0:00 left"),
        (Progress("bytes", "g", 1_500_000, 3_000_000, 2.0), "##---  g  1.5 MB of 3.0 MB  750.0 kB/s  0:02 left"),
        (Progress("bytes", "", 12, None, 2.0), "12 B  6 B/s"),
        (Progress("files", "a\x1b[31m\nb\u202e", 1, None, 0.0), "a[31mb  1 files"),
    ],
)
def test_it_says_how_much_is_done_how_fast_and_how_long_it_takes(
    progress: Progress, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.graph.commands.progress._WIDTH", 5)
    assert progress.line(100, "#-") == said


@given(
    st.builds(
        Progress,
        st.sampled_from(["files", "bytes"]),
        st.text(),
        st.integers(0, 10**15),
        st.none() | st.integers(0, 10**15),
        st.floats(0, 1e9),
    ),
    st.integers(0, 300),
)
def test_it_is_one_line_that_fits(progress: Progress, columns: int) -> None:
    said = progress.line(columns, "█░")
    assert cell_len(said) <= columns
    assert said.isprintable()
