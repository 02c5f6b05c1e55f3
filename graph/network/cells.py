"""Turn the terms of an answer into the nodes and the words of a network."""

from __future__ import annotations

import re

import pyoxigraph as ox

from ..query.answer import Cell
from ..query.things import id_of
from ..schema.names import local_name
from ..store.embedded import prefixes
from .fold import CHOICES, SIGNS, STANCES
from .node import node_attributes
from .records import Record, Records
from .sides import sides

#: Word of the vocabulary, or property → sign.
_STANCES = {
    **{stance: stance for stance in STANCES},
    **{choice: sign for choice, (sign, _) in CHOICES.items()},
    "supportedBy": "supports",
    "opposedBy": "opposes",
}


class Cells:
    """Know the node of each term: a recorded thing is what it is in every network, anything else is a small node."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._belongs = sides(records)
        self._blank: dict[str, int] = {}

    def node(self, cell: Cell) -> tuple[str, dict[str, str]]:
        """Return the id of a term's node, and its attributes: a thing by its id, a text in quotation marks."""
        if isinstance(cell, ox.NamedNode):
            record = self._records[cell.value]
            if record.kind:
                label = {"label": said} if (said := self._said(record)) else {}
                return record.id, node_attributes(self._records, record, self._belongs) | label
            return short(cell.value), {"label": self.words(cell), "kind": "thing"}
        if isinstance(cell, ox.BlankNode):  # its own name is another one each time
            name = f"_:{self._blank.setdefault(cell.value, len(self._blank) + 1)}"
            return name, {"label": name, "kind": "thing"}
        return f'"{self.words(cell)}"', {"label": self.words(cell), "kind": "text"}

    def _said(self, record: Record) -> str:
        """Return the words of what is said or claimed and has no label: they name it better than its id."""
        if record.kind not in {"statement", "claim"} or record.text("label"):
            return ""
        quote = record.text("quote")
        return f"“{quote}”" if quote else record.text("gist")

    def ascribed(self, says: Cell, holder: Cell, toward: Cell) -> dict[str, str]:
        """Return who ascribes a stance to its holder, where it is not the holder's own word."""
        act, *ends = (self._records[getattr(cell, "value", "")] for cell in (says, holder, toward))
        for position in self._records.linked(act, "positions"):
            links = (position.links.get("holder", []), position.links.get("toward", []))
            if position.text("ascribed") == "true" and all(
                end.iri in link for end, link in zip(ends, links, strict=True)
            ):
                return {"ascribed": "yes", "ascribed_by": self._records.labels(act, "speaker")}
        return {}

    def words(self, cell: Cell) -> str:
        """Return the label of a thing or a word, else the end of its address; of a literal the text."""
        if isinstance(cell, ox.NamedNode):
            record = self._records[cell.value]
            named = record.kind or record.text("label") or record.text("prefLabel")
            return self._records.label(record) if named else id_of(cell.value)
        return "" if cell is None else str(getattr(cell, "value", cell))

    def relation(self, cell: Cell) -> tuple[str, str]:
        """Return the sign and the words of what stands between two things: a stance, a property, a text, nothing."""
        words = self.words(cell)
        word = local_name(cell.value) if isinstance(cell, ox.NamedNode) else words
        said = STANCES.get(word) or (spaced(words) if words == word else words)
        return _STANCES.get(word) or SIGNS.get(said, "neutral"), said


def spaced(name: str) -> str:
    """Return the name of a column or of a property as words.

    >>> spaced("callsOn")
    'calls on'
    """
    return re.sub(r"(?<=[a-z])([A-Z])", lambda capital: f" {capital[1].lower()}", name)


def short(iri: str) -> str:
    """Return an IRI with one of the prefixes that every query may use, where one fits.

    >>> short("http://www.w3.org/2004/02/skos/core#Concept")
    'skos:Concept'
    """
    fits = [(start, name) for name, start in prefixes().items() if iri.startswith(start)]
    start, name = max(fits, default=("", ""), key=lambda pair: len(pair[0]))
    return f"{name}:{iri[len(start) :]}" if start else iri
