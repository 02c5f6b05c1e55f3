"""Let stand the warnings that a curator has looked at: ``waivers`` at the record, each with its reason."""

from __future__ import annotations

from ..corpus.facts import Facts, Record
from ..errors import Fault, did_you_mean
from ..reader.document import refused
from .rule import Rule

UNNEEDED = Rule.from_text(
    "waiver-unneeded",
    "warning",
    """A waiver names a warning that the record has.

    When the warning is gone, the waiver goes too, or it would hide the next one.
    """,
)
UNKNOWN = Rule.from_text(
    "waiver-unknown",
    "error",
    """A waiver names the code of a warning; errors cannot be waived.""",
)


def waive(facts: Facts, known: dict[str, Rule]) -> None:
    """Remove the warnings that are waived at their record, and note the waivers that name none.

    While there are errors no waiver is said to be unneeded: some rules look only at facts without errors.
    """
    faulty = facts.faulty
    warnings = {code for code, rule in known.items() if rule.severity == "warning"}
    for record, pointer, data in facts.found.nodes["Waiver"]:
        code = data.get("rule")
        if not isinstance(code, str) or refused(code):
            continue
        if code in warnings:
            if not _waived(facts, record, code) and not faulty:
                what = f"the record has no warning {code}"
                fault = Fault((*pointer, "rule"), what, "remove the waiver", severity="warning", rule=UNNEEDED.code)
                facts.fault(record, fault)
        else:
            what = f"{code} is an error" if code in known else f"unknown rule {code!r}"
            remedy = "mend what is wrong" if code in known else did_you_mean(code, warnings)
            facts.fault(record, Fault((*pointer, "rule"), what, remedy, rule=UNKNOWN.code))


def _waived(facts: Facts, record: Record, code: str) -> bool:
    """Remove the warnings of a rule at a record, and say whether there were any."""
    noted = facts.faults.get(record.file.name, [])
    kept = [(id_, fault) for id_, fault in noted if id_ != record.id or fault.rule != code]
    if len(kept) < len(noted):
        facts.faults[record.file.name] = kept
    return len(kept) < len(noted)
