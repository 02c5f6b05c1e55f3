"""Rules about votes: ballots, tallies, seats and results."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache

from ..corpus.facts import Facts, Record, word
from ..errors import Fault
from ..reader.document import refused
from .moments import dates_of
from .rule import Found, error, warning
from .seats import against, seat_of, seated_bodies
from .tenure import overlaps

#: Result of a vote → what may have become of the proposal.
_OUTCOMES = {
    "passed": {"adopted", "diluted"},
    "failed": {"blocked", "withdrawn", "diluted", "pending"},
    "vetoed": {"blocked", "withdrawn", "diluted", "pending"},
}
TALLIES = {"votesFor": "for", "votesAgainst": "against", "abstentions": "abstain"}


@error
def tally_disagrees(facts: Facts) -> Found:
    """A vote's ballots, tallies and number of members agree.

    No more ballots of a kind are recorded than the tally says, and exactly as many where every member's ballot is.
    With ``members``, the tallies and the absent add up to it.
    """
    for record in facts.of("Vote"):
        counts = Counter(str(ballot.get("choice")) for ballot in record.nested("ballots"))
        found = list(_miscounted(record, counts)) or _missummed(record, counts)
        yield from ((record, fault) for fault in found)


def _miscounted(record: Record, counts: Counter[str]) -> Iterator[Fault]:
    """Yield the tallies that the ballots deny."""
    for key, choice in TALLIES.items():
        said = record.data.get(key)
        if type(said) is int and (counts[choice] > said or (_complete(record, counts) and counts[choice] != said)):
            what = f"{key} is {said}, and {counts[choice]} such ballots are recorded"
            yield Fault((*record.pointer, key), what, "correct the tally or the ballots")


def _missummed(record: Record, counts: Counter[str]) -> Iterator[Fault]:
    """Yield, where the numbers do not add up, each that may be wrong: those that the ballots do not bear out."""
    members, tallies = record.data.get("members"), _tallies(record)
    total = sum(tallies) + counts["absent"]
    whole = len(tallies) == len(TALLIES)
    if type(members) is int and members > 0 and (total > members or (whole and total < members)):
        what = f"tallies and absent ballots come to {total}, and the body has {members} members"
        remedy = "correct a tally, or members, or record who was absent"
        open_ = [key for key, choice in TALLIES.items() if record.data.get(key, 0) != counts[choice]] if counts else []
        yield from (Fault((*record.pointer, key), what, remedy) for key in ("members", *open_))


def _tallies(record: Record) -> list[int]:
    return [said for key in TALLIES if type(said := record.data.get(key)) is int and said >= 0]


def _complete(record: Record, counts: Counter[str]) -> bool:
    """Say whether every member's ballot is recorded: as many as there are members, or as the tallies account for."""
    tallies, members, cast = _tallies(record), record.data.get("members"), sum(counts.values())
    by_members = type(members) is int and cast == members
    return by_members or (len(tallies) == len(TALLIES) and sum(tallies) == cast)


@error
def votes_twice(facts: Facts) -> Found:
    """Nobody votes twice in one vote."""
    for record in facts.of("Vote"):
        seen: set[str] = set()
        for index, ballot in enumerate(record.nested("ballots")):
            actor = ballot.get("actor")
            if not isinstance(actor, str) or refused(actor):
                continue
            if actor in seen:
                yield record, Fault((*record.pointer, "ballots", index), f"{actor} votes twice", "remove one ballot")
            seen.add(actor)


@warning
def voter_without_seat(facts: Facts) -> Found:
    """Whoever votes in a body held a seat in it on that day.

    Nothing is said of a body of which no seat is recorded. Where the member is recorded by others, and its seat of that
    time is not, waive the warning with that reason.
    """
    bodies, is_seated = seated_bodies(facts), _seating(facts)
    for record in facts.of("Vote"):
        body, when = word(record.data, "in"), dates_of(record.data.get("date"))
        if body not in bodies:
            continue
        day = when.text if when else "any day"
        for index, ballot in enumerate(record.nested("ballots")):
            actor = ballot.get("actor")
            if isinstance(actor, str) and not is_seated(actor, body, day):
                what = f"no seat of {actor} in {body} is recorded for {day}"
                pointer = (*record.pointer, "ballots", index, "actor")
                yield record, Fault(pointer, what, "correct the ballot, or add the seat at the actor")


def _seating(facts: Facts) -> Callable[[str, str, str], bool]:
    """Return what says whether an actor, if there is one, may hold a seat in a body on a day; it asks each once."""

    @cache
    def is_seated(actor: str, body: str, day: str) -> bool:
        when, seats = dates_of(day), seat_of(facts, actor, body)
        days = (when.earliest, when.latest) if when else (None, None)
        return seats is None or any(overlaps(seat, *days) for seat in seats)

    return is_seated


@error
def result_disagrees(facts: Facts) -> Found:
    """A vote's result agrees with its tallies and ballots.

    What passed had more votes for it than against it; what was vetoed had a vote against it of a member whose seat has
    the veto.
    """
    for record in facts.of("Vote"):
        result, pointer = record.data.get("result"), (*record.pointer, "result")
        ours, theirs = record.data.get("votesFor"), record.data.get("votesAgainst")
        if result == "passed" and type(ours) is int and type(theirs) is int and ours <= theirs:
            yield record, Fault(pointer, f"{ours} for and {theirs} against do not pass", "correct one of them")
        elif result == "vetoed" and theirs == 0:
            yield record, Fault(pointer, "it is vetoed, and nobody voted against", "correct one of them")
        elif result == "vetoed" and _all_against_known(record) and not against(facts, record):
            what = "it is vetoed, and nobody with a veto voted against"
            yield record, Fault(pointer, what, "correct the result or the ballots, or add hasVeto to the seat")


@error
def outcome_disagrees(facts: Facts) -> Found:
    """What became of a proposal agrees with the vote on it.

    What passed was adopted, perhaps diluted; what failed or was vetoed was not adopted. A proposal that was voted on
    more than once agrees with one of the votes.
    """
    results: dict[str, set[str]] = defaultdict(set)
    for vote in facts.of("Vote"):
        results[word(vote.data, "draft")].add(word(vote.data, "result"))
    for record in facts.of("Proposal"):
        outcome, found = word(record.data, "outcome"), results.get(record.id, set()) & _OUTCOMES.keys()
        if outcome and found and not any(outcome in _OUTCOMES[result] for result in found):
            what = f"it is {outcome}, and the result of its vote is {' and '.join(sorted(found))}"
            yield record, Fault((*record.pointer, "outcome"), what, "correct the outcome, or the result of the vote")


def _all_against_known(record: Record) -> bool:
    """Say whether the ballots hold every vote against: as many as the tally says, or one at least without a tally."""
    count = sum(ballot.get("choice") == "against" for ballot in record.nested("ballots"))
    return bool(count and record.data.get("votesAgainst", count) == count)
