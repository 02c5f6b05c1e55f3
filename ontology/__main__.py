"""Write the files that are generated from the ontology, or check that they are fresh: ``--check``."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

from ..graph.schema import load_schema
from ..graph.schema.context import json_ld_context
from ..graph.schema.json_schema import as_text, dataset_schema, json_schema
from ..graph.schema.term_table import term_table


def generated() -> dict[str, str]:
    """Return file name → text, of everything in this folder that is made and not written."""
    schema = load_schema()
    return {
        "facts.schema.json": as_text(json_schema(schema)),
        "dataset.schema.json": as_text(dataset_schema(schema)),
        "context.jsonld": as_text(json_ld_context(schema)),
        "README.md": term_table(schema),
    }


def main(arguments: list[str]) -> int:
    """Write the files, or with ``--check`` print what differs; return the exit code."""
    stale = 0
    for name, text in generated().items():
        path = Path(__file__).parent / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif old != text:
            stale = 1
            sys.stdout.writelines(
                difflib.unified_diff(old.splitlines(True), text.splitlines(True), name, f"fresh {name}")
            )
    if stale:
        print("Generated files are stale; run: make generate")
    return stale


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
