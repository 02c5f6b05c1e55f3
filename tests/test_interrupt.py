"""A query that is interrupted ends at once, and the process that it runs in with it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import need
from endless import ENDLESS

MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
PATIENCE = 20.0  #: seconds, on a machine that does much else
SOON = 5.0
Running = tuple[subprocess.Popen[bytes], int]


def children(process: int) -> list[int]:
    """Return the processes that one has started and that still run."""
    try:
        found = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [int(one) for one in found.split() if runs(int(one))]


def runs(process: int) -> bool:
    """Return whether a process runs; one that has ended may still wait to be asked how."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def busy(process: int) -> bool:
    """Return whether a process has worked for so long that it is past its start."""
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11]) > 10
    except OSError:
        return False


@contextmanager
def asking(*arguments: str) -> Iterator[Running]:
    """Run a query that has no end, in a group of its own as a terminal does; yield it and the process of the query."""
    need("/proc", Path("/proc/self/stat").exists())
    command = [sys.executable, "-m", "communique", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, stdin=subprocess.DEVNULL, start_new_session=True) as asked:
        try:
            until = time.monotonic() + PATIENCE
            while not any(map(busy, children(asked.pid))):
                assert time.monotonic() < until, "no process was started for the query"
                time.sleep(0.02)
            (inner,) = children(asked.pid)
            yield asked, inner
        finally:
            asked.kill()


def ended(process: int) -> float:
    """Wait until a process has ended, and return how many seconds it took."""
    started = time.monotonic()
    while runs(process):
        if time.monotonic() > started + PATIENCE:
            os.kill(process, signal.SIGKILL)
            pytest.fail("the process of the query outlives whoever asked")
        time.sleep(0.01)
    return time.monotonic() - started


@pytest.mark.parametrize("how", ["counted", "sorted", "never found", "never true", "never constructed"])
@pytest.mark.parametrize("group", [True, False], ids=["from the terminal", "alone"])
def test_ctrl_c_ends_a_query(how: str, group: bool) -> None:
    with asking("query", "--memory", "0", ENDLESS[how]) as (asked, inner):
        started = time.monotonic()
        (os.killpg if group else os.kill)(asked.pid, signal.SIGINT)
        assert asked.communicate(timeout=PATIENCE) == (b"", b"")
        assert asked.returncode == 130
        assert ended(inner) + time.monotonic() - started < SOON


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL], ids=lambda one: one.name)
@pytest.mark.parametrize("how", ["counted", "sorted", "never true"])
def test_a_query_ends_with_whoever_asked(how: str, number: signal.Signals) -> None:
    with asking("query", "--memory", "0", ENDLESS[how]) as (asked, inner):
        asked.send_signal(number)
        assert asked.communicate(timeout=PATIENCE) == (b"", b"")
        assert asked.returncode == -number
        assert ended(inner) < SOON


def test_ctrl_c_ends_a_named_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "endless.rq").write_text(ENDLESS["counted"])
    monkeypatch.setenv("COMMUNIQUE_QUERIES", str(tmp_path))
    with asking("ask", "endless") as (asked, inner):
        asked.send_signal(signal.SIGINT)
        assert asked.communicate(timeout=PATIENCE) == (b"", b"")
        assert asked.returncode == 130
        assert ended(inner) < SOON


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM], ids=lambda one: one.name)
def test_a_query_whose_process_is_ended_fails_in_words(number: signal.Signals) -> None:
    with asking("query", ENDLESS["counted"]) as (asked, inner):
        os.kill(inner, number)
        out, err = asked.communicate(timeout=PATIENCE)
        assert (asked.returncode, out) == (1, b"")
        assert err.count(b"\n") == 1
        assert b"; " in err


def test_a_closed_pipe_ends_a_query_quietly() -> None:
    command = [sys.executable, "-m", "communique", "query", "--rows", "20000", "-f", "csv", MANY]
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=usual) as asked:
        assert asked.stdout
        assert asked.stderr
        assert asked.stdout.readline() == b"a,b,c,d,e,f\n"
        asked.stdout.close()
        assert asked.stderr.read() == b""
        assert asked.wait(PATIENCE) in {1, 141}


def test_no_process_is_left_behind_by_many_queries() -> None:
    code = (
        "import os, communique; from communique.graph.store import Limits; graph = communique.load()\n"
        "for _ in range(20): assert graph.query('ASK {}', Limits())\n"
        "print(open(f'/proc/self/task/{os.getpid()}/children').read())"
    )
    need("/proc", Path("/proc/self/stat").exists())
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
