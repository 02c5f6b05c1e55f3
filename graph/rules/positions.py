"""Rules about positions: whose they are, and whether they can stand together."""

from __future__ import annotations

from ..corpus.facts import Facts, Json, Record
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

    Bad::

        statements:
          eskeria-welcomes:
            speaker: eskeria
            date: 2031-03-04
            act: welcome
            gist: The talks are welcome.
            positions: [{toward: tarvonia, stance: supports}]
            evidence: [{source: gazette, locator: page 1}]
          eskeria-protests:
            speaker: eskeria
            date: 2031-03-04
            act: condemn
            gist: The talks are a trap.
            positions: [{toward: tarvonia, stance: opposes}]
            evidence: [{source: gazette, locator: page 1}]

    Good::

        statements:
          eskeria-welcomes:
            speaker: eskeria
            date: 2031-03-04
            act: welcome
            gist: The talks are welcome.
            positions: [{toward: tarvonia, stance: supports}]
            evidence: [{source: gazette, locator: page 1}]
          eskeria-protests:
            speaker: eskeria
            date: 2031-03-04
            act: condemn
            gist: The talks are a trap.
            positions: [{toward: tarvonia, stance: opposes, change: reversed}]
            evidence: [{source: gazette, locator: page 1}]
    """
    first: dict[tuple[str, str, str, str], Record] = {}
    for record, pointer, position in facts.found.nodes["Position"]:
        stance, when = position.get("stance"), dates_of(record.data.get("date"))
        if stance not in _OPPOSITE or "change" in position or when is None or when.earliest != when.latest:
            continue
        holder, toward = _own(facts, record, position), str(position.get("toward", record.id))
        if holder:
            first.setdefault((holder, toward, when.text, stance), record)
            if other := first.get((holder, toward, when.text, _OPPOSITE[stance])):
                what = f"{holder} {stance} {toward}, which by {other.id} it {_OPPOSITE[stance]} that day"
                remedy = "correct one of them, or give the later one a change"
                yield record, Fault((*pointer, "stance"), what, remedy)


def _own(facts: Facts, record: Record, position: Json) -> str:
    """Return who holds a position; "" where it is ascribed by somebody else, or nobody is known to hold it."""
    speaker, holder = record.data.get("speaker"), position.get("holder")
    when = dates_of(record.data.get("date"))
    days = (when.earliest, when.latest) if when else (None, None)
    side = record.data.get("onBehalfOf") or side_of(facts, speaker, *days)[0] or speaker
    own = speaker is None or holder in {None, side, speaker}
    found = holder or side
    return found if own and isinstance(found, str) else ""
