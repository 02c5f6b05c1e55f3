"""Hold a record that is to be inserted, and write it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...corpus import placing
from ...errors import FactsError, OutputError, Problem
from ..fmt import unified
from ..own import must_be_own


@dataclass(frozen=True, slots=True)
class Insertion:
    """Hold a record that was or would be inserted: the file and why that one, the new lines, and what to heed."""

    path: Path
    why: str
    text: str  #: the new lines
    line: int  #: of the first of them, counted from 1
    old: str  #: the whole file before; "" where it is new
    new: str
    problems: tuple[Problem, ...] = ()  #: what the check of all facts says anew, at its place in the new file
    unverified: int = 0  #: quotations of the record that no text was at hand to prove

    @property
    def errors(self) -> list[Problem]:
        """Return the problems for which nothing may be written."""
        return [problem for problem in self.problems if problem.severity == "error"]

    @property
    def place(self) -> str:
        """Return file and line, for people."""
        return f"{placing.printable(str(self.path))}:{self.line}"

    def diff(self) -> str:
        """Return the change as a unified diff."""
        name = placing.printable(str(self.path))
        return unified(self.old, self.new, name if self.old else "/dev/null", name)

    def write(self) -> None:
        """Write the file, atomically.

        Raises FactsError where the facts would have errors that they have not now, OutputError where the file cannot
        be written, is another by now, or belongs to the installed package.
        """
        from ...build.write import write_bytes

        if self.errors:
            raise FactsError(self.errors)
        must_be_own(self.path)
        path = self.path.resolve()
        if path.exists() != bool(self.old) or (self.old and path.read_bytes() != self.old.encode("utf-8")):
            raise OutputError(str(self.path), "the file has changed meanwhile", "try again")
        write_bytes(path, self.new.encode("utf-8"))
