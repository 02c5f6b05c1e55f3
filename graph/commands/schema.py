"""The command ``schema``: the JSON Schema of the facts, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .output import out, say


def schema(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="File to write (default: print it).")
    ] = None,
    dataset: Annotated[bool, typer.Option("--dataset", help="That of dataset.yaml, not that of facts.")] = False,
) -> None:
    """Give the JSON Schema of a file of facts: with it, an editor completes keys and words and shows what they mean.

    Example: communique schema -o facts.schema.json
    """
    from ..schema import load_schema
    from ..schema.json_schema import as_text, dataset_schema, json_schema

    text = as_text((dataset_schema if dataset else json_schema)(load_schema()))
    if output is None:
        out(text)
        return
    from ..build.write import write_bytes

    write_bytes(output, text.encode("utf-8"))
    say(f"Written to {output}. Editors look for it in the first line of a file of facts beside it:")
    say(f"# yaml-language-server: $schema={output.name}")
