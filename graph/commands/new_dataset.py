"""The command ``new dataset``: describe a folder of facts."""

from __future__ import annotations

from typing import Any

import typer

from .made import made
from .new_options import options
from .output import out, say

_HELP = """Describe a folder of facts: write its dataset.yaml with title, language, IRIs, and what it builds on.

Example: communique new dataset --facts my-facts --title "The harbour talks" --extends communique
"""


def app() -> typer.Typer:
    """Return the command, with an option for each field of a description."""
    from ..curate.new.dataset import dataset_fields

    return made("dataset", _HELP, _describe, options(dataset_fields(), [], ("facts", "dry")))


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
