"""Whoever of the workers dies, the work is done, and what kills them is named; they all end with who wants it."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from test_interrupt import children, ended, runs

import labour
from communique.graph.build.work import Workers, results
from communique.graph.build.work.pool import Pool
from communique.graph.build.work.process import Process
from communique.graph.build.work.start import _undisturbed
from communique.graph.errors import WorkError
from conftest import ROOT, need
from labour import IN_PROCESSES, TWO, Fatal

PATIENCE = 20.0


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


# --- who dies


#: The pool of the standard library waits for the other half of an answer for ever, and its second time is when alone.
DEATHS = [("processes", "half an answer", 1), ("processes", "SIGKILL", 2)]
DEATHS += [(who, how, 1) for who in IN_PROCESSES for how in ("SIGKILL", "SIGSEGV", "exit")]


@pytest.mark.parametrize(("who", "how", "times"), DEATHS)
def test_where_a_worker_dies_another_does_its_work(who: str, how: str, times: int, tmp_path: Path) -> None:
    fatal = Fatal(str(tmp_path), how, times)
    items = [(fatal, number) for number in range(30)]
    assert list(results(labour.die, items, IN_PROCESSES[who])) == [number * number for number in range(30)]
    assert labour.deaths(fatal) == times


@pytest.mark.parametrize("who", IN_PROCESSES)
@pytest.mark.parametrize("how", ["SIGKILL", "SIGSEGV", "exit"])
def test_what_kills_whoever_works_on_it_is_named_and_nothing_else(who: str, how: str, tmp_path: Path) -> None:
    fatal = Fatal(str(tmp_path), how)
    items = [(fatal, number) for number in range(30)]
    taken: list[int] = []
    with pytest.raises(WorkError, match=r"^file 7: each process that works on it is ended") as caught:
        taken.extend(results(labour.die, items, IN_PROCESSES[who], name=lambda item: f"file {item[1]}"))
    assert taken == [0, 1, 4, 9, 16, 25, 36]
    assert caught.value.name == "file 7"
    assert str(caught.value).endswith("; look at it; if it needs more memory than there is, split it")
    if who == "processes":
        assert {"SIGKILL": "by SIGKILL", "SIGSEGV": "by SIGSEGV", "exit": "with exit code 3"}[how] in str(caught.value)
    assert 2 <= labour.deaths(fatal) <= 4


@pytest.mark.parametrize("who", IN_PROCESSES)
def test_of_many_things_in_one_the_one_that_kills_is_named(who: str, tmp_path: Path) -> None:
    fatal = Fatal(str(tmp_path))
    items = [[(fatal, 4 * one + number) for number in range(4)] for one in range(5)]
    parts = partial(map, lambda item: [item])
    with pytest.raises(WorkError, match=r"^file 7: each process that works on it is ended"):
        list(results(labour.die_among, items, IN_PROCESSES[who], name=lambda some: f"file {some[0][1]}", parts=parts))


def test_many_things_that_kill_only_together_are_named_together(tmp_path: Path) -> None:
    fatal = Fatal(str(tmp_path), times=4)
    items = [[(fatal, 4 * one + number) for number in range(4)] for one in range(5)]
    parts = partial(map, lambda item: [item])
    with pytest.raises(WorkError, match=r"^files 4 to 7: each process that works on it is ended"):
        list(
            results(labour.die_among, items, TWO, name=lambda some: f"files {some[0][1]} to {some[-1][1]}", parts=parts)
        )


def test_a_function_that_ends_its_process_is_no_result() -> None:
    with pytest.raises(WorkError, match="it ended with exit code 5"):
        list(results(labour.leave, [5], TWO))


def test_workers_may_be_killed_all_the_time() -> None:
    """Whoever is there is killed, again and again, while they work and while they answer."""
    taken = []
    for count, one in enumerate(results(labour.large, range(16), TWO)):
        if count % 8 == 5:
            for process in multiprocessing.active_children():
                process.kill()
        taken.append(one[:1] == bytes([count]) and len(one) == labour.LARGE)
    assert taken == [True] * 16


def test_where_the_system_starts_no_process_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Process] = []
    start = Process.started

    def reluctant() -> Process:
        if len(started) == 2:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        started.append(start())
        return started[-1]

    monkeypatch.setattr(Process, "started", reluctant)
    with pytest.raises(
        WorkError, match=r"the system starts no process \(Resource .*\); .* or take fewer with --workers"
    ):
        list(results(labour.square, range(9), Workers.processes(3)))
    assert not any(one.system.is_alive() for one in started)


def test_a_pool_ends_after_its_last_call() -> None:
    with Pool(2) as pool:
        futures = [pool.submit(labour.slow_first, number) for number in range(4)]
    assert [one.result(0) for one in futures] == [0, 1, 4, 9]


# --- who is left


def test_no_process_is_left_by_work_that_is_not_finished() -> None:
    with closing(results(labour.slow_first, range(100), TWO)) as found:
        assert next(found) == 0
        assert len(multiprocessing.active_children()) == 2
    assert multiprocessing.active_children() == []


def test_a_pool_that_nobody_ends_ends_with_its_process() -> None:
    need("/proc", Path("/proc/self/stat").exists())
    code = (
        "import labour, multiprocessing; from communique.graph.build.work.pool import Pool\n"
        "pool = Pool(2); kept = [pool.submit(labour.for_ever, 1) for _ in range(9)]\n"
        "print(*[one.pid for one in multiprocessing.active_children()])"
    )
    paths = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run([sys.executable, "-c", code], env=paths, capture_output=True, timeout=PATIENCE, check=True)
    assert done.stderr == b""
    assert not any(map(runs, map(int, done.stdout.split())))


WORKING = """
import labour, sys, threading
from communique.graph.build.work import Workers, results
from communique.graph.commands.output import boundary
if __name__ == "__main__":
    if "spawn" in sys.argv:
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    with boundary():
        list(results(labour.for_ever, range(9), Workers.processes(2)))
