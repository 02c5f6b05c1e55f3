"""Say which quoted passages of a source text the facts carry, and which paragraphs nothing cites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..corpus.facts import Facts, Record
from ..errors import UnknownError
from .quoted import Quoted, quoted
from .texts import Text, text_at_hand
from .words import all_words, cited_spots


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold a quoted passage of a text, and which statements carry how much of it."""

    paragraph: int
    start: int  #: in the file, in code points, as ``end``
    end: int
    words: str
    depth: int  #: 0, or in how many other quotes it stands
    statements: tuple[str, ...]  #: ids
    missing: tuple[str, ...]  #: stretches that no statement carries
    letters: int
    carried: int  #: letters that a statement carries

    @property
    def state(self) -> str:
        """Return ``covered``, ``partly covered`` or ``not curated``."""
        return "covered" if not self.missing else "partly covered" if self.carried else "not curated"


@dataclass(frozen=True, slots=True)
class Share:
    """Count what is covered, of how much; passages that are covered in part count as not covered."""

    passages: int
    of_passages: int
    letters: int
    of_letters: int

    @property
    def percent(self) -> tuple[float, float]:
        """Return the shares of the passages and of the letters; 100 where there is nothing to cover."""
        pairs = ((self.passages, self.of_passages), (self.letters, self.of_letters))
        by_passages, by_letters = (100 * part / whole if whole else 100.0 for part, whole in pairs)
        return by_passages, by_letters


def coverage(facts: Facts, source: str, sources: Path | None) -> list[Passage]:
    """Return the quoted passages of a source's text, in its order, with the statements that carry them.

    The source is named by its id or its file. A statement carries what its quote holds, word for word, in a paragraph
    that it cites. Letters and digits are what counts; signs and spaces at the ends of a passage are nobody's.

    Raises UnknownError where there is no such source, and FactsError where its text is not at hand, or is not the one
    that was read.
    """
    record = source_named(facts, source)
    text = text_at_hand(record, sources)
    spans = _spans(facts, record.id, text)
    covered = bytearray(len(text.raw))
    for start, end, _ in spans:
        covered[start:end] = b"\1" * (end - start)
    by_paragraph: dict[int, list[tuple[int, int, str]]] = {}
    for paragraph, span in ((text.number_at(span[0]), span) for span in spans):
        by_paragraph.setdefault(paragraph, []).append(span)
    return [_passage(one, covered, by_paragraph.get(one.paragraph, [])) for one in quoted(text)]


def share(passages: Iterable[Passage]) -> Share:
    """Return how much is covered; the letters of a quote in a quote are counted once."""
    found = list(passages)
    outer = [one for one in found if not one.depth]
    whole = sum(not one.missing for one in found)
    return Share(whole, len(found), sum(one.carried for one in outer), sum(one.letters for one in outer))


def uncited(facts: Facts, source: str, sources: Path | None) -> list[tuple[int, str]]:
    """Return number and words of the paragraphs of a source's text that no evidence names; raises as ``coverage``."""
    record = source_named(facts, source)
    text = text_at_hand(record, sources)
    nodes = facts.found.nodes["Evidence"]
    cited = {item.get("paragraph") for _, _, item in nodes if item.get("source") == record.id}
    return [(number, text.as_written(number).strip()) for number in range(1, len(text) + 1) if number not in cited]


def source_named(facts: Facts, name: str) -> Record:
    """Return the source with an id or a file. Raises UnknownError, with the nearest, where there is none."""
    known: dict[str, Record] = {}
    for record in facts.of("Source"):
        file = record.data.get("file")
        for one in (record.id, *((file, PurePosixPath(file).name) if isinstance(file, str) else ())):
            known.setdefault(one, record)
    if name not in known:
        raise UnknownError("source", name, known)
    return known[name]


def _spans(facts: Facts, source: str, text: Text) -> list[tuple[int, int, str]]:
    """Return where in the file the quotes of statements stand, with the ids of these."""
    spans = []
    for words in all_words(facts):
        if words.key == "quote":
            for spot in cited_spots(words.record, {source: text}):
                for span in spot.spots(words):
                    spans.append((*text.in_file(spot.paragraph, span), words.record.id))
    return sorted(spans)


def _passage(one: Quoted, covered: bytearray, spans: list[tuple[int, int, str]]) -> Passage:
    ids = dict.fromkeys(id_ for start, end, id_ in spans if start < one.end and end > one.start)
    letters = [at for at, char in enumerate(one.words, one.start) if char.isalnum()]
    carried = sum(covered[at] for at in letters)
    return Passage(
        one.paragraph, one.start, one.end, one.words, one.depth, tuple(ids), _gaps(one, letters, covered),
        len(letters), carried,
    )  # fmt: skip


def _gaps(one: Quoted, letters: list[int], covered: bytearray) -> tuple[str, ...]:
    gaps: list[tuple[int, int]] = []
    open_ = False
    for at in letters:
        if covered[at]:
            open_ = False
        elif open_:
            gaps[-1] = (gaps[-1][0], at + 1)
        else:
            gaps.append((at, at + 1))
            open_ = True
    return tuple(one.words[start - one.start : end - one.start] for start, end in gaps)
