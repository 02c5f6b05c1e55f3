"""Offer the words that a field takes, for whoever completes them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ...corpus.folders import load_facts
from ...corpus.places import default_folder
from ...errors import CommuniqueError
from ...schema import Field, load_schema
from .given import pair
from .names import Names


def words(field: Field, folder: Path | None, beside: Collection[str]) -> list[str]:
    """Return the vocabulary of a field, or the ids in a folder of facts that it takes; nothing that cannot be known.

    ``beside`` are the keys that the record may have.
    """
    if field.value == "concept":
        return list(load_schema().scheme(field.target))
    if field.value == "boolean":
        return ["true", "false"]
    first = first_reference(field, beside)
    if first is None:
        return []
    try:
        known = Names(load_facts(folder or default_folder()))
    except CommuniqueError:
        return []
    return sorted(known.of(first.target))


def explained(field: Field, names: Names, beside: Collection[str]) -> dict[str, str]:
    """Return what a field takes, with what it means: words with their definitions, ids with what they are called."""
    if field.value == "concept":
        concepts = load_schema().concepts.values()
        return {
            one.name: one.definition for one in sorted(concepts, key=lambda one: one.name) if one.scheme == field.target
        }
    first = first_reference(field, beside)
    return {id_: ", ".join(called) for id_, called in names.of(first.target).items()} if first else {}


def first_reference(field: Field, beside: Collection[str]) -> Field | None:
    """Return the field that a reference is looked up for: the field itself, or what its short form begins with."""
    if field.value == "reference":
        return field
    if field.value == "nested":
        fields = load_schema().shapes[field.target].fields
        return fields["source"] if field.target == "Evidence" else fields.get((pair(field, beside) or [""])[0])
    return None
