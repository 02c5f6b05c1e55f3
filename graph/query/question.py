"""Read named questions: one file of SPARQL each, with ``#+`` decorators in the grlc manner.

A parameter ``speaker`` is the variable ``?speaker``; the place where it is bound is ``VALUES ?speaker { UNDEF }``. So
the file runs as it stands on any SPARQL engine, where it gives the answer for all values.

A line that begins with ``#?speaker`` is a shortcut, no comment, where that parameter is given, or one of several:
``#?since,until``. It leads to the rows by a shorter way, and must not change which they are.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..errors import QueryError, UnknownError, did_you_mean
from ..schema import load_schema

_SLOT = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")
_SHORTCUT = re.compile(r"^([ \t]*)#\?(\w+(?:,\w+)*)(?=\s)", re.MULTILINE)
#: Parameter type → the class that its things have; other types are plain values, or the name of a scheme of words.
CLASSES = {"actor": "Actor", "act": "Act", "topic": "Topic", "place": "Place", "source": "Source", "any": ""}
PLAIN = ("date", "flag", "integer", "text")
#: The variable of a parameter, which is an option of the command too, beside those that every question has.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_TAKEN = {"endpoint", "facts", "format", "help", "memory", "rows", "timeout"}


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
    empty: str = ""  #: what an empty answer means, where it is not that nothing is recorded
    edge: tuple[str, ...] = ()  #: what a picture draws: column of the source, column or words of the relation, target

    @classmethod
    def from_text(cls, name: str, text: str) -> Question:
        """Return the question that a file writes. Raises QueryError where its decorators are not well formed."""
        lines = text.splitlines()
        data = _decorators(name, lines)
        parameters = data.get("parameters", {})
        if not isinstance(parameters, dict):
            raise QueryError(f"{name}.rq: the parameters are no map", "write '#+   name: {type: ...}' below them")
        question = cls(
            name=name,
            summary=str(data.get("summary", name)),
            description=" ".join(str(data.get("description", "")).split()),
            parameters=tuple(_parameter(name, key, value) for key, value in parameters.items()),
            empty=str(data.get("empty", "")),
            edge=_edge(name, data.get("edge", [])),
            sparql="\n".join("" if line.startswith("#+") else line for line in lines) + "\n",  # errors keep their lines
        )
        question._refuse_strange_shortcuts()
        slots = set(_SLOT.findall(question.sparql))
        for parameter in question.parameters:
            if parameter.name not in slots:
                slot = f"VALUES ?{parameter.name} {{ UNDEF }}"
                raise QueryError(f"{name}.rq has no place for its parameter {parameter.name!r}", f"write: {slot}")
        return question

    def bound(self, values: dict[str, str]) -> str:
        """Return the SPARQL with parameters bound to terms in SPARQL syntax; what is not given leaves no trace.

        Shortcuts are opened first, and all places are filled in one pass, so that no value can hold either.
        """
        names = {parameter.name for parameter in self.parameters}

        def opened(shortcut: re.Match[str]) -> str:
            return shortcut[1] if values.keys() & shortcut[2].split(",") else shortcut[0]

        def clause(slot: re.Match[str]) -> str:
            if slot[1] not in names:
                return slot[0]
            return f"VALUES ?{slot[1]} {{ {values[slot[1]]} }}" if slot[1] in values else ""

        return _SLOT.sub(clause, _SHORTCUT.sub(opened, self.sparql))

    def _refuse_strange_shortcuts(self) -> None:
        names = [parameter.name for parameter in self.parameters]
        for shortcut in _SHORTCUT.finditer(self.sparql):
            for name in shortcut[2].split(","):
                if name not in names:
                    problem = f"{self.name}.rq has a shortcut for {name!r}, which is no parameter"
                    raise QueryError(problem, did_you_mean(name, names))


def _decorators(question: str, lines: list[str]) -> dict[str, Any]:
    """Return what the decorators of a file say; nothing where it has none."""
    written = [line[2:].removeprefix(" ") if line.startswith("#+") else "" for line in lines]
    if not any(written):
        return {}
    from ..reader import read_document  # which takes long to import, and no query needs it

    document = read_document("\n".join(written))
    for flaw in document.flaws[:1]:
        raise QueryError(f"{question}.rq:{flaw.line}:{flaw.column + 3} {flaw.what}", flaw.remedy)
    return document.data


def _edge(question: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) not in {0, 3} or not all(isinstance(one, str) for one in value):
        raise QueryError(f"{question}.rq: the edge is not well formed", "write '#+ edge: [speaker, act, statement]'")
    return tuple(value)


def question_files() -> dict[str, Path]:
    """Return name → file: of the shipped questions, and of those in the folder COMMUNIQUE_QUERIES, which win."""
    named = os.environ.get("COMMUNIQUE_QUERIES")
    if named and not Path(named).is_dir():
        raise QueryError(f"COMMUNIQUE_QUERIES names {named}, which is no folder", "name a folder of .rq files")
    folders = [Path(str(files("communique.graph.queries"))), *([Path(named)] if named else [])]
    return dict(sorted({path.stem: path for folder in folders for path in folder.glob("*.rq")}.items()))


def load_question(name: str) -> Question:
    """Return one named question.

    Raises UnknownError where there is none of that name, QueryError where its file is not sound.
    """
    found = question_files()
    if name not in found:
        raise UnknownError("question", name, found)
    try:
        text = found[name].read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{found[name]} cannot be read ({error})", "make it a text in UTF-8") from error
    return Question.from_text(name, text)


def load_questions() -> dict[str, Question]:
    """Return name → question, of all of them. Raises QueryError where one is not sound."""
    return {name: load_question(name) for name in question_files()}


def _parameter(question: str, name: str, value: Any) -> Parameter:
    if not isinstance(value, dict):
        raise QueryError(
            f"{question}.rq: the parameter {name!r} is not described", "write {type: ..., description: ...}"
        )
    if not _NAME.fullmatch(name) or name in _TAKEN:
        raise QueryError(f"{question}.rq: {name!r} cannot be a parameter", "choose another name, of letters and digits")
    types = {*CLASSES, *PLAIN, *(concept.scheme for concept in load_schema().concepts.values())}
    if value.get("type", "text") not in types:
        remedy = did_you_mean(str(value["type"]), types)
        raise QueryError(f"{question}.rq: {name!r} has the unknown type {value['type']!r}", remedy)
    return Parameter(
        name=name,
        type=str(value.get("type", "text")),
        description=str(value.get("description", "")),
        example=str(value.get("example", "")).lower() if value.get("type") == "flag" else str(value.get("example", "")),
        required=value.get("required") is True,
        default=str(value["default"]) if "default" in value else None,
    )
