"""Say who holds a seat in a body, and a veto, on a day."""

from __future__ import annotations

from typing import Any

from ..corpus.facts import Facts, Json, Record, word
from .moments import dates_of
from .tenure import overlaps


def seated_bodies(facts: Facts) -> set[str]:
    """Return the ids of the bodies in which some seat is recorded."""
    named = {seat["in"] for _, _, seat in facts.found.nodes["Seat"] if isinstance(seat.get("in"), str)}
    return {name for name in named if is_body(facts, name)}


def is_body(facts: Facts, name: Any) -> bool:
    """Say whether a name is the id of an actor; what it is otherwise, is told already."""
    record = facts.records.get(name) if isinstance(name, str) else None
    return record is not None and "Actor" in record.shape.classes


def seat_of(facts: Facts, actor: Any, body: str) -> list[Json] | None:
    """Return the seats of an actor in a body; None where there is no such actor."""
    record = facts.records.get(actor) if isinstance(actor, str) else None
    return None if record is None else [seat for seat in record.nested("seats") if seat.get("in") == body]


def has_veto(facts: Facts, actor: Any, act: Record) -> bool:
    """Say whether an actor may have held a veto in the body of a vote or a veto, on its day."""
    when, body = dates_of(act.data.get("date")), str(act.data.get("in"))
    days = (when.earliest, when.latest) if when else (None, None)
    return any(seat.get("hasVeto") is True and overlaps(seat, *days) for seat in seat_of(facts, actor, body) or [])


def against(facts: Facts, vote: Record) -> list[str]:
    """Return, sorted, the members with a veto that voted against."""
    ballots = [ballot for ballot in vote.nested("ballots") if ballot.get("choice") == "against"]
    return sorted({str(one["actor"]) for one in ballots if has_veto(facts, one.get("actor"), vote)})


def vetoed_by(facts: Facts, vote: Record) -> list[str]:
    """Return, sorted, who vetoed what was voted on: it failed, and a member with a veto voted against."""
    return against(facts, vote) if word(vote.data, "result") in {"failed", "vetoed"} else []
