"""Write the lanes, marks and lines of a timeline as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import lettering
from ..time.axis import SIZE, Tick
from ..time.chips import DISC, SYMBOL, WORDS, Chip, Text
from ..time.picture import GUTTER, Strip, TimePicture, time_picture
from ..time.placed import Placed
from ..time.routes import Route
from ..words import citation, heading, label
from .lines import arrow, rounded
from .sheet import Sheet, dash, disc, outline
from .tags import Attributes, Paint, number, shift, tag, words

if TYPE_CHECKING:
    import networkx as nx

_LANE_SIZE, _BRIEF = 12.5, 480.0


def timeline_sheet(graph: nx.MultiDiGraph[str], paint: Paint) -> Sheet:
    """Return a cleaned timeline as it is drawn: a group for each mark and each line, told apart by their data."""
    drawn = time_picture(graph)
    markup = "\n".join(_body(graph, drawn, paint))
    ascribed = any(line.ascribed for line in drawn.lines)
    inked = tag("g", "\n" + markup + "\n", fill=paint("ink"), font_size=WORDS)
    return Sheet(inked, drawn.bounds, drawn.shapes, drawn.stances, ascribed, drawn.summary)


def _body(graph: nx.MultiDiGraph[str], drawn: TimePicture, paint: Paint) -> Iterator[str]:
    yield tag("g", *_strips(drawn, paint), class_="lanes")
    yield tag("g", *_axis(drawn, paint), class_="axis", fill=paint("faint"))
    yield tag("g", *_falls(drawn, paint), class_="falls")
    ends = {key: (source, target, data) for source, target, key, data in graph.edges(keys=True, data=True)}
    for line in drawn.lines:
        yield _line(line, citation(graph, *ends[line.key]), paint)
    for mark in drawn.marks:
        yield _mark(mark, _told(graph, mark.chip, drawn.crowd.dense), paint)


def _told(graph: nx.MultiDiGraph[str], chip: Chip, dense: bool) -> str:
    """Return what a mark stands for; where there are many, no more than its first words."""
    members = chip.members or (chip.id,)
    if not dense:
        return heading(graph, members)
    more = f" and {len(members) - 1} more" if len(members) > 1 else ""
    return "".join(lettering.wrap(label(graph, chip.id), _BRIEF, 1, WORDS)) + more


def _strips(drawn: TimePicture, paint: Paint) -> Iterator[str]:
    left, right = drawn.bounds.left, drawn.bounds.right
    for place, strip in enumerate(drawn.strips):
        if place % 2:
            size: Attributes = {"width": right - left, "height": strip.bottom - strip.top}
            yield tag("rect", x=left, y=strip.top, **size, fill=paint("faint"), fill_opacity="0.07")
        yield from _lane_name(strip, left + 10)
        for text, box in strip.headings:
            yield tag("text", words(text), x=box.left, y=box.top + 11, font_weight="bold")


def _lane_name(strip: Strip, x: float) -> Iterator[str]:
    lines = lettering.wrap(strip.lane.label, GUTTER - 26, 3, _LANE_SIZE, True)
    y = (strip.top + strip.bottom) / 2 - 7.5 * (len(lines) - 1) + 4
    for place, line in enumerate(lines):
        yield tag("text", words(line), x=x, y=y + 15 * place, font_size=_LANE_SIZE, font_weight="bold")


def _axis(drawn: TimePicture, paint: Paint) -> Iterator[str]:
    yield from (_tick(one, drawn.bounds.bottom, paint) for one in drawn.ticks)
    for x in drawn.breaks:
        course = f"M{number(x - 5)} 25l4-10M{number(x + 1)} 25l4-10"
        yield tag("path", d=course, stroke=paint("faint"), stroke_width=1.4)


def _tick(tick: Tick, bottom: float, paint: Paint) -> str:
    strength = "0.28" if tick.strong else "0.14"
    line = tag("path", d=f"M{number(tick.x)} 4V{number(bottom)}", stroke=paint("faint"), stroke_opacity=strength)
    weight = "bold" if tick.strong else ""
    return line + tag("text", words(tick.text), x=tick.x + 4, y=15, font_size=SIZE, font_weight=weight)


def _falls(drawn: TimePicture, paint: Paint) -> Iterator[str]:
    """Yield the line that falls from each event through the lanes of those who react to it."""
    look: Attributes = {"stroke": paint("faint"), "stroke_opacity": "0.55", "stroke_dasharray": "1.5 4"}
    for mark in drawn.marks:
        if mark.chip.frame == "none":
            yield tag("path", d=f"M{number(mark.x)} {number(mark.y + 17)}V{number(drawn.bounds.bottom)}", **look)


def _line(line: Route, told: str, paint: Paint) -> str:
    colour = paint(line.stance.colour)
    look: Attributes = {"stroke_width": 1.1 if line.ascribed else 1.8, **dash(line.stance)}
    data: Attributes = {"data_tie": line.key, "data_source": line.source, "data_target": line.target}
    return tag(
        "g",
        tag("title", words(told)),
        tag("path", d=rounded(line.corners), fill="none", stroke=colour, **look),
        tag("path", d=arrow(*line.corners[-2:]), fill=colour),
        class_="tie faint" if line.faint else "tie",
        **data,
        data_sign=line.stance.sign,
        opacity="0" if line.faint else "",
    )


def _mark(mark: Placed, told: str, paint: Paint) -> str:
    chip = mark.chip
    inside = {"none": _beside, "dot": _dot}.get(chip.frame, _framed)(chip, paint)
    place: Attributes = {"data_thing": chip.id, "transform": shift(mark.x, mark.y)}
    if len(chip.members) > 1:
        place["data_things"] = " ".join(chip.members)
    return tag("g", tag("title", words(told)), *inside, class_="mark", **place)


def _dot(chip: Chip, paint: Paint) -> Iterator[str]:
    (stance,) = chip.stances
    half = chip.width / 2
    yield tag("circle", cx=half, cy=half, r=half, fill=paint(stance.colour))
    style: Attributes = {"font_size": 8.5, "font_weight": "bold", "text_anchor": "middle", "fill": paint("paper")}
    if stance.sign != "neutral":
        yield tag("text", words(stance.mark), x=half, y=half + 3, **style)


def _beside(chip: Chip, paint: Paint) -> Iterator[str]:
    yield tag("g", outline(chip.shape, paint), transform=f"translate(0 7) scale({SYMBOL})")
    halo: Attributes = {
        "stroke": paint("paper"),
        "stroke_width": 3,
        "stroke_linejoin": "round",
        "paint_order": "stroke",
    }
    yield tag("g", *(_text(one, paint) for one in chip.texts), **halo)


def _framed(chip: Chip, paint: Paint) -> Iterator[str]:
    said = chip.frame == "round"
    size: Attributes = {"width": chip.width, "height": chip.height, "rx": 9 if said else 2}
    colour = paint(chip.stance.colour if chip.stance else chip.shape.stroke)
    yield tag("rect", **size, fill=paint("paper"))
    yield tag("rect", **size, fill=colour, fill_opacity="0.12" if said else "0", stroke=colour, stroke_width=1.2)
    for place, stance in enumerate(chip.stances):
        yield disc(stance, 2 * DISC * place, chip.height / 2, paint)
    if not said:
        middle = f"translate(14 {number(chip.height / 2)}) scale({SYMBOL})"
        yield tag("g", outline(chip.shape, paint), transform=middle)
    yield from (_text(one, paint) for one in chip.texts)


def _text(text: Text, paint: Paint) -> str:
    """Return one line; what every line has in common stands on the group around them all."""
    look: Attributes = {
        "font_size": text.size if text.size != WORDS else "",
        "font_weight": "bold" if text.bold else "",
    }
    colour = paint(text.colour) if text.colour != "ink" else ""
    return tag("text", words(text.text), x=text.x, y=text.baseline, **look, fill=colour)
