"""Hold the options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from typer.models import OptionInfo

FactsOption = Annotated[
    Path | None,
    typer.Option(
        "--facts",
        envvar="COMMUNIQUE_FACTS",
        metavar="DIR",
        help="Folder of facts, or a store that build wrote (default: ./facts, else the shipped facts).",
    ),
]


def _row_forms() -> list[str]:
    from ..query.table import FORMATS

    return list(FORMATS)


def _any_forms() -> list[str]:
    from ..query.triples import FORMATS

    return [*_row_forms(), *FORMATS]


def _one_of(known: Callable[[], list[str]]) -> Callable[[str | None], str | None]:
    """Return a check that a format exists; which ones do is looked up only when one is named."""

    def check(value: str | None) -> str | None:
        if value is not None and value not in known():
            from ..errors import did_you_mean

            raise typer.BadParameter(f"unknown format {value!r}; {did_you_mean(value, known())}")
        return value

    return check


def _form(text: str, known: Callable[[], list[str]]) -> OptionInfo:
    option: OptionInfo = typer.Option(
        "--format", "-f", metavar="FORMAT", help=text, callback=_one_of(known), autocompletion=known
    )
    return option


#: In words, since looking the formats up would make every help text wait; a test holds it against them.
ROWS = "table, csv, tsv, json, jsonl or markdown"
GRAPHS = "ttl (default), nt or jsonld"
FormOption = Annotated[str | None, _form(f"How to write the answer: {ROWS} (default: table).", _row_forms)]
AnyFormOption = Annotated[
    str | None, _form(f"How to write rows: {ROWS} (default: table); a graph: {GRAPHS}.", _any_forms)
]
SourcesOption = Annotated[
    Path | None,
    typer.Option(
        "--sources",
        envvar="COMMUNIQUE_SOURCES",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Folder of the source texts.",
    ),
]
