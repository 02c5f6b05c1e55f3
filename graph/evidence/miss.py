"""Say why words are not proved, with what is nearest to them in the text: shown, and never accepted."""

from __future__ import annotations

from ..errors import Fault
from .align import Alignment
from .differ import shown
from .nearest import Patience, nearest
from .normalise import Span
from .spots import embeddings, placed
from .words import Spot, Words

NOT_FOUND, AMBIGUOUS = "quote-not-found", "quote-ambiguous"
#: How many ways, paragraphs and letters of context are shown.
WAYS, ELSEWHERE, AROUND = 3, 3, 18
#: The other paragraphs of texts with more letters are not searched.
LONG = 2_000_000
_SIGNS = "in [quote→text]"


def fault(words: Words, counted: list[tuple[Spot, int]], patience: Patience) -> Fault:
    """Return what is wrong with words that stand, at the spots that their record cites, so many times and not once."""
    spots, passages = [spot for spot, _ in counted], words.normal
    places = ", ".join(f"{spot.source} paragraph {spot.paragraph}" for spot in spots)
    spot, most = max(counted, key=lambda pair: pair[1])
    if most:
        times = "once" if most == 1 else f"{most} times"
        what = f"the {words.key} stands {times} in {places}{_contexts(spot, passages, most)}"
        return Fault(words.pointer, what, "say which one with occurrence: 1, 2, ...", rule=AMBIGUOUS)
    what = f"the {words.key} does not stand, word for word, in {places}"
    if elsewhere := _elsewhere(spots, passages, patience):
        return Fault(words.pointer, f"{what}; it stands in {elsewhere}", "correct the paragraph", rule=NOT_FOUND)
    what += _near(spots, passages, patience)
    return Fault(words.pointer, what, "copy the words from the text, or correct the paragraph", rule=NOT_FOUND)


def _contexts(spot: Spot, passages: list[str], most: int) -> str:
    """Return the surroundings of the first of several ways, numbered as ``occurrence`` numbers them."""
    if most == 1:
        return ""
    paragraph = spot.text.paragraph(spot.paragraph)
    ways = [placed(paragraph, passages, number) for number in range(1, min(most, WAYS) + 1)]
    told = [
        f"({number}) “{' … '.join(_context(paragraph, span) for span in _own(way, ways))}”"
        for number, way in enumerate(ways, 1)
    ]
    return f": {', '.join(told)}{', …' if most > WAYS else ''}"


def _own(way: list[Span], ways: list[list[Span]]) -> list[Span]:
    """Return the spots of a way that not all of the ways share."""
    return [span for index, span in enumerate(way) if any(other[index] != span for other in ways)]


def _context(paragraph: str, span: Span) -> str:
    start, end = span
    first, last = max(0, start - AROUND), min(len(paragraph), end + AROUND)
    words = paragraph[start:end]
    words = words if len(words) <= 2 * AROUND else f"{words[:AROUND]}…{words[-AROUND:]}"
    before, after = paragraph[first:start], paragraph[end:last]
    return f"{'…' if first else ''}{before}[{words}]{after}{'…' if last < len(paragraph) else ''}"


def _elsewhere(spots: list[Spot], passages: list[str], patience: Patience) -> str:
    """Return the other paragraphs of the cited texts in which the words stand."""
    found: list[str] = []
    for source, text in {spot.source: spot.text for spot in spots}.items():
        if len(text.raw) > LONG or not patience.search(len(text.raw) + 100 * len(text)):
            break
        for number in range(1, len(text) + 1):
            paragraph = text.paragraph(number)
            if passages[0] in paragraph and embeddings(paragraph, passages):
                found.append(f"{source} paragraph {number}")
    return ", ".join(found[:ELSEWHERE]) + (", …" if len(found) > ELSEWHERE else "")


def _near(spots: list[Spot], passages: list[str], patience: Patience) -> str:
    """Return the nearest words in the cited paragraphs, of the first passage that is not found; "" where none are."""
    index, spot = max(((_reach(one, passages), one) for one in spots[:ELSEWHERE]), key=lambda pair: pair[0])
    which = f"; passage {index + 1}" if len(passages) > 1 else ""
    if which and spot.ways([passages[index]]):
        return f"{which}: it stands there only before the end of passage {index}"
    candidates = [one for one in spots[:ELSEWHERE] if not which or one is spot]
    found = [
        (aligned.cost, number, aligned, one)
        for number, one in enumerate(candidates)
        if (aligned := nearest(one.text.paragraph(one.paragraph), passages[index], patience))
    ]
    if not found:
        return f"{which} is not there" if which else ""
    _, _, aligned, spot = min(found, key=lambda one: one[:2])
    where = f"in paragraph {spot.paragraph}" if len(candidates) > 1 else "there"
    return f"{which}{':' if which else ';'} {_said(aligned, where)}, {_SIGNS}: “{_ends(aligned, spot)}”"


def _said(found: Alignment, where: str) -> str:
    """Return in words how what is near differs, where that can be said shortly."""
    ours, theirs = ("".join(side) for side in zip(*found.parts, strict=True))
    differing = [part for part in found.parts if part[0] != part[1]]
    if all(not part[0] for part in differing) and {*differing} <= {found.parts[0], found.parts[-1]}:
        return f"it stands {where} as part of a longer word"
    if ours.lower() == theirs.lower():
        return f"it stands {where} with other capitals"
    if [*filter(str.isalnum, ours)] == [*filter(str.isalnum, theirs)]:
        return f"it stands {where} with other spaces or signs"
    return f"nearest {where}"


def _ends(found: Alignment, spot: Spot) -> str:
    paragraph = spot.text.paragraph(spot.paragraph)
    text = shown(found.parts)
    before = "…" if found.start and not text.startswith("…") else ""
    return f"{before}{text}{'…' if found.end < len(paragraph) and not text.endswith('…') else ''}"


def _reach(spot: Spot, passages: list[str]) -> int:
    """Return how many passages from the first on stand in a paragraph in their order."""
    return next((n for n in range(len(passages) - 1) if not spot.ways(passages[: n + 1])), len(passages) - 1)
