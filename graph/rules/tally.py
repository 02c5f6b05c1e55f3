"""Rules about votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..corpus.facts import Facts, Record
from ..errors import Fault
from ..reader.document import refused

Found = Iterator[tuple[Record, Fault]]
TALLIES = {"votesFor": "for", "votesAgainst": "against", "abstentions": "abstain"}


def adds_up(facts: Facts) -> Found:
    """No more ballots of a kind are recorded than the tally says; nobody votes twice."""
    for record in facts.of("Vote"):
        ballots = record.nested("ballots")
        counts = Counter(str(ballot.get("choice")) for ballot in ballots)
        for key, choice in TALLIES.items():
            said = record.data.get(key)
            if isinstance(said, int) and (counts[choice] > said or (_complete(record) and counts[choice] != said)):
                what = f"{key} is {said}, and {counts[choice]} such ballots are recorded"
                yield record, Fault((*record.pointer, key), what, "correct the tally or the ballots")
        seen: set[str] = set()
        for index, ballot in enumerate(ballots):
            actor = ballot.get("actor")
            if not isinstance(actor, str) or refused(actor):
                continue
            if actor in seen:
                yield record, Fault((*record.pointer, "ballots", index), f"{actor} votes twice", "remove one ballot")
            seen.add(actor)


def _complete(record: Record) -> bool:
    """Say whether the tallies account for exactly as many members as there are ballots."""
    said = [record.data.get(key) for key in TALLIES]
    numbers = [number for number in said if isinstance(number, int)]
    return len(numbers) == len(said) and sum(numbers) == len(record.nested("ballots"))
