"""The command ``fmt``: give files of facts their canonical layout."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .output import out, say

if TYPE_CHECKING:
    from ..curate.fmt import Formatted
    from ..errors import Problem


def fmt(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FACTS", help="Folders or files of facts, or - for a pipe (default: ./facts)."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; print what would change, and exit 1 if anything would.")
    ] = False,
) -> None:
    """Lay facts out: keys in the order of the schema, short values on one line. Meaning and comments stay.

    Example: communique fmt --check facts
    """
    from ..curate.fmt import format_files, format_text
    from ..curate.own import own_folder
    from ..errors import FactsError

    if paths == [Path("-")]:
        out(format_text(_piped()))
        return
    sound, changed = 0, 0
    problems: list[Problem] = []
    for formatted in format_files(paths or [own_folder()]):
        sound += not formatted.problems
        problems += formatted.problems
        changed += formatted.is_changed and _settle(formatted, check)
    say(_summary(sound, changed, check, paths))
    if problems:
        raise FactsError(problems)
    if check and changed:
        raise typer.Exit(1)


def _piped() -> str:
    from ..errors import OutputError

    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise OutputError("standard input", "this is not UTF-8", "save it as UTF-8") from error


def _settle(formatted: Formatted, check: bool) -> bool:
    """Show what would change, or change it."""
    if check:
        out(formatted.diff())
    else:
        from ..curate.fmt import rewrite

        rewrite(formatted)
    return True


def _summary(files: int, changed: int, check: bool, paths: list[Path] | None) -> str:
    noun = "file" if files == 1 else "files"
    if not changed:
        return f"{files} {noun}, all laid out already."
    if not check:
        return f"{changed} of {files} {noun} laid out anew."
    command = shlex.join(["communique", "fmt", *map(str, paths or [])])
    return f"{changed} of {files} {noun} would be laid out anew. Run: {command}"
