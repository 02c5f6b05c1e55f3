"""Make a chip of each act: what it shows, and how much room that takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..lettering import width, wrap
from ..shapes import SHAPES, STANCES, Shape, Stance, shape_of
from ..words import words
from .when import Span, brief, span_of

NAME, WORDS, DATE = 11.0, 11.0, 10.7  # font sizes
PITCH, DISC, SYMBOL = 12.6, 7.0, 0.72
_TOP, _BOTTOM, _RIGHT, _INDENT = 11.8, 5.2, 7.0, 13.0


@dataclass(frozen=True, slots=True)
class Text:
    """Hold one line of text where it begins, from the upper left corner of its chip."""

    text: str
    x: float
    baseline: float
    size: float
    bold: bool = False
    colour: str = "ink"


@dataclass(frozen=True, slots=True)
class Chip:
    """Hold one act as it is drawn: as text beside a symbol, or in a frame."""

    id: str
    frame: str  #: "none" for events, "round" for what is said, "square" for other acts, "dot" for what is only counted
    shape: Shape
    stances: tuple[Stance, ...]
    span: Span
    texts: tuple[Text, ...]
    width: float
    height: float
    members: tuple[str, ...] = ()  #: ids of all acts that a dot stands for, where it is more than one

    @property
    def left(self) -> float:
        """Return how far the chip reaches to the left of the place that marks its date."""
        if self.frame == "dot":
            return 0.0
        return 8.5 if self.frame == "none" else DISC + 1 if self.stances else 1.0

    @property
    def stance(self) -> Stance | None:
        """Return the stance when there is just one."""
        return self.stances[0] if len(self.stances) == 1 else None


@dataclass(frozen=True, slots=True)
class Style:
    """Hold how wide a chip may be, and how many lines its words may take."""

    widest: float
    lines: int


def chip(node: str, data: Mapping[str, object], style: Style, named: bool) -> Chip | None:
    """Return the chip of an act, None where it has no date; ``named`` asks for its actor."""
    span = span_of(data)
    if span is None:
        return None
    if data.get("kind") == "event":
        return _event(node, data, style, span)
    return (
        _statement(node, data, style, span, named)
        if data.get("kind") == "statement"
        else _plate(node, data, style, span)
    )


def _event(node: str, data: Mapping[str, object], style: Style, span: Span) -> Chip:
    label = wrap(str(data.get("label", node)), style.widest * 0.72, 2, WORDS)
    texts = [Text(brief(str(data.get("date", ""))), _INDENT, 10.0, NAME, bold=True)]
    texts += [Text(line, _INDENT, 10.0 + PITCH * number, WORDS) for number, line in enumerate(label, 1)]
    return _made(node, "none", shape_of(data), (), span, texts)


def _statement(node: str, data: Mapping[str, object], style: Style, span: Span, named: bool) -> Chip:
    signs = [sign for sign in str(data.get("signs", "")).split() if sign in STANCES]
    stances = tuple(STANCES[sign] for sign in signs) or (STANCES["neutral"],)
    left = DISC * (2 * len(stances) - 1) + 3.5 if signs else 9.0
    room = style.widest - left - _RIGHT
    name = wrap(str(data.get("actor") or data.get("label") or node), room, 1, NAME, True) if named else ()
    said = _said(data, room, style.lines if named else max(2, style.lines))
    texts = [Text(line, left, _TOP, NAME, bold=True) for line in name]
    texts += [Text(line, left, _TOP + PITCH * number, WORDS) for number, line in enumerate(said, len(texts))]
    date, used = brief(str(data.get("date", ""))), width(name[0], NAME, True) + 8 if name else room
    if used + width(date, DATE) <= room:
        texts.append(Text(date, left + used, _TOP, DATE, colour="faint"))
    return _made(node, "round", SHAPES["statement"], stances, span, texts)


def _said(data: Mapping[str, object], room: float, lines: int) -> tuple[str, ...]:
    """Return the words, the quotation marks around a quote kept even where it is cut."""
    quote = str(data.get("quote", ""))
    if not quote:
        return wrap(words(data), room, lines, WORDS)
    said = list(wrap(quote, room - width("“”", WORDS), lines, WORDS)) or [""]
    said[0] = f"“{said[0]}"
    said[-1] += "”"
    return tuple(said)


def _plate(node: str, data: Mapping[str, object], style: Style, span: Span) -> Chip:
    label = wrap(str(data.get("label", node)), style.widest * 0.8, 2, WORDS, True)
    top = _TOP if len(label) > 1 else _TOP + 3.0  # the symbol needs the height of more than one line
    texts = [Text(line, 27.0, top + PITCH * number, WORDS, bold=True) for number, line in enumerate(label)]
    return _made(node, "square", shape_of(data), (), span, texts)


def _made(node: str, frame: str, shape: Shape, stances: tuple[Stance, ...], span: Span, texts: list[Text]) -> Chip:
    wide = max((one.x + width(one.text, one.size, one.bold) for one in texts), default=20.0) + _RIGHT
    below = {"none": 3.5, "square": _BOTTOM + (3.0 if len(texts) < 2 else 0.0)}.get(frame, _BOTTOM)
    high = max((one.baseline for one in texts), default=_TOP) + below
    return Chip(node, frame, shape, stances, span, tuple(texts), round(wide, 1), round(high, 1))
