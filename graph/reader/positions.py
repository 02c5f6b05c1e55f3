"""Find the line and column of everything in a file, for the files that have something wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from ..errors import Pointer
from .builder import LOADER, MAX_DEPTH, REFUSED


@dataclass(frozen=True, slots=True)
class Place:
    """Hold where a key and its value start; lines and columns count from 1. An item of a list has no key of its own."""

    key: tuple[int, int]
    value: tuple[int, int]


def locate(text: str, wanted: Collection[Pointer] | None = None) -> dict[Pointer, Place]:
    """Return pointer → place, of everything up to the end or to the first syntax error; the first of twins wins.

    With pointers that are wanted, only these, and the walk ends with the last of them.
    """
    places: dict[Pointer, Place] = {}
    loader = LOADER(text)
    try:
        for pointer, place in _walk(loader):
            if wanted is None or pointer in wanted:
                places.setdefault(pointer, place)
                if wanted is not None and len(places) == len(wanted):
                    break
    except yaml.YAMLError:
        pass  # said by the reader already; the places before the error still serve
    finally:
        loader.dispose()
    return places


def _walk(loader: Any) -> Iterator[tuple[Pointer, Place]]:
    path: list[str | int] = []
    levels: list[bool] = []  # True for a mapping, False for a sequence
    key: tuple[int, int] | None = None  # set while a mapping waits for its value
    while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
        mark = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            levels.pop()
            path.pop()
            key = None
            continue
        if not isinstance(event, yaml.ScalarEvent | yaml.AliasEvent | yaml.CollectionStartEvent):
            continue
        if levels and levels[-1] and key is None:
            path[-1], key = event.value if isinstance(event, yaml.ScalarEvent) else REFUSED, mark
            if isinstance(event, yaml.CollectionStartEvent):
                _skip(loader)
            continue
        if levels and not levels[-1]:
            path[-1] = int(path[-1]) + 1
        yield tuple(path), Place(key or mark, mark)
        key = None
        if isinstance(event, yaml.CollectionStartEvent):
            if len(levels) >= MAX_DEPTH:
                return
            levels.append(isinstance(event, yaml.MappingStartEvent))
            path.append("" if levels[-1] else -1)


def _skip(loader: Any) -> None:
    """Go to the end of a collection that stands where a key should."""
    depth = 1
    while depth:
        event = loader.get_event()
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
