"""Put the keys of records into the order of the schema; sections, records and lists stay in that of the curator."""

from __future__ import annotations

from ...corpus.record import shape_of
from ...schema import Field, Shape, load_schema
from .tree import Branch, Entry, Scalar, Tree


def arrange(tree: Tree) -> None:
    """Order the keys of every record, and note at each entry what field it is."""
    schema = load_schema()
    dataset = schema.shapes["Dataset"]
    keys = {entry.key.value for entry in tree.root.entries if entry.key}
    if not keys & schema.sections.keys() and keys & dataset.fields.keys():
        _arrange_record(tree.root, dataset)
        return
    for section in tree.root.entries:
        kinds = schema.sections.get(section.key.value if section.key else "")
        if kinds and isinstance(section.value, Branch):
            for record in section.value.entries:
                if isinstance(record.value, Branch):
                    record.value.is_record = True
                    _arrange_record(record.value, shape_of(kinds, _written_kind(record.value)))


def arrange_record(branch: Branch, section: str) -> None:
    """Order the keys of one record of a section."""
    branch.is_record = True
    _arrange_record(branch, shape_of(load_schema().sections[section], _written_kind(branch)))


def _written_kind(record: Branch) -> dict[str, str]:
    return {
        entry.key.value: entry.value.value
        for entry in record.entries
        if entry.key and entry.key.value == "kind" and isinstance(entry.value, Scalar)
    }


def _arrange_record(record: Branch, shape: Shape) -> None:
    if not record.is_map:
        return
    places = {key: number for number, key in enumerate(("kind", *shape.fields))}
    record.entries.sort(key=lambda entry: places.get(entry.key.value if entry.key else "", len(places)))
    for entry in record.entries:
        _note(entry, shape.fields.get(entry.key.value if entry.key else ""))


def _note(entry: Entry, field: Field | None) -> None:
    """Note the field of an entry and of what is in it, down to the nested records."""
    entry.field = field
    if field is None or not isinstance(entry.value, Branch):
        return
    if entry.value.is_map and field.value == "nested":
        _arrange_record(entry.value, load_schema().shapes[field.target])
        return
    for inner in entry.value.entries:
        _note(inner, field)
