"""Load the graph that a command asks, and show how far that is where it takes long."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .bar import bar

if TYPE_CHECKING:
    from ..api import Graph


def loaded(facts: Path | None, endpoint: str | None = None) -> Graph:
    """Return the graph of the facts, or at an endpoint. Raises what ``load`` does."""
    from ..api import load

    with bar("files") as shown:
        return load(facts, endpoint=endpoint, told=shown)
