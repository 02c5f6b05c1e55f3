"""Say what is known of a thing that is a node of a network."""

from __future__ import annotations

from collections.abc import Mapping

from .records import Record, Records

#: Attribute → the property that it is read from, with what reads it.
_TEXTS = ("date", "earliest", "latest", "gist", "asks")
_WORDS = ("type", "outcome", "status", "mode")


def node_attributes(records: Records, record: Record, belongs: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of a node, all of them text; ``belongs`` says for whom each actor acts."""
    side = records[belongs[record.iri]] if record.iri in belongs else None
    found = {
        "label": records.label(record),
        "kind": record.kind or "thing",
        **{key: record.text(key) for key in _TEXTS},
        **{key: record.word(key) for key in _WORDS},
        "side": records.label(side) if side else "",
        "side_id": side.id if side else "",
        "cite": records.cite(record),
    }
    found["gist"] = found["gist"] or record.text("provisions")
    return {key: value for key, value in found.items() if value}
