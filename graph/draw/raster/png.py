"""Write the picture as PNG: the SVG in pixels, two for each of its own, so that text is crisp."""

from __future__ import annotations

from functools import partial
from math import sqrt

from ...errors import MissingError
from ..drawing import Drawing
from ..svg.document import svg
from .letters import remarks
from .measure import size
from .printed import Printed

#: Pixels for each unit of the SVG, and in the whole picture at most: each takes four bytes, and again for what is
#: half transparent, 320 MB in all.
SCALE, MOST_PIXELS = 2.0, 40_000_000
_SMALL = 1.0  #: below this scale text may be too small to read
_FONT = "Liberation Sans"  # where the machine has none of the fonts that the picture asks for


def png(drawing: Drawing) -> Printed:
    """Return the first view of a drawing as PNG.

    It has at most 40 million pixels; what would have more is drawn smaller, which the remarks say.

    Raises MissingError where the renderer is not installed, OutputError where the machine has no font.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise MissingError("resvg_py, which draws a PNG,", "png") from error
    render = partial(resvg_py.svg_to_bytes, sans_serif_family=_FONT)
    markup = svg(drawing).decode("utf-8")
    wide, high = size(markup)
    scale = min(SCALE, sqrt(MOST_PIXELS / (wide * high)))
    told = (*remarks(markup, render, "PNG"), *_smaller(scale))
    return Printed.of(render(markup, zoom=scale), told)


def _smaller(scale: float) -> tuple[str, ...]:
    if scale >= _SMALL:
        return ()
    return (
        f"the picture is drawn at {scale:.0%} of its size, to have no more than {MOST_PIXELS // 1_000_000} million"
        " pixels; for text that can be read choose .svg, .pdf or .html, or draw less",
    )
