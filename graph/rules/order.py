"""Rules about order in time and about cycles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..corpus.facts import Facts, Record, many
from ..dates import PartialDate
from ..errors import Fault, Pointer

Found = Iterator[tuple[Record, Fault]]
_DAY = 24 * 60  # in minutes
#: Local time differs by 26 hours around the globe: UTC+14 in the Line Islands, UTC-12 at the date line.
_EASTERNMOST, _WESTERNMOST = 14 * 60, -12 * 60
#: Properties that must lead from a thing to others and never back to it.
ACYCLIC = ("reactsTo", "partOf", "in", "broader", "basedOn")


def dates_of(value: Any) -> PartialDate | None:
    """Return the partial date that a value writes, or None where it writes none."""
    try:
        return PartialDate.from_text(str(value)) if isinstance(value, str | int) else None
    except ValueError:
        return None


def ends_after_it_begins(facts: Facts) -> Found:
    """Nothing ends before it begins."""
    for record in facts.records.values():
        for pointer, data in _spans(record):
            start = dates_of(data.get("since", data.get("date")))
            end = dates_of(data.get("until"))
            if start and end and start.earliest and end.latest and end.latest < start.earliest:
                what = f"it ends ({end.text}) before it begins ({start.text})"
                yield record, Fault((*pointer, "until"), what, "correct one of the dates")


def _spans(record: Record) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    yield record.pointer, record.data
    for key in ("offices", "seats"):
        for index, item in enumerate(many(record.data.get(key))):
            if isinstance(item, dict):
                yield (*record.pointer, key, index), item


def reacts_after_its_cause(facts: Facts) -> Found:
    """A reaction does not come before its cause in every time zone; ``utcOffset`` says in which zone an act was."""
    for record in facts.of("Act"):
        _, reaction = _moments(record)
        for index, id_ in enumerate(many(record.data.get("reactsTo"))):
            cause = facts.records.get(id_) if isinstance(id_, str) else None
            begins = _moments(cause)[0] if cause else None
            if reaction is not None and begins is not None and reaction <= begins:
                pointer: Pointer = (*record.pointer, "reactsTo")
                pointer = (*pointer, index) if isinstance(record.data["reactsTo"], list) else pointer
                yield (
                    record,
                    Fault(pointer, f"it reacts to {id_}, which came later", "correct a date, or the reference"),
                )


def _moments(record: Record) -> tuple[int | None, int | None]:
    """Return when an act begins at the earliest, and is over at the latest, in minutes of UTC; None where open."""
    found = dates_of(record.data.get("date"))
    if found is None:
        return None, None
    offset = _minutes(record.data.get("utcOffset"))
    east, west = (_EASTERNMOST, _WESTERNMOST) if offset is None else (offset, offset)
    begins = found.earliest.toordinal() * _DAY - east if found.earliest else None
    return begins, (found.latest.toordinal() + 1) * _DAY - west if found.latest else None


def _minutes(offset: Any) -> int | None:
    match = re.fullmatch(r"([+-])(\d\d):(\d\d)", offset, re.ASCII) if isinstance(offset, str) else None
    return int(f"{match[1]}1") * (int(match[2]) * 60 + int(match[3])) if match else None


def has_no_cycle(facts: Facts) -> Found:
    """No chain of reactions, parts, places, topics or grounds leads back to where it starts."""
    for key in ACYCLIC:
        edges = {
            id_: sorted(
                {to for to in many(record.data.get(key)) if isinstance(to, str) and to in facts.records and to != id_}
            )
            for id_, record in facts.records.items()
            if key in record.data
        }
        for cycle in _cycles(edges):
            record = facts.records[cycle[0]]
            shown = " → ".join(cycle[:4]) + (" → …" if len(cycle) > 4 else "")
            what = f"{key} runs in a circle: {shown} → {cycle[0]}"
            yield record, Fault((*record.pointer, key), what, "break it", at="key")


def _cycles(edges: dict[str, list[str]]) -> Iterator[list[str]]:
    """Yield one circle or a few for each knot of ids that reach themselves, from their first id; without recursion."""
    done: set[str] = set()
    told: set[str] = set()
    for start in sorted(edges):
        path: list[str] = []
        on_path: dict[str, int] = {}
        todo = [(start, iter(edges.get(start, ())))] if start not in done else []
        while todo:
            node, rest = todo[-1]
            if node not in on_path:
                on_path[node] = len(path)
                path.append(node)
            following = next(rest, None)
            if following is None:
                todo.pop()
                path.pop()
                del on_path[node]
                done.add(node)
            elif following in on_path:
                if told.isdisjoint((node, following)):
                    cycle = path[on_path[following] :]
                    told.update(cycle)
                    turn = cycle.index(min(cycle))
                    yield cycle[turn:] + cycle[:turn]
            elif following not in done:
                todo.append((following, iter(edges.get(following, ()))))
