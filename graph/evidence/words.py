"""Gather the words that records take from their sources, and find where these stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..corpus.facts import Facts, Json, Record, many
from ..errors import Pointer
from ..reader.document import refused
from ..schema import load_schema
from .normalise import Span, normalise
from .spots import embeddings, placed
from .texts import Text, Texts

#: The fields that hold the source's own words.
VERBATIM = ("quote", "attribution")


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the words of one field in one language, as they are written: more than one passage where interrupted."""

    record: Record
    key: str
    language: str  #: "" for the default language
    passages: tuple[str, ...]

    @property
    def pointer(self) -> Pointer:
        """Return the pointer to the words in their file."""
        by_language = isinstance(self.record.data[self.key], dict)
        return (*self.record.pointer, self.key, *([self.language] if by_language else []))

    @property
    def normal(self) -> list[str]:
        """Return the passages in the form in which they are compared."""
        return [normalise(passage) for passage in self.passages]


@dataclass(frozen=True, slots=True)
class Spot:
    """Hold a paragraph that a record cites, with its text at hand."""

    number: int  #: of the evidence in its record, from 1
    source: str
    paragraph: int
    occurrence: int | None
    text: Text

    def ways(self, passages: list[str]) -> int:
        """Return in how many ways the passages, in normal form, stand here."""
        return embeddings(self.text.paragraph(self.paragraph), passages)

    def settles(self, key: str, count: int) -> bool:
        """Say whether it is clear which of so many ways is meant. The occurrence is that of the quote first of all."""
        if count == 1 and key != "quote":
            return True
        return self.occurrence <= count if self.occurrence else count == 1

    def spots(self, words: Words) -> list[Span]:
        """Return where in the normal form of the paragraph words stand; [] where they do not, or not clearly."""
        passages = words.normal
        count = self.ways(passages)
        if not self.settles(words.key, count):
            return []
        return placed(self.text.paragraph(self.paragraph), passages, min(self.occurrence or 1, count))


def all_words(facts: Facts) -> Iterator[Words]:
    """Yield the words of all records, by id."""
    shapes = load_schema().shapes.values()
    holders = {key: {shape.name for shape in shapes if key in shape.fields} for key in VERBATIM}
    names = set().union(*holders.values())
    for record in facts.of(*sorted(names)):
        for key in VERBATIM:
            if key in record.data and record.shape.name in holders[key]:
                yield from words_of(record, key)


def words_of(record: Record, key: str) -> Iterator[Words]:
    """Yield the words under one key of a record, language by language."""
    found: dict[str, list[str]] = {}
    for part in many(record.data[key]):
        for language, words in part.items() if isinstance(part, dict) else [("", part)]:
            if isinstance(words, str) and words and not refused(words):
                found.setdefault(language, []).append(words)
    for language, passages in found.items():
        yield Words(record, key, language, tuple(passages))


def cited_spots(record: Record, texts: Texts) -> Iterator[Spot]:
    """Yield the paragraphs that a record cites, of the texts that are at hand."""
    for number, item in enumerate(many(record.data.get("evidence")), 1):
        if isinstance(item, dict) and (found := _spot(number, item, texts)):
            yield found


def _spot(number: int, item: Json, texts: Texts) -> Spot | None:
    source, paragraph = str(item.get("source")), item.get("paragraph")
    text = texts.get(source)
    if text is None or type(paragraph) is not int or not 1 <= paragraph <= len(text):
        return None
    return Spot(number, source, paragraph, _positive(item.get("occurrence")), text)


def _positive(value: Any) -> int | None:
    return value if type(value) is int and value > 0 else None
