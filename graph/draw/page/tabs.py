"""Make a tab of each view: what is read without script stands as SVG, the others are data for the canvas."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..drawing import REACTIONS, TIMELINE, View
from ..net.picture import picture
from ..shapes import Shape, Stance
from ..svg.document import sheet_of
from ..svg.tags import number, styled
from .net import network_block

if TYPE_CHECKING:
    from jinja2 import Environment

# The script shows the same words as tooltips and gives them to readers of the screen; without it the table has them.
_TITLE = re.compile("<title>[^<]*</title>")
#: The views that stand on the page as SVG.
STANDING = frozenset({REACTIONS, TIMELINE})


@dataclass(frozen=True, slots=True)
class Tab:
    """Hold what the page shows of one view."""

    name: str
    network: bool  #: whether a script draws it
    content: str  #: markup: of the SVG, or of the network's data
    frame: str  #: the SVG's view box
    shapes: Sequence[Shape]
    stances: Sequence[Stance]
    ascribed: bool
    told: str  #: how much is shown

    @property
    def title(self) -> str:
        """Return the name on the tab."""
        return self.name.capitalize()


def tab_of(view: View, numbers: Mapping[tuple[str, str], int], templates: Environment) -> Tab:
    """Return the tab of a view; ``numbers`` tells the row of each edge, by the name of the view and the edge's key."""
    return _sheet(view) if view.name in STANDING else _network(view, numbers, templates)


def _sheet(view: View) -> Tab:
    from markupsafe import Markup

    sheet = sheet_of(view, styled)
    box = sheet.bounds
    frame = " ".join(map(number, (box.left, box.top, box.right - box.left, box.bottom - box.top)))
    told = " ".join([f"{sheet.summary}.", *view.remarks])
    markup = Markup(_TITLE.sub("", sheet.markup))
    return Tab(view.name, False, markup, frame, sheet.shapes, sheet.stances, sheet.ascribed, told)


def _network(view: View, numbers: Mapping[tuple[str, str], int], templates: Environment) -> Tab:
    from markupsafe import Markup

    drawn = picture(view.graph)
    rows = {key: row for (name, key), row in numbers.items() if name == view.name}
    ascribed = any(line.ascribed for line in drawn.lines)
    told = " ".join([f"{drawn.summary}.", *view.remarks])
    block = Markup(network_block(drawn, rows, templates))
    return Tab(view.name, True, block, "", drawn.shapes, drawn.stances, ascribed, told)
