"""Run the benchmarks, one after the other, and keep what they print in RESULTS.md.

``usual`` takes some twenty-five minutes on two cores; ``full`` measures the growth to 1,000,000 records too, which
takes as long again and some twenty gigabytes of the folder for temporary files; ``quick`` takes three minutes, has few
records, and is not kept. The names of benchmarks choose among them. Where one breaks a bound or fails, the others
still run, and the whole fails.

    python benchmarks/run.py [quick | usual | full] [NAME ...]
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from table import KEEP, RESULTS

HERE = Path(__file__).parent
#: Which benchmarks, with their arguments, in this order.
NAMES = ("latency", "check", "building", "unchanged", "places", "questions", "pictures")
USUAL: dict[str, tuple[str, ...]] = dict.fromkeys(NAMES, ())
PLANS: dict[str, dict[str, tuple[str, ...]]] = {
    "quick": {"latency": (), "check": ("1000",), "building": ("1000",), "unchanged": ("1000",), "questions": ("1000",)},
    "usual": {**USUAL},
    "full": {**USUAL, "growth": ()},
}


def main(*words: str) -> None:
    """Run what is asked for."""
    size, names = (words[0], words[1:]) if words and words[0] in PLANS else ("usual", words)
    plan = PLANS[size]
    if unknown := sorted({*names} - {*plan}):
        sys.exit(f"{size} has no {', '.join(unknown)}; there are {', '.join(plan)}; sizes are {', '.join(PLANS)}")
    failed = [name for name in names or plan if not run(name, plan[name], kept=size != "quick")]
    if failed:
        sys.exit(f"a bound is broken, or it failed: {', '.join(failed)}")


def run(name: str, arguments: tuple[str, ...], kept: bool) -> bool:
    """Run one benchmark, and say whether all went well."""
    print(f"... {name}", file=sys.stderr, flush=True)
    start = time.monotonic()
    environment = {key: value for key, value in os.environ.items() if key != KEEP}
    environment |= {KEEP: str(RESULTS)} if kept else {}
    code = subprocess.run(
        [sys.executable, str(HERE / f"{name}.py"), *arguments], check=False, env=environment
    ).returncode
    print(f"... {name}: {time.monotonic() - start:.0f} s, exit code {code}", file=sys.stderr, flush=True)
    return code == 0


if __name__ == "__main__":
    main(*sys.argv[1:])
