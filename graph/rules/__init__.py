"""Hold what the ontology cannot say, one short function a rule; its docstring is its documentation."""

from .catalogue import all_rules, rule_of
from .check import check
from .rule import Rule
from .waive import waive

__all__ = ["Rule", "all_rules", "check", "rule_of", "waive"]
