"""Derive what follows from the records, and say why.

Each rule yields Inference objects; they become triples of the inferred graph, beside a node that gives the reason.
Superclasses and the days that a date allows follow from the ontology alone and need no reason of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from ..corpus.facts import Facts, Json, Record, many
from ..dates import PartialDate, within
from ..rules.dating import AHEAD
from ..rules.seats import vetoed_by
from ..rules.tenure import side_of
from ..schema import load_schema
from ..schema.names import CQ, INFERRED_GRAPH, RDF, TYPE, XSD
from .terms import iri, literal, text, typed

_GRAPH = f" <{INFERRED_GRAPH}> .\n"
_A, _EARLIEST, _LATEST = iri(TYPE), iri(CQ + "earliest"), iri(CQ + "latest")
_INFERENCE, _BECAUSE = iri(CQ + "Inference"), iri(CQ + "because")
_SUBJECT, _PREDICATE, _OBJECT = iri(RDF + "subject"), iri(RDF + "predicate"), iri(RDF + "object")


class Inference(NamedTuple):
    """Hold one derived triple, its terms in N-Quads syntax, and the reason in English."""

    subject: str  #: IRI
    key: str  #: local name of the property
    term: str
    because: str


def inferred_quads(facts: Facts) -> Iterator[str]:
    """Yield the N-Quads lines of the inferred graph, by id; a piece of text for each record."""
    return inferred_of(facts, (record for _, record in sorted(facts.here.items())))


def inferred_of(facts: Facts, records: Iterable[Record]) -> Iterator[str]:
    """Yield the N-Quads lines of what is inferred about records, in their order; a piece of text for each of them."""
    derived = _by_subject(facts)
    for record in records:
        found = [f"<{record.iri}>{kind}" for kind in _superclasses(record.shape.name)]
        about = derived.get(record.id, [])
        _days(record, about, found)
        if about:
            _reasons(record.iri, about, found)
        yield "".join(found)


def inferences(facts: Facts) -> list[Inference]:
    """Return everything that a rule derives, by id of the record that it is about."""
    return [one for _, found in sorted(_by_subject(facts).items()) for one in found]


def _by_subject(facts: Facts) -> dict[str, list[Inference]]:
    derived: dict[str, list[Inference]] = {}
    for _, record in sorted(facts.here.items()):
        if rules := _rules_of(record.shape.name):
            view = _View(facts, record)
            for rule in rules:
                for about, inference in rule(view):
                    derived.setdefault(about, []).append(inference)
    return derived


@dataclass
class _View:
    """Look at one record with what the rules derive about it."""

    facts: Facts
    record: Record

    @cached_property
    def published(self) -> tuple[str, str]:
        """Return (date, reason) of an undated act or claim, from the publication of what reports it; or ("", "")."""
        data = self.record.data
        is_view = {"Act", "Claim"}.intersection(self.record.shape.classes)
        if not is_view or "date" in data or data.get("status") in AHEAD:
            return "", ""
        found = [one for one in (_publication(self.facts, item) for item in self.record.nested("evidence")) if one]
        own = [(source, when) for source, when in found if self._written_by_speaker(source)]
        if own:
            return own[0][1].text, f"it is the author's own, in {own[0][0].id}, published then"
        bounds = [(when.latest, source) for source, when in found if when.latest]
        if not bounds:
            return "", ""
        latest, source = min(bounds, key=lambda pair: (pair[0], pair[1].id))
        return within(None, latest), f"{source.id}, which reports it, was published by then"

    def _written_by_speaker(self, source: Record) -> bool:
        voices = [self.record.data.get("speaker"), *many(self.record.data.get("accordingTo"))]
        return source.data.get("writtenBy") in [voice for voice in voices if voice]

    @cached_property
    def when(self) -> PartialDate | None:
        """Return the record's date, as written or as derived."""
        written = self.record.data.get("date") or self.published[0]
        return PartialDate.from_text(str(written)) if written else None

    @cached_property
    def side(self) -> tuple[str, str]:
        """Return (actor, reason) for whom a statement is made; the reason is empty where the record says it."""
        if "onBehalfOf" in self.record.data:
            return self.record.data["onBehalfOf"], ""
        days = (self.when.earliest, self.when.latest) if self.when else (None, None)
        return side_of(self.facts, self.record.data.get("speaker"), *days)


def _publication(facts: Facts, evidence: Json) -> tuple[Record, PartialDate] | None:
    source = facts.records.get(str(evidence.get("source")))
    if source is None or "published" not in source.data:
        return None
    return source, PartialDate.from_text(str(source.data["published"]))


def _date(view: _View) -> Iterator[tuple[str, Inference]]:
    """An undated act is no later than the source that reports it; an author's own words are as old as the source."""
    written, because = view.published
    if written:
        yield view.record.id, Inference(view.record.iri, "date", literal("date", written), because)


def _side(view: _View) -> Iterator[tuple[str, Inference]]:
    """A person speaks for the actor whose office he or she holds that day, an organ for the whole it belongs to."""
    side, because = view.side if view.record.shape.name == "Statement" else ("", "")
    if because:
        yield view.record.id, Inference(view.record.iri, "onBehalfOf", iri(view.facts.records[side].iri), because)


