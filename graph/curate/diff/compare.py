"""Say what changed between two sets of facts, in the language of the domain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...corpus.facts import Record
from ...schema import load_schema
from .places import Change, Found, Spot, What, placed
from .records import Edit, edits
from .renames import is_live, renames
from .revision import Side
from .values import Node
from .words import Quoted, Sentence, described, name_of, node_name, told

DATASET = "dataset"


@dataclass(frozen=True, slots=True)
class Diff:
    """Hold all changes, by section and id, and what to know about them."""

    changes: tuple[Change, ...]
    remarks: tuple[str, ...] = ()

    def counts(self) -> dict[str, dict[str, int]]:
        """Return section → what → so many records."""
        found: dict[str, Counter[str]] = {}
        for _, section, what in sorted({(one.id, one.section, one.what) for one in self.changes}):
            found.setdefault(section, Counter())[what] += 1
        return {section: dict(sorted(found[section].items())) for section in _sections() if section in found}


def compare(old: Side, new: Side) -> Diff:
    """Return what changed from one set of facts to another, by section, id and key.

    What stands in another file, or in other words of YAML, and means the same, is no change.
    """
    renamed = renames(old, new)
    found = [
        *_of_dataset(old, new),
        *_gone(old, new, renamed),
        *_came(old, new, renamed),
        *(one for id_, record in new.records.items() if id_ in old.records for one in _both(old, renamed, record)),
    ]
    order = {section: number for number, section in enumerate(_sections())}
    changes = sorted(placed(found, old, new), key=lambda one: (order.get(one.section, 99), one.id))
    return Diff(tuple(changes), tuple(_remarks(old, new)))


def _sections() -> list[str]:
    return [DATASET, *load_schema().sections]


def _gone(old: Side, new: Side, renamed: dict[str, str]) -> Iterator[Found]:
    for id_, record in old.records.items():
        if id_ in renamed and renamed[id_] in new.records:
            after = new.records[renamed[id_]]
            said = ("id renamed: ", Quoted(id_), " → ", Quoted(after.id), " (same content)")
            yield _whole(after, "renamed", id_, after.id, said)
        elif new.lacks(id_):
            words = (f"{name_of(record)} removed: ", Quoted(id_), *described(record, old.facts))
            yield _whole(record, "removed", id_, None, words)


def _came(old: Side, new: Side, renamed: dict[str, str]) -> Iterator[Found]:
    known = set(renamed.values())
    for id_, record in new.records.items():
        was = old.facts.records.get(id_)
        if not is_live(record) and (was is None or is_live(was)) and (was or old.lacks(id_)):
            yield _whole(record, "retired", None, None, _retirement(record))
        elif id_ not in known and old.lacks(id_):
            words = (f"{name_of(record)} added: ", Quoted(id_), *described(record, new.facts))
            yield _whole(record, "added", None, id_, words)
        elif was and not is_live(was) and is_live(record):
            words = ("retired id in use again: ", Quoted(id_), *described(record, new.facts))
            yield _whole(record, "revived", None, id_, words)


def _retirement(record: Record) -> Sentence:
    by, reason = record.data.get("by"), record.data.get("reason")
    replaced = (", replaced by ", Quoted(by)) if isinstance(by, str) else ()
    why = (": ", Quoted(reason)) if isinstance(reason, str) else ()
    return ("id retired: ", Quoted(record.id), *replaced, *why)


def _both(old: Side, renamed: dict[str, str], record: Record) -> Iterator[Found]:
    """Yield what changed in a record that is there on both sides."""
    was = old.records[record.id]
    if is_live(was) != is_live(record):
        return
    for key, before, after in (("section", was.section, record.section), ("kind", was.shape.kind, record.shape.kind)):
        if before != after:
            said = (f"{key} changed: {before} → {after}",)
            spot = Spot(record.file, record.pointer)
            yield Found(_change(record, "changed", before, after, said, key), spot, spot)
    for edit in edits(was, record, renamed):
        yield _edited(was, record, edit)


def _of_dataset(old: Side, new: Side) -> Iterator[Found]:
    shape, files = load_schema().shapes["Dataset"], (old.description(), new.description())
    was, record = (Record("", DATASET, shape, {}, file) if file else None for file in files)
    if was and record:
        yield from (_edited(was, record, edit) for edit in compare_dataset(old, new))


def _edited(was: Record, record: Record, edit: Edit) -> Found:
    before, after = (node_name(one) if isinstance(one, Node) else one for one in (edit.before, edit.after))
    change = _change(record, "changed", before, after, told(edit), edit.field.key)
    is_gone = edit.after is None
    at = Spot(was.file, edit.old_at, is_gone=True) if is_gone else Spot(record.file, edit.new_at)
    return Found(change, at, Spot(record.file, record.pointer))


def _whole(record: Record, what: What, before: str | None, after: str | None, said: Sentence) -> Found:
    spot = Spot(record.file, record.pointer, is_gone=what == "removed")
    return Found(_change(record, what, before, after, said), spot, spot)


def _change(record: Record, what: What, before: str | None, after: str | None, said: Sentence, key: str = "") -> Change:
    return Change(record.id, record.section, what, key, before, after, "", 1, name_of(record), said, "")


def compare_dataset(old: Side, new: Side) -> list[Edit]:
    """Return what differs between the descriptions of two data sets, where both have one that can be read."""
    shape, records = load_schema().shapes["Dataset"], []
    for side in (old, new):
        dataset, file = side.facts.datasets[0], side.description()
        if file and dataset.data:
            records.append(Record("", "", shape, dataset.data, replace(file, dataset=dataset)))
    found = list(edits(records[0], records[1])) if len(records) == 2 else []
    return [replace(one, old_at=one.old_at[2:], new_at=one.new_at[2:]) for one in found]


def _remarks(old: Side, new: Side) -> Iterator[str]:
    """Yield what to know: which side has errors, so that not all of it could be read."""
    for side in (old, new):
        if errors := side.facts.errors:
            first = side.named(str(errors[0]))
            yield f"{side.title} has errors ({len(errors)}), and what they hide is not compared; the first: {first}"
