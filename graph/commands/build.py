"""The command ``build``: make the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import FactsOption, SourcesOption
from .output import say


def build(
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Ends in .nq, .nt, .trig, .ttl or .jsonld; without ending: a store folder.",
        ),
    ],
    facts: FactsOption = None,
    sources: SourcesOption = None,
    aligned: Annotated[
        bool, typer.Option("--aligned", help="Say it in the words of PROV, SEM, schema.org and others too.")
    ] = False,
    selectors: Annotated[
        bool,
        typer.Option(
            "--selectors", help="Say where in the texts each quote stands; needs --sources. Not for publishing."
        ),
    ] = False,
) -> None:
    """Build the graph and write it as RDF, or as a store that answers queries at once.

    Example: communique build -o out/graph.nq
    """
    from ..api import check
    from ..build.write import write_graph
    from ..errors import FactsError
    from ..rdf import selector_quads

    if selectors and sources is None:
        raise typer.BadParameter("the texts are needed; name their folder with --sources", param_hint="--selectors")
    found, _ = check(facts, sources)
    if found.errors:
        raise FactsError(found.errors)
    places = "".join(selector_quads(found, sources)).encode("utf-8") if selectors else b""
    say(f"{write_graph(found, output, aligned, places):,} quads written to {output}")
