"""Every rule has a code, a page and examples; warnings can be waived."""

import re
from pathlib import Path

import pytest

import communique
from communique.graph.api import check
from communique.graph.rules import Rule, all_rules
from communique.graph.rules.page import listed, page
from conftest import ROOT
from disk import CAST, told, write
from sayings import EVIDENCE

# --- each rule has a code, a sentence, a bad and a good example


#: Rules whose bad example is bad only beside a text; test_evidence.py and test_nearest.py hold them.
AT_THE_TEXT = {"quote-not-found", "quote-ambiguous", "paragraph-beyond-text"}
#: Rules about folders, about texts and about what was there before.
NOT_IN_ONE_FILE = {"dataset", "shacl", "source-changed", *AT_THE_TEXT, "id-disappeared", "id-reused", "changed-since"}
RULES = all_rules()
EXPLAINED = [rule for rule in RULES.values() if rule.bad and rule.code not in NOT_IN_ONE_FILE]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_says_in_one_sentence_what_must_hold(rule: Rule) -> None:
    assert re.fullmatch("[a-z]+(-[a-z0-9]+)+|schema|dataset|shacl", rule.code)
    assert rule.summary[0].isupper()
    assert rule.summary.endswith(".")
    assert rule.severity in {"error", "warning"}
    assert bool(rule.bad) == bool(rule.good)


def test_every_example_is_of_a_rule() -> None:
    names = {path.name for path in (ROOT / "graph" / "rules" / "examples").iterdir()}
    assert names == {f"{rule.code}.{kind}.yaml" for rule in RULES.values() if rule.bad for kind in ("bad", "good")}


def broken(folder: Path, example: str) -> set[str]:
    """Return the codes of the rules that an example breaks, beside the cast."""
    found, _ = check(write(folder, {"cast.yaml": CAST, "f.yaml": example}))
    return {one.rule for one in found.problems if Path(one.file).name == "f.yaml"}


@pytest.mark.parametrize("rule", EXPLAINED, ids=lambda rule: rule.code)
def test_the_bad_example_breaks_its_rule_and_the_good_one_none(rule: Rule, tmp_path: Path) -> None:
    quiet = set() if rule.code == "nothing-uses-it" else {"nothing-uses-it"}  # examples are short
    assert broken(tmp_path / "bad", rule.bad) - quiet == {rule.code}
    assert broken(tmp_path / "good", rule.good) - quiet == set()


def test_nearly_every_rule_has_examples() -> None:
    assert RULES.keys() - {rule.code for rule in EXPLAINED} == NOT_IN_ONE_FILE


@pytest.mark.parametrize("rule", EXPLAINED, ids=lambda rule: rule.code)
def test_a_bad_example_has_the_severity_of_its_rule(rule: Rule, tmp_path: Path) -> None:
    found, _ = check(write(tmp_path, {"cast.yaml": CAST, "f.yaml": rule.bad}))
    assert {one.severity for one in found.problems if one.rule == rule.code} == {rule.severity}


# --- use


def test_what_nothing_uses_is_told(tmp_path: Path) -> None:
    text = "places:\n  quay: {label: Q, in: harbour}\n  harbour: {label: H}\n"
    found, _ = check(write(tmp_path, {"f.yaml": text}))
    assert told(found.problems) == ["f.yaml:2:3 quay: nothing uses this place"]
    assert found.errors == []


def test_what_refers_to_itself_alone_is_not_used(tmp_path: Path) -> None:
    text = f"actors:\n  x:\n    kind: person\n    label: X\n    offices: [{{office: O, of: x, {EVIDENCE}}}]\n"
    found, _ = check(write(tmp_path, {"f.yaml": text, "c.yaml": "sources:\n  gazette: {title: G}\n"}))
    assert told(found.problems) == ["f.yaml:2:3 x: nothing uses this person"]


def test_nothing_is_said_of_use_while_there_are_errors(tmp_path: Path) -> None:
    text = "places:\n  quay: {label: Q, in: harbor}\n  harbour: {label: H}\n"
    found, _ = check(write(tmp_path, {"f.yaml": text}))
    assert told(found.problems) == ["f.yaml:2:24 quay: unknown in 'harbor'"]


# --- waivers


WAIVED = "topics:\n  fishing:\n    label: Fishing\n    waivers: [{rule: RULE, because: Kept for the autumn.}]\n"


def codes(folder: Path, text: str) -> list[str]:
    found, _ = check(write(folder, {"f.yaml": text}))
    return [f"{one.line}:{one.column} {one.severity} {one.rule}: {one.what}; {one.remedy}" for one in found.problems]


def test_a_warning_can_be_waived_with_a_reason(tmp_path: Path) -> None:
    assert codes(tmp_path, WAIVED.replace("RULE", "nothing-uses-it")) == []


def test_a_waiver_without_a_reason_is_none(tmp_path: Path) -> None:
    text = WAIVED.replace("RULE", "nothing-uses-it").replace(", because: Kept for the autumn.", "")
    assert [line.partition("; ")[0] for line in codes(tmp_path, text)] == ["4:15 error schema: 'because' is missing"]


def test_a_waiver_of_nothing_is_told(tmp_path: Path) -> None:
    found = codes(tmp_path, WAIVED.replace("RULE", "mixed-scripts"))
    assert found == [
        "2:3 warning nothing-uses-it: nothing uses this topic; refer to it, or remove it",
        "4:22 warning waiver-unneeded: the record has no warning mixed-scripts; remove the waiver",
    ]


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ("nothing-uses", "unknown rule 'nothing-uses'; did you mean 'nothing-uses-it'?"),
        ("id-twice", "id-twice is an error; mend what is wrong"),
    ],
)
def test_only_a_warning_can_be_waived(tmp_path: Path, rule: str, what: str) -> None:
    assert f"4:22 error waiver-unknown: {what}" in codes(tmp_path, WAIVED.replace("RULE", rule))


def test_a_waiver_holds_for_its_own_record_only(tmp_path: Path) -> None:
    text = WAIVED.replace("RULE", "nothing-uses-it") + "  sailing: {label: Sailing}\n"
    assert [line.partition(" ")[0] for line in codes(tmp_path, text)] == ["5:3"]


def test_the_reason_of_a_waiver_is_kept(tmp_path: Path) -> None:
    graph = communique.load(write(tmp_path, {"f.yaml": WAIVED.replace("RULE", "nothing-uses-it")}))
    assert "nothing-uses-it" in graph.show("fishing")
    assert "Kept for the autumn." in graph.show("fishing")


# --- the page


def test_the_page_of_the_rules_is_fresh() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == page(all_rules().values())


def test_the_list_fits_the_terminal() -> None:
    for width in (40, 80, 120):
        assert max(map(len, listed(all_rules().values(), width).split("\n"))) <= max(width, 64)
