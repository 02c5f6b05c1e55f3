"""Write the first view as SVG: no script, no address, fonts by name; tooltips that cite."""

from __future__ import annotations

from .. import lettering
from ..drawing import TIMELINE, Drawing, View
from .network import network_sheet
from .sheet import Sheet, legend
from .tags import Attributes, Paint, number, printed, shift, tag, words
from .timeline import timeline_sheet

_HEAD, _FOOT, _LEFT, _NARROWEST = 44.0, 28.0, 24.0, 900.0


def svg(drawing: Drawing) -> bytes:
    """Return the first view of a drawing as SVG in UTF-8."""
    sheet = sheet_of(drawing.first, printed)
    frame = sheet.bounds
    wide = max(frame.right - frame.left, _NARROWEST)
    entries, top = legend(sheet, _HEAD, wide, printed)
    summary = words(" ".join([sheet.summary + ".", *drawing.first.remarks]))
    high = frame.bottom - frame.top + top + _FOOT
    content = [
        tag("title", words(drawing.title)),
        tag("desc", summary),
        tag("rect", width="100%", height="100%", fill=printed("paper")),
        tag("text", words(drawing.title), x=_LEFT, y=30, font_size=20, font_weight="bold"),
        *entries,
        tag("g", "\n" + sheet.markup + "\n", transform=shift(-frame.left, top - frame.top)),
        tag("text", summary, x=_LEFT, y=high - 12, font_size=11.5, fill=printed("faint")),
    ]
    size: Attributes = {"width": wide, "height": high, "viewBox": f"0 0 {number(wide)} {number(high)}"}
    root: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": "img",
        "font_family": lettering.FONTS,
        "fill": printed("ink"),
    }
    return (tag("svg", "\n" + "\n".join(content) + "\n", **root, **size) + "\n").encode("utf-8")


def sheet_of(view: View, paint: Paint) -> Sheet:
    """Return a view as it is drawn, laid out as its name asks."""
    return timeline_sheet(view.graph, paint) if view.name == TIMELINE else network_sheet(view.graph, paint)
