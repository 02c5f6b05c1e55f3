"""Rules about what a record must say to be of use."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus.facts import Facts, Record
from ..errors import Fault

Found = Iterator[tuple[Record, Fault]]


def says_something(facts: Facts) -> Found:
    """A statement has a quote or a gist, a claim has a value, a text, an object or a gist."""
    needed = {"Statement": ("quote", "gist"), "Claim": ("value", "text", "object", "gist")}
    for name, keys in needed.items():
        for record in facts.of(name):
            if not any(key in record.data for key in keys):
                what = f"the {name.lower()} says nothing"
                yield record, Fault(record.pointer, what, f"give it a {' or a '.join(keys[:2])}", at="key")


def has_value_and_unit(facts: Facts) -> Found:
    """A value has a unit, and a unit has a value."""
    for record in facts.of("Claim"):
        if ("value" in record.data) != ("unit" in record.data):
            has, lacks = ("value", "unit") if "value" in record.data else ("unit", "value")
            yield (
                record,
                Fault((*record.pointer, has), f"the {has} stands without a {lacks}", f"add the {lacks}", at="key"),
            )
