"""Write what changed: for the terminal, for a pull request, for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import groupby

from ...corpus.placing import printable
from .compare import Diff
from .places import Change
from .words import Quoted, Sentence

_JSON = ("id", "section", "what", "property", "before", "after", "file", "line")


def text(diff: Diff) -> str:
    """Return one line for each change; those of one record stand below a line that names it."""
    return "".join(_grouped(diff, _plain, "  "))


def markdown(diff: Diff) -> str:
    """Return nested lists below a line of counts; what comes from the facts is code, and so no markup."""
    head = f"**{summary(diff)}**\n"
    remarks = "".join(f"\n> {_code(remark)}\n" for remark in diff.remarks)
    return head + remarks + "".join(_sections(diff))


def json_lines(diff: Diff) -> str:
    """Return one JSON object for each change: id, section, what, property, before, after, file, line, text."""
    return "".join(map(_object, diff.changes))


def summary(diff: Diff) -> str:
    """Return how many records were added, removed or changed, by section, in one line."""
    counts = (
        f"{section}: {', '.join(f'{number} {what}' for what, number in found.items())}"
        for section, found in diff.counts().items()
    )
    return "; ".join(counts) or "No change"


def _sections(diff: Diff) -> Iterator[str]:
    for section, changes in groupby(diff.changes, key=lambda one: one.section):
        yield f"\n### {section}\n\n"
        yield from _grouped(Diff(tuple(changes)), _marked, "- ")


def _grouped(diff: Diff, written: Callable[[Sentence], str], indent: str) -> Iterator[str]:
    bullet = indent.strip() and indent
    for (_, what), changes in groupby(diff.changes, key=lambda one: (one.id, one.what == "changed")):
        found = list(changes)
        if what:
            head = (f"{found[0].kind} changed", *((": ", Quoted(found[0].id)) if found[0].id else ()))
            yield f"{bullet}{written((*head, *_place(found[0])))}\n"
            yield from (f"  {bullet}{written(one.said)}\n" for one in found)
        else:
            yield from (f"{bullet}{written((*one.said, *_place(one)))}\n" for one in found)


def _place(change: Change) -> Sentence:
    return ("  ", Quoted(change.record))


def _plain(said: Sentence) -> str:
    return "".join(map(printable, said))


def _marked(said: Sentence) -> str:
    return "".join(_code(part) if isinstance(part, Quoted) else part.strip("“”") for part in said)


def _code(words: str) -> str:
    """Return a text as a code span, in which nothing is markup, a link or somebody's name.

    >>> _code("a `b` @c")
    '`` a `b` @c ``'
    """
    shown = printable(words)
    longest = max(map(len, re.findall("`+", shown)), default=0)
    if not longest:
        return f"`{shown}`" if shown.strip() else f"`“{shown}”`"
    fence = "`" * (longest + 1)
    return f"{fence} {shown} {fence}"


def _object(change: Change) -> str:
    fields = {name: getattr(change, name) for name in _JSON}
    return json.dumps({**fields, "text": "".join(change.said)}, ensure_ascii=False) + "\n"


#: Name → how to write a diff in it.
FORMATS: dict[str, Callable[[Diff], str]] = {"text": text, "markdown": markdown, "json": json_lines}
