"""Hold the options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FactsOption = Annotated[
    Path | None,
    typer.Option(
        "--facts",
        envvar="COMMUNIQUE_FACTS",
        metavar="DIR",
        help="Folder of facts, or a store that build wrote (default: ./facts, else the shipped facts).",
    ),
]
SourcesOption = Annotated[
    Path | None,
    typer.Option("--sources", envvar="COMMUNIQUE_SOURCES", metavar="DIR", help="Folder of the source texts."),
]
