"""Rules about positions: whose they are, and whether they can stand together."""

from __future__ import annotations

from collections import defaultdict

from ..corpus.facts import Facts, Json, Record, word
from ..corpus.walk import Node
from ..errors import Fault
from .moments import dates_of
from .rule import Found, warning
from .tenure import side_of

_OPPOSITE = {"supports": "opposes", "opposes": "supports"}


@warning
def positions_contradict(facts: Facts) -> Found:
    """One holder does not both support and oppose one thing on one day.

    What is ascribed to somebody by others is left out. Who changed sides within a day, or says both, is worth a
    ``change`` or the stance ``mixed``; else one of the two is a slip.
    """
    on_one_thing: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in facts.found.nodes["Position"]:
        record, _, position = node
        when = record.data.get("date")
        if word(position, "stance") in _OPPOSITE and "change" not in position and isinstance(when, str):
            on_one_thing[str(position.get("toward", record.id)), when].append(node)
    for (toward, day), nodes in on_one_thing.items():
        both = len({position["stance"] for _, _, position in nodes}) > 1
        when = dates_of(day) if both else None
        if when and when.earliest == when.latest:
            yield from _contradictions(facts, nodes, toward)


def _contradictions(facts: Facts, nodes: list[Node], toward: str) -> Found:
    first: dict[tuple[str, str], Record] = {}
    for record, pointer, position in nodes:
        holder, stance = _own(facts, record, position), position["stance"]
        first.setdefault((holder, stance), record)
        if holder and (other := first.get((holder, _OPPOSITE[stance]))):
            what = f"{holder} {stance} {toward}, which by {other.id} it {_OPPOSITE[stance]} that day"
            remedy = "correct one of them, or give the later one a change"
            yield record, Fault((*pointer, "stance"), what, remedy)


def _own(facts: Facts, record: Record, position: Json) -> str:
    """Return who holds a position; "" where it is ascribed by somebody else, or nobody is known to hold it."""
    speaker, holder = record.data.get("speaker"), position.get("holder")
    when = dates_of(record.data.get("date"))
    days = (when.earliest, when.latest) if when else (None, None)
    side = record.data.get("onBehalfOf") or side_of(facts, speaker, *days)[0] or speaker
    own = speaker is None or holder in (None, side, speaker)
    found = holder or side
    return found if own and isinstance(found, str) else ""
