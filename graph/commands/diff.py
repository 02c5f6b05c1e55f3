"""The command ``diff``: what changed, in the language of the domain."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .output import out, say


class Form(StrEnum):
    """How changes are written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    old: Annotated[
        str, typer.Argument(metavar="A", help="A folder of facts, or a git revision of them; A..B names two.")
    ] = "HEAD",
    new: Annotated[
        str | None, typer.Argument(metavar="B", help="The same, for what A became (default: the facts as they are).")
    ] = None,
    facts: Annotated[
        Path | None,
        typer.Option("--facts", envvar="COMMUNIQUE_FACTS", metavar="DIR", help="Folder of facts (default: ./facts)."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to write changes.")] = Form.TEXT,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 where something changed, 0 else.")] = False,
) -> None:
    """Say what changed in the facts: which statements came, which dates and quotes are others, what is retired.

    A folder wins over a revision of its name. What means the same is no change, wherever and however it is written.

    Example: communique diff HEAD~1 --format markdown
    """
    from ..api import diff as compare
    from ..curate.diff.forms import FORMATS, summary

    found = compare(old, new, facts)
    for remark in found.remarks:
        say(f"warning: {remark}")
    out(FORMATS[form](found))
    if form is Form.TEXT:
        say(f"{summary(found)}.")
    if exit_code and found.changes:
        raise typer.Exit(1)
