"""Measure how long a command takes on the shipped facts, against the imports that it cannot do without.

Each command runs in turn with its floor, so that a machine whose speed drifts does both the same; the table gives
medians of whole processes, in milliseconds, and the median of the ratios.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 15
COMMUNIQUE = Path(sys.executable).with_name("communique")
PYTHON = sys.executable
NEEDED = "import pyoxigraph, yaml, typer"
ASK = ["ask", "who-said-what", "--speaker", "haley"]
#: Name, arguments, floor, the ratio aimed at (0: none), and what COMMUNIQUE_CACHE is ("": a fresh folder).
CASES = (
    ("communique --help", ["--help"], "import typer", 3.0, ""),
    ("communique ask, graph kept", ASK, NEEDED, 4.0, ""),
    ("communique ask, built anew", ASK, NEEDED, 0.0, "off"),
    ("communique check", ["check"], NEEDED, 0.0, "off"),
)


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Return the wall time of one run of a command, in seconds."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def measure(arguments: list[str], floor: str, cache: str) -> tuple[float, float, float]:
    """Return the medians of a command and of its floor, in seconds, and the median of the ratios run by run."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "COMMUNIQUE_CACHE": cache or folder}
        ours, theirs = [str(COMMUNIQUE), *arguments], [PYTHON, "-c", floor]
        seconds(ours, environment), seconds(theirs, environment)  # warm up: byte code, disk, the kept graph
        pairs = [(seconds(ours, environment), seconds(theirs, environment)) for _ in range(RUNS)]
    mine, floors = zip(*pairs, strict=True)
    return statistics.median(mine), statistics.median(floors), statistics.median(a / b for a, b in pairs)


def main() -> None:
    """Print the table."""
    print(f"Python {sys.version.split()[0]}, {RUNS} runs each, medians of whole processes")
    print(f"{'command':<28} {'ms':>6}   {'floor':<32} {'ms':>6}   {'ratio':>5}   aim")
    for name, arguments, floor, aim, cache in CASES:
        ours, theirs, ratio = measure(arguments, floor, cache)
        wanted = f"at most {aim:g}" if aim else "-"
        print(f"{name:<28} {ours * 1000:>6.0f}   {floor:<32} {theirs * 1000:>6.0f}   {ratio:>5.2f}   {wanted}")


if __name__ == "__main__":
    main()
