"""Read named questions: one file of SPARQL each, with ``#+`` decorators in the grlc manner.

A parameter ``speaker`` is the variable ``?speaker``; the place where it is bound is ``VALUES ?speaker { UNDEF }``. So
the file runs as it stands on any SPARQL engine, where it gives the answer for all values.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..errors import QueryError, UnknownError
from ..reader import read_document

_SLOT = r"VALUES\s+\?{name}\s*\{{\s*UNDEF\s*\}}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """Describe one parameter: what it takes, whether the question needs it, and an example."""

    name: str
    type: str
    description: str
    example: str
    required: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Hold one named question."""

    name: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str

    @classmethod
    def from_text(cls, name: str, text: str) -> Question:
        """Return the question that a file writes. Raises QueryError where its decorators are not well formed."""
        written = "\n".join(line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+"))
        document = read_document(written)
        if document.flaws:
            flaw = document.flaws[0]
            raise QueryError(f"{name}.rq:{flaw.line}:{flaw.column + 3} {flaw.what}", flaw.remedy)
        data = document.data
        question = cls(
            name=name,
            summary=str(data.get("summary", name)),
            description=" ".join(str(data.get("description", "")).split()),
            parameters=tuple(_parameter(name, key, value) for key, value in data.get("parameters", {}).items()),
            sparql="\n".join(line for line in text.splitlines() if not line.startswith("#+")) + "\n",
        )
        for parameter in question.parameters:
            if not re.search(_SLOT.format(name=parameter.name), question.sparql):
                slot = f"VALUES ?{parameter.name} {{ UNDEF }}"
                raise QueryError(f"{name}.rq has no place for its parameter {parameter.name!r}", f"write: {slot}")
        return question

    def bound(self, values: dict[str, str]) -> str:
        """Return the SPARQL with parameters bound to terms in SPARQL syntax; what is not given leaves no trace."""
        sparql = self.sparql
        for parameter in self.parameters:
            term = values.get(parameter.name)
            clause = f"VALUES ?{parameter.name} {{ {term} }}" if term else ""
            sparql = clause.join(re.split(_SLOT.format(name=parameter.name), sparql))
        return sparql


def question_files() -> dict[str, Path]:
    """Return name → file: of the shipped questions, and of those in the folder COMMUNIQUE_QUERIES, which win."""
    named = os.environ.get("COMMUNIQUE_QUERIES")
    folders = [Path(str(files("communique.graph.queries"))), *([Path(named)] if named else [])]
    return dict(sorted({path.stem: path for folder in folders for path in folder.glob("*.rq")}.items()))


def load_question(name: str) -> Question:
    """Return one named question.

    Raises UnknownError where there is none of that name, QueryError where its file is not sound.
    """
    found = question_files()
    if name not in found:
        raise UnknownError("question", name, found)
    return Question.from_text(name, found[name].read_text(encoding="utf-8"))


def load_questions() -> dict[str, Question]:
    """Return name → question, of all of them. Raises QueryError where one is not sound."""
    return {name: load_question(name) for name in question_files()}


def _parameter(question: str, name: str, value: Any) -> Parameter:
    if not isinstance(value, dict):
        raise QueryError(
            f"{question}.rq: the parameter {name!r} is not described", "write {type: ..., description: ...}"
        )
    return Parameter(
        name=name,
        type=str(value.get("type", "text")),
        description=str(value.get("description", "")),
        example=str(value.get("example", "")).lower() if value.get("type") == "flag" else str(value.get("example", "")),
        required=value.get("required") is True,
        default=str(value["default"]) if "default" in value else None,
    )
