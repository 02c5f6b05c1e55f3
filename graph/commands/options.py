"""Hold the options that several commands share."""

from __future__ import annotations

import atexit
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.models import OptionInfo

if TYPE_CHECKING:
    from ..store import Limits


def facts_folder(text: str) -> Path:
    """Return the folder that an option names; what a URL names is fetched first, and removed when the process ends."""
    if "://" not in text:
        return Path(text)
    from ..release import fetched

    kept = contextlib.ExitStack()
    atexit.register(kept.close)
    return kept.enter_context(fetched(text))


FactsOption = Annotated[
    Path | None,
    typer.Option(
        "--facts",
        envvar="COMMUNIQUE_FACTS",
        metavar="DIR",
        parser=facts_folder,
        help="Folder of facts (or s3://bucket/folder and the like), or a store or release that was built (default:"
        " ./facts, else the shipped facts).",
    ),
]

EndpointOption = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        metavar="URL",
        help="Ask the graph at this SPARQL endpoint, not facts that are here; push puts it there.",
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
TimeoutOption = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        envvar="COMMUNIQUE_TIMEOUT",
        metavar="SECONDS",
        help="Stop a query after so many seconds (default: 60; 0: never).",
    ),
]
MemoryOption = Annotated[
    int | None,
    typer.Option(
        "--memory",
        envvar="COMMUNIQUE_MEMORY",
        metavar="MB",
        help="Give a query so many megabytes, beyond what the facts take (default: 2048; 0: all there are).",
    ),
]
RowsOption = Annotated[
    int | None,
    typer.Option(
        "--rows",
        envvar="COMMUNIQUE_ROWS",
        metavar="NUMBER",
        help="Show so many rows at most, and exit 1 where there are more (default: 100000; 0: all).",
    ),
]


def limits_of(timeout: float | None, memory: int | None, rows: int | None, trusted: bool = False) -> Limits | None:
    """Return the limits that options set, the usual ones where they do not; 0 lifts one.

    A trusted query has none where the system can hold it to none, unless they were asked for.
    """
    from ..store import Limits
    from ..store.limits import can_limit

    if trusted and not can_limit() and timeout is memory is rows is None:
        return None
    usual = Limits()
    return Limits(
        usual.seconds if timeout is None else timeout or None,
        usual.megabytes if memory is None else memory or None,
        usual.rows if rows is None else rows or None,
    )


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
