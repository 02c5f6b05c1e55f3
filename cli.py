"""The command ``communique``: a thin shell that mounts the commands of ``graph/commands``."""

from __future__ import annotations

from typing import Annotated

import typer

from . import __version__
from .graph.commands import (
    ask,
    build,
    check,
    coverage,
    diff,
    draw,
    fmt,
    new,
    push,
    query,
    rules,
    schema,
    source,
    verify,
)
from .graph.commands.output import boundary, out

app = typer.Typer(
    name="communique",
    help="Who said what, to whom, about what, in reaction to what, and where is it written?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        out(f"communique {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who said what, to whom, about what, in reaction to what, and where is it written?"""


questions = typer.Typer(cls=ask.Questions, invoke_without_command=True)
questions.callback()(ask.ask)

sections = typer.Typer(cls=new.Sections, invoke_without_command=True)
sections.callback()(new.new)

texts = typer.Typer(cls=source.Sources, no_args_is_help=True)
texts.callback()(source.source)

ASK, WRITE, REVIEW = "Ask and draw", "Write facts", "Check and review"

app.add_typer(questions, name="ask", rich_help_panel=ASK)
app.command(rich_help_panel=ASK)(query.query)
app.command(rich_help_panel=ASK)(query.show)
app.command(rich_help_panel=ASK)(draw.draw)
app.command(rich_help_panel=ASK)(build.build)
app.command(rich_help_panel=ASK)(push.push)
app.command(rich_help_panel=ASK)(verify.verify)
app.add_typer(texts, name="source", rich_help_panel=WRITE)
app.add_typer(sections, name="new", rich_help_panel=WRITE)
app.command(rich_help_panel=WRITE)(fmt.fmt)
app.command(rich_help_panel=WRITE)(schema.schema)
app.command(rich_help_panel=REVIEW)(check.check)
app.command(rich_help_panel=REVIEW)(rules.rules)
app.command(rich_help_panel=REVIEW)(coverage.coverage)
app.command(rich_help_panel=REVIEW)(diff.diff)


def main() -> None:
    """Run the command line; exit 0 for yes, 1 when the facts or the answer say no, 2 for wrong usage."""
    with boundary():
        app()
