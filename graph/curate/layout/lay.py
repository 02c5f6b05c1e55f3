"""Lay out a tree: two spaces a level, one line for what is short and flat, a line for each key and item else.

What holds sentences is a matter of taste, and stays on one line or on several as its curator wrote it, if it fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...schema import Field
from . import scalars
from .tree import Branch, Entry, Scalar, Tree

WIDTH = 120
#: Stands for a blank line inside a block scalar, which is text; no file holds this character.
_BLANK = "\0"


def layout(tree: Tree) -> str:
    """Return the text of a file."""
    if not tree.root.entries:
        return _text([*tree.head, "{}" if tree.root.is_map else "[]", *tree.root.after])
    return _text([*tree.head, *_block(tree.root, 0)])


def entry_text(entry: Entry, indent: int) -> str:
    """Return the text of one entry at an indentation."""
    return _text(_entry(entry, indent))


def _text(lines: Iterable[str]) -> str:
    """Return lines as a text, with no blank line at its ends and no two together."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept).replace(_BLANK, "") + "\n"


def _block(branch: Branch, indent: int) -> Iterator[str]:
    first = True
    for entry in branch.entries:
        lines = _entry(entry, indent)
        yield from _without_blanks(lines) if first else lines
        first = False
    yield from _indented(branch.after, indent)


def _without_blanks(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines without the blank ones in front: nothing parts the first entry from what it stands below."""
    for line in lines:
        if line:
            yield line
            break
    yield from lines


def _indented(comments: Iterable[str], indent: int) -> Iterator[str]:
    for text in comments:
        yield " " * indent + text if text else ""


def _entry(entry: Entry, indent: int) -> Iterator[str]:
    above, beside = entry.above + entry.beside[:-1], entry.beside[-1:]
    if entry.key is None and beside and _is_spread(entry, indent):
        above, beside = above + beside, []  # behind a hyphen it would seem to be about the first key
    yield from _indented(above, indent)
    lead = " " * indent + (f"{scalars.inline(entry.key, None)}:" if entry.key else "-")
    comment = f"  {beside[0]}" if beside else ""
    yield from _with_value(entry, lead, comment, indent)


def _with_value(entry: Entry, lead: str, comment: str, indent: int) -> Iterator[str]:
    if isinstance(entry.value, Scalar) and scalars.can_be_block(entry.value):
        header, *content = scalars.lines(entry.value)
        yield f"{lead} {header}{comment}"
        yield from (" " * indent + line if line else _BLANK for line in content)
    elif _is_spread(entry, indent) and isinstance(entry.value, Branch):
        lines = _block(entry.value, indent + 2)
        if entry.key:
            yield f"{lead}{comment}"
        else:
            yield from _behind_hyphen(lines, indent)
        yield from lines
    else:
        yield f"{lead} {_one_line(entry.value, entry.field)}{comment}"


def _behind_hyphen(lines: Iterator[str], indent: int) -> Iterator[str]:
    """Yield the lines up to the first that is no comment, which comes behind the hyphen; comments come above it."""
    for line in lines:
        if line and not line.lstrip().startswith("#"):
            yield f"{' ' * indent}- {line[indent + 2 :]}"
            return
        yield line[2:]


def _is_spread(entry: Entry, indent: int) -> bool:
    """Say whether a value takes a line for each of its keys or items."""
    if isinstance(entry.value, Scalar) or not entry.value.entries:
        return False
    lead = indent + (len(scalars.inline(entry.key, None)) + 1 if entry.key else 1)
    line = _one_line(entry.value, entry.field)
    return line is None or lead + 1 + len(line) > WIDTH


def _one_line(value: Scalar | Branch, field: Field | None) -> str | None:
    """Return a value as it stands on one line, or None where it may not."""
    if isinstance(value, Scalar):
        return scalars.inline(value, field)
    if not value.entries:
        return "{}" if value.is_map else "[]"
    return _flow(value, field) if _may_flow(value, field) else None


def _may_flow(branch: Branch, field: Field | None) -> bool:
    if branch.after or any(entry.above or entry.beside for entry in branch.entries):
        return False
    if not branch.entries or branch.is_map or field is None or field.value != "nested":
        return all(map(_is_short, branch.entries)) and (branch.flow or not _is_prose(branch))
    only = branch.entries[0].value
    return len(branch.entries) == 1 and isinstance(only, Branch) and only.is_map and _may_flow(only, field)


def _is_short(entry: Entry) -> bool:
    """Say whether a value may stand inside brackets: a scalar, a list of scalars, in a list of texts a language map."""
    if isinstance(entry.value, Scalar):
        return not scalars.can_be_block(entry.value)
    flat = all(isinstance(inner.value, Scalar) for inner in entry.value.entries)
    return flat and entry.value.is_map == (entry.key is None) and _may_flow(entry.value, entry.field)


def _is_prose(branch: Branch) -> bool:
    """Say whether a map or list is a record, holds sentences, or has a text that only brackets put into quotes."""
    return branch.is_record or any(
        (entry.field is not None and entry.field.value == "text")
        or (isinstance(entry.value, Scalar) and scalars.needs_quotes_in_flow(entry.value, entry.field))
        for entry in branch.entries
    )


def _flow(value: Scalar | Branch, field: Field | None) -> str:
    if isinstance(value, Scalar):
        return scalars.inline(value, field, flow=True)
    parts = [
        (f"{scalars.inline(entry.key, None, flow=True)}: " if entry.key else "") + _flow(entry.value, entry.field)
        for entry in value.entries
    ]
    return f"{{{', '.join(parts)}}}" if value.is_map else f"[{', '.join(parts)}]"
