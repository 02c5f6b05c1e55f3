"""Tell which acts bear on a thing, which are an actor's, and which are near a thing in the network."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Iterator

from .fold import Edge, edges
from .records import ACTS, Record, Records
from .sides import sides

#: Properties that say what an act is about, judges, hits or decides on; what it reacts to is followed further.
_ABOUT = ("about", "target", "draft", "against")
#: Properties that say whose act it is; of a vote also the body that it is taken in.
_OF = ("speaker", "onBehalfOf", "by", "imposedBy", "participants")


def about(records: Records, things: Iterable[str]) -> frozenset[str]:
    """Return the acts that are one of the things, or bear on one of them.

    They name it as what they are about, take a position toward it, sanction it, vote on it, veto it, or react to it,
    directly or to another reaction. A topic stands for the narrower ones as well.
    """
    wanted = _spread(things, _pairs(records, "broader"))
    named = {act.iri for act in _acts(records) if wanted.intersection(_named(records, act))}
    return frozenset(named.union(one for one in below(records, wanted) if records[one].kind in ACTS))


def of(records: Records, actors: Iterable[str]) -> frozenset[str]:
    """Return the acts by the actors or by those who belong to them, on their behalf, or with a position of theirs."""
    people = _spread(actors, sides(records).items())
    return frozenset(act.iri for act in _acts(records) if people.intersection(_whose(records, act)))


def near(records: Records, thing: str, steps: int) -> frozenset[str]:
    """Return the acts that make an edge of the network at most so many edges from a thing, which may be an act."""
    at: dict[str, list[Edge]] = {}
    found = list(edges(records))
    for edge in found:
        at.setdefault(edge.source, []).append(edge)
        at.setdefault(edge.target, []).append(edge)
    id_ = records[thing].id
    told = {edge for edge in found if thing in (edge.source, edge.target) or id_ in (edge.statement, edge.via)}
    reached, done = set(told), {thing}
    for _ in range(steps - 1):
        ends = {end for edge in told for end in (edge.source, edge.target)} - done
        if not ends:
            break
        done |= ends
        told = {edge for end in ends for edge in at[end]} - reached
        reached |= told
    ids = {edge.statement for edge in reached} | {id_}
    return frozenset(act.iri for act in _acts(records) if act.id in ids)


def below(
    records: Records, roots: Iterable[str], most: int | None = None, within: Container[str] | None = None
) -> dict[str, int]:
    """Return the roots and what reacts to them, directly or to a reaction, with how many reactions lie between.

    ``most`` is the greatest depth; only acts ``within`` are followed, all by default.
    """
    answers: dict[str, list[str]] = {}
    for act, answered in _pairs(records, "reactsTo"):
        if within is None or act in within:
            answers.setdefault(answered, []).append(act)
    depths = dict.fromkeys(roots, 0)
    queue = deque(depths)
    while queue:
        depth = depths[one := queue.popleft()] + 1
        for act in answers.get(one, []) if most is None or depth <= most else []:
            if act not in depths:
                depths[act] = depth
                queue.append(act)
    return depths


def _acts(records: Records) -> Iterator[Record]:
    return (record for record in records if record.kind in ACTS)


def _pairs(records: Records, key: str) -> Iterator[tuple[str, str]]:
    return ((record.iri, iri) for record in records for iri in record.links.get(key, []))


def _spread(things: Iterable[str], belonging: Iterable[tuple[str, str]]) -> set[str]:
    """Return things with all that belongs to them, from pairs of a part and its whole."""
    parts: dict[str, list[str]] = {}
    for part, whole in belonging:
        parts.setdefault(whole, []).append(part)
    found: set[str] = set()
    open_ = list(things)
    while open_:
        one = open_.pop()
        if one not in found:
            found.add(one)
            open_ += parts.get(one, [])
    return found


def _named(records: Records, act: Record) -> Iterator[str]:
    yield act.iri
    for key in _ABOUT:
        yield from act.links.get(key, [])
    for position in records.linked(act, "positions"):
        yield from position.links.get("toward", [])


def _whose(records: Records, act: Record) -> Iterator[str]:
    for key in (*_OF, *(["in"] if act.kind == "vote" else [])):
        yield from act.links.get(key, [])
    for position in records.linked(act, "positions"):
        yield from position.links.get("holder", [])
    for ballot in records.linked(act, "ballots"):
        yield from ballot.links.get("actor", [])
