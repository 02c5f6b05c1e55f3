"""Turn faults into problems with lines and columns."""

from __future__ import annotations

from ..errors import Fault, Pointer, Problem
from ..reader import Place, locate
from .facts import Facts, File, Record


def flaws(facts: Facts, file: File) -> None:
    """Take over what the reader refused in a file."""
    for flaw in file.document.flaws:
        name = _record_id(flaw.pointer)
        facts.problems.append(Problem(file.name, flaw.line, flaw.column, name, flaw.what, flaw.remedy))


def place(facts: Facts) -> None:
    """Place every fault that was noted; only files that have one are walked again."""
    documents = {file.name: file.document for file in facts.files}
    for name, noted in facts.faults.items():
        places = locate(documents[name].text) if noted else {}
        facts.problems += [_problem(name, id_, fault, places) for id_, fault in noted]
    facts.faults.clear()
    facts.problems[:] = sorted(set(facts.problems))


def where(record: Record) -> str:
    """Return ``file:line`` of a record."""
    found = locate(record.file.document.text).get(record.pointer)
    return f"{record.file.name}:{found.key[0] if found else 1}"


def _problem(name: str, id_: str, fault: Fault, places: dict[Pointer, Place]) -> Problem:
    pointer = fault.pointer
    while pointer not in places and pointer:
        pointer = pointer[:-1]
    found = places.get(pointer, Place((1, 1), (1, 1)))
    line, column = found.key if fault.at == "key" else found.value
    return Problem(name, line, column, id_, fault.what, fault.remedy, fault.severity)


def _record_id(pointer: Pointer) -> str:
    return str(pointer[1]) if len(pointer) > 1 else ""
