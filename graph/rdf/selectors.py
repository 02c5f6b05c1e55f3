"""Say where in the text of its source each quote and attribution stands, in the words of the Web Annotation model.

For every passage that is proved, the Evidence node has two selectors: ``EVIDENCE/selectors/quote/1``, an
oa:TextQuoteSelector with the words as they are written and 32 characters on each side, and
``EVIDENCE/selectors/quote/1/position``, an oa:TextPositionSelector with start and end in code points of the decoded
file; the first names the second by rdfs:seeAlso. A quote that the source interrupts has one such pair for each
passage, in the order of oa:start, since no selector of that model selects two stretches at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..corpus.facts import Facts, Record
from ..errors import FactsError, Problem
from ..evidence.normalise import Span
from ..evidence.texts import Text, Texts, text_at_hand
from ..evidence.words import Words, all_words, cited_spots
from ..schema.names import OA, RDFS, SELECTORS_GRAPH, TYPE, XSD
from .terms import iri, literal, typed

#: So much of the text goes with the words on each side.
AROUND = 32
_GRAPH = f" <{SELECTORS_GRAPH}> .\n"


def selector_quads(facts: Facts, sources: Path | None) -> Iterator[str]:
    """Yield the N-Quads lines of the selectors of sound facts, by id.

    Raises FactsError, with every source that it is about, where a text that is quoted is not at hand, or unfit.
    """
    words = list(all_words(facts))
    texts = _texts(facts, words, sources)
    numbers: dict[tuple[str, str], int] = {}  # (id, key) → passages so far, in other languages
    for one in sorted(words, key=lambda one: (one.record.id, one.key, one.language)):
        first = numbers.get((one.record.id, one.key), 0) + 1
        numbers[one.record.id, one.key] = first + len(one.passages) - 1
        yield from _selectors(one, texts, first)


def _texts(facts: Facts, words: list[Words], sources: Path | None) -> Texts:
    """Return the texts of all sources that words are quoted from, by paragraph."""
    texts: Texts = {}
    problems: list[Problem] = []
    for record in _quoted_sources(facts, words):
        try:
            texts[record.id] = text_at_hand(record, sources)
        except FactsError as error:
            problems += error.problems
    if problems:
        raise FactsError(sorted(problems))
    return texts


def _quoted_sources(facts: Facts, words: list[Words]) -> list[Record]:
    found = {
        item.get("source") for one in words for item in one.record.nested("evidence") if item.get("paragraph")
    }  # fmt: skip
    return [record for record in facts.of("Source") if record.id in found]


def _selectors(words: Words, texts: Texts, first: int) -> Iterator[str]:
    for spot in cited_spots(words.record, texts):
        evidence = f"{words.record.iri}/evidence/{spot.number}"
        for number, span in enumerate(spot.spots(words), first):
            node = f"{evidence}/selectors/{words.key}/{number}"
            yield from _pair(evidence, node, spot.text, spot.text.in_file(spot.paragraph, span))


def _pair(evidence: str, node: str, text: Text, span: Span) -> Iterator[str]:
    start, end = span
    quote, position = iri(node), iri(f"{node}/position")
    has, around = iri(OA + "hasSelector"), (text.raw[max(0, start - AROUND) : start], text.raw[end : end + AROUND])
    yield f"{iri(evidence)} {has} {quote}{_GRAPH}"
    yield f"{iri(evidence)} {has} {position}{_GRAPH}"
    yield f"{quote} {iri(TYPE)} {iri(OA + 'TextQuoteSelector')}{_GRAPH}"
    for name, words in zip(("prefix", "exact", "suffix"), (around[0], text.raw[start:end], around[1]), strict=True):
        yield f"{quote} {iri(OA + name)} {literal('string', words)}{_GRAPH}"
    yield f"{quote} {iri(RDFS + 'seeAlso')} {position}{_GRAPH}"
    yield f"{position} {iri(TYPE)} {iri(OA + 'TextPositionSelector')}{_GRAPH}"
    for name, at in (("start", start), ("end", end)):
        yield f"{position} {iri(OA + name)} {typed(str(at), XSD + 'nonNegativeInteger')}{_GRAPH}"
