"""The command ``new dataset``: describe a folder of facts."""

from __future__ import annotations

import inspect
from typing import Any

import typer

from .new_options import options
from .output import out, say, width

_HELP = """Describe a folder of facts: write its dataset.yaml with title, language, IRIs, and what it builds on.

Example: communique new dataset --facts my-facts --title "The harbour talks" --extends communique
"""


def app() -> typer.Typer:
    """Return the command, with an option for each field of a description."""
    from ..curate.new.dataset import dataset_fields

    made = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings={"max_content_width": width()})

    def command(**chosen: Any) -> None:
        _describe(chosen)

    parameters = options(dataset_fields(), [], ("facts", "dry"))
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    made.command(name="dataset", help=_HELP)(command)
    return made


def _describe(chosen: dict[str, Any]) -> None:
    from ..curate.new.dataset import dataset_fields, describe, described, lacking
    from ..curate.own import must_be_own, own_folder
    from .new import listed

    folder, given = chosen["facts"] or own_folder(), listed(dataset_fields(), chosen)
    must_be_own(folder)
    if missing := [f"--{key} {form}" for key, form in lacking(given)]:
        raise typer.BadParameter(f"the data set needs {'; '.join(missing)}")
    insertion = described(folder, given)
    if chosen["dry"]:
        out(insertion.diff())
        return
    describe(folder, insertion)
    say(f"Wrote {insertion.path}.")
