"""Offer the words that a field takes, for whoever completes them."""

from __future__ import annotations

from pathlib import Path

from ...corpus.folders import load_facts
from ...corpus.places import default_folder
from ...errors import CommuniqueError
from ...schema import Field, load_schema
from .given import PAIRS
from .names import Names


def words(field: Field, folder: Path | None) -> list[str]:
    """Return the vocabulary of a field, or the ids in a folder of facts that it takes; nothing that cannot be known."""
    if field.value == "concept":
        return list(load_schema().scheme(field.target))
    if field.value == "boolean":
        return ["true", "false"]
    first = first_reference(field)
    if first is None:
        return []
    try:
        known = Names(load_facts(folder or default_folder()))
    except CommuniqueError:
        return []
    return sorted(known.of(first.target))


def first_reference(field: Field) -> Field | None:
    """Return the field that a reference is looked up for: the field itself, or what its short form begins with."""
    if field.value == "reference":
        return field
    if field.value == "nested":
        fields = load_schema().shapes[field.target].fields
        return fields["source"] if field.target == "Evidence" else fields.get(PAIRS.get(field.target, ("",))[0])
    return None
