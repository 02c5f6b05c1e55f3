"""Communiqué: who said what, to whom, about what, in reaction to what, and where is it written?

>>> import communique
>>> graph = communique.load()
>>> [row["words"] for row in graph.ask("who-said-what", speaker="tillerson")]
['“must indicate their intolerance for these reckless missile launches by taking direct actions of their own”']
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .graph.api import Graph

__all__ = ["__version__", "load"]

__version__ = "0.1.0"


def load(facts: str | Path | None = None, sources: str | Path | None = None, *, endpoint: str | None = None) -> Graph:
    """Return the graph of a folder of facts, or of a store that ``build`` wrote; the shipped facts by default.

    With ``endpoint``, the URL of a SPARQL endpoint, the graph that is there, and no facts that are here.

    Raises communique.graph.errors.FactsError, with every problem, when the facts are not sound.
    """
    from .graph.api import load

    return load(facts, sources, endpoint=endpoint)
