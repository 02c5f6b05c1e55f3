"""Hold facts against what they were: no id may be lost or used anew, and no date changes unseen."""

from __future__ import annotations

from dataclasses import replace

from ...corpus.facts import Facts, Record
from ...corpus.placing import printable
from ...errors import Fault, Pointer, Problem
from ...evidence.words import VERBATIM
from ...rules.history import CHANGED_SINCE, ID_DISAPPEARED, ID_REUSED
from .compare import compare_dataset
from .records import Edit, edits
from .renames import RETIRED, renames
from .revision import Side
from .words import told

DISAPPEARED, REUSED, CHANGED = ID_DISAPPEARED.code, ID_REUSED.code, CHANGED_SINCE.code
#: What nobody sees to be wrong: a day, an id, a figure, a digest, an address; and of texts, the words of a source.
_KINDS = frozenset({"date", "reference", "integer", "decimal", "string", "address"})
_WORDS = frozenset({*VERBATIM, "original"})


def against(facts: Facts, old: Side) -> None:
    """Note each id that is lost or used anew, and each value that changed and that nobody would see to be wrong.

    Call it before the faults are given their lines. What new facts hold beside the old ones is no matter of this.
    """
    new = Side(facts, "")
    renamed = renames(old, new)
    for id_, was in old.records.items():
        record = new.facts.records.get(id_)
        if record and (was.shape.name == RETIRED) == (record.shape.name == RETIRED):
            _compare(facts, was, record, renamed)
        elif record and was.shape.name == RETIRED:
            _reused(facts, was, record)
        elif record is None and (id_ in renamed or new.lacks(id_)):
            _lost(facts, old, was, facts.records.get(renamed.get(id_, "")))
    for edit in compare_dataset(old, new):
        file = new.description()
        if file and _matters(edit):
            facts.note(file.name, "", _changed(edit, edit.new_at))


def _compare(facts: Facts, was: Record, record: Record, renamed: dict[str, str]) -> None:
    if was.section != record.section or was.shape.kind != record.shape.kind:
        names = (f"{one.section} {one.shape.kind}".strip() for one in (was, record))
        what = f"the id is now used elsewhere: {' → '.join(names)}"
        fault = Fault(record.pointer, what, "check that it is the same thing", at="key", severity="warning")
        facts.fault(record, replace(fault, rule=CHANGED))
    for edit in edits(was, record, renamed):
        if _matters(edit):
            facts.fault(record, _changed(edit, edit.new_at))


def _matters(edit: Edit) -> bool:
    """Say whether a value is gone or another one, and is of those that nobody sees to be wrong."""
    field = edit.field
    return edit.before is not None and (field.value in _KINDS or field.key in _WORDS or edit.after is None)


def _changed(edit: Edit, pointer: Pointer) -> Fault:
    what = "".join(told(edit))
    if edit.after is None:
        return Fault(pointer, what, "check that it is to go", at="key", severity="warning", rule=CHANGED)
    return Fault(pointer, what, "check that the source says so", severity="warning", rule=CHANGED)


def _reused(facts: Facts, was: Record, record: Record) -> None:
    what = f"the id was retired ({was.data.get('reason')})"
    fault = Fault(record.pointer, what, "choose another id, and leave this one retired", at="key", rule=REUSED)
    facts.fault(record, fault)


def _lost(facts: Facts, old: Side, was: Record, now: Record | None) -> None:
    """Note a lost id: at the record that says the same under another one, else at the top of the file it was in."""
    is_retired = was.shape.name == RETIRED
    if now:
        remedy = "change it back" if is_retired else f"change it back, or add under retired: {_line(was, now.id)}"
        fault = Fault(now.pointer, f"the id was {was.id!r}, which is lost", remedy, at="key", rule=DISAPPEARED)
        facts.fault(now, fault)
        return
    what = f"the {'retirement' if is_retired else 'id'} is lost"
    remedy = f"put it back under retired: {_line(was, was.data.get('by'))}"
    if not is_retired:
        remedy = f"put it back, or add under retired: {_line(was)}"
    file = _same_file(facts, old, was)
    if file:
        facts.note(file, was.id, Fault((), what, remedy, rule=DISAPPEARED))
    else:
        place = (old.named(was.file.name), 1, 1, printable(was.id))
        facts.problems.append(Problem(*place, printable(what), printable(remedy), rule=DISAPPEARED))


def _same_file(facts: Facts, old: Side, was: Record) -> str:
    """Return the name that the file of a record has now, "" where it is gone."""
    inside = was.file.name.removeprefix(printable(str(old.facts.datasets[0].folder)))
    name = printable(str(facts.datasets[0].folder)) + inside
    return name if any(one.name == name for one in facts.files) else ""


def _line(was: Record, by: object = "NEW-ID") -> str:
    """Return the line of YAML that retires an id, with words to fill in where they are not known."""
    is_retired = was.shape.name == RETIRED
    reason, day = (was.data.get("reason"), was.data.get("date")) if is_retired else ("WHY", "YYYY-MM-DD")
    parts = [*([f"by: {by}"] if by else []), f"reason: {_scalar(reason)}", f"date: {day}"]
    return f"{was.id}: {{{', '.join(parts)}}}"


def _scalar(value: object) -> str:
    """Return a text as YAML takes it within braces."""
    import json

    return json.dumps(value, ensure_ascii=False)
