"""Prove the verbatim words of records against the texts of their sources, and say what is wrong with the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..corpus.facts import Facts, Record
from ..errors import Fault
from . import miss
from .nearest import Patience
from .normalise import normalise
from .texts import Text, TextError, Texts, faults_of_file, read_text
from .words import Words, all_words, cited_spots

#: The codes of what is found here, besides what is wrong with a text or a quote in it.
NO_SPOT, BEYOND, NO_WORDS, NO_PARAGRAPH = (
    "evidence-without-spot",
    "paragraph-beyond-text",
    "quote-without-words",
    "quote-without-paragraph",
)


@dataclass
class Proof:
    """Count what was proved; sources whose text is not at hand leave their quotes unverified.

    What a folder only builds on is proved where a text is at hand, and not missed where none is: its own curators did.
    """

    proved: int = 0
    unverified: int = 0
    missing: set[str] = field(default_factory=set)


def prove(facts: Facts, sources: Path | None) -> Proof:
    """Check the verbatim words of all records against the texts in a folder, and note what is not found.

    Without a folder, or where a text is not in it, the words are counted as unverified.
    """
    proof, texts, patience = Proof(), Texts(), Patience()
    for record in facts.of("Source"):
        texts[record.id] = _text(facts, record, sources, proof)
    _check_spots(facts, texts)
    for words in all_words(facts):
        fault = _fault(facts, words, texts, proof, patience)
        if fault:
            facts.fault(words.record, fault)
    return proof


def _text(facts: Facts, record: Record, sources: Path | None, proof: Proof) -> Text | None:
    """Return the text of a source, or None where it is not at hand or not the one read."""
    faults = list(faults_of_file(record))
    for fault in faults:
        facts.fault(record, fault)
    try:
        found = read_text(record, sources)
    except TextError as error:
        facts.fault(record, error.fault(record))
        return None
    if found is None and "file" in record.data and not faults and _is_own(facts, record):
        proof.missing.add(record.id)
    return found


def _check_spots(facts: Facts, texts: Texts) -> None:
    for record, at, item in facts.found.nodes["Evidence"]:
        number = item.get("paragraph")
        if number is None:
            if "locator" not in item:
                remedy = "add a paragraph, or a locator such as a page or a row"
                facts.fault(record, Fault(at, "the evidence names no spot", remedy, rule=NO_SPOT))
        elif (text := texts.get(str(item.get("source")))) is not None and type(number) is int and number > len(text):
            what = f"the text has only {len(text)} paragraphs"
            remedy = "count the non-blank lines from 1"
            facts.fault(record, Fault((*at, "paragraph"), what, remedy, rule=BEYOND))


def _is_own(facts: Facts, record: Record) -> bool:
    return record.file.dataset is facts.datasets[0]


def _fault(facts: Facts, words: Words, texts: Texts, proof: Proof, patience: Patience) -> Fault | None:
    """Count the words as proved or unverified, or return what is wrong with them and has not been said before."""
    if not all(map(_holds_word, words.passages)):
        remedy = "copy the words from the text, or leave the key out"
        return Fault(words.pointer, f"the {words.key} holds no word", remedy, rule=NO_WORDS)
    evidence = words.record.nested("evidence")
    cited = [str(item.get("source")) for item in evidence if "paragraph" in item]
    spots = list(cited_spots(words.record, texts))
    passages = words.normal if spots else []
    counted = [(spot, spot.ways(passages)) for spot in spots]
    if any(spot.settles(words.key, count) for spot, count in counted):
        proof.proved += 1
    elif absent := {source for source in cited if texts.get(source) is None}:
        if _is_own(facts, words.record):
            proof.unverified += 1
            proof.missing |= absent & texts.keys()
    elif counted:
        return miss.fault(words, counted, patience)
    elif not cited and any("locator" in item for item in evidence):
        what, remedy = f"the {words.key} has no paragraph to stand in", "add evidence with a source and a paragraph"
        return Fault(words.pointer, what, remedy, rule=NO_PARAGRAPH)
    return None


def _holds_word(passage: str) -> bool:
    return any(map(str.isalnum, passage if passage.isascii() else normalise(passage)))
