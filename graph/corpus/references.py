"""Check that every id that is referred to exists, is of the right class, and cannot be mistaken for another."""

from __future__ import annotations

import re
import unicodedata

from ..errors import Fault, did_you_mean
from ..reader.document import refused
from ..schema import Field, load_schema
from .facts import Facts, Record

#: Letters of other scripts, and digits, that look like a Latin letter; Unicode UTS #39 lists them all.
_ALIKE = "аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl ԛq ԝw αa οo νv ιi ρp τt υu χx κk 0o 1l"
_TWINS = str.maketrans({pair[0]: pair[1] for pair in _ALIKE.split()})


def skeleton(name: str) -> str:
    """Return the form that ids which look alike share: case, width, look-alike letters, and 0/o, 1/l.

    >>> skeleton("Nikki-Haley") == skeleton("nikki-haley")
    True
    """
    return unicodedata.normalize("NFKC", name).casefold().translate(_TWINS)


def check(facts: Facts) -> None:
    """Note every reference to an id that is not there, or whose thing is of another class than the field takes."""
    schema = load_schema()
    hidden = _unread_ids(facts)
    by_class: dict[str, list[str]] = {}
    for record in facts.records.values():
        for name in record.shape.classes:
            by_class.setdefault(name, []).append(record.id)
    for record in facts.records.values():
        for pointer, field, value in record.leaves():
            if field.value == "reference" and isinstance(value, str) and not refused(value) and value not in hidden:
                fault = _fault(facts, record, field, value, by_class)
                if fault:
                    facts.fault(record, Fault(pointer, *fault))
            elif (
                field.key == "property" and isinstance(value, str) and value not in schema.fields and not refused(value)
            ):
                known = record.shape.fields
                facts.fault(record, Fault(pointer, f"unknown key {value!r}", did_you_mean(value, known)))


def _fault(
    facts: Facts, record: Record, field: Field, value: str, by_class: dict[str, list[str]]
) -> tuple[str, str] | None:
    target = facts.records.get(value)
    if target is None:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
            return None  # said already: it is no id
        known = by_class.get(field.target, []) if field.target else list(facts.records)
        return f"unknown {field.key} {value!r}", did_you_mean(value, known, f"add it as a {field.target or 'record'}")
    if field.target and field.target not in target.shape.classes:
        return (
            f"{field.key} takes a {field.target}, and {value!r} is a {target.shape.name}",
            f"name a {field.target}",
        )
    if target is record and field.key in {"reactsTo", "partOf", "in", "broader", "basedOn", "disputes"}:
        return f"{field.key} refers to the record itself", "name another one"
    return None


def _unread_ids(facts: Facts) -> set[str]:
    """Return what may be ids in the files that could not be read to their end: nothing is said about those."""
    words: set[str] = set()
    for file in facts.files:
        if not file.document.whole:
            words.update(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", file.document.text))
    return words
