"""Rules about the figures of claims."""

from __future__ import annotations

from collections import defaultdict

from ..corpus.facts import Facts, Record
from ..errors import Fault
from ..schema import load_schema
from .rule import Found, error


@error
def units_not_comparable(facts: Facts) -> Found:
    """Claims on one measure use units that can be compared, and so does a value that is converted.

    Miles and kilometres can stand side by side, miles and minutes cannot: then the measure or the unit is wrong. A
    measure that takes any unit, such as ``quantity``, takes comparable ones for one subject and object.
    """
    alike: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for record in facts.of("Claim"):
        if dimension := _dimension(record.data.get("unit")):
            yield from _converted(record, dimension)
            alike[tuple(str(record.data.get(key)) for key in ("measure", "subject", "object"))].append(record)
    for (measure, *_), records in alike.items():
        usual = _dimension(measure) or _dimension(records[0].data["unit"])
        for record in records:
            if _dimension(unit := record.data["unit"]) != usual:
                what = f"the {measure} is given as a {usual}, and a {unit} is none"
                yield record, Fault((*record.pointer, "unit"), what, "correct the unit, or the measure")


def _converted(record: Record, dimension: str) -> Found:
    converted = record.data.get("converted")
    other = converted.get("unit") if isinstance(converted, dict) else None
    if _dimension(other) not in {"", dimension}:
        what = f"a {record.data['unit']} cannot be converted to a {other}"
        yield record, Fault((*record.pointer, "converted", "unit"), what, "correct one of the units")


def _dimension(word: object) -> str:
    """Return what a unit or a measure stands for, such as length; "" where it is none, or takes any."""
    concept = load_schema().concepts.get(word) if isinstance(word, str) else None
    return concept.dimension if concept else ""
