"""Sort acts into lanes: events on top, a lane for each side, one for all who speak for none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

MOST = 14  #: lanes that a picture may have; the sides with fewest acts share the last
_OFTEN = 4  #: acts from which on an actor among the others gets a heading
_EVENTS, _OTHERS = ("event",), ("others",)
_SIDES = {"state", "organization"}
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Hold acts of a lane that stand together; under a heading they are one actor's."""

    acts: tuple[str, ...]
    heading: str = ""
    named: bool = False  #: whether each act must say whose it is


@dataclass(frozen=True, slots=True)
class Lane:
    """Hold a lane: what it is called, and whose acts stand in it."""

    label: str
    groups: tuple[Group, ...]
    events: bool = False


def lanes(graph: nx.MultiDiGraph[str]) -> list[Lane]:
    """Return the lanes from top to bottom: events, the side that caused most of them, the others by their acts."""
    keys = {node: _key(data) for node, data in graph.nodes(data=True)}
    counts = Counter(keys.values())
    kept = _kept(counts)
    members: dict[Key, list[str]] = {}
    for node, key in keys.items():
        members.setdefault(key if key in kept else _OTHERS, []).append(node)
    caused: Counter[Key] = Counter(
        ("side", str(data.get("side_id"))) for _, data in graph.nodes(data=True) if _is_event(data)
    )
    order = sorted(members, key=lambda key: _rank(key, members, caused))
    left_out = len({key for key in counts if key[0] == "side"} - kept)
    return [_lane(graph, key, members[key], left_out) for key in order]


def _key(data: Mapping[str, object]) -> Key:
    if _is_event(data):
        return _EVENTS
    return ("side", str(data["side_id"])) if data.get("side_kind") in _SIDES else _OTHERS


def _is_event(data: Mapping[str, object]) -> bool:
    return data.get("kind") == "event"


def _kept(counts: Counter[Key]) -> set[Key]:
    sides = sorted((key for key in counts if key not in {_EVENTS, _OTHERS}), key=lambda key: (-counts[key], key))
    return {_EVENTS, *sides[: MOST - 2]}


def _rank(key: Key, members: Mapping[Key, list[str]], caused: Counter[Key]) -> tuple[int, int, int, Key]:
    first = 0 if key == _EVENTS else 2 if key == _OTHERS else 1
    return first, -caused[key], -len(members[key]), key


def _lane(graph: nx.MultiDiGraph[str], key: Key, acts: list[str], left_out: int) -> Lane:
    if key == _EVENTS:
        return Lane("Events", (Group(tuple(acts)),), events=True)
    if key == _OTHERS:
        return Lane(f"Others, {left_out} sides among them" if left_out else "Others", tuple(_by_actor(graph, acts)))
    rows = [graph.nodes[act] for act in acts]
    label = next((str(row["side"]) for row in rows if row.get("side")), key[1])
    actors = {row.get("actor_id") for row in rows if row.get("kind") == "statement"}
    return Lane(label, (Group(tuple(acts), named=actors != {key[1]}),))


def _by_actor(graph: nx.MultiDiGraph[str], acts: list[str]) -> Iterable[Group]:
    """Yield a group for all who act seldom, and one for each who acts often."""
    actors: dict[str, list[str]] = {}
    for act in acts:
        actors.setdefault(str(graph.nodes[act].get("actor_id", "")), []).append(act)
    seldom = [act for found in actors.values() for act in found if len(found) < _OFTEN]
    if seldom:
        yield Group(tuple(seldom), named=True)
    for found in actors.values():
        if len(found) >= _OFTEN:
            yield Group(tuple(found), str(graph.nodes[found[0]].get("actor", "")))
