"""Rules about what a record must say to be of use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from ..corpus.facts import Facts, Record
from ..errors import Fault

Found = Iterator[tuple[Record, Fault]]
#: What has no width or turns the direction of writing: some scripts need it, and it can make a text look like another.
_UNSEEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


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


def shows_all_it_says(facts: Facts) -> Found:
    """A text holds no character that cannot be seen; a warning, since some scripts need them."""
    leaves = facts.found.leaves
    for record, pointer, _, value in chain(leaves["text"], leaves["string"], leaves["address"]):
        for words in value.values() if isinstance(value, dict) else [value]:
            if isinstance(words, str) and (found := _UNSEEN.search(words)):
                what = f"the text holds U+{ord(found[0]):04X}, which cannot be seen"
                yield record, Fault(pointer, what, "remove it, unless the script needs it", severity="warning")
