"""Run the command as a user does, in a process of its own with little memory, and measure what it took."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

#: What a run may take: seconds of the processor and of the clock (on a busy machine), and bytes.
SECONDS, PATIENCE, BYTES = 2.0, 20.0, 512 << 20
#: Seconds that the work of `slowness` took on two cores of 2025 with nothing else to do.
UNDISTURBED = 0.15


#: Starts a command from a small process, since one begins with the memory of whoever starts it, and that counts as its
#: own. The alarm outlives the exec: what waits for ever is ended.
_MEASURED = """
import json, os, resource, signal, sys
report, most, *command = sys.argv[1:]
child = os.fork()
if not child:
    resource.setrlimit(resource.RLIMIT_AS, (int(most), int(most)))
    signal.alarm(60)
    os.execv(command[0], command)
_, status, used = os.wait4(child, 0)
told = [os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss]
os.write(int(report), json.dumps(told).encode())
"""


@dataclass(frozen=True)
class Ran:
    """What a command said, how it ended, and what it took."""

    code: int
    out: str
    err: str
    seconds: float  #: of the processor
    waited: float  #: seconds
    memory: int  #: bytes at most

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def communique(
    *arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, code: str = ""
) -> Ran:
    """Run the command in so much memory, and no longer than a minute; or run a piece of Python with its arguments."""
    start = time.monotonic()
    command = [sys.executable, *(["-c", code] if code else ["-m", "communique"]), *map(str, arguments)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as report:
        subprocess.run(
            [sys.executable, "-S", "-c", _MEASURED, str(report.fileno()), str(BYTES), *command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            pass_fds=[report.fileno()],
            check=True,
        )
        waited = time.monotonic() - start
        ended, seconds, kilobytes = json.loads(_text(report))
        return Ran(ended, _text(out), _text(err), seconds, waited, kilobytes * 1024)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def in_bounds(ran: Ran) -> bool:
    """Tell whether a run stayed within its bounds and ended without a traceback."""
    assert "Traceback" not in ran.err
    assert ran.seconds < SECONDS or ran.seconds < SECONDS * slowness()
    assert ran.waited < PATIENCE
    return ran.memory < BYTES and ran.code in {0, 1}


def slowness() -> float:
    """Return how many times slower the processor is now than one that no other work disturbs; no less than 1."""
    took = []
    for _ in range(3):
        start = time.process_time()
        made = {f"p{number}": (number, str(number)) for number in range(400_000)}
        took.append(time.process_time() - start)
        del made
    return max(1.0, min(took) / UNDISTURBED)


def refuses(ran: Ran) -> bool:
    """Tell whether facts were refused as they should be: with problems, with no traceback, and within bounds."""
    return in_bounds(ran) and ran.code == 1 and all(": " in line and "; " in line for line in ran.lines)


def told(ran: Ran, folder: Path) -> list[str]:
    """Return the problems of a run without the folder, the remedies and the warnings."""
    lines = [line.removeprefix(f"{folder}/") for line in ran.lines if ": warning: " not in line]
    return [f"{line.partition('; ')[0]} {line[line.rindex('[') :]}" for line in lines]