def _positions(view: _View) -> Iterator[tuple[str, Inference]]:
    """A stance is the speaker's side's; another holder's is ascribed to it; toward a proposal it counts."""
    record, facts = view.record, view.facts
    speaker = record.data.get("speaker", "")
    side = view.side[0] if speaker else ""
    for number, position in enumerate(record.nested("positions"), 1):
        node = f"{record.iri}/positions/{number}"
        holder, toward = position.get("holder") or side or speaker, position.get("toward", record.id)
        if "toward" not in position:
            yield (
                record.id,
                Inference(node, "toward", iri(record.iri), "the stance is toward the record that it stands in"),
            )
        if "holder" not in position and holder:
            because = f"{speaker} speaks for {side}" if side else f"{speaker} speaks for nobody else"
            yield record.id, Inference(node, "holder", iri(facts.records[holder].iri), because)
        ascribed = bool(speaker) and holder not in {speaker, side}
        if ascribed:
            term = literal("boolean", True)
            yield record.id, Inference(node, "ascribed", term, f"{speaker} says it of {holder}")
        elif holder and facts.records[toward].shape.name == "Proposal":
            yield from _counted(facts, record, toward, holder, position["stance"])


def _counted(facts: Facts, record: Record, proposal: str, holder: str, stance: str) -> Iterator[tuple[str, Inference]]:
    key = {"supports": "supportedBy", "opposes": "opposedBy"}.get(stance)
    if key:
        term = iri(facts.records[holder].iri)
        yield proposal, Inference(facts.records[proposal].iri, key, term, f"a position in {record.id} {stance} it")


def _vetoes(view: _View) -> Iterator[tuple[str, Inference]]:
    """What fails with a vote against it of a member whose seat has the veto is vetoed by that member."""
    record, facts = view.record, view.facts
    for actor in vetoed_by(facts, record) if record.shape.name == "Vote" else []:
        because = f"it is {record.data['result']}, and {actor}, whose seat has the veto, voted against"
        yield record.id, Inference(record.iri, "vetoedBy", iri(facts.records[actor].iri), because)


@cache
def _rules_of(name: str) -> list[Callable[[_View], Iterator[tuple[str, Inference]]]]:
    """Return the rules that may derive something from a record of a shape, in their order."""
    shape = load_schema().shapes[name]
    may = {
        _date: not {"Act", "Claim"}.isdisjoint(shape.classes),
        _side: name == "Statement",
        _positions: "positions" in shape.fields,
        _vetoes: name == "Vote",
    }
    return [rule for rule, applies in may.items() if applies]


@cache
def _superclasses(name: str) -> list[str]:
    """Return, for each class above a shape, the end of the line that says so of a thing."""
    shapes = load_schema().shapes
    return [f" {_A} {iri(shapes[one].iri)}{_GRAPH}" for one in dict.fromkeys(shapes[name].superclasses)]


def _days(record: Record, derived: list[Inference], found: list[str]) -> None:
    data = record.data
    for one in derived:
        if one.key == "date":
            data = {**data, "date": one.term[1 : one.term.index('"', 1)]}
    _node_days(record.iri, record.shape.name, data, found)


def _node_days(subject: str, name: str, data: Json, found: list[str]) -> None:
    dates, nested = _dated(name)
    if dates:
        for predicate, day in zip((_EARLIEST, _LATEST), _span(dates, data), strict=True):
            if day:
                found.append(f"<{subject}> {predicate} {_day(day)}{_GRAPH}")
    for key, inner in nested:
        if key in data:
            for number, item in enumerate(many(data[key]), 1):
                _node_days(f"{subject}/{key}/{number}", inner, item, found)


@lru_cache(maxsize=65536)
def _day(day: date) -> str:
    return typed(day.isoformat(), XSD + "date")


@cache
def _dated(name: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return (key, role) of the dates of a shape, and (key, shape) of what is nested in it and may be dated itself."""
    shapes = load_schema().shapes
    fields = shapes[name].fields.values()
    dates = [(field.key, field.span_role) for field in fields if field.span_role]
    inner = [(field.key, shapes[field.target].name) for field in fields if field.value == "nested"]
    return dates, [(key, one) for key, one in inner if any(_dated(one))]


def _span(dates: list[tuple[str, str]], data: Json) -> tuple[date | None, date | None]:
    """Return the first and the last day that the dates of a record allow, None where they leave it open."""
    found = {role: PartialDate.from_text(str(data[key])) for key, role in dates if key in data}
    start, end = found.get("point") or found.get("start"), found.get("end") or found.get("point")
    return (start.earliest if start else None), (end.latest if end else None)


def _reasons(subject: str, about: list[Inference], found: list[str]) -> None:
    """Collect the lines of what is derived about a record, each once, and of why, each time."""
    said: set[tuple[str, str, str]] = set()
    for number, one in enumerate(about, 1):
        predicate = _predicate(one.key)
        if (one.subject, predicate, one.term) not in said:
            said.add((one.subject, predicate, one.term))
            found.append(f"<{one.subject}> {predicate} {one.term}{_GRAPH}")
        node = f"<{subject}/inferred/{number}>"
        found.append(
            f"{node} {_A} {_INFERENCE}{_GRAPH}"
            f"{node} {_SUBJECT} <{one.subject}>{_GRAPH}"
            f"{node} {_PREDICATE} {predicate}{_GRAPH}"
            f"{node} {_OBJECT} {one.term}{_GRAPH}"
            f"{node} {_BECAUSE} {text(one.because, 'en')}{_GRAPH}"
        )


@cache
def _predicate(key: str) -> str:
    field = load_schema().fields.get(key)
    return iri(field.iri if field else CQ + key)
