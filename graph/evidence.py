"""Prove that each quote stands, word for word, in the paragraph that its evidence names.

One normalisation is declared, and nothing else is forgiven: Unicode NFC, quotation marks and apostrophes, soft hyphens
and white space. A quote begins and ends at a word's edge; two matches ask for ``occurrence``; never fuzzily.
"""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from .corpus.facts import Facts, Json, Record, many
from .errors import Fault, Pointer
from .reader.document import refused
from .schema import load_schema

_MARKS = str.maketrans({**dict.fromkeys("‘’‚‛ʼ′‹›`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), "\u00ad": None})
LIMIT = 20_000_000
#: Id of a source → the paragraphs of its text, normalised; None where the text is not at hand.
Texts = dict[str, list[str] | None]
#: The fields that hold the source's own words.
VERBATIM = ("quote", "attribution")


@dataclass
class Proof:
    """Count what was proved; sources whose text is not at hand leave their quotes unverified."""

    proved: int = 0
    unverified: int = 0
    missing: set[str] = field(default_factory=set)


def normalise(text: str) -> str:
    r"""Return the text in the one form in which quotes are compared.

    >>> normalise("“don’t  fire”")
    '"don\'t fire"'
    """
    # Twice, since what a soft hyphen parted composes without it, and NFC itself makes marks out of their doubles.
    composed = unicodedata.normalize("NFC", text.translate(_MARKS)).translate(_MARKS)
    return re.sub(r"\s+", " ", composed).strip()


def paragraphs(text: str) -> list[str]:
    """Return the non-blank lines of a source text; the first is paragraph 1."""
    return [line for line in re.split(r"\r?\n", text) if line.strip()]


def prove(facts: Facts, sources: Path | None) -> Proof:
    """Check the verbatim words of all records against the texts in a folder, and note what is not found.

    Without a folder, or where a text is not in it, the words are counted as unverified.
    """
    proof, texts = Proof(), {}
    for record in facts.of("Source"):
        texts[record.id] = _text(facts, record, sources, proof)
    for record in facts.records.values():
        for at, item in _citations(record.data, record.pointer):
            _check_spot(facts, record, at, item, texts)
        for key in VERBATIM:
            if key in record.data and key in record.shape.fields:
                _prove_field(facts, record, key, texts, proof)
    return proof


def _citations(value: Any, at: Pointer) -> Iterator[tuple[Pointer, Json]]:
    """Yield every piece of evidence in a record, at whatever depth, with its pointer."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in load_schema().fields:
                yield from _citations(inner, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if at[-1] == "evidence" and isinstance(item, dict):
                yield (*at, index), item
            else:
                yield from _citations(item, (*at, index))


def _check_spot(facts: Facts, record: Record, at: Pointer, item: Json, texts: Texts) -> None:
    number, text = item.get("paragraph"), texts.get(str(item.get("source")))
    if number is None and "locator" not in item:
        remedy = "add a paragraph, or a locator such as a page or a row"
        facts.fault(record, Fault(at, "the evidence names no spot", remedy))
    elif type(number) is int and text is not None and number > len(text):
        what = f"the text has only {len(text)} paragraphs"
        facts.fault(record, Fault((*at, "paragraph"), what, "count the non-blank lines from 1"))


def _text(facts: Facts, record: Record, sources: Path | None, proof: Proof) -> list[str] | None:
    """Return the normalised paragraphs of a source's text, or None where it is not at hand or not the one read."""
    name = record.data.get("file")
    if not isinstance(name, str) or refused(name):
        return None
    problem = _unsafe(name)
    if problem:
        facts.fault(record, Fault((*record.pointer, "file"), problem, "name a file in the folder of source texts"))
        return None
    if "sha256" not in record.data:
        facts.fault(
            record,
            Fault((*record.pointer, "file"), "the text has no sha256", "add it, so that it is the text that was read"),
        )
    try:
        if sources is None or not (sources / name).exists():
            proof.missing.add(record.id)
            return None
        return _read(facts, record, sources / name, sources)
    except OSError as error:
        what = f"the text cannot be read ({error.strerror})"
        facts.fault(record, Fault((*record.pointer, "file"), what, "correct its name, or its permissions"))
        return None


def _read(facts: Facts, record: Record, path: Path, sources: Path) -> list[str] | None:
    """Return the paragraphs, normalised; raises OSError where the file cannot be read."""
    at = (*record.pointer, "file")
    if not path.resolve().is_relative_to(sources.resolve()):
        facts.fault(record, Fault(at, "the file is a link out of the folder of source texts", "copy the text into it"))
        return None
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > LIMIT:
        facts.fault(record, Fault(at, "this is no regular file of at most 20 MB", "name the text itself"))
        return None
    raw = path.read_bytes()
    said, found = str(record.data.get("sha256", "")), hashlib.sha256(raw).hexdigest()
    if re.fullmatch("[0-9a-f]{64}", said) and said != found:
        what = f"the text at hand has sha256 {found}"
        facts.fault(
            record, Fault((*record.pointer, "sha256"), what, "get the text that was read, or read this one anew")
        )
        return None
    try:
        return [normalise(line) for line in paragraphs(raw.decode("utf-8"))]
    except UnicodeDecodeError:
        facts.fault(record, Fault(at, "the text is not UTF-8", "save it as UTF-8 and renew its sha256"))
        return None


def _unsafe(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name:
        return f"the file {name!r} lies outside the folder of source texts"
    return ""


def _prove_field(facts: Facts, record: Record, key: str, texts: Texts, proof: Proof) -> None:
    value, evidence = record.data[key], record.nested("evidence")
    for language, passages in _wordings(value).items():
        fault = _prove_words(key, passages, evidence, texts, proof)
        if fault:
            pointer = (*record.pointer, key)
            facts.fault(record, Fault((*pointer, language) if isinstance(value, dict) else pointer, *fault))


def _wordings(value: Any) -> dict[str, list[str]]:
    """Return language → passages, normalised; the default language is ""."""
    found: dict[str, list[str]] = {}
    for part in many(value):
        for language, words in part.items() if isinstance(part, dict) else [("", part)]:
            if isinstance(words, str) and words and not refused(words):
                found.setdefault(language, []).append(normalise(words))
    return found


def _prove_words(
    key: str, passages: list[str], evidence: list[Json], texts: Texts, proof: Proof
) -> tuple[str, str] | None:
    """Count the words as proved or unverified, or return what is wrong with them and has not been said before."""
    if not all(any(map(str.isalnum, passage)) for passage in passages):
        return f"the {key} holds no word", "copy the words from the text, or leave the key out"
    cited = [item for item in evidence if "paragraph" in item]
    found = {index: count for index, item in enumerate(cited) if (count := _count(item, passages, texts)) is not None}
    absent = {str(item.get("source")) for item in cited if texts.get(str(item.get("source"))) is None}
    if any(_is_the_one(cited[index], count) for index, count in found.items()):
        proof.proved += 1
    elif absent:
        proof.unverified += 1
        proof.missing |= absent & texts.keys()
    elif found or (not cited and any("locator" in item for item in evidence)):
        return _miss(key, [(cited[index], count) for index, count in found.items()])
    return None


def _count(item: Json, passages: list[str], texts: Texts) -> int | None:
    """Return how often the passages stand in the paragraph, or None where there is no such text or paragraph."""
    number, text = item.get("paragraph"), texts.get(str(item.get("source")))
    if text is None or type(number) is not int or not 1 <= number <= len(text):
        return None
    return embeddings(text[number - 1], passages)


def _is_the_one(item: Json, count: int) -> bool:
    occurrence = item.get("occurrence")
    return occurrence <= count if type(occurrence) is int and occurrence > 0 else count == 1


def embeddings(paragraph: str, passages: list[str]) -> int:
    """Return in how many ways the passages stand in the paragraph, in their order and without overlap."""
    ways = [(0, 1)]  # (end of what is matched so far, number of ways to get there), by end
    for passage in passages:
        before, so_far, reached = iter(ways), 0, []
        following = next(before, None)
        for start, end in _occurrences(paragraph, passage):
            while following and following[0] <= start:
                so_far += following[1]
                following = next(before, None)
            if so_far:
                reached.append((end, so_far))
        ways = reached
    return sum(count for _, count in ways)


def _occurrences(paragraph: str, passage: str) -> Iterator[tuple[int, int]]:
    start = paragraph.find(passage)
    while start >= 0:
        end = start + len(passage)
        if _edge(paragraph, start) and _edge(paragraph, end):
            yield start, end
        start = paragraph.find(passage, start + 1)


def _edge(text: str, at: int) -> bool:
    """Say whether no word runs across a position: ``did`` does not stand in ``didn't``, nor ``500`` in ``1,500``."""
    if not 0 < at < len(text):
        return True
    across = _in_word(text[at - 1]) and _in_word(text[at])
    return not (across or _joins(text, at - 1) or _joins(text, at))


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def _joins(text: str, at: int) -> bool:
    """Say whether the apostrophe, point or comma at a position is part of a word or a number."""
    if not 0 < at < len(text) - 1:
        return False
    sides = text[at - 1] + text[at + 1]
    return (text[at] == "'" and sides.isalpha()) or (text[at] in ".," and sides.isdigit())


def _miss(key: str, counts: list[tuple[Json, int]]) -> tuple[str, str]:
    if not counts:
        return f"the {key} has no paragraph to stand in", "add evidence with a source and a paragraph"
    spots = ", ".join(f"{item.get('source')} paragraph {item.get('paragraph')}" for item, _ in counts)
    if most := max(count for _, count in counts):
        times = "once" if most == 1 else f"{most} times"
        return f"the {key} stands {times} in {spots}", "say which one with occurrence: 1, 2, ..."
    what = f"the {key} does not stand, word for word, in {spots}"
    return what, "copy the words from the text, or correct the paragraph"
