"""The command ``new``: one subcommand for each section of facts, made from the schema alone."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from .made import made
from .new_options import options
from .output import out, say

if TYPE_CHECKING:
    from ..curate.new.draft import Draft
    from ..curate.new.insertion import Insertion


class Sections(TyperGroup):
    """List what can be recorded, and make a command of one when it is asked; nothing is read before."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all sections, in the singular, and of all kinds."""
        from ..curate.new.sections import section_names

        return [*section_names(), "dataset"]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command for one section. Raises typer.BadParameter where there is none of that name."""
        from ..curate.new.sections import section_of
        from ..errors import UnknownError

        if cmd_name == "dataset":
            from .new_dataset import app

            return typer.main.get_command(app())
        try:
            return typer.main.get_command(_app(cmd_name, *section_of(cmd_name)))
        except UnknownError as error:
            raise typer.BadParameter(str(error), ctx) from error


def new(ctx: typer.Context) -> None:
    """Record something: a statement, an event, a person ...; without a name, list what can be recorded.

    Example: communique new topic --label Fishing --dry-run --facts facts
    """
    if ctx.invoked_subcommand is None:
        from ..curate.new.sections import section_names
        from ..schema import load_schema

        terms, names = load_schema().terms, section_names()
        longest = max(map(len, names))
        for name, (section, kind) in names.items():
            shape = next(one for key, one in load_schema().sections[section].items() if kind in ("", key))
            word = shape.name if kind or not shape.kind else shape.superclasses[0]
            out(f"{name:<{longest}}  {terms[word]}\n")
        out(f"{'dataset':<{longest}}  {terms['Dataset']}\n")


def _app(name: str, section: str, kind: str) -> typer.Typer:
    from ..curate.new.sections import fields_of, with_article
    from ..schema import load_schema

    fields = fields_of(section, kind)
    kinds = [one for one in load_schema().sections[section] if one]
    help_ = (
        f"Record {with_article(name)}: insert it into its file, checked with all other facts, and touch nothing else "
        "there.\n\n"
        "In a terminal, what is missing is asked for, and ? explains. "
        "Where a thing is wanted, its label or an alias will do."
    )

    def run(chosen: dict[str, Any]) -> None:
        _new(section, kind or chosen.get("kind") or "", listed(fields, chosen), chosen)

    return made(name, help_, run, options(fields, kinds if not kind else []))


def listed(fields: Iterable[str], chosen: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return key → texts of the options of fields that were given."""
    given = {key: chosen[f"_{key}"] for key in fields if chosen[f"_{key}"]}
    return {key: value if isinstance(value, list) else [value] for key, value in given.items()}


def _new(section: str, kind: str, given: dict[str, list[str]], chosen: dict[str, Any]) -> None:
    from ..curate.new.draft import Request, begun
    from ..curate.new.sections import singular
    from ..curate.own import must_be_own, own_folder

    request = Request(section, kind, given, chosen["extra"] or [], chosen["id"] or "", chosen["into"])
    folder = chosen["facts"] or own_folder()
    if not chosen["dry"]:
        must_be_own(folder)  # before anybody answers questions
    draft = begun(request, folder, chosen["sources"])
    asks = not chosen["quiet"] and sys.stdin.isatty() and sys.stdout.isatty()
    if asks:
        from .dialog import converse

        converse(draft)
    if lacking := [f"--{key} {form}" for key, form in draft.missing()]:
        raise typer.BadParameter(f"the {singular(section)} needs {'; '.join(lacking)}")
    insertion = draft.insertion()
    if insertion.errors:
        _refuse(draft, insertion)
    if chosen["dry"]:
        out(insertion.diff())
        say(f"Would be inserted at {insertion.place}: {insertion.why}.")
    elif asks and not _is_wanted(insertion):
        say("Nothing was written.")
        raise typer.Exit(1)
    else:
        insertion.write()
        say(f"Inserted at {insertion.place}: {insertion.why}.")
    for remark in (*insertion.problems, *draft.remarks(insertion)):
        say(str(remark))


def _is_wanted(insertion: Insertion) -> bool:
    from .dialog import agrees

    out(f"\n{insertion.diff()}\n")
    return agrees(f"Insert this at {insertion.place}?")


def _refuse(draft: Draft, insertion: Insertion) -> None:
    """Show what is not written, with the numbers that its lines would have, and how to ask for it again."""
    from ..errors import FactsError

    for number, line in enumerate(insertion.text.splitlines(), insertion.line):
        say(f"{number:6} | {line}")
    words = ["communique", "new", *draft.command()]
    say(f"Nothing was written. To try again: {shlex.join(words)}\n")
    raise FactsError(insertion.errors)
