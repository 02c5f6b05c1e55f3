"""Compute the timeline once, for page and static picture: what stands where, and which way each line takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...network.choose import counted
from ..boxes import Box
from ..lettering import width
from ..shapes import SHAPES, STANCES, Shape, Stance
from .axis import Tick, breaks, ticks
from .chips import NAME, Style, chip
from .crowd import Crowd, blocks
from .fit import fitted, shared
from .lanes import Lane, lanes
from .placed import Placed
from .plan import HEADING, Band, Block, Laid, bands
from .routes import Route, routes
from .scale import Scale

if TYPE_CHECKING:
    import networkx as nx

GUTTER, AXIS, MARGIN = 132.0, 24.0, 10.0
_WIDTH, _HIGHEST = 1540.0, 850.0
#: From the most generous to the most sparing; the first that keeps the shape of a screen is taken.
_STYLES = (Style(230, 2), Style(190, 1), Style(164, 1))


@dataclass(frozen=True, slots=True)
class Strip:
    """Hold the band of a lane, and the headings in it."""

    lane: Lane
    top: float
    bottom: float
    headings: tuple[tuple[str, Box], ...]


@dataclass(frozen=True, slots=True)
class TimePicture:
    """Hold a timeline as it is drawn."""

    strips: tuple[Strip, ...]
    ticks: tuple[Tick, ...]
    breaks: tuple[float, ...]
    marks: tuple[Placed, ...]
    lines: tuple[Route, ...]
    undated: tuple[str, ...]  #: ids of acts that have no date, and so no place
    crowd: Crowd
    bounds: Box

    @property
    def shapes(self) -> list[Shape]:
        """Return the shapes that occur, in the order of the legend."""
        found = {mark.chip.shape.name for mark in self.marks}
        return [shape for name, shape in SHAPES.items() if name in found]

    @property
    def stances(self) -> list[Stance]:
        """Return the stances that occur, in the order of the legend."""
        found = {stance.sign for mark in self.marks for stance in mark.chip.stances}
        found |= {line.stance.sign for line in self.lines}
        return [stance for sign, stance in STANCES.items() if sign in found]

    @property
    def summary(self) -> str:
        """Return in words how much is shown."""
        told = [f"{counted(self.acts, 'act')} by date and side", *self.crowd.remarks()]
        return "; ".join(
            [*told, *(f"{len(self.undated)} without a date, not in the timeline" for _ in self.undated[:1])]
        )

    @property
    def acts(self) -> int:
        """Return how many acts have a place."""
        return sum(len(mark.chip.members) or 1 for mark in self.marks)


def time_picture(graph: nx.MultiDiGraph[str]) -> TimePicture:
    """Return the picture of a timeline; the same graph gives the same picture."""
    crowd = Crowd.of(graph)
    found, scale, laid = _dense(graph, crowd) if crowd.dense else _worded(graph)
    marks = [mark for band in laid for block in band.laid for mark in _marks(block)]
    placed = {member: mark for mark in marks for member in mark.chip.members or (mark.chip.id,)}
    strips = tuple(_strip(lane, band) for lane, band in zip(found, laid, strict=True))
    right = max((mark.box.right for mark in marks), default=0.0)
    frame = Box(0.0, AXIS, right + MARGIN, AXIS + (laid[-1].bottom if laid else 0.0))
    headings = [box for strip in strips for _, box in strip.headings]
    return TimePicture(
        strips,
        tuple(ticks(scale, {mark.chip.span.start for mark in marks})) if marks else (),
        tuple(breaks(scale)) if marks else (),
        tuple(marks),
        () if crowd.dense else tuple(routes(graph, placed, headings, frame)),
        tuple(node for node in graph if node not in placed),
        crowd,
        Box(-GUTTER, 0.0, frame.right, frame.bottom),
    )


_Planned = tuple[list[Lane], Scale, list[Band]]


def _worded(graph: nx.MultiDiGraph[str]) -> _Planned:
    """Return lanes, axis and bands in the most generous style that fits a screen, or else in the most sparing one."""
    for style in _STYLES:
        found, rows = _rows(graph, lambda lane, style=style: _blocks(graph, lane, style))  # type: ignore[misc]
        scale = fitted(rows, _WIDTH, _HIGHEST)
        laid = bands(rows, scale)
        if not laid or laid[-1].bottom <= _HIGHEST:
            break
    return found, scale, laid


def _dense(graph: nx.MultiDiGraph[str], crowd: Crowd) -> _Planned:
    found, rows = _rows(graph, lambda lane: list(blocks(graph, lane, crowd)))
    scale = shared(rows, _WIDTH)
    return found, scale, bands(rows, scale)


def _rows(graph: nx.MultiDiGraph[str], made: Callable[[Lane], list[Block]]) -> tuple[list[Lane], list[list[Block]]]:
    """Return the lanes that hold anything, and what they hold."""
    full = [(lane, found) for lane in lanes(graph) if (found := made(lane))]
    return [lane for lane, _ in full], [found for _, found in full]


def _blocks(graph: nx.MultiDiGraph[str], lane: Lane, style: Style) -> list[Block]:
    found = []
    for group in lane.groups:
        made = (chip(act, graph.nodes[act], style, group.named) for act in group.acts)
        found.append(Block(tuple(one for one in made if one), group.heading))
    return [block for block in found if block.chips]


def _marks(laid: Laid) -> list[Placed]:
    return [Placed(one, x, AXIS + y) for one, (x, y, _) in zip(laid.block.chips, laid.spots, strict=True)]


def _strip(lane: Lane, band: Band) -> Strip:
    headings = [(laid.block.heading, _heading(laid)) for laid in band.laid if laid.block.heading]
    return Strip(lane, AXIS + band.top, AXIS + band.bottom, tuple(headings))


def _heading(laid: Laid) -> Box:
    wide = width(laid.block.heading, NAME, bold=True)
    return Box(laid.left, AXIS + laid.top, laid.left + wide, AXIS + laid.top + HEADING - 3)
