"""Say how much a query may take."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from ..errors import ParameterError


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold what a query may take at most; None lifts a limit.

    A minute is almost four times what the slowest named question takes on 10,000 records, and what an endpoint gets.

    Raises ParameterError for what is no limit.
    """

    seconds: float | None = 60.0
    megabytes: int | None = 2_048  #: of memory, beyond what the graph takes
    rows: int | None = 100_000

    def __post_init__(self) -> None:
        _check("timeout", "seconds", self.seconds, 86_400)
        _check("memory", "megabytes", self.megabytes, 1 << 20)
        _check("rows", "rows", self.rows, 1_000_000_000)

    @property
    def lifted(self) -> bool:
        """Return whether there is no limit at all."""
        return self.seconds is self.megabytes is self.rows is None


def _check(name: str, unit: str, value: float | None, most: int) -> None:
    if value is not None and not 0 < value <= most:
        raise ParameterError(name, f"--{name}: {value:g} is no number of {unit}", f"write one, up to {most:,}")


def can_limit() -> bool:
    """Return whether the system can hold a query to limits: where processes cannot be forked, it cannot."""
    return hasattr(os, "fork")


def can_limit_on_disk() -> bool:
    """Return whether that goes for a store on disk, too: only Linux forbids sockets where files may be opened."""
    return can_limit() and sys.platform == "linux"
