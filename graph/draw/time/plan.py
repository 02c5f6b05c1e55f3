"""Place chips on an axis: lane below lane, in each lane group beside or below group, in each group row below row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .chips import Chip
from .pack import Want, pack
from .scale import Scale

PADDING, HEADING = 5.5, 16.0
_INSIDE = 12.0  #: how much of a chip must lie within its days at least
_LOOSE, _NEAR = 1.5, 30  #: how many widths, and days, a chip may lie from the one day that bounds it


@dataclass(frozen=True, slots=True)
class Block:
    """Hold the chips of a group, the heading above them, "" for none, and how close they stand."""

    chips: tuple[Chip, ...]
    heading: str = ""
    across: float = 16.0  #: between two chips of a row: room for a disc, and for a line to pass
    down: float = 5.0  #: between two rows


@dataclass(frozen=True, slots=True)
class Laid:
    """Hold where a block stands: its left and top edge, and upper left corner and row of each of its chips."""

    block: Block
    left: float
    top: float
    spots: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Hold where a lane begins and ends, and what stands in it."""

    top: float
    bottom: float
    laid: tuple[Laid, ...]


def bands(lanes: Sequence[Sequence[Block]], scale: Scale) -> list[Band]:
    """Return the lanes with everything in its place on an axis, from the top down."""
    found: list[Band] = []
    for blocks in lanes:
        found.append(_band(blocks, scale, found[-1].bottom if found else 0.0))
    return found


def _band(blocks: Sequence[Block], scale: Scale, top: float) -> Band:
    taken: list[tuple[float, float, float]] = []  # left, right and bottom edge of each block
    laid = []
    for block in blocks:
        rows, count = pack([want(one, scale) for one in block.chips], block.across)
        left = min(x - one.left for one, (_, x) in zip(block.chips, rows, strict=True))
        right = max(x + one.width for one, (_, x) in zip(block.chips, rows, strict=True)) + block.across
        above = (low for start, end, low in taken if start < right and left - block.across < end)
        y = max(above, default=top + PADDING)
        tops, bottom = _rows(block, rows, count, y)
        laid.append(Laid(block, left, y, tuple((x, tops[row], row) for row, x in rows)))
        taken.append((left, right - block.across, bottom + block.down))
    return Band(top, max((low for *_, low in taken), default=top) - blocks[-1].down + PADDING, tuple(laid))


def _rows(block: Block, rows: Sequence[tuple[int, float]], count: int, top: float) -> tuple[list[float], float]:
    """Return where each row begins, and where the last ends."""
    heights = [0.0] * count
    for one, (row, _) in zip(block.chips, rows, strict=True):
        heights[row] = max(heights[row], one.height)
    tops = [top + (HEADING if block.heading else 0.0)]
    for height in heights:
        tops.append(tops[-1] + height + block.down)
    return tops, tops[-1] - block.down


def want(one: Chip, scale: Scale) -> Want:
    """Return where the chip's left edge may lie: within the days of the act."""
    start, end = scale.x(one.span.start), scale.x(one.span.end)
    if one.span.first is None:
        start = max(scale.x(one.span.end - _NEAR), end - _LOOSE * one.width)
    if one.span.last is None:
        end = min(scale.x(one.span.start + _NEAR), start + _LOOSE * one.width)
    return start, max(start, end - min(_INSIDE, one.width)), one.width
