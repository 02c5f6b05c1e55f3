"""Rules about what is recorded and never used."""

from __future__ import annotations

from ..corpus.facts import Facts
from ..errors import Fault
from .rule import Found, warning

_FOR_OTHERS = ("Actor", "Place", "Topic", "Source")


@warning
def nothing_uses_it(facts: Facts) -> Found:
    """An actor, a place, a topic or a source is used by some other record.

    What nothing refers to is often the trace of a record that was taken out. What is kept for later is waived with
    that reason. Nothing is said while there are errors, since a misspelt reference leaves its target unused.
    """
    if facts.faulty:
        return
    leaves = facts.found.leaves["reference"]
    used = {value for record, _, _, value in leaves if isinstance(value, str) and value != record.id}
    for record in facts.of(*_FOR_OTHERS):
        if record.id not in used:
            what = f"nothing uses this {record.shape.name.lower()}"
            yield record, Fault(record.pointer, what, "refer to it, or remove it", at="key")
