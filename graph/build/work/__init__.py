"""Let processes of this machine, a cluster or any other Executor work on many things, and keep their order."""

from .results import results
from .workers import Workers

__all__ = ["Workers", "results"]
