"""The command ``source``: record the texts that are quoted."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer
from typer.core import TyperGroup

from .made import made, option
from .options import SourcesOption
from .output import out, say

if TYPE_CHECKING:
    from ..curate.new.draft import Draft
    from ..curate.source import SourceText
    from ..errors import Problem
    from ..schema import Field


class Sources(TyperGroup):
    """Make the command ``add``, with an option for each field of a source, when it is asked."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands."""
        return ["add"]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command; None where there is none of that name."""
        return typer.main.get_command(_app()) if cmd_name == "add" else None


def source() -> None:
    """Record the texts that are quoted.

    Example: communique source add texts/harbour.txt --sources texts
    """


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The text, in or below the folder of source texts.")],
    sources: SourcesOption = None,
    id_: Annotated[
        str, typer.Option("--id", metavar="ID", help="Default: made of the title or the name of the file.")
    ] = "",
    facts: Annotated[
        Path | None,
        typer.Option("--facts", envvar="COMMUNIQUE_FACTS", metavar="DIR", help="Folder of facts; it need not exist."),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option("--into", "--to", metavar="FILE", help="File to insert into (default: where most sources are)."),
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Write nothing; print what would change.")] = False,
    **given: Any,
) -> None:
    r"""Record a source text: compute its sha256, and insert its record into the facts.

    Nothing is guessed: it has a title, a language or a day only if you give them.

    \b
    Example: communique source add texts/harbour.txt --sources texts --title "The harbour talks"
    """
    from ..curate.own import own_folder
    from ..curate.source import same_text, source_draft, source_text

    if sources is None:
        raise typer.BadParameter("name the folder of the source texts", param_hint="--sources")
    text = source_text(file, sources)
    said = {key.removeprefix("_"): _listed(value) for key, value in given.items() if value}
    draft = source_draft(text, facts or own_folder(), sources, said, id_, into)
    if known := same_text(draft.facts, text):
        say(f"Nothing to do: {known.id}, in {known.file.name}, is this text.")
    else:
        _insert(draft, text, dry)


def _app() -> typer.Typer:
    hints = get_type_hints(add, include_extras=True)
    known = [one for one in inspect.signature(add).parameters.values() if one.name in hints and one.name != "given"]
    own = [option(one.name, hints[one.name], one.default) for one in known]
    help_ = inspect.getdoc(add) or ""
    return made("add", help_, lambda chosen: add(**chosen), [*own, *map(_option, _fields())])


def _fields() -> list[Field]:
    """Return what may be said of a source besides what is computed; nested records are for an editor."""
    from ..schema import load_schema

    computed = {"file", "sha256"}
    fields = load_schema().shapes["Source"].fields.values()
    return [field for field in fields if field.key not in computed and field.value != "nested"]


def _option(field: Field) -> inspect.Parameter:
    """Return the option of a field; the underscore keeps its name clear of the others."""
    many = " May be given more than once." if field.many else ""
    shown = typer.Option(f"--{field.key}", help=f"{field.comment}{many}", metavar=field.value.upper())
    type_: Any = list[str] | None if field.many else str | None
    return option(f"_{field.key}", Annotated[type_, shown])


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _insert(draft: Draft, text: SourceText, dry: bool) -> None:
    from ..errors import FactsError

    insertion = draft.insertion()
    if insertion.errors:
        raise FactsError(insertion.errors)
    if dry:
        out(insertion.diff())
    else:
        insertion.write()
    say(f"{'Would be inserted' if dry else 'Inserted'} at {insertion.place}: {insertion.why}.")
    say(f"{draft.request.id} has {text.paragraphs} paragraph{'s' * (text.paragraphs > 1)}, counted from 1.")
    for remark in (*filter(_is_news, insertion.problems), *draft.remarks(insertion)):
        say(str(remark))


def _is_news(problem: Problem) -> bool:
    """Say whether a remark is more than that nothing cites the source yet."""
    return problem.rule != "nothing-uses-it"
