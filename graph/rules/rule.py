"""Make a rule of a function: its name is the code, its docstring the explanation; its examples stand in files."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from ..corpus.facts import Facts, Record
from ..errors import Fault, Severity

Found = Iterator[tuple[Record, Fault]]
Check = Callable[[Facts], Found]


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one rule: its code, how grave it is, what must hold, and why."""

    code: str
    severity: Severity
    summary: str
    explanation: str

    @classmethod
    def from_text(cls, code: str, severity: Severity, text: str) -> Rule:
        """Return the rule that a text explains, by a sentence and perhaps a paragraph."""
        summary, _, explanation = inspect.cleandoc(text).partition("\n\n")
        return cls(code, severity, " ".join(summary.split()), explanation.strip())

    @property
    def bad(self) -> str:
        """Return facts that break the rule, and no other; "" where it takes more than one file to break it."""
        return _example(f"{self.code}.bad.yaml")

    @property
    def good(self) -> str:
        """Return the same facts, mended."""
        return _example(f"{self.code}.good.yaml")


def _example(name: str) -> str:
    file = files(__package__).joinpath("examples", name)
    return file.read_text(encoding="utf-8").rstrip("\n") if file.is_file() else ""


@dataclass(frozen=True, slots=True)
class FactsRule:
    """Hold a rule with the function that finds what breaks it among facts that are read."""

    rule: Rule
    find: Check

    def __call__(self, facts: Facts) -> Found:
        """Yield what breaks the rule, with the record that it stands in."""
        return self.find(facts)


def error(find: Check) -> FactsRule:
    """Make a rule whose breach forbids to use the facts."""
    return _rule("error", find)


def warning(find: Check) -> FactsRule:
    """Make a rule whose breach is told, and may be waived at the record with a reason."""
    return _rule("warning", find)


def _rule(severity: Severity, find: Check) -> FactsRule:
    code = find.__name__.replace("_", "-")
    return FactsRule(Rule.from_text(code, severity, find.__doc__ or ""), find)
