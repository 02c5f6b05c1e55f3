"""Hold one view as it is drawn: markup, the room it needs, and what its legend must explain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import lettering
from ..boxes import Box
from ..shapes import Shape, Stance
from .tags import Attributes, Paint, shift, tag, words

_ROW, _LEFT, _SIZE = 30.0, 24.0, 12.5
_Entry = tuple[str, float, str]  #: drawing, room to the left of its middle, meaning


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold a drawn view; text and attributes in the markup are escaped."""

    markup: str
    bounds: Box
    shapes: list[Shape]
    stances: list[Stance]
    ascribed: bool  #: whether some line tells what somebody else says
    summary: str


def outline(shape: Shape, paint: Paint) -> str:
    """Return the shape of a thing around (0, 0)."""
    colours: Attributes = {"fill": paint(shape.fill), "stroke": paint(shape.stroke)}
    return tag("path", d=shape.path, stroke_width=1.6, stroke_dasharray=shape.dash, **colours)


def disc(stance: Stance, x: float, y: float, paint: Paint) -> str:
    """Return the sign of a stance at a place: a dot for what is neutral, a disc with its mark for all others."""
    small = stance.sign == "neutral"
    around = tag("circle", cx=x, cy=y, r=3 if small else 7, fill=paint(stance.colour), stroke=paint("paper"))
    style: Attributes = {"font_size": 12, "font_weight": "bold", "text_anchor": "middle", "fill": paint("paper")}
    return around if small else around + tag("text", words(stance.mark), x=x, y=y + 4, **style)


def dash(stance: Stance) -> Attributes:
    """Return the dashes of a stance's lines."""
    return {"stroke_dasharray": " ".join(map(str, stance.dash))}


def legend(sheet: Sheet, top: float, wide: float, paint: Paint) -> tuple[list[str], float]:
    """Return the legend, in as many rows as it needs below ``top``, and where it ends."""
    x, y = _LEFT, top + 12
    found = []
    for drawing, before, meaning in _entries(sheet, paint):
        needed = before + 16 + lettering.width(meaning, _SIZE) + 22
        if x + needed > wide and x > _LEFT:
            x, y = _LEFT, y + _ROW
        label = tag("text", words(meaning), x=20, y=4, font_size=_SIZE)
        found.append(tag("g", drawing, label, transform=shift(x + before, y)))
        x += needed
    return found, y + _ROW - 12


def _entries(sheet: Sheet, paint: Paint) -> Iterator[_Entry]:
    for shape in sheet.shapes:
        yield outline(shape, paint), 17.0, shape.meaning
    for stance in sheet.stances:
        line = tag("path", d="M-38 0H8", stroke=paint(stance.colour), stroke_width=2, **dash(stance))
        yield line + disc(stance, 8, 0, paint), 42.0, stance.meaning
    if sheet.ascribed:
        yield tag("path", d="M-38 0H12", stroke=paint("ink")), 42.0, "thin: somebody else says so"
