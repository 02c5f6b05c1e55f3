"""Run whole processes, and tell what each costs: wall time, processor time, and the most memory that it has at once."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST = 1800.0  #: seconds; no process may take longer
BETWEEN = 0.05  #: seconds between two looks at the memory of a process, at least


class FailedError(Exception):
    """Say why a process did not come to its end."""


@dataclass(frozen=True)
class Spent:
    """Hold what a process and its children cost: seconds, and bytes."""

    wall: float
    cpu: float
    peak: float  #: of the largest of them, or of all together where they were watched


def spend(
    command: Sequence[str],
    watched: bool = False,
    longest: float = LONGEST,
    settings: Mapping[str, str] | None = None,
) -> Spent:
    """Run a command to its end and return what it cost; ``settings`` are environment variables.

    Watched is one whose processes' memory is to be summed up, pages that they share counted once; to look costs a
    little time. Raises FailedError, with the last line that it said, where it fails or takes too long.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        group = subprocess.Popen(
            command, stdout=said, stderr=said, env=_environment(settings or {}), start_new_session=True
        )
        watch = _Watch(group.pid) if watched else None
        alarm = threading.Timer(longest, _end, [group.pid])
        alarm.start()
        _, status, usage = os.wait4(group.pid, 0)
        wall = time.perf_counter() - start
        alarm.cancel()
        group.returncode = os.waitstatus_to_exitcode(status)
        most = watch.most() if watch else 0
        if group.returncode:
            said.seek(0)
            raise FailedError(_why(group.returncode, said.read().decode(errors="replace"), wall, longest))
    unit = 1 if sys.platform == "darwin" else 1024
    return Spent(wall, usage.ru_utime + usage.ru_stime, max(most, usage.ru_maxrss * unit))


@dataclass(frozen=True)
class Medians:
    """Hold what runs of two commands in turn cost: the medians of each, and of the ratios run by run."""

    ours: Spent
    theirs: Spent
    ratio: Spent


def turns(ours: Sequence[Spent], theirs: Sequence[Spent]) -> Medians:
    """Return the medians of runs that took turns, the first with the first."""
    return Medians(median(ours), median(theirs), median([_ratio(*pair) for pair in zip(ours, theirs, strict=True)]))


def median(runs: Sequence[Spent]) -> Spent:
    """Return the median of each figure by itself."""
    wall, cpu, peak = ([getattr(one, name) for one in runs] for name in ("wall", "cpu", "peak"))
    return Spent(statistics.median(wall), statistics.median(cpu), statistics.median(peak))


def _ratio(one: Spent, other: Spent) -> Spent:
    return Spent(one.wall / other.wall, one.cpu / other.cpu, one.peak / other.peak)


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without settings of whoever measures; nothing is kept unless it is asked for."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMMUNIQUE_")}
    return {**kept, "COMMUNIQUE_CACHE": "off", **settings}


def _end(group: int) -> None:
    os.killpg(group, signal.SIGKILL)


def _why(code: int, said: str, wall: float, longest: float) -> str:
    if code == -signal.SIGKILL:
        return (
            f"stopped after {wall:.0f} s"
            if wall >= longest
            else f"killed after {wall:.0f} s, perhaps for want of memory"
        )
    lines = [line.strip() for line in said.splitlines() if line.strip(" ─╭╮╰╯│")]
    return f"exit code {code}: {lines[-1][:200] if lines else 'no word'}"


class _Watch:
    """Look at the memory of a process and of those it started, again and again, until it ends."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most, self._over = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def most(self) -> int:
        """Return the most bytes that were seen at once, and look no more."""
        self._over.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        took = 0.0
        while not self._over.wait(max(BETWEEN, 20 * took)):  # to look at much memory takes long, and must not tell
            start = time.perf_counter()
            self._most = max(self._most, sum(map(_memory, _family(self._pid))))
            took = time.perf_counter() - start


def _family(pid: int) -> list[int]:
    """Return a process and all that come from it."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, _read(task).split())
    return found


def _memory(pid: int) -> int:
    """Return the bytes of a process, of a page that n processes share the nth part; 0 where it is gone."""
    lines = _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
