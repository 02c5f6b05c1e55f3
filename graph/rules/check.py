"""Run every rule over the facts, and let stand what a curator has waived."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from ..corpus.facts import Facts
from . import content, dating, order, positions, tally, tenure, units, use, veto
from .rule import FactsRule

RULES: tuple[FactsRule, ...] = (
    content.says_nothing,
    content.value_without_unit,
    content.hidden_characters,
    content.mixed_scripts,
    content.same_words_twice,
    content.quote_in_marks,
    units.units_not_comparable,
    order.ends_before_it_begins,
    order.reacts_before_its_cause,
    dating.reported_before_it_happened,
    dating.weekday_disagrees,
    dating.id_names_another_day,
    order.runs_in_a_circle,
    tenure.speaks_outside_tenure,
    tenure.tenures_overlap,
    tally.tally_disagrees,
    tally.votes_twice,
    tally.voter_without_seat,
    tally.result_disagrees,
    tally.outcome_disagrees,
    veto.veto_without_power,
    veto.veto_disagrees,
    veto.veto_not_recorded,
    positions.positions_contradict,
    use.nothing_uses_it,
)


def check(facts: Facts, warnings: bool = True, known: Collection[FactsRule] = ()) -> None:
    """Note the faults that any rule finds, or that any finds whose breach forbids to use the facts.

    Rules that are ``known`` to hold are not looked at.
    """
    for one in RULES:
        code, severity = one.rule.code, one.rule.severity
        if one in known or not (warnings or severity == "error"):
            continue
        for record, fault in one(facts):
            facts.fault(record, replace(fault, rule=code, severity=severity))
