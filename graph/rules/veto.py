"""Rules about vetoes: who may cast one, and whether those recorded are those that follow from the votes."""

from __future__ import annotations

from collections import defaultdict

from ..corpus.facts import Facts, Record, many, word
from ..errors import Fault
from .rule import Found, error, warning
from .seats import against, has_veto, is_body, vetoed_by


@error
def veto_without_power(facts: Facts) -> Found:
    """A veto is cast by somebody whose seat has one that day.

    The power lies in a seat with ``hasVeto: true``. A threat may come from anybody.
    """
    for record in facts.of("Veto"):
        by = record.data.get("by")
        is_cast = record.data.get("mode") == "cast" and is_body(facts, record.data.get("in"))
        for index, actor in enumerate(many(by) if is_cast else []):
            if isinstance(actor, str) and actor in facts.records and not has_veto(facts, actor, record):
                pointer = (*record.pointer, "by", index) if isinstance(by, list) else (*record.pointer, "by")
                what = f"no seat of {actor} in {record.data.get('in')} has a veto that day"
                yield record, Fault(pointer, what, "correct who cast it, or add hasVeto to the seat")


@error
def veto_disagrees(facts: Facts) -> Found:
    """A veto that was cast agrees with its vote: the same members, the same draft, the same body, and the result.

    Who vetoed is worked out from the ballots, and compared with what was recorded by hand.
    """
    for record in facts.of("Veto"):
        vote = facts.records.get(str(record.data.get("vote")))
        if vote is None or vote.shape.name != "Vote" or record.data.get("mode") != "cast":
            continue
        for key, theirs in (("in", "in"), ("against", "draft"), ("date", "date")):
            ours, other = record.data.get(key), vote.data.get(theirs)
            if ours and other and str(ours) != str(other):
                yield record, Fault((*record.pointer, key), f"{vote.id} has {other}", "correct one of the two")
        if word(vote.data, "result") in {"passed", "failed"}:
            what = f"{vote.id} is {vote.data['result']}, not vetoed"
            yield record, Fault((*record.pointer, "vote"), what, "correct the result, or the veto")
        elif "ballots" in vote.data and set(map(str, many(record.data.get("by")))) != set(against(facts, vote)):
            derived = ", ".join(against(facts, vote)) or "nobody"
            what = f"by the ballots of {vote.id}, {derived} vetoed"
            yield record, Fault((*record.pointer, "by"), what, "correct the veto, or the ballots")


@warning
def veto_not_recorded(facts: Facts) -> Found:
    """A draft that fails with a member against it whose seat has the veto is a veto, and is recorded as one.

    The graph derives it, as ``vetoedBy``. Waive the warning where the draft had too few votes all the same, or where
    the veto does not apply, as in a vote on procedure.
    """
    cast = _votes_with_veto(facts)
    for record in facts.of("Vote"):
        result, who = word(record.data, "result"), ", ".join(against(facts, record))
        pointer = (*record.pointer, "result")
        if not who or not result:
            continue
        if result in {"passed", "failed"}:
            what = f"it is {result}, and {who}, with a veto, voted against"
            yield record, Fault(pointer, what, "write vetoed, or correct the ballots")
        elif vetoed_by(facts, record) and record.id not in cast:
            yield record, Fault(pointer, f"no veto of {who} is recorded", "add it to the vetoes, with this vote")


def _votes_with_veto(facts: Facts) -> set[str]:
    """Return the votes that a cast veto names, or whose draft it names."""
    of_draft: dict[str, list[Record]] = defaultdict(list)
    for vote in facts.of("Vote"):
        of_draft[str(vote.data.get("draft", ""))].append(vote)
    found: set[str] = set()
    for record in facts.of("Veto"):
        if record.data.get("mode") == "cast":
            found.add(str(record.data.get("vote")))
            found.update(vote.id for vote in of_draft.get(str(record.data.get("against")), []))
    return found
