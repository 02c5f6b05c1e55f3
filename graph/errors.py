"""Name everything that can go wrong, with the data that a message or a tool needs.

CommuniqueError
├── FactsError          the facts have problems (exit 1)
├── QueryError          a query cannot be read, or is refused (exit 1)
│   └── ParameterError  a parameter of a named question does not fit
├── UnknownError        an id, a question or a format that does not exist (exit 1)
├── RevisionError       a revision of the facts cannot be read (exit 1)
├── EndpointError       a SPARQL endpoint cannot be asked, or answers wrongly (exit 1)
├── WorkError           a piece of work ends whoever works on it, or nobody can be had to do it (exit 1)
├── ReleaseError        a release is not what it says of itself, or cannot be reached (exit 1)
├── MissingError        an optional part is not installed (exit 1)
└── OutputError         a result cannot be written where it was asked for (exit 1)
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Pointer = tuple[str | int, ...]
Severity = Literal["error", "warning"]
ENOUGH = 500  #: characters of names that are listed


@dataclass(frozen=True, slots=True)
class Fault:
    """Say what is wrong at a pointer into one file, before its line is known."""

    pointer: Pointer
    what: str
    remedy: str
    at: Literal["key", "value"] = "value"
    severity: Severity = "error"
    rule: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Say what is wrong at a place that an editor can open; lines and columns count from 1."""

    file: str
    line: int
    column: int
    id: str
    what: str
    remedy: str
    severity: Severity = "error"
    rule: str = ""  #: code, as ``communique rules`` explains it

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}{f' {self.id}' if self.id else ''}"
        what = self.what if self.severity == "error" else f"{self.severity}: {self.what}"
        return f"{place}: {what}; {self.remedy}{f' [{self.rule}]' if self.rule else ''}"


class CommuniqueError(Exception):
    """Be the root of all errors that are meant for people; each can go from one process to another."""

    def __reduce__(self) -> tuple[Callable[..., CommuniqueError], tuple[object, ...]]:
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[CommuniqueError], args: tuple[object, ...], data: dict[str, object]) -> CommuniqueError:
    """Return an error as it was; Python would make it from its text, which is not what makes it."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(data)
    return error


class FactsError(CommuniqueError):
    """Carry every problem of a set of facts."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class QueryError(CommuniqueError):
    """Say why a query is not answered, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem}; {remedy}")


class ParameterError(QueryError):
    """Name the parameter of a question that does not fit."""

    def __init__(self, parameter: str, problem: str, remedy: str) -> None:
        self.parameter = parameter
        super().__init__(problem, remedy)


class UnknownError(CommuniqueError):
    """Name the thing that does not exist, with the nearest that do."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name = kind, name
        super().__init__(f"unknown {kind} {name!r}; {did_you_mean(name, known)}")


class RevisionError(CommuniqueError):
    """Say why a revision of the facts cannot be read, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(f"{problem}; {remedy}")


class EndpointError(CommuniqueError):
    """Name the SPARQL endpoint that cannot be asked or answers wrongly, why, its HTTP status, and what to do."""

    def __init__(self, url: str, problem: str, remedy: str, status: int | None = None) -> None:
        self.url, self.problem, self.remedy, self.status = url, problem, remedy, status
        super().__init__(f"{url}: {problem}; {remedy}")


class WorkError(CommuniqueError):
    """Name the piece of work that cannot be done, or who was to do it, why, and what to do."""

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        self.name, self.problem, self.remedy = name, problem, remedy
        super().__init__(f"{name}: {problem}; {remedy}")


class ReleaseError(CommuniqueError):
    """Name the file of a release, or the place of one, everything that is wrong with it, and what to do."""

    def __init__(self, place: str, problems: Sequence[str], remedy: str) -> None:
        self.place, self.problems, self.remedy = place, tuple(problems), remedy
        super().__init__("\n".join(f"{place}: {problem}; {remedy}" for problem in problems))


class MissingError(CommuniqueError):
    """Name the optional part that is not installed, and the command that installs it."""

    def __init__(self, part: str, extra: str) -> None:
        self.part, self.extra = part, extra
        super().__init__(f"{part} is not installed; pip install 'communique[{extra}]'")


class OutputError(CommuniqueError):
    """Name the file that cannot be written, and why."""

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        self.path, self.problem, self.remedy = path, problem, remedy
        super().__init__(f"{path}: {problem}; {remedy}")


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the remedy for a name that is not known: the nearest known one, or ``otherwise``.

    >>> did_you_mean("niki-haley", ["nikki-haley", "donald-trump"])
    "did you mean 'nikki-haley'?"
    """
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]!r}?"
    if otherwise:
        return otherwise
    return f"known are: {listed(names)}" if names else "nothing is recorded yet"


def listed(names: Sequence[str]) -> str:
    """Return as many names as one can still read through, and an ellipsis for the others."""
    listed = ", ".join(names)
    if len(listed) <= ENOUGH:
        return listed
    whole = listed[:ENOUGH].rpartition(", ")[0]
    return f"{whole}, …" if whole else f"{listed[:ENOUGH]}…"
