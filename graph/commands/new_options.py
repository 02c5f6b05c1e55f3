"""Make the options of ``new``: those that every section has, and one for each field of the schema."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .made import option
from .options import SourcesOption

if TYPE_CHECKING:
    from ..schema import Field

_INTO = "File to insert into (default: where its source is cited, else where its like stand)."
_FACTS = "Folder of facts, which need not exist (default: ./facts)."
#: Name of the parameter → what it takes, and its default. In the commands they are in the way of no field.
_GENERAL: dict[str, tuple[Any, Any]] = {
    "id": (
        Annotated[str | None, typer.Option("--id", metavar="ID", help="Id of the record (default: of its words).")],
        None,
    ),
    "facts": (
        Annotated[Path | None, typer.Option("--facts", envvar="COMMUNIQUE_FACTS", metavar="DIR", help=_FACTS)],
        None,
    ),
    "into": (Annotated[Path | None, typer.Option("--into", metavar="FILE", help=_INTO)], None),
    "extra": (
        Annotated[
            list[str] | None,
            typer.Option("--set", metavar="KEY=YAML", help="Any other value, such as 'label={en: Sea, fr: Mer}'."),
        ],
        None,
    ),
    "dry": (Annotated[bool, typer.Option("--dry-run", help="Write nothing; print what would change.")], False),
    "quiet": (Annotated[bool, typer.Option("--no-input", help="Ask nothing, even in a terminal.")], False),
    "sources": (SourcesOption, None),
}


def options(
    fields: dict[str, Field], kinds: list[str], general: Collection[str] = _GENERAL.keys()
) -> list[inspect.Parameter]:
    """Return the parameters of a command that makes records with fields, and of one of several kinds.

    Of the options that every section has, ``general`` names those that are wanted.
    """
    found = {name: _GENERAL[name] for name in general}
    if kinds:
        help_ = f"One of: {', '.join(kinds)}."
        shown = typer.Option("--kind", metavar="KIND", help=help_, autocompletion=lambda: kinds)
        found["kind"] = Annotated[str | None, shown], None
    others = [option(name, annotation, default) for name, (annotation, default) in found.items()]
    return [*(_option(field, fields) for field in fields.values()), *others]


def _option(field: Field, beside: Collection[str]) -> inspect.Parameter:
    """Return the option of a field; the underscore keeps its name clear of the general ones."""
    from ..curate.new.given import form

    many = " May be given more than once." if field.many else ""
    shown = typer.Option(
        f"--{field.key}",
        help=f"{field.comment}{_braces(field, form(field, beside))}{many}{' Needed.' if field.required else ''}",
        metavar=form(field, beside),
        autocompletion=_completion(field, beside),
    )
    type_: Any = list[str] | None if field.many else str | None
    return option(f"_{field.key}", Annotated[type_, shown])


def _braces(field: Field, form: str) -> str:
    """Say how else a nested record is given; among the forms of a position, which of its keys the short one has."""
    if field.value != "nested":
        return ""
    short = f" In short: {form}; otherwise" if form != "YAML" else ""
    return f"{short or ' Given'} as YAML in braces, where labels will do for ids."


def _completion(field: Field, beside: Collection[str]) -> Callable[[typer.Context, str], list[str]]:
    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from ..curate.new.completing import words

        return [word for word in words(field, ctx.params.get("facts"), beside) if word.startswith(incomplete)]

    return complete
