"""Check that every id that is referred to exists, is of the right class, and cannot be mistaken for another."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, partial

from ..errors import Fault
from ..reader.document import refused
from ..schema import Field, load_schema
from ..schema.names import ID_PATTERN
from .facts import Facts, Record
from .nearest import Nearest
from .shipped import EXTEND, builds_on_shipped, shipped_ids

#: Letters of other scripts, and digits, that look like a Latin letter; Unicode UTS #39 lists them all.
_ALIKE = "аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl ԛq ԝw αa οo νv ιi ρp τt υu χx κk 0o 1l"
_TWINS = str.maketrans({pair[0]: pair[1] for pair in _ALIKE.split()})
_ASCII_TWINS = {twin: letter for twin, letter in _TWINS.items() if twin < 128}
_ID = re.compile(ID_PATTERN)
RULE = "unknown-reference"
#: What leads from a thing to others of its kind, and never to itself.
_OUTWARD = {"reactsTo", "partOf", "in", "broader", "basedOn", "disputes"}


def skeleton(name: str) -> str:
    """Return the form that ids which look alike share: case, width, look-alike letters, and 0/o, 1/l.

    >>> skeleton("Nikki-Haley") == skeleton("nikki-haley")
    True
    """
    if name.isascii():
        return name.lower().translate(_ASCII_TWINS)
    return unicodedata.normalize("NFKC", name).casefold().translate(_TWINS)


def check(facts: Facts) -> None:
    """Note every reference to an id that is not there, or whose thing is of another class than the field takes."""
    unread, nearest, known = unread_ids(facts), Nearest(), cache(partial(_known, facts))
    for record, pointer, field, value in facts.found.leaves["reference"]:
        found = None
        target = facts.records.get(value) if type(value) is str else None
        if target is not None:
            found = _unfit(target, record, field)
        elif type(value) is str and unread is not None and value not in unread and _ID.fullmatch(value):
            missed = not builds_on_shipped(facts.datasets) and value in shipped_ids()
            remedy = EXTEND if missed else ""
            found = _unknown(field, value, known(field.target), nearest, remedy)
        if found:
            facts.fault(record, Fault(pointer, *found, rule=RULE))
    for record, pointer, data in facts.found.nodes["Assumption"]:
        key = data.get("property")
        if isinstance(key, str) and not refused(key) and key not in load_schema().fields:
            what, remedy = _unknown_key(record, key, nearest)
            facts.fault(record, Fault((*pointer, "property"), what, remedy, rule=RULE))


def _known(facts: Facts, name: str) -> list[str]:
    return [record.id for record in facts.of(name)] if name else list(facts.here)


def _unknown_key(record: Record, name: str, nearest: Nearest) -> tuple[str, str]:
    return f"unknown key {name!r}", nearest.remedy(name, f"key of {record.shape.name}", list(record.shape.fields))


def _unknown(field: Field, id_: str, known: list[str], nearest: Nearest, remedy: str) -> tuple[str, str]:
    target = field.target or "record"
    remedy = remedy or nearest.remedy(id_, target, known, f"add it as {_a(target)}")
    return f"unknown {field.key} {id_!r}", remedy


def _unfit(target: Record, record: Record, field: Field) -> tuple[str, str] | None:
    if field.target and field.target not in target.shape.classes:
        what = f"{field.key} takes {_a(field.target)}, and {target.id!r} is {_a(target.shape.name)}"
        return what, f"name {_a(field.target)}"
    if target.shape.name == "Retired":
        by = target.data.get("by")
        return f"{target.id!r} is retired", f"name {by!r}, which took its place" if by else "name another one"
    if target is record and field.key in _OUTWARD:
        return f"{field.key} refers to the record itself", "name another one"
    return None


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "AEIO" else f"a {noun}"


def unread_ids(facts: Facts) -> set[str] | None:
    """Return what may be the ids of records that were refused or not read: their absence is no second fault.

    None where a file could not be read at all, so that nothing is known about any id.
    """
    words: set[str] = set()
    for file in facts.files:
        if not file.document.whole:
            if not file.document.text:
                return None
            words.update(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", file.document.text))
        for section in file.document.data.values():
            if isinstance(section, dict):
                words.update(section)
    return words