"""


@contextmanager
def working(folder: Path, how: str) -> Iterator[tuple[subprocess.Popen[bytes], list[int]]]:
    """Run a script whose workers have no end, in a group of its own as a terminal does; yield it and its processes."""
    need("/proc", Path("/proc/self/stat").exists())
    (folder / "script.py").write_text(WORKING)
    paths = {**os.environ, "PYTHONPATH": str(ROOT / "tests"), "STARTED": str(folder / "started")}
    command = [sys.executable, str(folder / "script.py"), how]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=paths, stdout=pipe, stderr=pipe, start_new_session=True) as script:
        try:
            until = time.monotonic() + PATIENCE
            while not (folder / "started").exists():
                assert script.poll() is None, script.communicate()
                assert time.monotonic() < until
                time.sleep(0.02)
            yield script, [process for process in children(script.pid) if runs(process)]
        finally:
            script.kill()


@pytest.mark.parametrize("how", ["fork", "spawn"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=lambda one: one.name)
def test_workers_end_with_whoever_wants_their_work(how: str, number: signal.Signals, tmp_path: Path) -> None:
    with working(tmp_path, how) as (script, inner):
        assert len(inner) == (2 if how == "fork" else 3)  # one more to clean up after the others
        script.send_signal(number)
        assert script.communicate(timeout=PATIENCE) == (b"", b"")
        assert script.returncode == -number
        assert max(map(ended, inner)) < 5


@pytest.mark.parametrize("how", ["fork", "spawn"])
@pytest.mark.parametrize("group", [True, False], ids=["from the terminal", "alone"])
def test_ctrl_c_ends_workers_quietly(how: str, group: bool, tmp_path: Path) -> None:
    with working(tmp_path, how) as (script, inner):
        (os.killpg if group else os.kill)(script.pid, signal.SIGINT)
        assert script.communicate(timeout=PATIENCE) == (b"", b"")
        assert script.returncode == 130
        assert max(map(ended, inner)) < 5


@pytest.mark.parametrize("others", [0, 1])
def test_ctrl_c_waits_until_a_process_is_started(others: int) -> None:
    """With other threads it may come by one of them."""
    done = threading.Event()
    threads = [threading.Thread(target=done.wait) for _ in range(others)]
    for one in threads:
        one.start()

    def start() -> None:
        with _undisturbed():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.05)
            done.set()

    with pytest.raises(KeyboardInterrupt):
        start()
    assert done.is_set()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    for one in threads:
        one.join()


def test_a_script_that_takes_no_care_is_not_run_again_by_its_workers(tmp_path: Path) -> None:
    script = WORKING.replace('if __name__ == "__main__":', "if print(1) is None:").replace("for_ever", "square")
    (tmp_path / "script.py").write_text(script)
    command = [sys.executable, str(tmp_path / "script.py"), "spawn"]
    paths = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run(command, env=paths, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")


def test_where_no_worker_can_live_no_item_is_blamed() -> None:
    def lethal() -> Executor:
        return ProcessPoolExecutor(1, multiprocessing.get_context("fork"), initializer=os._exit, initargs=(3,))

    with pytest.raises(WorkError, match=r"^the workers: none lives long enough to work \(.*; see what ends them, or "):
        list(results(labour.square, range(3), Workers.of(lethal, 1)))
