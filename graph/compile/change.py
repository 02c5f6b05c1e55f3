"""Say what a change of some files takes out of the graph and puts into it, without looking at all the others.

What is said of a record depends on its own file, on the records that it refers to, and on those that refer to the same
proposal. So the files to look at are those that changed, those that refer to a record that changed, and those of the
proposals that a changed file is about. They are compiled as they were and as they are; the difference is the change.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..corpus.facts import Record
from ..schema import load_schema
from .corpus import Corpus
from .parts import UnsoundError
from .view import View

#: Above this share of the files, building anew takes less time.
MOST = 0.25
#: Kinds of fields whose value no other record depends on.
_OWN = frozenset({"text", "string", "address"})


@dataclass(frozen=True, slots=True)
class Change:
    """Hold the lines of N-Quads that go, and those that come, each sorted."""

    gone: list[str]
    new: list[str]


def change(old: Corpus, new: Corpus) -> Change | None:
    """Return the change of the graph from one corpus, which is sound, to another; None where much of it changed.

    Raises UnsoundError where something is wrong with the new one.
    """
    before, after = _changed(old, new), _changed(new, old)
    records = _differing(old, new, before, after)
    if not new.is_sound({id_ for number in after for id_ in new.entries[number].unit.ids}):
        raise UnsoundError
    about = {
        id_ for one, numbers in ((old, before), (new, after)) for n in numbers for id_ in one.entries[n].unit.gathered
    }
    was = before | _depending(old, records) | old.holding(about)
    now = after | _depending(new, records) | new.holding(about)
    if len(now) > MOST * len(new.entries):
        return None
    view = View(new, now)
    if not view.is_sound():
        raise UnsoundError
    lines, others = _lines(View(old, was)), _lines(view)
    return Change(sorted(lines - others), sorted(others - lines))


def _lines(view: View) -> set[str]:
    lines = view.quads().decode().split("\n")  # and not splitlines: a text may hold U+2028, which that splits at
    return set(lines) - {""}


def _changed(these: Corpus, those: Corpus) -> set[int]:
    """Return the numbers of the files that the other corpus does not have, or has with another content."""
    known = {(entry.name, entry.dataset, entry.unit.digest) for entry in those.entries}
    return {
        number
        for number, entry in enumerate(these.entries)
        if (entry.name, entry.dataset, entry.unit.digest) not in known
    }


def _differing(old: Corpus, new: Corpus, before: set[int], after: set[int]) -> set[str]:
    """Return the ids of the records that others may depend on and that are not the same as they were."""
    was, now = (
        {id_: _seen(record) for number in numbers for id_, record in corpus.records(number).items()}
        for corpus, numbers in ((old, before), (new, after))
    )
    return {id_ for id_ in was.keys() | now.keys() if was.get(id_) != now.get(id_)}


def _seen(record: Record) -> tuple[str, str, dict[str, object]]:
    """Return what other records may depend on."""
    fields = load_schema().shapes[record.shape.name].fields
    seen = {key: value for key, value in record.data.items() if key not in fields or fields[key].value not in _OWN}
    return record.shape.name, record.file.dataset.base, seen


def _depending(corpus: Corpus, records: set[str]) -> set[int]:
    """Return the files that refer to one of the records, or to a vote that does: who may veto, its seat tells."""
    first = corpus.mentioning(records)
    if not any(corpus.is_actor(id_) for id_ in records):
        return first
    votes = {id_ for number in first for id_, name in corpus.entries[number].unit.ids.items() if name == "Vote"}
    return first | corpus.mentioning(votes)
