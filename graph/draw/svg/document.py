"""Write the first view as SVG: no script, no address, fonts by name; tooltips that cite."""

from __future__ import annotations

from .. import lettering
from ..drawing import REACTIONS, TIMELINE, Drawing, View
from .network import network_sheet, reactions_sheet
from .sheet import Sheet, legend
from .tags import Attributes, Paint, number, printed, shift, tag, words
from .timeline import timeline_sheet

_SHEETS = {TIMELINE: timeline_sheet, REACTIONS: reactions_sheet}  #: every other view is a network
_HEAD, _FOOT, _LEFT, _NARROWEST = 44.0, 14.0, 24.0, 900.0
_TITLE, _SUMMARY = 20.0, 11.5  # font sizes
_MOST = 12  #: lines of a title or a summary


def svg(drawing: Drawing) -> bytes:
    """Return the first view of a drawing as SVG in UTF-8."""
    sheet = sheet_of(drawing.first, printed)
    frame = sheet.bounds
    wide = max(frame.right - frame.left, _NARROWEST)
    told = " ".join([sheet.summary + ".", *drawing.first.remarks])
    title, top = _lines(drawing.title, 30.0, _TITLE, wide, font_weight="bold")
    entries, top = legend(sheet, top - 30.0 + _HEAD - 1.4 * _TITLE, wide, printed)
    below = frame.bottom - frame.top + top
    summary, high = _lines(told, below + 16, _SUMMARY, wide, fill=printed("faint"))
    content = [
        tag("title", words(drawing.title)),
        tag("desc", words(told)),
        tag("rect", width="100%", height="100%", fill=printed("paper")),
        *title,
        *entries,
        tag("g", "\n" + sheet.markup + "\n", transform=shift(-frame.left, top - frame.top)),
        *summary,
    ]
    high += _FOOT - 1.4 * _SUMMARY
    size: Attributes = {"width": wide, "height": high, "viewBox": f"0 0 {number(wide)} {number(high)}"}
    root: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": "img",
        "font_family": lettering.FONTS,
        "fill": printed("ink"),
    }
    return (tag("svg", "\n" + "\n".join(content) + "\n", **root, **size) + "\n").encode("utf-8")


def _lines(text: str, top: float, size: float, wide: float, **look: str) -> tuple[list[str], float]:
    """Return text in as many lines as it needs from a first baseline on, and where the next one would be."""
    found = []
    for line in lettering.wrap(text, wide - 2 * _LEFT, _MOST, size, bold="font_weight" in look):
        found.append(tag("text", words(line), x=_LEFT, y=top, font_size=size, **look))
        top += 1.4 * size
    return found, top


def sheet_of(view: View, paint: Paint) -> Sheet:
    """Return a view as it is drawn, laid out as its name asks."""
    return _SHEETS.get(view.name, network_sheet)(view.graph, paint)
