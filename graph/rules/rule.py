"""Make a rule of a function: its name is the code, its docstring the explanation with a bad and a good example."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..corpus.facts import Facts, Record
from ..errors import Fault, Severity

Found = Iterator[tuple[Record, Fault]]
Check = Callable[[Facts], Found]
_PARTS = re.compile(r"\n\s*(?:Bad|Good)::\n")


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold one rule: its code, how grave it is, what must hold, why, and what breaks it and what does not."""

    code: str
    severity: Severity
    summary: str
    explanation: str
    bad: str
    good: str

    @classmethod
    def from_text(cls, code: str, severity: Severity, text: str) -> Rule:
        """Return the rule that a text explains: a sentence, a paragraph, ``Bad::`` and ``Good::`` with an example."""
        prose, bad, good = (*_PARTS.split(inspect.cleandoc(text)), "", "")[:3]
        summary, _, explanation = prose.partition("\n\n")
        return cls(code, severity, _line(summary), explanation.strip(), inspect.cleandoc(bad), inspect.cleandoc(good))


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


def _line(text: str) -> str:
    return " ".join(text.split())
