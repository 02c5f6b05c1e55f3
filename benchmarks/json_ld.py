"""Do what a build from well-known parts does: PyYAML's CSafeLoader, and rdflib's parser of JSON-LD.

Every file goes through CSafeLoader. The JSON-LD that its records become, with the context that goes with them,
is a gift: it was made before. Nothing is checked, nothing is inferred.

    python benchmarks/json_ld.py FACTS DOCUMENT [--prepare]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib


def prepare(facts: Path, document: Path) -> None:
    """Write the records of a folder as a JSON-LD document."""
    from communique.graph.api import check
    from communique.graph.rdf import document as made

    found, _ = check(facts)
    document.write_text(json.dumps(made(found), ensure_ascii=False), encoding="utf-8")


def read(facts: Path) -> int:
    """Read all files of a folder with CSafeLoader, and return how many sections there are."""
    import yaml

    texts = (path.read_text(encoding="utf-8") for path in sorted(facts.glob("*.yaml")))
    return sum(len(yaml.load(text, yaml.CSafeLoader)) for text in texts)


def fill(document: Path) -> rdflib.Dataset:
    """Return a dataset with what a JSON-LD document says."""
    import rdflib

    dataset = rdflib.Dataset()
    with document.open("rb") as file:
        dataset.parse(file, format="json-ld")
    return dataset


def main(facts: Path, document: Path, *options: str) -> None:
    """Prepare the document, or do what is measured."""
    if options:
        prepare(facts, document)
    else:
        print(read(facts), fill(document))  # its name, which costs nothing


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
