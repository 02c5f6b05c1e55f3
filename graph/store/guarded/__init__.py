"""Run a query in a process of its own, which ends at its limits, with its parent, or alone."""

from .run import run
from .told import Told, write

__all__ = ["Told", "run", "write"]
