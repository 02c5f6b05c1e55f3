"""Find the records that stand under another id than before."""

from __future__ import annotations

from collections.abc import Hashable

from ...corpus.facts import Record
from .revision import Side
from .values import content

RETIRED = "Retired"
#: How many renamed records may refer to one another in a row, and still be known.
_ROUNDS = 10


def renames(old: Side, new: Side) -> dict[str, str]:
    """Return old id → new id, of records that have the same content under another id.

    What they refer to may be renamed as well, so what is found helps to find more.
    """
    lost = {id_: record for id_, record in old.records.items() if not _is_there(new, record)}
    came: dict[Hashable, list[str]] = {}
    for id_, record in new.records.items() if lost else ():
        was = old.facts.records.get(id_)
        if not (was and content(was) == content(record)):
            came.setdefault(content(record), []).append(id_)
    found: dict[str, str] = {}
    for _ in range(_ROUNDS):
        again = {id_: content(record, found) for id_, record in lost.items() if id_ not in found}
        more = {id_: came[what].pop(0) for id_, what in again.items() if came.get(what)}
        found |= more
        if not more:
            break
    return found


def is_live(record: Record) -> bool:
    """Say whether a record is one, and not the retirement of an id."""
    return record.shape.name != RETIRED


def _is_there(new: Side, record: Record) -> bool:
    """Say whether an id still names a thing, or is still retired."""
    found = new.facts.records.get(record.id)
    return found is not None and is_live(found) == is_live(record)
