"""Make dots and bare symbols of acts, where there are too many for words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from ..shapes import SHAPES, STANCES, shape_of
from .chips import Chip, Style, chip
from .lanes import Lane
from .plan import Block
from .when import span_of

if TYPE_CHECKING:
    import networkx as nx

#: Up to so many of each sort are told in words; above, a statement becomes a dot, anything else its bare symbol.
_WORDED = {"statement": 150, "event": 40, "other": 60}
_CALLED = {"event": "events", "other": "proposals, sanctions, votes and vetoes"}
_DOTTED = 3000  #: up to so many statements each has a dot of its own
_DOT, _SYMBOL = 8.0, 17.0
_STYLE = Style(170, 1)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Hold how many acts of each kind there are, and so which of them are told in words."""

    counts: Mapping[str, int]

    @classmethod
    def of(cls, graph: nx.MultiDiGraph[str]) -> Crowd:
        """Return the crowd of a timeline."""
        counts = dict.fromkeys(_WORDED, 0)
        for _, data in graph.nodes(data=True):
            counts[_sort(data)] += span_of(data) is not None
        return cls(counts)

    @property
    def dense(self) -> bool:
        """Tell whether there are too many acts of some sort for words."""
        return any(self.counts[sort] > most for sort, most in _WORDED.items())

    @property
    def share(self) -> int:
        """Return how many statements one dot may stand for."""
        return max(1, ceil(self.counts["statement"] / _DOTTED))

    def bare(self, data: Mapping[str, object]) -> bool:
        """Tell whether an act is drawn without words."""
        return self.counts[_sort(data)] > _WORDED[_sort(data)]

    def remarks(self) -> Iterator[str]:
        """Yield what a reader must know of how acts are drawn."""
        if self.counts["statement"] > _WORDED["statement"]:
            whose = f"for up to {self.share} statements of one side, stance and month" if self.share > 1 else "for one"
            yield f"above {_WORDED['statement']} statements each dot stands {whose}"
        for sort, name in _CALLED.items():
            if self.counts[sort] > _WORDED[sort]:
                yield f"above {_WORDED[sort]} {name} each is a symbol without its name"
        if self.dense:
            yield "lines between so many are left out"


def blocks(graph: nx.MultiDiGraph[str], lane: Lane, crowd: Crowd) -> Iterator[Block]:
    """Yield what a crowded lane holds: first what has a name, then symbols, then dots."""
    acts = [act for group in lane.groups for act in group.acts if span_of(graph.nodes[act])]
    told = [act for act in acts if not crowd.bare(graph.nodes[act])]
    bare = [act for act in acts if crowd.bare(graph.nodes[act])]
    named = tuple(one for act in told if (one := chip(act, graph.nodes[act], _STYLE, True)))
    symbols = tuple(_symbol(act, graph.nodes[act]) for act in bare if _sort(graph.nodes[act]) != "statement")
    dots = tuple(_dots(graph, [act for act in bare if _sort(graph.nodes[act]) == "statement"], crowd.share))
    yield from (one for one in (Block(named), Block(symbols, "", 10.0, 2.0), Block(dots, "", 1.5, 1.5)) if one.chips)


def _sort(data: Mapping[str, object]) -> str:
    kind = str(data.get("kind", ""))
    return kind if kind in {"event", "statement"} else "other"


def _symbol(act: str, data: Mapping[str, object]) -> Chip:
    span = span_of(data)
    assert span is not None
    return Chip(act, "none", shape_of(data), (), span, (), _SYMBOL / 2, _SYMBOL)


def _dots(graph: nx.MultiDiGraph[str], acts: list[str], share: int) -> Iterator[Chip]:
    open_: dict[tuple[str, str], Chip] = {}
    for act in acts:
        data = graph.nodes[act]
        one = _dot(act, data)
        key = (str(data.get("signs", "")), str(data.get("earliest") or data.get("latest"))[:7])
        before = open_.pop(key, None)
        if before and len(before.members) < share:
            one = replace(before, members=(*before.members, act))
        elif before:
            yield before
        open_[key] = one
    yield from open_.values()


def _dot(act: str, data: Mapping[str, object]) -> Chip:
    span = span_of(data)
    assert span is not None
    signs = [sign for sign in str(data.get("signs", "")).split() if sign in STANCES] or ["neutral"]
    stance = STANCES[signs[0] if len(signs) == 1 else "mixed"]
    return Chip(act, "dot", SHAPES["statement"], (stance,), span, (), _DOT, _DOT, (act,))
