"""Fold acts into signed edges: who acts on what, how, when, in which words, and where it is written."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, fields, replace

from .records import ACTS, Record, Records

#: What a stance says of the holder.
STANCES = {"supports": "supports", "opposes": "opposes", "mixed": "is of two minds about", "neutral": "is neutral on"}
#: Choice → (sign, relation).
CHOICES = {
    "for": ("supports", "votes for"),
    "against": ("opposes", "votes against"),
    "abstain": ("neutral", "abstains on"),
    "absent": ("neutral", "is absent from the vote on"),
}
#: What a statement without a position still reaches, the strongest tie first.
_LINKS = {"reactsTo": "reacts to", "callsOn": "calls on", "addressee": "speaks to", "about": "speaks about"}
#: Class → property → (sign, relation): what other acts do, from the actor to the act ...
_INTO = {
    "event": {"by": ("neutral", "does"), "participants": ("neutral", "takes part in")},
    "proposal": {"by": ("supports", "proposes")},
    "sanction": {"imposedBy": ("supports", "imposes")},
    "veto": {"by": ("opposes", "vetoes")},
}
#: ... and from the act to what it leads to.
OUT_OF = {
    "reactsTo": ("neutral", "reacts to"),
    "resultedIn": ("neutral", "resulted in"),
    "target": ("opposes", "sanctions"),
    "basedOn": ("neutral", "rests on"),
}


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """Hold one edge; ``source`` and ``target`` are IRIs, everything else is text, "" where nothing is known."""

    source: str
    target: str
    sign: str  #: supports, opposes, mixed or neutral
    relation: str  #: a verb, to be read between the labels of source and target
    statement: str = ""  #: id of the record that says so, of whichever kind
    act: str = ""
    date: str = ""
    earliest: str = ""
    latest: str = ""
    quote: str = ""
    gist: str = ""
    modality: str = ""
    leverage: str = ""
    change: str = ""
    side: str = ""  #: whom the speaker speaks for
    via: str = ""  #: id of the statement, claim, vote or veto that the target stands for
    ascribed: str = ""  #: "yes" where somebody else says that this is the holder's stance
    ascribed_by: str = ""
    cite: str = ""

    def attributes(self) -> dict[str, str]:
        """Return what is known beside the two ends."""
        names = [one.name for one in fields(self)[2:]]
        return {name: getattr(self, name) for name in names if getattr(self, name)}


#: Words of a relation → sign, as the network has them.
SIGNS = {
    **{words: stance for stance, words in STANCES.items()},
    **{words: sign for verbs in (CHOICES, OUT_OF, *_INTO.values()) for sign, words in verbs.values()},
}


def edges(records: Records, acts: Container[str] | None = None) -> Iterator[Edge]:
    """Yield the edges of the acts, which are named by IRI, or of all; in no order, and the same one may come twice."""
    for record in records:
        if record.kind not in ACTS or (acts is not None and record.iri not in acts):
            continue
        if record.kind == "statement":
            yield from _statement(records, record)
        else:
            yield from _other_act(records, record)


def ends(records: Records, record: Record) -> Iterator[tuple[Record, str]]:
    """Yield the things that an edge to the record ends at, with the id of what each stands for ("" for itself).

    What is said and claimed stands for who says so, a vote and a veto for the draft that they are about.
    """
    keys = {"statement": "speaker", "claim": "accordingTo", "vote": "draft", "veto": "against"}
    stand_ins = records.linked(record, keys.get(record.kind, ""))
    yield from ((one, record.id) for one in stand_ins) if stand_ins else [(record, "")]


def _statement(records: Records, record: Record) -> Iterator[Edge]:
    for speaker in records.linked(record, "speaker"):
        said = replace(_said(records, record), source=speaker.iri)
        positions = records.linked(record, "positions")
        for position in positions:
            yield from _position(records, position, said)
        if not positions:
            yield from _links(records, record, said)


def _said(records: Records, record: Record) -> Edge:
    sides = [one for one in records.linked(record, "onBehalfOf") if one.iri not in record.links.get("speaker", [])]
    return Edge(
        "",
        "",
        "neutral",
        "",
        statement=record.id,
        act=records.labels(record, "act"),
        date=record.text("date"),
        earliest=record.text("earliest"),
        latest=record.text("latest"),
        quote=record.text("quote"),
        gist=record.text("gist"),
        modality=records.labels(record, "modality"),
        side=", ".join(map(records.label, sides)),
        cite=records.cite(record),
    )


def _position(records: Records, position: Record, said: Edge) -> Iterator[Edge]:
    """Yield the edges of one stance: from who speaks, or, where it is ascribed or nobody speaks, from who holds it."""
    stance = position.word("stance") or "neutral"
    for holder in records.linked(position, "holder"):
        found = replace(
            said,
            sign=stance,
            relation=STANCES.get(stance, stance),
            leverage=records.labels(position, "leverage"),
            change=records.labels(position, "change"),
        )
        if position.text("ascribed") == "true":
            found = replace(
                found, source=holder.iri, side="", ascribed="yes", ascribed_by=records.label(records[said.source])
            )
        elif not said.source:
            found = replace(found, source=holder.iri)
        for toward in records.linked(position, "toward"):
            yield from _to(records, found, toward)


def _links(records: Records, record: Record, said: Edge) -> Iterator[Edge]:
    reached: set[str] = set()
    for key, relation in _LINKS.items():
        for linked in records.linked(record, key):
            for edge in _to(records, replace(said, relation=relation), linked):
                if edge.target not in reached:
                    reached.add(edge.target)
                    yield edge


def _other_act(records: Records, record: Record) -> Iterator[Edge]:
    done = replace(_said(records, record), side="")
    for position in records.linked(record, "positions"):
        yield from _position(records, position, done)
    for key, (sign, relation) in _INTO.get(record.kind, {}).items():
        verb = "decides against" if record.word("status") == "decided-against" else relation
        for actor in records.linked(record, key):
            yield from _to(records, replace(done, source=actor.iri, sign=sign, relation=verb), record)
    for key, (sign, relation) in OUT_OF.items():
        for linked in records.linked(record, key):
            for end, _ in ends(records, record):
                yield from _to(records, replace(done, source=end.iri, sign=sign, relation=relation), linked)
    yield from _ballots(records, record, done)


def _ballots(records: Records, vote: Record, done: Edge) -> Iterator[Edge]:
    for ballot in records.linked(vote, "ballots"):
        sign, relation = CHOICES.get(ballot.word("choice"), ("neutral", "votes on"))
        for actor in records.linked(ballot, "actor"):
            yield from _to(records, replace(done, source=actor.iri, sign=sign, relation=relation), vote)


def _to(records: Records, edge: Edge, record: Record) -> Iterator[Edge]:
    for end, via in ends(records, record):
        yield replace(edge, target=end.iri, via=via)
