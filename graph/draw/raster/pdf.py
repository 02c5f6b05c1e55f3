"""Write the picture as PDF: the SVG as one page, its text still text."""

from __future__ import annotations

from ...errors import MissingError
from ..drawing import Drawing
from ..svg.document import svg
from .letters import remarks
from .measure import scaled, size
from .ordered import ordered
from .printed import Printed

#: The longest side of a page that every reader of PDF shows, in points; a larger picture is made smaller.
LONGEST = 14_400.0


def pdf(drawing: Drawing) -> Printed:
    """Return the first view of a drawing as PDF, in which fonts are embedded; the same drawing gives the same bytes.

    Raises MissingError where the renderer is not installed.
    """
    try:
        import vl_convert
    except ImportError as error:
        raise MissingError("vl-convert-python, which writes a PDF,", "pdf") from error
    markup = svg(drawing).decode("utf-8")
    longest = max(size(markup))
    content = vl_convert.svg_to_pdf(scaled(markup, LONGEST / longest) if longest > LONGEST else markup)
    return Printed.of(ordered(content), remarks(markup, vl_convert.svg_to_png, "PDF"))
