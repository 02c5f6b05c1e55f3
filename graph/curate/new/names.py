"""Find the things that facts know by what people call them: an id, a label, an alias, a title."""

from __future__ import annotations

import contextlib
import re
import shlex
import unicodedata
from collections.abc import Iterator
from typing import Any

from ...corpus.facts import Facts, Record
from ...corpus.shipped import EXTEND, builds_on_shipped, shipped_ids
from ...errors import ParameterError, UnknownError, did_you_mean
from ...evidence.coverage import source_named
from ...schema import Field
from .sections import section_names, with_article

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
        """Return the id of the thing that a text names; of things of another class none is meant.

        Raises ParameterError where it is none, or may be several.
        """
        known = self.of(field.target)
        if text in known:
            return text
        if field.target == "Source":
            with contextlib.suppress(UnknownError):
                return source_named(self._facts, text).id
        for fits in (_same, _has_words):
            found = [id_ for id_, names in known.items() if any(fits(name, text) for name in (id_, *names))]
            if len(found) == 1:
                return found[0]
            if found:
                shown = ", ".join(sorted(found)[:6])
                raise ParameterError(field.key, f"--{field.key}: {text!r} may be {shown}", "name one of them")
        raise ParameterError(field.key, f"--{field.key}: {self._unfit(text, field)}", self._remedy(text, field))

    def namesake(self, target: str, data: dict[str, Any]) -> tuple[str, str] | None:
        """Return a label or title of new data, and the id of a thing of the class that is called the same, if any is.

        Aliases of the new one are no sign: many a person shares a surname with another.
        """
        for name in (*_texts(data.get("label")), *_texts(data.get("title"))):
            for id_, others in self.of(target).items():
                if any(_same(name, other) for other in others):
                    return name, id_
        return None

    def _unfit(self, text: str, field: Field) -> str:
        """Say why a text names no thing that a field takes."""
        other, noun = self._facts.records.get(text), field.target.lower() or "record"
        if other is None:
            return f"no {noun} is called {text!r}"
        if other.section == "retired":
            return f"{text!r} is retired"
        return f"{text!r} is {with_article(other.shape.name.lower())}, no {noun}"

    def _remedy(self, text: str, field: Field) -> str:
        noun, other = field.target.lower() or "record", self._facts.records.get(text)
        if other and (by := other.data.get("by")) and other.section == "retired":
            return f"name {by!r}, which took its place"
        if field.target == "Source" and re.search(r"\.\w{1,5}$", text):
            return f"record the file first: communique source add {shlex.quote(text)}"
        if text in shipped_ids() and not builds_on_shipped(self._facts.datasets):
            return EXTEND
        if other:
            return f"name {with_article(noun)}"
        first = f"communique new {noun}" if noun in section_names() else "record it"
        return did_you_mean(text, self.words(field.target), f"first: {first}")


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
