"""Rules about the figures of claims."""

from __future__ import annotations

from collections import Counter, defaultdict

from ..corpus.facts import Facts, Record
from ..errors import Fault
from ..schema import load_schema
from .rule import Found, error


@error
def units_not_comparable(facts: Facts) -> Found:
    """Claims on one measure use units that can be compared, and so does a value that is converted.

    Miles and kilometres can stand side by side, miles and minutes cannot: then the measure or the unit is wrong.

    Bad::

        claims:
          strait-is-wide:
            subject: tarvonia
            measure: impact-distance
            value: 40
            unit: kilometre
            converted: {value: 25, unit: minute}
            accordingTo: [eskeria]
            evidence: [{source: gazette, locator: page 1}]

    Good::

        claims:
          strait-is-wide:
            subject: tarvonia
            measure: impact-distance
            value: 40
            unit: kilometre
            converted: {value: 25, unit: mile}
            accordingTo: [eskeria]
            evidence: [{source: gazette, locator: page 1}]
    """
    by_measure: dict[str, list[Record]] = defaultdict(list)
    for record in facts.of("Claim"):
        unit, converted = record.data.get("unit"), record.data.get("converted")
        if (dimension := _dimension(unit)) and isinstance(record.data.get("measure"), str):
            by_measure[record.data["measure"]].append(record)
            other = converted.get("unit") if isinstance(converted, dict) else None
            if _dimension(other) not in {"", dimension}:
                what, remedy = f"a {unit} cannot be converted to a {other}", "correct one of the units"
                yield record, Fault((*record.pointer, "converted", "unit"), what, remedy)
    for measure, records in by_measure.items():
        counts = Counter(_dimension(record.data["unit"]) for record in records)
        usual = max(sorted(counts), key=counts.__getitem__)
        for record in records:
            if _dimension(record.data["unit"]) != usual:
                what = f"a {record.data['unit']} is no unit of {usual}, in which other claims give the {measure}"
                yield record, Fault((*record.pointer, "unit"), what, "correct the unit, or the measure")


def _dimension(unit: object) -> str:
    """Return what a unit measures, such as length; "" where it is no unit."""
    concept = load_schema().concepts.get(unit) if isinstance(unit, str) else None
    return concept.dimension if concept else ""
