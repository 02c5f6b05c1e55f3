"""Say in a sentence what differs, with the names that the ontology gives to classes and properties."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from ...corpus.facts import Facts, Record, many
from ...evidence.words import VERBATIM
from ...reader.document import refused
from ...schema import Field, load_schema
from .records import Edit
from .values import Node, spelt

#: How what tells which nested record it is reads, where it is not the value alone.
_READS = {"in": "in {}", "of": "of {}", "toward": "toward {}", "paragraph": "¶ {}"}
_SPANS = {"start": "start date", "end": "end date"}
#: So much of a text is shown before and behind what differs in it, in characters.
_AROUND = 24


class Quoted(str):
    """Hold a piece of a sentence that comes from the facts, and so from anybody."""

    __slots__ = ()


Sentence = tuple[str, ...]


def told(edit: Edit) -> Sentence:
    """Return what differs, such as ``tenure end date changed: President of tarvonia: 2031-01 → 2031-02``."""
    if edit.field.value == "nested":
        return (*_outside(edit.within), *_of_node(edit))
    inner = edit.within[-1:]
    name = " ".join([*(_class(node.shape.name) for node in inner), label(edit.field)])
    words = [f"{name} {_verb(edit)}", *([" (", Quoted(edit.language), ")"] if edit.language else []), ": "]
    for node in inner:
        words += [Quoted(node_name(node)), ": "] if node.identity else []
    return (*_outside(edit.within[:-1]), *words, *_values(edit))


def label(field: Field) -> str:
    """Return the name of a property in a sentence."""
    return _SPANS.get(field.span_role) or load_schema().labels.get(field.key, field.key)


def described(record: Record, facts: Facts) -> Sentence:
    """Return what a record is, in brackets: its name, who, when, what; nothing where it says none of these."""
    wanted = [field for field in record.shape.fields.values() if field.required or field.key in {"label", "date"}]
    parts = [
        _shown(field, one, facts)
        for field in wanted
        if field.value != "nested"
        for one in many(record.data.get(field.key))[:3]
        if not refused(one)
    ]
    words = [piece for part in parts for piece in (", ", Quoted(part))]
    return (" (", *words[1:], ")") if parts else ()


def name_of(record: Record) -> str:
    """Return the name of the class of a record."""
    return _class(record.shape.name)


def node_name(node: Node) -> str:
    """Return what tells which nested record it is, or all that it says where nothing does."""
    parts = (_READS.get(key, "{}").replace("{}", value) for key, value in node.identity)
    return " ".join(parts) or spelt(node.data)


def _class(name: str) -> str:
    return load_schema().labels.get(name, name)


def _outside(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        yield from (f"{_class(node.shape.name)} ", Quoted(node_name(node)), ": ")


def _of_node(edit: Edit) -> Sentence:
    node = edit.after or edit.before
    assert isinstance(node, Node)
    return (f"{_class(node.shape.name)} {_verb(edit)}: ", Quoted(node_name(node)))


def _verb(edit: Edit) -> str:
    if edit.before is None or edit.after is None:
        return "added" if edit.before is None else "removed"
    return "corrected" if edit.field.key in VERBATIM else "changed"


def _values(edit: Edit) -> Sentence:
    before, after = edit.before, edit.after
    is_text = edit.field.value == "text"
    if not isinstance(before, str) or not isinstance(after, str):
        return _mark(str(after if before is None else before), is_text)
    left, right = _clipped(before, after)
    return (*_mark(left, is_text), " → ", *_mark(right, is_text), *_unlike(before, after))


def _mark(text: str, is_text: bool) -> Sentence:
    return ("“", Quoted(text), "”") if is_text else (Quoted(text),)


def _clipped(before: str, after: str) -> tuple[str, str]:
    """Return two texts without most of the words that they begin and end with alike.

    >>> _clipped("We shall close the strait to all ships by dawn.", "We shall close the strait to all boats by dawn.")
    ('…the strait to all ships by dawn.', '…the strait to all boats by dawn.')
    """
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    start = before.rfind(" ", 0, start) + 1
    end = len(before) - (before.find(" ", len(before) - end) % (len(before) + 1))
    return _cut(before, start, end), _cut(after, start, end)


def _alike(left: str, right: str) -> int:
    """Return how many characters two texts begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))


def _cut(text: str, start: int, end: int) -> str:
    """Return a text from some whole words before a position to some behind another, which is counted from its end."""
    behind = len(text) - end
    first = text.find(" ", start - _AROUND, start) + 1 if start > _AROUND else 0
    last = text.rfind(" ", behind, behind + _AROUND) if end > _AROUND else len(text)
    first, last = first or max(start - _AROUND, 0), last if last >= behind else behind + _AROUND
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def _unlike(before: str, after: str) -> Sentence:
    """Name the characters that differ where they are few and may look alike, or be nothing to look at."""
    parts = SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if len(before) < 2_000 else []
    changed = [(before[a:b], after[c:d]) for kind, a, b, c, d in parts if kind != "equal"]
    if len(changed) != 1 or max(map(len, changed[0])) > 2 or "".join(changed[0]).isascii():
        return ()
    left, right = (" ".join(map(_character, side)) or "nothing" for side in changed[0])
    return (" (", left, " → ", right, ")")


def _character(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()


def _shown(field: Field, value: object, facts: Facts) -> str:
    """Return a value as one reads it: the label of what it refers to, the first words of a text."""
    if isinstance(value, dict):
        value = value.get("en", next(iter(value.values()), ""))
    target = facts.records.get(value) if field.value == "reference" and isinstance(value, str) else None
    name = target.data.get("label") if target else None
    if target and name and not refused(name):
        return _shown(target.shape.fields["label"], name, facts)
    text = spelt(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
