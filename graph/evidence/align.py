"""Lay words on the part of a text that is nearest to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from .spots import is_edge

#: Letters at the ends that are taken in addition, to show whole words.
_FURTHER = 28
_TOKEN = re.compile(r"\w+|\s|[^\w\s]")
Part = tuple[str, str]  # what the quote says, what the text says; the same where they agree


@dataclass(frozen=True, slots=True)
class Alignment:
    """Hold how words lie on a text: parts that agree and parts that differ, in order."""

    parts: tuple[Part, ...]
    cost: int  #: letters that differ, about
    start: int  #: in the text
    end: int


def tokens(text: str) -> list[str]:
    """Return the words, spaces and signs of a text, in order."""
    return _TOKEN.findall(text)


def align(quote: str, text: str) -> Alignment:
    """Return the cheapest way to lay a quote on some part of a text, the ends of the text left free.

    Takes time in proportion to the product of both lengths.
    """
    if (start := text.find(quote)) >= 0:
        return Alignment(((quote, quote),), 0, start, start + len(quote))
    return _by_letters(quote, text) or _by_words(quote, text)


def _by_letters(quote: str, text: str) -> Alignment | None:
    """Return how a quote lies on a text that has the same letters, whatever their case and what stands between."""
    ours, theirs = ([(at, char) for at, char in enumerate(side) if char.isalnum()] for side in (quote, text))
    first = "".join(char.lower()[0] for _, char in theirs).find("".join(char.lower()[0] for _, char in ours))
    if first < 0 or not ours:
        return None
    theirs = theirs[first : first + len(ours)]
    here, there = ours[0][0], theirs[0][0]
    head = quote[:here]
    start = there - len(head) if text[:there].endswith(head) else there
    parts = [(head, text[start:there])]
    for (mine, one), (at, other) in zip(ours, theirs, strict=True):
        parts += [(quote[here:mine], text[there:at]), (one, other)]
        here, there = mine + 1, at + 1
    tail = quote[here:]
    end = there + len(tail) if text.startswith(tail, there) else there
    parts.append((tail, text[there:end]))
    cost = sum(max(len(one), len(other)) for one, other in parts if one != other)
    return Alignment(tuple(_merged(parts)), cost, start, end)


def _by_words(quote: str, text: str) -> Alignment:
    ours, theirs = tokens(quote), tokens(text)
    costs, moves = [0] * (len(theirs) + 1), []
    for mine in ours:
        costs, row = _row(mine, theirs, costs)
        moves.append(row)
    last = min(range(len(costs)), key=costs.__getitem__)
    parts, first = _trace(ours, theirs, moves, last)
    cost = costs[last]
    before, after = _opposite(parts[::-1], theirs[:first][::-1])[::-1], _opposite(parts, theirs[last:])
    parts = [*(("", token) for token in before), *parts, *(("", token) for token in after)]
    start, end = (sum(map(len, theirs[:at])) for at in (first - len(before), last + len(after)))
    return Alignment(tuple(_merged(parts)), cost, start, end)


def _opposite(parts: list[Part], rest: list[str]) -> list[str]:
    """Return the tokens that follow in the text, as many words as end the quote and have nothing opposite them."""
    lone = list(takewhile(lambda part: part[0] != part[1] or part[0] == " ", reversed(parts)))
    missing = sum(ours[:1].isalnum() - theirs[:1].isalnum() for ours, theirs in lone)
    found: list[str] = []
    for token in rest:
        if missing <= 0:
            break
        found.append(token)
        missing -= token.isalnum()
    return found


def _row(mine: str, theirs: list[str], above: list[int]) -> tuple[list[int], bytearray]:
    """Return the costs with one more token of the quote, and how each is reached: 0 both, 1 quote only, 2 text only."""
    costs, moves, width = [above[0] + len(mine)], bytearray([1]), len(mine)
    for column, other in enumerate(theirs):
        best, move = above[column] + (0 if mine == other else _distance(mine, other)), 0
        if (cost := above[column + 1] + width) < best:
            best, move = cost, 1
        if (cost := costs[column] + len(other)) < best:
            best, move = cost, 2
        costs.append(best)
        moves.append(move)
    return costs, moves


@lru_cache(maxsize=4096)
def _distance(one: str, other: str) -> int:
    """Return about how many letters differ between two tokens."""
    shorter, longer = sorted((len(one), len(other)))
    if one[0].isalnum() != other[0].isalnum():
        return len(one) + len(other)
    head = common(one, other, shorter)
    tail = common(one[::-1], other[::-1], shorter - head)
    return longer - head - tail


def common(one: str, other: str, most: int) -> int:
    """Return with how many letters two texts begin alike, at most so many."""
    return next((at for at in range(most) if one[at] != other[at]), most)


def _trace(ours: list[str], theirs: list[str], moves: list[bytearray], column: int) -> tuple[list[Part], int]:
    parts: list[Part] = []
    row = len(ours)
    while row:
        move = moves[row - 1][column]
        row, column = row - (move != 2), column - (move != 1)
        parts.append((ours[row] if move != 2 else "", theirs[column] if move != 1 else ""))
    return parts[::-1], column


def _merged(parts: list[Part]) -> list[Part]:
    """Join neighbours that agree, and neighbours that differ; words that are quite other ones also across a space."""
    merged: list[Part] = []
    for index, (ours, theirs) in enumerate(parts):
        agrees = ours == theirs
        if agrees and ours == " " and merged and index + 1 < len(parts):
            agrees = is_near(*merged[-1]) or is_near(*parts[index + 1])
        if merged and agrees == (merged[-1][0] == merged[-1][1]):
            ours, theirs = merged[-1][0] + ours, merged.pop()[1] + theirs
        merged.append((ours, theirs))
    return merged


def is_near(one: str, other: str) -> bool:
    """Say whether two texts share half of their letters or more, at their ends."""
    shorter, longer = sorted((len(one), len(other)))
    head = common(one, other, shorter)
    return 2 * (head + common(one[::-1], other[::-1], shorter - head)) >= longer


def whole_words(found: Alignment, text: str) -> Alignment:
    """Return the alignment with the words of the text that its ends cut, so far as they are not long."""
    start, end = found.start, found.end
    while not is_edge(text, start) and found.start - start < _FURTHER:
        start -= 1
    while not is_edge(text, end) and end - found.end < _FURTHER:
        end += 1
    before, after = text[start : found.start], text[found.end : end]
    ends = [("", before)] if before else [], [("", after)] if after else []
    return Alignment((*ends[0], *found.parts, *ends[1]), found.cost + len(before) + len(after), start, end)
