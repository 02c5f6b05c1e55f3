"""List every rule there is, in the order in which facts meet them."""

from __future__ import annotations

from functools import cache

from ..errors import UnknownError
from .check import RULES
from .history import HISTORY
from .proofs import PROOFS
from .rule import Rule
from .stages import STAGES
from .waive import UNKNOWN, UNNEEDED


@cache
def all_rules() -> dict[str, Rule]:
    """Return code → rule."""
    found = (*STAGES, *PROOFS, *(one.rule for one in RULES), UNKNOWN, UNNEEDED, *HISTORY)
    return {rule.code: rule for rule in found}


def rule_of(code: str) -> Rule:
    """Return the rule of a code. Raises UnknownError, with the nearest, where there is none."""
    if code not in all_rules():
        raise UnknownError("rule", code, all_rules())
    return all_rules()[code]
