"""Find the things that facts know by what people call them: an id, a label, an alias, a title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from ...corpus.facts import Facts, Record
from ...errors import ParameterError, did_you_mean
from ...schema import Field
from .sections import section_names

_NAMING = ("label", "altLabel", "title")


class Names:
    """Look up the things of a set of facts."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[str, dict[str, list[str]]] = {}

    def of(self, target: str) -> dict[str, list[str]]:
        """Return id → names of the things of a class, of all things where it is empty; none that are retired."""
        if target not in self._known:
            records = self._facts.of(target) if target else self._facts.records.values()
            self._known[target] = {one.id: list(_names(one)) for one in records if one.section != "retired"}
        return self._known[target]

    def words(self, target: str) -> list[str]:
        """Return every id and name of the things of a class, sorted."""
        return sorted({word for id_, names in self.of(target).items() for word in (id_, *names)})

    def find(self, text: str, field: Field) -> str:
        """Return the id of the thing that a text names. Raises ParameterError where it is none, or may be several."""
        known = self.of(field.target)
        if text in known or text in self._facts.records:
            return text
        for fits in (_same, _has_words):
            found = [id_ for id_, names in known.items() if any(fits(name, text) for name in (id_, *names))]
            if len(found) == 1:
                return found[0]
            if found:
                shown = ", ".join(sorted(found)[:6])
                raise ParameterError(field.key, f"--{field.key}: {text!r} may be {shown}", "name one of them")
        kind = field.target.lower() or "record"
        first = f"communique new {kind}" if kind in section_names() else "record it"
        remedy = did_you_mean(text, self.words(field.target), f"first: {first}")
        raise ParameterError(field.key, f"--{field.key}: no {kind} is called {text!r}", remedy)


def _names(record: Record) -> Iterator[str]:
    for key in _NAMING:
        yield from _texts(record.data.get(key))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _same(name: str, text: str) -> bool:
    return _folded(name) == _folded(text)


def _has_words(name: str, text: str) -> bool:
    words = re.findall(r"\w+", _folded(text))
    return bool(words) and set(words) <= set(re.findall(r"\w+", _folded(name)))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()
