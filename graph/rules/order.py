"""Rules about order in time and about circles."""

from __future__ import annotations

from itertools import chain

from ..corpus.facts import Facts, Record, many
from ..errors import Fault, Pointer
from .circles import circles
from .moments import dates_of, moments_of
from .rule import Found, error

#: Class → what must lead from a thing of it to others and never back to it.
ACYCLIC = {"Act": "reactsTo", "Actor": "partOf", "Place": "in", "Topic": "broader", "Sanction": "basedOn"}


@error
def ends_before_it_begins(facts: Facts) -> Found:
    """Nothing ends before it begins: no event, no tenure, no seat, no sanction.

    Partial dates are read kindly: what ends in 2031 may begin on any day of 2031.
    """
    whole = ((record, record.pointer, record.data) for record in facts.of("Event", "Sanction"))
    for record, pointer, data in chain(whole, facts.found.nodes["Tenure"], facts.found.nodes["Seat"]):
        end = dates_of(data.get("until")) if "until" in data else None
        start = dates_of(data.get("since", data.get("date"))) if end else None
        if start and end and start.earliest and end.latest and end.latest < start.earliest:
            what = f"it ends ({end.text}) before it begins ({start.text})"
            yield record, Fault((*pointer, "until"), what, "correct one of the dates")


@error
def reacts_before_its_cause(facts: Facts) -> Found:
    """A reaction does not come before its cause in every time zone.

    Dates are local: late on the 2nd in Pago Pago is early on the 4th in Kiritimati. ``utcOffset`` says where in between
    an act was. A partial date or an interval counts with the days that suit best.
    """
    for record in facts.of("Act"):
        causes = record.data.get("reactsTo")
        if causes is None or (reaction := moments_of(record)[1]) is None:
            continue
        for index, id_ in enumerate(many(causes)):
            cause = facts.records.get(id_) if isinstance(id_, str) else None
            begins = moments_of(cause)[0] if cause else None
            if begins is not None and reaction <= begins:
                pointer: Pointer = (*record.pointer, "reactsTo")
                pointer = (*pointer, index) if isinstance(causes, list) else pointer
                dates = f"{record.data['date']} and {cause.data['date']}" if cause else ""
                what = f"it reacts to {id_}, which came later ({dates})"
                yield record, Fault(pointer, what, "correct a date, or the reference")


@error
def runs_in_a_circle(facts: Facts) -> Found:
    """No chain of reactions, parts, places, topics or grounds leads back to where it starts.

    One problem is told for each circle, at its first record by id.
    """
    for name, key in ACYCLIC.items():
        edges = {record.id: _leads_to(facts, record, key) for record in facts.of(name) if key in record.data}
        for circle in circles(edges):
            record = facts.records[circle[0]]
            shown = " → ".join(circle[:4]) + (" → …" if len(circle) > 4 else "")
            what = f"{key} runs in a circle: {shown} → {circle[0]}"
            yield record, Fault((*record.pointer, key), what, "break it", at="key")


def _leads_to(facts: Facts, record: Record, key: str) -> list[str]:
    named = {to for to in many(record.data.get(key)) if isinstance(to, str) and to in facts.records}
    return sorted(named - {record.id})
