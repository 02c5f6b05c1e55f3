"""Tell how one act bears on others: the stances taken in it, what it reacts to, what it led to."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from ..network.fold import OUT_OF, STANCES
from ..network.records import Record, Records

#: Property → (sign, relation), from the act to what it bears on; what leads to other acts is said as in the network.
_LINKS = {
    "against": ("opposes", "vetoes"),
    **{key: OUT_OF[key] for key in ("reactsTo", "resultedIn", "basedOn")},
    "draft": ("neutral", "votes on"),
    "vote": ("neutral", "is cast in"),
}


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """Hold one tie by the ids of its acts; everything is text, "" where nothing is known."""

    source: str
    target: str
    sign: str  #: supports, opposes, mixed or neutral
    relation: str
    ascribed: str = ""  #: "yes" where somebody else says that this is the holder's stance
    ascribed_by: str = ""
    stance: bool = False  #: whether it is a position, of whatever sign

    def bears_on(self, acts: Container[str]) -> bool:
        """Tell whether it goes from one act of these to another."""
        return self.source != self.target and self.target in acts

    def attributes(self) -> dict[str, str]:
        """Return what is known beside the two ends."""
        known = {key: getattr(self, key) for key in ("sign", "relation", "ascribed", "ascribed_by")}
        return {key: value for key, value in known.items() if value}


def ties(records: Records, record: Record) -> Iterator[Tie]:
    """Yield the ties of an act; what it takes a stance on is not told again as what it reacts to."""
    told: set[str] = set()
    for position in records.linked(record, "positions"):
        for tie in _stance(records, record, position):
            told.add(tie.target)
            yield tie
    for key, (sign, relation) in _LINKS.items():
        for linked in records.linked(record, key):
            if linked.id not in told:
                told.add(linked.id)
                yield Tie(record.id, linked.id, sign, relation)


def _stance(records: Records, record: Record, position: Record) -> Iterator[Tie]:
    stance = position.word("stance") or "neutral"
    ascribed = position.text("ascribed") == "true"
    by = records.labels(record, "speaker") if ascribed else ""
    for toward in records.linked(position, "toward"):
        yes = "yes" if ascribed else ""
        yield Tie(record.id, toward.id, stance, STANCES.get(stance, stance), yes, by, stance=True)
