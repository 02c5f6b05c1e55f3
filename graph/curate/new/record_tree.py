"""Make the tree of a record from its data, to be laid out like one that was read."""

from __future__ import annotations

from typing import Any

from ...schema import load_schema
from ..layout.lay import layout
from ..layout.order import arrange, arrange_record
from ..layout.tree import Branch, Entry, Scalar, Tree


def record_entry(section: str, id_: str, data: dict[str, Any], flow: bool = False) -> Entry:
    """Return a record with its keys in order; with ``flow`` on one line, if it fits."""
    branch = _branch(data)
    branch.flow = flow
    arrange_record(branch, section)
    return Entry(_scalar(id_), branch)


def description_text(data: dict[str, Any]) -> str:
    """Return the text of a ``dataset.yaml`` that says the data."""
    tree = Tree(_branch(data))
    arrange(tree)
    return layout(tree)


def _branch(data: dict[str, Any] | list[Any], key: str = "") -> Branch:
    """Return a map or list; what is no nested record may stand in brackets, passages of a quote may not."""
    field = load_schema().fields.get(key)
    flow = field is not None and field.value != "nested" and not field.joined
    if isinstance(data, list):
        return Branch(False, flow, entries=[Entry(None, _value(value, key)) for value in data])
    return Branch(True, flow, entries=[Entry(_scalar(name), _value(value, name)) for name, value in data.items()])


def _value(value: Any, key: str) -> Scalar | Branch:
    return _branch(value, key) if isinstance(value, dict | list) else _scalar(value)


def _scalar(value: str | int | float | bool) -> Scalar:
    """Return a scalar that reads as the value; a text shows the characters that it holds."""
    if isinstance(value, str):
        return Scalar(value, "'", value)
    return Scalar(str(value).lower() if isinstance(value, bool) else str(value))
