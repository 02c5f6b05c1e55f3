"""Turn faults into problems with lines and columns."""

from __future__ import annotations

from functools import lru_cache

from ..errors import Fault, Pointer, Problem
from ..reader import Place, locate
from ..reader.document import refused
from .facts import Facts, File, Record

#: The code of what the reader refuses.
READING = "strict-yaml"


def flaws(facts: Facts, file: File) -> None:
    """Take over what the reader refused in a file."""
    for flaw in file.document.flaws:
        place = (file.name, flaw.line, flaw.column, _shown_id(flaw.pointer))
        facts.problems.append(Problem(*place, printable(flaw.what), flaw.remedy, rule=READING))


def place(facts: Facts) -> None:
    """Place every fault that was noted; only files that have one are walked again."""
    documents = {file.name: file.document for file in facts.files}
    for name, noted in facts.faults.items():
        wanted = {fault.pointer[:end] for _, fault in noted for end in range(len(fault.pointer) + 1)}
        places = locate(documents[name].text, wanted) if wanted else {}
        facts.problems += [_problem(name, id_, fault, places) for id_, fault in noted]
    facts.faults.clear()
    facts.problems[:] = sorted(set(facts.problems))


def where(record: Record) -> str:
    """Return ``file:line`` of a record."""
    return f"{record.file.name}:{_lines_of_records(record.file.document.text).get(record.pointer, 1)}"


def printable(text: str) -> str:
    r"""Return a text as it can be shown in one line, whatever is in it.

    >>> printable("a name\n\u202e")
    'a name\\n\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


@lru_cache(maxsize=64)
def _lines_of_records(text: str) -> dict[Pointer, int]:
    return {pointer: found.key[0] for pointer, found in locate(text).items() if len(pointer) == 2}


def _problem(name: str, id_: str, fault: Fault, places: dict[Pointer, Place]) -> Problem:
    pointer = fault.pointer
    while pointer not in places and pointer:
        pointer = pointer[:-1]
    found = places.get(pointer, Place((1, 1), (1, 1)))
    line, column = found.key if fault.at == "key" else found.value
    what, remedy = printable(fault.what), printable(fault.remedy)
    return Problem(name, line, column, printable(id_), what, remedy, fault.severity, fault.rule)


def _shown_id(pointer: Pointer) -> str:
    """Return the id of the record that a pointer leads into, or "" where it leads into none."""
    id_ = pointer[1] if len(pointer) > 1 else ""
    return printable(id_) if isinstance(id_, str) and not refused(id_) else ""
