"""Tell on what is measured: the machine, and the versions of what takes part."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def machine(packages: Sequence[str] = ()) -> str:
    """Return one line: processor, cores, memory, system, Python, and the versions of packages.

    >>> machine(["pyyaml"])  # doctest: +ELLIPSIS
    '... cores, ... GB of memory, ...; Python 3...; communique ..., pyyaml ...'
    """
    versions = ", ".join(f"{name} {_version(name)}" for name in ("communique", *packages))
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    here = f"{_processor()}, {cores()} cores, {_memory()} of memory, {system}"
    return f"{here}; Python {platform.python_version()}; {versions}"


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return next(iter(names), platform.machine())


def _memory() -> str:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return "an unknown amount"
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
