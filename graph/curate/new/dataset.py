"""Describe a folder of facts: make its ``dataset.yaml`` of what somebody gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ...corpus.facts import Dataset, Facts, File, many
from ...corpus.folders import finish
from ...corpus.places import DESCRIPTION, fact_files
from ...corpus.placing import printable
from ...corpus.schema_check import faults_of_dataset
from ...corpus.shipped import SHIPPED
from ...errors import FactsError, OutputError, ParameterError
from ...reader import read_document
from ...schema import Field, load_schema
from ...schema.names import BASE
from .given import form
from .insert import anew, known
from .insertion import Insertion
from .names import Names
from .record import read
from .record_tree import description_text


def dataset_fields() -> dict[str, Field]:
    """Return what may be said of a folder of facts, in canonical order."""
    return load_schema().shapes["Dataset"].fields


def lacking(given: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Return key and form of what a description needs and is not given."""
    fields = dataset_fields()
    return [(key, form(field, fields)) for key, field in fields.items() if field.required and key not in given]


def described(folder: Path, given: Mapping[str, Sequence[str]]) -> Insertion:
    """Return the description of a folder, which need not exist; write nothing.

    Raises ParameterError and FactsError where what is given does not fit, OutputError where the folder has a
    description already, or is a file.
    """
    path = folder / DESCRIPTION
    if folder.is_file():
        raise OutputError(str(folder), "this is a file", "name its folder with --facts")
    if path.exists():
        raise OutputError(str(path), "the folder is described already", "edit that file")
    data = read(dataset_fields(), given, (), Names(Facts()), "data set")
    for name in many(data.get("extends")):
        if name != SHIPPED and not fact_files(folder / name):
            what = f"--extends: no facts are in {printable(str(folder / name))}"
            raise ParameterError(
                "extends", what, f"name {SHIPPED}, or a folder beside or below this one, such as ../sea"
            )
    return _insertion(folder, path, data)


def _insertion(folder: Path, path: Path, data: dict[str, Any]) -> Insertion:
    text = description_text(data)
    file = File(printable(str(path)), read_document(text), Dataset(folder, BASE, ""))
    if file.document.data != data:
        raise OutputError(file.name, "the file would say something else", "write it by hand, and report this")
    facts = Facts(files=[file])
    for fault in faults_of_dataset(file):
        facts.note(file.name, "", fault)
    if finish(facts).errors:
        raise FactsError(facts.errors)
    return Insertion(path, "it describes the folder", text, 1, "", text)


def describe(folder: Path, insertion: Insertion) -> None:
    """Write the description of a folder, unless the facts there have errors with it that they have not without it.

    Raises FactsError with these, and as the ``write`` of an insertion does.
    """
    before, _ = known(folder)
    insertion.write()
    after, _ = known(folder)
    errors = [problem for problem in anew(after.problems, before.problems) if problem.severity == "error"]
    if errors:
        insertion.path.unlink()  # only the reader of a whole folder can say what a description makes of it
        raise FactsError(errors)
