"""Run every rule over the facts."""

from __future__ import annotations

from ..corpus.facts import Facts
from . import content, order, tally, tenure

RULES = (
    content.says_something,
    content.has_value_and_unit,
    content.shows_all_it_says,
    order.ends_after_it_begins,
    order.reacts_after_its_cause,
    order.has_no_cycle,
    tenure.speaks_for_its_side,
    tally.adds_up,
)


def check(facts: Facts) -> None:
    """Note the faults that any rule finds."""
    for rule in RULES:
        for record, fault in rule(facts):
            facts.fault(record, fault)
