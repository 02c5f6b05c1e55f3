"""Write rules to be read: in a terminal, and as a page of the documentation."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from .rule import Rule

_INTRODUCTION = """\
# The rules

What `communique check` demands of facts; `communique rules CODE` shows the same in the terminal. An error forbids to
use the facts. A warning is told, and can be waived at the record, with a reason that is kept:

```yaml
waivers: [{rule: same-words-twice, because: He said it on both days.}]
```

Names in the examples are invented; other records that they refer to are left out. This page is made from the rules
themselves: `make generate`.
"""


def listed(rules: Iterable[Rule], width: int) -> str:
    """Return one entry for each rule: code, severity and what must hold, within ``width`` characters a line."""
    return "\n".join(_entries(list(rules), width)) + "\n"


def _entries(rules: list[Rule], width: int) -> Iterator[str]:
    longest = max(len(rule.code) for rule in rules)
    for rule in rules:
        start = f"{rule.code:<{longest}}  {rule.severity:<7}  "
        room = max(width - 1, len(start) + 24)
        yield from textwrap.wrap(rule.summary, room, initial_indent=start, subsequent_indent=" " * len(start))


def explained(rule: Rule, width: int) -> str:
    """Return all that is to say of one rule, within ``width`` characters a line."""
    prose = [textwrap.fill(text, max(width - 1, 40)) for text in (rule.summary, rule.explanation) if text]
    examples = [f"{name}:\n\n{textwrap.indent(text, '    ')}" for name, text in _examples(rule)]
    return "\n\n".join([f"{rule.code} ({rule.severity})", *prose, *examples]).replace("``", "") + "\n"


def page(rules: Iterable[Rule]) -> str:
    """Return the rules as a Markdown page."""
    return _INTRODUCTION + "".join(map(_section, rules))


def _section(rule: Rule) -> str:
    prose = f"\n{rule.explanation}\n" if rule.explanation else ""
    examples = "".join(f"\n{name}:\n\n```yaml\n{text}\n```\n" for name, text in _examples(rule))
    return f"\n## {rule.code}\n\n*{rule.severity.title()}.* {rule.summary}\n{prose}{examples}".replace("``", "`")


def _examples(rule: Rule) -> list[tuple[str, str]]:
    return [(name, text) for name, text in (("Bad", rule.bad), ("Good", rule.good)) if text]
