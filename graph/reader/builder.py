"""Build plain records from libyaml's events, refusing what makes hand-written data go silently wrong.

The loop is written out flat because it sees every token of every file. It keeps no positions: they are found again,
in a second walk, only for a file that has something wrong with it.
"""

from __future__ import annotations

from typing import Any, Final

import yaml

from ..characters import CONTROL
from ..errors import Pointer
from .scalars import FIRST, NULLS, WORDS, plain

MAX_DEPTH: Final = 40
MAX_REFUSALS: Final = 10_000
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Stands where a value was refused, so that nothing else is said about it.
REFUSED: Final = "\ufdd0"
_KEYS_TO_LOOK_AT: Final = frozenset({REFUSED, "", "<<"})


class TooMuchError(Exception):
    """End the reading of a file in which more is refused than anybody will mend at once."""


class Builder:
    """Turn one stream of events into a tree, and collect refusals as (line, column, pointer, what, remedy)."""

    def __init__(self, text: str) -> None:
        self._loader = LOADER(text)
        self.refusals: list[tuple[int, int, Pointer, str, str]] = []
        self.root: Any = None
        self.documents = 0
        self.whole = True  #: False where the reading ended before the text did

    def build(self) -> Any:
        """Return the tree; raises yaml.YAMLError or TooMuchError where it ends early; ``root`` has what came before."""
        next_event = self._loader.get_event
        scalar, mapping_start, sequence_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        stack: list[tuple[Any, Any]] = []  # (container, pending key) of the levels above
        container: Any = None
        key: Any = None  # the pending key of the current mapping
        try:
            while True:
                event = next_event()
                kind = type(event)
                if kind is scalar:
                    value: Any = event.value
                    if not event.style:
                        if value in NULLS:
                            value = self._null(event, stack, container, key)
                        elif value in WORDS or value[0] in FIRST:
                            value = plain(value)
                    elif event.style == '"' and CONTROL.search(value):
                        value = self._refuse(event, (stack, container, key), *_CONTROL)
                    if event.tag is not None or event.anchor is not None:
                        value = self._decorated(event, (stack, container, key), value)
                elif kind is mapping_start or kind is sequence_start:
                    new: Any = {} if kind is mapping_start else []
                    if event.tag is not None or event.anchor is not None:
                        self._decorated(event, (stack, container, key), new)
                    if len(stack) >= MAX_DEPTH:
                        self._refuse(event, (stack, container, key), *_DEPTH)
                        self._abandon()
                        return self.root
                    if type(container) is dict and key is None:
                        self._refuse(event, (stack, container, key), *_COMPLEX_KEY)
                    else:
                        self._put(container, key, new)
                    stack.append((container, key))
                    container, key = new, None
                    continue
                elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    container, key = stack.pop()
                    # What was read in the place of a key is dropped; its value goes under a name of its own.
                    key = f"{REFUSED}{len(container)}" if type(container) is dict and key is None else None
                    continue
                elif kind is yaml.AliasEvent:
                    value = self._refuse(event, (stack, container, key), *_ALIAS)
                elif kind is yaml.DocumentStartEvent:
                    self.documents += 1
                    if self.documents > 1:
                        self._refuse(event, ([], None, None), *_DOCUMENT)
                        self.whole = False
                        return self.root
                    continue
                elif kind is yaml.StreamEndEvent:
                    return self.root
                else:
                    continue
                if type(container) is dict:
                    if key is None:
                        is_new = type(value) is str and value not in container and value not in _KEYS_TO_LOOK_AT
                        key = value if is_new else self._key(event, value, stack, container)
                        continue
                    container[key] = value
                    key = None
                elif type(container) is list:
                    container.append(value)
                else:
                    self.root = value
        except (yaml.YAMLError, TooMuchError):
            self._abandon()
            raise
        finally:
            self._loader.dispose()

    def _abandon(self) -> None:
        """Drop the record last begun: the reading ends in it or right behind it, and half a record says nothing."""
        self.whole = False
        records = next(reversed(self.root.values()), None) if type(self.root) is dict else None
        if type(records) is dict and records:
            records.popitem()

    def _put(self, container: Any, key: Any, new: Any) -> None:
        if container is None:
            self.root = new
        elif type(container) is dict:
            container[key] = new
        else:
            container.append(new)

    def _key(self, event: Any, value: Any, stack: list[tuple[Any, Any]], container: dict[Any, Any]) -> str:
        """Return the key to file the next value under; a refused one goes under a name of its own."""
        if value is REFUSED:
            pass  # said already
        elif not event.style and value == "<<":
            self._refuse(event, (stack, container, None), *_MERGE)
        elif type(value) is not str:
            self._refuse(event, (stack, container, None), f"the key {event.value} is no text", "put it in quotes")
        elif not value:
            self._refuse(event, (stack, container, None), *_NO_KEY)
        elif value in container:
            self._add(event, (*_path(stack, container, None), value), "duplicate", value)
        else:
            return value
        return f"{REFUSED}{len(container)}"

    def _null(self, event: Any, stack: list[tuple[Any, Any]], container: Any, key: Any) -> str:
        return self._refuse(event, (stack, container, key), *_NULL)

    def _decorated(self, event: Any, at: tuple[list[tuple[Any, Any]], Any, Any], value: Any) -> Any:
        """Refuse an anchor and a tag; return the value, or the mark where a tag leaves open what a scalar means."""
        if event.anchor is not None:
            self._refuse(event, at, *_ANCHOR)
        if event.tag is None:
            return value
        remedy = "remove it; a field's type comes from the schema"
        self._refuse(event, at, f"the tag {event.tag!r} is not allowed", remedy)
        _, container, key = at
        return value if type(container) is dict and key is None else REFUSED

    def _refuse(self, event: Any, at: tuple[list[tuple[Any, Any]], Any, Any], what: str, remedy: str) -> str:
        self._add(event, _path(*at), what, remedy)
        return REFUSED

    def _add(self, event: Any, path: Pointer, what: str, remedy: str) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if len(self.refusals) >= MAX_REFUSALS:
            self.refusals.append((line, column, (), *_TOO_MUCH))
            raise TooMuchError
        self.refusals.append((line, column, path, what, remedy))


def _path(stack: list[tuple[Any, Any]], container: Any, key: Any) -> Pointer:
    """Return the pointer to the value that is being read."""
    parts = []
    for above, name in [*stack[1:], (container, key)]:
        if type(above) is dict and name is not None:
            parts.append(name)
        elif type(above) is list:
            parts.append(len(above) - (above is not container))
    return tuple(parts)


_NULL = ("the value is empty", "write one, or leave the key out")
_ALIAS = ("aliases are not allowed", "write the value out")
_ANCHOR = ("anchors are not allowed", "remove it, and write the value out where it is needed")
_MERGE = ("merge keys are not allowed", "write the keys out")
_NO_KEY = ("the key is empty", "write a word as the key")
_COMPLEX_KEY = ("the key is no text", "use a word as the key")
_DOCUMENT = ("a second document starts here", "put it in a file of its own, or remove the ---")
_DEPTH = (f"nested deeper than {MAX_DEPTH}", "flatten the record")
_TOO_MUCH = (f"more than {MAX_REFUSALS:,} things are refused in this file", "mend those above first")
_CONTROL = ("the text holds a control character", "remove the escape")
