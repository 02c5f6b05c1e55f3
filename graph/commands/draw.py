"""The command ``draw``: make a picture, or a file for another tool."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import FactsOption
from .output import say


def draw(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Ends in .html, .svg or .graphml.")],
    facts: FactsOption = None,
    title: Annotated[str | None, typer.Option("--title", help="Title of the picture.")] = None,
) -> None:
    """Draw who acts on what: one page that opens offline, or a file for another tool.

    Example: communique draw -o out/graph.html
    """
    from ..api import load
    from ..draw import draw as draw_graph

    loaded = load(facts)
    graph = loaded.network()
    draw_graph([loaded.timeline(), graph], output, title or "Communiqué: who acts on what")
    say(f"{graph.number_of_nodes()} things and {graph.number_of_edges()} relations drawn to {output}")
