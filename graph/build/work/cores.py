"""Say how many processors this process may use, which may be fewer than the machine has."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")


def cores(groups: Path = _GROUPS) -> int:
    """Return how many processors may work at once: those of the process, or what its container may use of them."""
    quota = _quota(groups)
    return max(1, _own() if quota is None else min(_own(), round(quota)))


def _own() -> int:
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _quota(groups: Path) -> float | None:
    """Return how many processors' time a container has, by either version of control groups; None without a quota."""
    try:
        if (joint := groups / "cpu.max").exists():
            quota, period = joint.read_text(encoding="ascii").split()
        else:
            quota, period = ((groups / "cpu" / f"cpu.cfs_{name}_us").read_text("ascii") for name in ("quota", "period"))
        return float(quota) / float(period) if quota != "max" and float(quota) > 0 else None
    except (OSError, ValueError, ZeroDivisionError):  # no control groups, or of a kind that is not known
        return None
