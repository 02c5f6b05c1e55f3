"""Compare two records by what they mean: not by the order of keys, nor by how a value is written.

Nested records are matched by what identifies them, then by how much they have in common, never by their place in a
list.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass

from ...corpus.facts import Json, Record
from ...errors import Pointer
from ...schema import Field, Shape
from .values import Node, Reading, Value, is_read, nodes, values

#: So many nested records are looked at to find the one that is most alike: a hostile file may hold thousands.
_ENOUGH = 50


@dataclass(frozen=True, slots=True)
class Edit:
    """Hold one value that differs, or one nested record that is there on one side only."""

    within: tuple[Node, ...]  #: the nested records that it is in, the outermost first
    field: Field
    language: str  #: of a text, where it is not the default
    before: str | Node | None
    after: str | Node | None
    old_at: Pointer
    new_at: Pointer  #: of the value, or of what it was in


@dataclass(frozen=True, slots=True)
class _Map:
    """Hold one side of two maps that are compared."""

    shape: Shape
    data: Json
    reading: Reading
    at: Pointer
    within: tuple[Node, ...] = ()

    def of(self, node: Node) -> _Map:
        """Return a nested record of this map."""
        return _Map(node.shape, node.data, self.reading, node.at, (*self.within, node))


def edits(old: Record, new: Record, ids: Mapping[str, str] | None = None) -> Iterator[Edit]:
    """Yield what differs between two records, in the canonical order of their keys.

    With ``ids``, what the old one refers to is called as they map, so that a reference to what is renamed is no change.
    """
    before, after = Reading.of(old, ids), Reading.of(new)
    if ids or old.data != new.data or old.shape is not new.shape or before != after:
        left = _Map(old.shape, old.data, before, old.pointer)
        yield from _edits(left, _Map(new.shape, new.data, after, new.pointer))


def _edits(old: _Map, new: _Map) -> Iterator[Edit]:
    fields = {**old.shape.fields, **new.shape.fields}
    for key, field in sorted(fields.items(), key=lambda pair: pair[1].order):
        if is_read(old.data.get(key)) and is_read(new.data.get(key)):
            yield from (_nested if field.value == "nested" else _single)(field, old, new)


def _single(field: Field, old: _Map, new: _Map) -> Iterator[Edit]:
    """Yield the values of a field that differ; one that is gone and one that came make a change."""
    before, after = (list(values(field, one.data.get(field.key), one.reading, one.at)) for one in (old, new))
    known = [{(one.language, one.text) for one in side} for side in (before, after)]
    gone = [one for one in before if (one.language, one.text) not in known[1]]
    come = [one for one in after if (one.language, one.text) not in known[0]]
    for language in dict.fromkeys(one.language for one in (*gone, *come)):
        sides = [[one for one in side if one.language == language] for side in (gone, come)]
        shown = "" if language == new.reading.language else language
        for number in range(max(map(len, sides))):
            left, right = (side[number] if number < len(side) else None for side in sides)
            yield _edit(field, shown, left, right, old, new)


def _edit(field: Field, language: str, left: Value | None, right: Value | None, old: _Map, new: _Map) -> Edit:
    before, old_at = (left.text, left.at) if left else (None, old.at)
    after, new_at = (right.text, right.at) if right else (None, (*new.at, field.key))
    return Edit(new.within, field, language, before, after, old_at, new_at)


def _nested(field: Field, old: _Map, new: _Map) -> Iterator[Edit]:
    before, after = (nodes(field, one.data.get(field.key), one.reading, one.at) for one in (old, new))
    pairs, gone, come = _match(before, after)
    for left, right in pairs:
        yield from _edits(old.of(left), new.of(right))
    for node in gone:
        yield Edit(new.within, field, "", node, None, node.at, (*new.at, field.key))
    for node in come:
        yield Edit(new.within, field, "", None, node, old.at, node.at)


def _match(before: list[Node], after: list[Node]) -> tuple[list[tuple[Node, Node]], list[Node], list[Node]]:
    """Return the pairs that are the same thing with something changed, what is gone, and what came."""
    same = {one.content for one in before} & {one.content for one in after}
    gone, come = ([one for one in side if one.content not in same] for side in (before, after))
    pairs: list[tuple[Node, Node]] = []
    for least, key in ((0.0, lambda one: one.identity), (0.5, lambda one: None)):
        found, gone, come = _pair(gone, come, key, least)
        pairs += found
    return sorted(pairs, key=lambda pair: pair[1].at), gone, sorted(come, key=lambda one: one.at)


def _pair(
    gone: list[Node], come: list[Node], key: Callable[[Node], Hashable], least: float
) -> tuple[list[tuple[Node, Node]], list[Node], list[Node]]:
    """Pair each node that is gone with one of the same key that came: the one that says most of the same."""
    waiting: dict[Hashable, list[Node]] = {}
    for node in come:
        waiting.setdefault(key(node), []).append(node)
    pairs, rest = [], []
    for left in gone:
        fit = waiting.get(key(left), [])
        best = max(range(min(len(fit), _ENOUGH)), key=lambda number: _alike(left, fit[number]), default=None)
        if best is None or _alike(left, fit[best]) < least:
            rest.append(left)
        else:
            pairs.append((left, fit.pop(best)))
    return pairs, rest, [node for nodes_ in waiting.values() for node in nodes_]


def _alike(left: Node, right: Node) -> float:
    """Return which part of what two nested records say they both say."""
    return len(left.content & right.content) / max(len(left.content), len(right.content), 1)
