"""Make a new record step by step: what is given, what is missing, its id, its place."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ...corpus.facts import Facts, many
from ...corpus.folders import load_facts
from ...corpus.places import DESCRIPTION, shipped_folder
from ...corpus.references import skeleton
from ...corpus.shipped import builds_on_shipped
from ...errors import OutputError, ParameterError
from ...evidence import Proof
from ...evidence.texts import TextError, read_text
from ...schema import Field, load_schema
from ...schema.names import ID_PATTERN
from .given import value_of
from .insert import SCHEMA_FILE, drafted, known
from .insertion import Insertion
from .names import Names
from .naming import suggest_id
from .record import missing, record_of, usual
from .sections import fields_of, singular

#: So many records tell by themselves which fields are usual.
FEW = 20


@dataclass(frozen=True, slots=True)
class Request:
    """Hold what somebody asks to be recorded, in their own words."""

    section: str
    kind: str = ""
    given: dict[str, list[str]] = field(default_factory=dict)  #: key → what is given for it
    extra: Sequence[str] = ()  #: ``key=YAML``
    id: str = ""
    into: Path | None = None

    def options(self) -> list[str]:
        """Return the options of the command that ask for the same."""
        found = [("--id", self.id), ("--into", str(self.into or ""))]
        found += [(f"--{key}", text) for key, texts in self.given.items() for text in texts]
        found += [("--set", text) for text in self.extra]
        return [word for name, text in found if text for word in (name, text)]


@dataclass
class Draft:
    """Hold a record in the making, and the facts that it comes to."""

    request: Request
    folder: Path
    sources: Path | None
    facts: Facts
    proof: Proof
    names: Names
    data: dict[str, Any]

    @property
    def kind(self) -> str:
        """Return the kind of the record, "" where there is none or none is known yet."""
        return str(self.data.get("kind", ""))

    @property
    def fields(self) -> dict[str, Field]:
        """Return the fields that the record may have."""
        return fields_of(self.request.section, self.kind)

    def missing(self) -> list[tuple[str, str]]:
        """Return key and form of what the record needs and has not yet."""
        lacking = missing(self.request.section, self.kind, self.data)
        needs_id = not lacking and not (self.request.id or self.suggested())
        return [*lacking, *([("id", "ID")] if needs_id else [])]

    def set_kind(self, kind: str) -> None:
        """Set the kind of the record. Raises ParameterError where records of its section have no such kind."""
        self.request = replace(self.request, kind=kind)
        self.data = {**record_of(self.request.section, kind, {}, [], self.names), **self.data}

    def set_id(self, id_: str) -> None:
        """Set the id of the record. Raises ParameterError where it is none, or is taken."""
        if not re.fullmatch(ID_PATTERN, id_):
            raise ParameterError("id", f"--id: {id_!r} is no id", "use small letters, digits and single hyphens")
        alike = {skeleton(one): one for one in self.facts.records}
        if (taken := alike.get(skeleton(id_))) and self.request.section != "retired":
            raise ParameterError("id", f"--id: {taken!r} is recorded already", "choose another id")
        self.request = replace(self.request, id=id_)

    def put(self, key: str, texts: Sequence[str]) -> None:
        """Set a field to what is given for it. Raises ParameterError where that does not fit."""
        fields = self.fields
        value = value_of(fields[key], texts, self.names, fields)
        if fields[key].target == "Evidence":
            self._must_reach(key, value)
        self.data[key] = value
        self.request.given[key] = list(texts)

    def _must_reach(self, key: str, value: Any) -> None:
        """Raise ParameterError where a paragraph lies beyond the text, if that is at hand."""
        for item in filter(lambda one: isinstance(one, dict), many(value)):
            record = self.facts.records.get(str(item.get("source")))
            number = item.get("paragraph")
            try:
                text = read_text(record, self.sources) if record else None
            except TextError:
                return  # what is wrong with it, the check of all facts says
            if text and type(number) is int and number > len(text):
                what = f"--{key}: the text has only {len(text)} paragraphs"
                raise ParameterError(key, what, "count the non-blank lines from 1")

    def namesake(self) -> ParameterError | None:
        """Return what is to be said where a thing of the same class is called the same, and no id says otherwise."""
        shape = load_schema().sections[self.request.section].get(self.kind)
        found = self.names.namesake(shape.name, self.data) if shape and not self.request.id else None
        if found is None:
            return None
        remedy = "refer to it, or give the new one an id of its own with --id"
        return ParameterError("id", f"{found[0]} is recorded already: {found[1]}", remedy)

    def suggested(self) -> str:
        """Return an id made of the words of the record, unlike any that is taken; what is retired keeps its own."""
        noun = singular(self.request.section)
        return suggest_id(noun, self.data, self.facts.records) if noun != "retired" else ""

    def usual(self) -> list[Field]:
        """Return the optional fields that records like this one often have; among few, the shipped ones count too."""
        alike = self._alike(self.facts)
        if len(alike) < FEW and not builds_on_shipped(self.facts.datasets):
            alike += self._alike(load_facts(shipped_folder()))
        return usual(self.fields, alike)

    def _alike(self, facts: Facts) -> list[dict[str, Any]]:
        found = [one.data for one in facts.records.values() if one.section == self.request.section]
        return [data for data in found if data.get("kind", "") == self.kind]

    def insertion(self) -> Insertion:
        """Return the insertion, checked with all other facts; write nothing.

        Raises ParameterError where it is recorded already, and as ``drafted`` does.
        """
        if known_already := self.namesake():
            raise known_already
        request, id_, before = self.request, self.request.id or self.suggested(), (self.facts, self.proof)
        return drafted(self.folder, request.section, id_, self.data, request.into, self.sources, before)

    def command(self) -> list[str]:
        """Return the words that ask for the same record again, behind ``communique new``."""
        places = ["--facts", str(self.folder), *(["--sources", str(self.sources)] if self.sources else [])]
        return [self.kind or singular(self.request.section), *places, *self.request.options()]

    def remarks(self, insertion: Insertion) -> Iterator[str]:
        """Yield what a folder lacks that a curator would want there."""
        if insertion.unverified:
            yield self._unverified(insertion.unverified)
        if not self.facts.files and not (self.folder / DESCRIPTION).exists():  # said once, with the first record
            command = f"communique new dataset --facts {shlex.quote(str(self.folder))} --title TITLE"
            yield (
                f"{self.folder} has no {DESCRIPTION} yet: {command} writes one; with --extends communique it builds on "
                "the shipped actors, and --base https://... gives your own IRIs."
            )
        if not insertion.old and not (self.folder / SCHEMA_FILE).exists():
            yield f"For completion in an editor: communique schema -o {self.folder / SCHEMA_FILE}"

    def _unverified(self, count: int) -> str:
        quotations = f"{count} quotation{'s are' if count > 1 else ' is'} unverified"
        if not self.sources:
            return f"{quotations}: name the folder of source texts with --sources, to prove every word."
        return f"{quotations}: the text is not in {self.sources}."


def begun(request: Request, folder: Path, sources: Path | None = None) -> Draft:
    """Return the draft of what is requested.

    Raises ParameterError where a text does not fit its field, OutputError where the folder is a file.
    """
    if folder.is_file():
        raise OutputError(str(folder), "this is a file", "name its folder with --facts, and the file with --into")
    facts, proof = known(folder, sources)
    names = Names(facts)
    data = record_of(request.section, request.kind, request.given, request.extra, names)
    return Draft(request, folder, sources, facts, proof, names, data)
