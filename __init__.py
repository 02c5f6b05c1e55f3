"""Communiqué: who said what, to whom, about what, in reaction to what, and where is it written?

>>> import communique
>>> graph = communique.load()
>>> [row["words"] for row in graph.ask("who-said-what", speaker="tillerson")]
['“must indicate their intolerance for these reckless missile launches by taking direct actions of their own”']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .graph.api import load

__all__ = ["__version__", "load"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Return ``load``, which is imported when it is asked for: whoever wants the version alone does not wait for it."""
    if name == "load":
        from .graph.api import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
