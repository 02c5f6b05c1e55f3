"""Say how each kind of thing and each stance looks: one table for page, picture and legend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ACTORS = {"state": "pill", "person": "pill", "organization": "plate", "group": "crowd"}
#: Events that did not take place, or not yet, are drawn hollow.
AHEAD = {"scheduled", "expected", "decided-against", "cancelled"}
RADIUS = 11


@dataclass(frozen=True, slots=True)
class Shape:
    """Hold an outline around (0, 0) in SVG path syntax, which a canvas reads as well, and its colours by name."""

    name: str
    meaning: str  #: for the legend
    path: str
    fill: str  #: a name in COLOURS
    stroke: str
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """Tell a sign three times, so that it survives colour blindness and grey print: colour, mark and dash."""

    sign: str
    meaning: str
    colour: str
    mark: str
    dash: tuple[int, ...]
    between: str = ""  #: what the line says where it compares two, and goes from neither to the other


#: Light and dark. The stances' hues are told apart by the colour-blind.
COLOURS = {
    "paper": ("#ffffff", "#14191f"),
    "ink": ("#1f2933", "#e4e9ee"),
    "faint": ("#5f6b7a", "#9aa7b4"),
    "supports": ("#0072b2", "#4fb0e8"),
    "opposes": ("#c44e00", "#f0883e"),
    "mixed": ("#8a4d8f", "#c48fc9"),
    "neutral": ("#6b7280", "#8f99a6"),
    "proposal": ("#e9b949", "#d9a93a"),
    "sanction": ("#009e73", "#12b488"),
}
STANCES = {
    one.sign: one
    for one in (
        Stance("supports", "supports, proposes, votes for", "supports", "+", (), "agree"),
        Stance("opposes", "opposes, vetoes, sanctions", "opposes", "–", (8, 5), "differ"),
        Stance("mixed", "of two minds", "mixed", "±", (11, 4, 2, 4), "agree in part"),
        Stance("neutral", "speaks about, reacts to, takes part", "neutral", "·", (2, 4)),
    )
}

_HEXAGON = "M11 0 5.5 9.5H-5.5L-11 0-5.5-9.5H5.5Z"
_OCTAGON = "M4.5-11 11-4.5V4.5L4.5 11H-4.5L-11 4.5V-4.5L-4.5-11Z"
_STAR = "M0-12 3-7 8.5-8.5 7-3 12 0 7 3 8.5 8.5 3 7 0 12-3 7-8.5 8.5-7 3-12 0-7-3-8.5-8.5-3-7Z"
_DOT = "M-8 0A8 8 0 1 0 8 0A8 8 0 1 0-8 0Z"
SHAPES = {
    one.name: one
    for one in (
        Shape("pill", "state, person", "M-8-8H8A8 8 0 0 1 8 8H-8A8 8 0 0 1-8-8Z", "paper", "ink"),
        Shape("plate", "organisation", "M-15-8H15V8H-15Z", "paper", "ink"),
        Shape("crowd", "group, several alike", "M-8-8H8A8 8 0 0 1 8 8H-8A8 8 0 0 1-8-8Z", "paper", "ink", "4 3"),
        Shape(
            "statement",
            "statement",
            "M-10-7H10A4 4 0 0 1 14-3V3A4 4 0 0 1 10 7H-10A4 4 0 0 1-14 3V-3A4 4 0 0 1-10-7Z",
            "paper",
            "neutral",
        ),
        Shape("missile-launch", "missile launch", "M0-11 11 9H-11Z", "ink", "ink"),
        Shape("nuclear-test", "nuclear test", _STAR, "ink", "ink"),
        Shape("event", "other event", _DOT, "ink", "ink"),
        Shape("ahead", "planned, or decided against", _DOT, "paper", "ink"),
        Shape("proposal", "proposal", "M0-12 12 0 0 12-12 0Z", "proposal", "ink"),
        Shape("blocked", "blocked proposal", f"{_OCTAGON}M-5-5 5 5M5-5-5 5", "paper", "opposes"),
        Shape("sanction", "sanction", _HEXAGON, "sanction", "sanction"),
        Shape("vote", "vote", "M-10-10H10V10H-10ZM-5 0-1 4 6-5", "paper", "ink"),
        Shape("veto", "veto", _OCTAGON, "opposes", "opposes"),
        Shape("topic", "topic", "M-11-7H5L12 0 5 7H-11Z", "paper", "faint"),
        Shape(
            "place",
            "place",
            "M0 12C-3 6-9 3-9-3A9 9 0 0 1 9-3C9 3 3 6 0 12ZM-3-3A3 3 0 1 0 3-3A3 3 0 1 0-3-3Z",
            "paper",
            "faint",
        ),
        Shape("thing", "anything else", "M-9-9H9V9H-9Z", "paper", "faint"),
    )
}


def shape_of(attributes: Mapping[str, object]) -> Shape:
    """Return the shape of a node by its kind, and where it matters its type, status and outcome."""
    kind = str(attributes.get("kind", ""))
    if kind in ACTORS:
        return SHAPES[ACTORS[kind]]
    if kind == "event" and attributes.get("status") in AHEAD:
        return SHAPES["ahead"]
    if kind == "event":
        return SHAPES.get(str(attributes.get("type", "")), SHAPES["event"])
    if kind == "proposal" and attributes.get("outcome") == "blocked":
        return SHAPES["blocked"]
    return SHAPES.get(kind, SHAPES["thing"])


def stance_of(attributes: Mapping[str, object]) -> Stance:
    """Return the stance of an edge by its sign."""
    return STANCES.get(str(attributes.get("sign", "")), STANCES["neutral"])
