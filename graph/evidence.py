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

_MARKS = str.maketrans({**dict.fromkeys("‘’‚‛ʼ′‹›`´", "'"), **dict.fromkeys("“”„‟″«»", '"'), "\u00ad": None})
LIMIT = 20_000_000
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
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(_MARKS)).strip()


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
        for at, data in _citing(record):
            _check_paragraphs(facts, record, at, data, texts)
        for key in VERBATIM:
            if key in record.data and key in record.shape.fields:
                _prove_field(facts, record, key, texts, proof)
    return proof


def _citing(record: Record) -> Iterator[tuple[Pointer, Json]]:
    """Yield the record and its nested records that have evidence, each with its pointer."""
    yield record.pointer, record.data
    for key in record.shape.fields:
        listed = isinstance(record.data.get(key), list)
        for index, item in enumerate(many(record.data.get(key))):
            if isinstance(item, dict) and "evidence" in item:
                yield (*record.pointer, key, *([index] if listed else [])), item


def _check_paragraphs(
    facts: Facts, record: Record, at: Pointer, data: Json, texts: dict[str, list[str] | None]
) -> None:
    for index, evidence in enumerate(many(data.get("evidence"))):
        if not isinstance(evidence, dict):
            continue
        where = (*at, "evidence", index)
        number, text = evidence.get("paragraph"), texts.get(str(evidence.get("source")))
        if number is None and "locator" not in evidence:
            fault = Fault(where, "the evidence names no spot", "add a paragraph, or a locator such as a page or a row")
            facts.fault(record, fault)
        elif isinstance(number, int) and text is not None and number > len(text):
            what = f"the text has only {len(text)} paragraphs"
            facts.fault(record, Fault((*where, "paragraph"), what, "count the non-blank lines from 1"))


def _text(facts: Facts, record: Record, sources: Path | None, proof: Proof) -> list[str] | None:
    """Return the paragraphs of a source's text, or None where it is not at hand or is not the one that was read."""
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
    path = sources / name if sources else None
    if path is None or not path.exists():
        proof.missing.add(record.id)
        return None
    return _read(facts, record, path, sources or path.parent)


def _read(facts: Facts, record: Record, path: Path, sources: Path) -> list[str] | None:
    at = (*record.pointer, "file")
    if not path.resolve().is_relative_to(sources.resolve()):
        facts.fault(record, Fault(at, "the file is a link out of the folder of source texts", "copy the text into it"))
        return None
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > LIMIT:
        facts.fault(record, Fault(at, "this is no regular file of at most 20 MB", "name the text itself"))
        return None
    raw = path.read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if found != record.data.get("sha256", found):
        what = f"the text at hand has sha256 {found}"
        facts.fault(
            record, Fault((*record.pointer, "sha256"), what, "get the text that was read, or read this one anew")
        )
        return None
    try:
        return paragraphs(raw.decode("utf-8"))
    except UnicodeDecodeError:
        facts.fault(record, Fault(at, "the text is not UTF-8", "save it as UTF-8 and renew its sha256"))
        return None


def _unsafe(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name:
        return f"the file {name!r} lies outside the folder of source texts"
    return ""


def _prove_field(facts: Facts, record: Record, key: str, texts: dict[str, list[str] | None], proof: Proof) -> None:
    value = record.data[key]
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    passages = [normalise(part) for part in many(value) if isinstance(part, str) and not refused(part)]
    cited = [(item, texts.get(str(item.get("source")))) for item in record.nested("evidence") if "paragraph" in item]
    at_hand = [(item, text) for item, text in cited if text is not None]
    if not passages or (cited and not at_hand):
        proof.unverified += bool(passages)
        return
    counts = [_matches(item, text, passages) for item, text in at_hand]
    if any(count == 1 for count in counts):
        proof.proved += 1
        return
    facts.fault(record, Fault((*record.pointer, key), *_miss(key, at_hand, counts)))


def _matches(item: Json, text: list[str], passages: list[str]) -> int:
    number, occurrence = item.get("paragraph"), item.get("occurrence")
    if not isinstance(number, int) or not 1 <= number <= len(text):
        return 0
    found = embeddings(normalise(text[number - 1]), passages)
    if isinstance(occurrence, int):
        return int(1 <= occurrence <= found)
    return found


def embeddings(paragraph: str, passages: list[str]) -> int:
    """Return in how many ways the passages stand in the paragraph, in their order and without overlap."""
    ways = {0: 1}  # end of what is matched so far → number of ways to get there
    for passage in passages:
        reached: dict[int, int] = {}
        for start, end in _occurrences(paragraph, passage):
            count = sum(ways_here for before, ways_here in ways.items() if before <= start)
            if count:
                reached[end] = reached.get(end, 0) + count
        ways = reached
    return sum(ways.values())


def _occurrences(paragraph: str, passage: str) -> Iterator[tuple[int, int]]:
    start = paragraph.find(passage)
    while start >= 0:
        end = start + len(passage)
        if _edge(paragraph, start) and _edge(paragraph, end):
            yield start, end
        start = paragraph.find(passage, start + 1)


def _edge(text: str, at: int) -> bool:
    """Say whether no word runs across a position."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def _miss(key: str, cited: list[tuple[Json, Any]], counts: list[int]) -> tuple[str, str]:
    if not cited:
        return f"the {key} has no paragraph to stand in", "add evidence with a source and a paragraph"
    spots = ", ".join(f"{item.get('source')} paragraph {item.get('paragraph')}" for item, _ in cited)
    if any(counts):
        return f"the {key} stands {max(counts)} times in {spots}", "say which with occurrence: 1, 2, ..."
    return (
        f"the {key} does not stand, word for word, in {spots}",
        "copy the words from the text, or correct the paragraph",
    )
