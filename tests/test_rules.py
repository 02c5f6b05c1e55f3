"""The rules beyond the schema: what a record must say, order in time, cycles, tenures, tallies."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import communique
from communique.graph.api import check
from communique.graph.rules import Rule, all_rules
from communique.graph.rules.circles import circles
from communique.graph.rules.page import listed, page
from communique.graph.rules.tenure import covers, side_of
from conftest import ROOT
from disk import CAST, problems, told, with_cast, write

EVIDENCE = "evidence: [{source: gazette, locator: page 1}]"
PRINTED = "evidence: [{source: gazette, paragraph: 1}]"


def claim(**keys: str) -> str:
    written = "".join(f"    {key}: {value}\n" for key, value in keys.items())
    fixed = f"    subject: tarvonia\n    measure: ally\n    accordingTo: [eskeria]\n    {EVIDENCE}\n"
    return "claims:\n  c:\n" + written + fixed


def event(id_: str, *keys: str) -> str:
    return f"  {id_}:\n" + "".join(f"    {key}\n" for key in ("type: visit", *keys, EVIDENCE))


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


# --- content


def test_a_statement_says_something(tmp_path: Path) -> None:
    text = f"statements:\n  s:\n    speaker: eskeria\n    act: assert\n    {EVIDENCE}\n"
    assert with_cast(tmp_path, text) == ["f.yaml:2:3 s: the statement says nothing"]


def test_a_claim_says_something(tmp_path: Path) -> None:
    assert with_cast(tmp_path, claim()) == ["f.yaml:2:3 c: the claim says nothing"]


@pytest.mark.parametrize("key", ["text", "gist", "object"])
def test_a_claim_may_say_it_in_any_way(tmp_path: Path, key: str) -> None:
    assert with_cast(tmp_path, claim(**{key: "eskeria"})) == []


def test_a_value_has_a_unit_and_a_unit_a_value(tmp_path: Path) -> None:
    assert with_cast(tmp_path, claim(value="5")) == ["f.yaml:3:5 c: the value stands without a unit"]
    assert with_cast(tmp_path, claim(text="five", unit="mile")) == ["f.yaml:4:5 c: the unit stands without a value"]
    assert with_cast(tmp_path, claim(value="5", unit="mile")) == []


@pytest.mark.parametrize("unseen", ["\u202e", "\u2066", "\u200b", "\u200d", "\u200f", "\ufeff"])
def test_what_cannot_be_seen_in_a_text_is_a_warning(tmp_path: Path, unseen: str) -> None:
    text = claim(gist="{en: ab, ko: a" + unseen + "b}")
    (found,) = problems(tmp_path, {"cast.yaml": CAST, "f.yaml": text})
    assert told([found]) == [f"f.yaml:3:11 c: the text holds U+{ord(unseen):04X}, which cannot be seen"]
    assert found.severity == "warning"
    assert "warning: the text holds" in str(found)


# --- order in time


@pytest.mark.parametrize(
    ("begins", "until", "ends_too_early"),
    [
        ("2031-03-04", "2031-03-03", True),
        ("2031-03-04", "2031-02", True),
        ("2031-03-04", "2030", True),
        ("2031-03-04/2031-03-06", "2031-03-03", True),
        ("2031-03-04", "2031-03-04", False),
        ("2031-03-04", "2031-03", False),
        ("2031-03-04", "2031", False),
        ("2031", "2031-01-01", False),
        ("../2031-03-04", "2030", False),
        ("2031-03-04", "2030/..", False),
    ],
)
def test_nothing_ends_before_it_begins(tmp_path: Path, begins: str, until: str, ends_too_early: bool) -> None:
    found = with_cast(tmp_path, "events:\n" + event("e", f"date: {begins}", f"until: {until}"))
    what = f"f.yaml:5:12 e: it ends ({until}) before it begins ({begins})"
    assert found == ([what] if ends_too_early else [])


@pytest.mark.parametrize("section", ["offices: [{office: O, of: tarvonia", "seats: [{in: sea-council"])
def test_no_tenure_and_no_seat_ends_before_it_begins(tmp_path: Path, section: str) -> None:
    kind = "person" if section.startswith("offices") else "state"
    written = f"{section}, {EVIDENCE}, since: 2031, until: 2030}}]"
    found = with_cast(tmp_path, f"actors:\n  x:\n    kind: {kind}\n    label: X\n    {written}\n")
    assert found == [f"f.yaml:5:{written.index('2030') + 5} x: it ends (2030) before it begins (2031)"]


def reaction(reacts: str, cause: str) -> str:
    first = event("answer", "reactsTo: [cause]", *reacts.split("; "))
    return "events:\n" + first + event("cause", *cause.split("; "))


@pytest.mark.parametrize(
    ("reacts", "cause", "too_early"),
    [
        ("date: 2031-03-04", "date: 2031-03-04", False),
        ("date: 2031-03-03", "date: 2031-03-04", False),
        ("date: 2031-03-02", "date: 2031-03-04", False),  # late in Pago Pago is early in Kiritimati two dates on
        ("date: 2031-03-01", "date: 2031-03-04", True),
        ("date: 2031-03-02; utcOffset: '+09:00'", "date: 2031-03-04; utcOffset: '+09:00'", True),
        ("date: 2031-03-03; utcOffset: '+09:00'", "date: 2031-03-04; utcOffset: '+09:00'", True),
        ("date: 2031-03-03; utcOffset: '-05:00'", "date: 2031-03-04; utcOffset: '+09:00'", False),
        ("date: 2031-03-03; utcOffset: '+09:00'", "date: 2031-03-04; utcOffset: '-05:00'", True),
        ("date: 2031-03-02; utcOffset: '-12:00'", "date: 2031-03-04; utcOffset: '+14:00'", False),
        ("date: 2031-03-02; utcOffset: '-11:00'", "date: 2031-03-04; utcOffset: '+13:00'", True),
        ("date: 2031-02", "date: 2031-03-04", True),
        ("date: 2031-03", "date: 2031-03-04", False),
        ("date: ../2031-03-01", "date: 2031-03-04/..", True),
        ("date: 2031-03-01/..", "date: ../2031-03-04", False),
        ("date: '0001'", "date: 9999", True),
        ("date: 9999", "date: '0001'", False),
        ("status: happened", "date: 2031-03-04", False),
    ],
)
def test_a_reaction_does_not_come_before_its_cause_in_every_time_zone(
    tmp_path: Path, reacts: str, cause: str, too_early: bool
) -> None:
    days = [re.sub("date: '?([^';]*).*", r"\1", keys) for keys in (reacts, cause)]
    what = f"f.yaml:4:16 answer: it reacts to cause, which came later ({days[0]} and {days[1]})"
    assert with_cast(tmp_path, reaction(reacts, cause)) == ([what] if too_early else [])


# --- cycles


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("places:\n  a: {label: A, in: b}\n  b: {label: B, in: a}\n", "2:17 a: in runs in a circle: a → b → a"),
        (
            "topics:\n  b: {label: B, broader: a}\n  a: {label: A, broader: b}\n",
            "3:17 a: broader runs in a circle: a → b",
        ),
        (
            "actors:\n  a: {kind: group, label: A, partOf: c}\n  b: {kind: group, label: B, partOf: a}\n"
            "  c: {kind: group, label: C, partOf: b}\n",
            "2:30 a: partOf runs in a circle: a → c → b → a",
        ),
        ("places:\n  a: {label: A, in: a}\n", "2:21 a: in refers to the record itself"),
    ],
)
def test_nothing_leads_back_to_itself(tmp_path: Path, text: str, found: str) -> None:
    (line,) = with_cast(tmp_path, text)
    assert line.startswith(f"f.yaml:{found}")


def test_a_circle_of_reactions_is_told_once(tmp_path: Path) -> None:
    acts = [event(f"e{number}", f"reactsTo: [e{(number + 1) % 7}, e0]") for number in range(1, 7)]
    found = with_cast(tmp_path, "events:\n" + event("e0", "reactsTo: [e1]") + "".join(acts))
    assert found == ["f.yaml:4:5 e0: reactsTo runs in a circle: e0 → e1 → e0"]


def test_claims_may_dispute_each_other(tmp_path: Path) -> None:
    one = claim(text="x", disputes="[d]")
    other = claim(text="y", disputes="[c]").replace("claims:\n  c:", "  d:")
    assert with_cast(tmp_path, one + other) == []


nodes = st.sampled_from("abcdefgh")


@given(st.dictionaries(nodes, st.sets(nodes).map(sorted)))
def test_every_knot_gives_a_circle_and_no_circle_is_invented(edges: dict[str, list[str]]) -> None:
    found = list(circles(edges))
    assert len(found) <= len(edges)
    for cycle in found:
        assert cycle[0] == min(cycle)
        assert all(b in edges[a] for a, b in zip(cycle, [*cycle[1:], cycle[0]], strict=True))
    for node in edges:
        knot = reached(edges, node)
        if node in knot:
            assert any(set(cycle) <= knot and node in reached(edges, cycle[0]) for cycle in found)


def reached(edges: dict[str, list[str]], start: str) -> set[str]:
    found: set[str] = set()
    todo = list(edges.get(start, []))
    while todo:
        node = todo.pop()
        if node not in found:
            found.add(node)
            todo += edges.get(node, [])
    return found


# --- tenures


def speaks(when: str, *offices: str) -> str:
    held = "".join(f"      - {{office: O, {office}, {EVIDENCE}}}\n" for office in offices)
    person = "actors:\n  p:\n    kind: person\n    label: P\n" + ("    offices:\n" + held if held else "")
    words = f"speaker: p, onBehalfOf: tarvonia, act: assert, gist: x, date: {when}, {EVIDENCE}"
    return person + f"statements:\n  s: {{{words}}}\n"


@pytest.mark.parametrize(
    ("when", "offices", "excluded"),
    [
        ("2031-03-04", ["of: tarvonia, since: 2030, until: 2032"], False),
        ("2031-03-04", ["of: tarvonia, since: 2031-03-05"], False),  # a day for the time zones
        ("2031-03-04", ["of: tarvonia, since: 2031-03-06"], True),
        ("2031-03-04", ["of: tarvonia, until: 2031-03-03"], False),
        ("2031-03-04", ["of: tarvonia, until: 2031-03-02"], True),
        ("2031-03-04", ["of: tarvonia, until: 2030", "of: tarvonia, since: 2031"], False),
        ("2031-03-04", ["of: tarvonia, until: 2030", "of: tarvonia, since: 2032"], True),
        ("2031-03-04", ["of: eskeria, until: 2030"], False),
        ("2031-03-04", [], False),
        ("2031", ["of: tarvonia, since: 2031-12-31"], False),
        ("../2031", ["of: tarvonia, since: 2032-02"], True),
        ("9999", ["of: tarvonia, since: '0001', until: 9999"], False),
    ],
)
def test_recorded_tenures_do_not_exclude_the_day(tmp_path: Path, when: str, offices: list[str], excluded: bool) -> None:
    text = speaks(when, *offices)
    line, column = text.count("\n"), text.splitlines()[-1].index("tarvonia") + 1
    found = [f"f.yaml:{line}:{column} s: p held no office of tarvonia on {when}"] if excluded else []
    assert with_cast(tmp_path, text) == found


@pytest.mark.parametrize(
    ("day", "side"),
    [
        (date(2030, 5, 30), ""),
        (date(2030, 5, 31), "tarvonia"),
        (date(2032, 1, 1), "tarvonia"),
        (date(2032, 1, 2), ""),
        (date(2032, 6, 29), ""),
        (date(2032, 6, 30), "eskeria"),
    ],
)
def test_a_person_speaks_for_whom_the_office_surely_held_is(tmp_path: Path, day: date, side: str) -> None:
    text = speaks("2031", "of: tarvonia, since: 2030-05, until: 2032", "of: eskeria, since: 2032-06")
    facts, _ = check(write(tmp_path, {"cast.yaml": CAST, "f.yaml": text}))
    assert side_of(facts, "p", day, day) == (side, f"p held the office O of {side} then" if side else "")


def test_anybody_else_speaks_for_the_whole(tmp_path: Path) -> None:
    text = "actors:\n  ministry: {kind: organization, label: M, partOf: tarvonia}\n"
    facts, _ = check(write(tmp_path, {"cast.yaml": CAST, "f.yaml": text}))
    assert side_of(facts, "ministry", None, None) == ("tarvonia", "ministry is part of tarvonia")
    assert side_of(facts, "tarvonia", None, None) == side_of(facts, "nobody", None, None) == ("", "")


def test_an_office_without_dates_is_held_always() -> None:
    assert covers({}, None, None)
    assert not covers({"since": 2031}, None, None)


# --- tallies


def vote(tally: str, *choices: str) -> str:
    ballots = "".join(f"      - {{actor: {actor}, choice: {choice}}}\n" for actor, choice in map(str.split, choices))
    return f"votes:\n  v:\n    in: sea-council\n    {EVIDENCE}\n{tally}    ballots:\n{ballots}"


@pytest.mark.parametrize(
    ("tally", "found"),
    [
        ("    votesFor: 1\n    votesAgainst: 1\n    abstentions: 0\n", []),
        ("    votesFor: 9\n    votesAgainst: 4\n    abstentions: 2\n", []),
        ("    votesFor: 0\n", ["5:15 v: votesFor is 0, and 1 such ballots are recorded"]),
        (
            "    votesFor: 0\n    votesAgainst: 2\n    abstentions: 0\n",
            [
                "5:15 v: votesFor is 0, and 1 such ballots are recorded",
                "6:19 v: votesAgainst is 2, and 1 such ballots are recorded",
            ],
        ),
    ],
)
def test_the_tally_is_that_of_the_ballots_or_of_more(tmp_path: Path, tally: str, found: list[str]) -> None:
    text = vote(tally, "tarvonia against", "eskeria for")
    assert with_cast(tmp_path, text) == [f"f.yaml:{line}" for line in found]


def test_nobody_votes_twice(tmp_path: Path) -> None:
    text = vote("", "tarvonia against", "eskeria for", "tarvonia for")
    assert with_cast(tmp_path, text) == ["f.yaml:8:9 v: tarvonia votes twice"]


@pytest.mark.parametrize(("actor", "what"), [("~", "the value is empty"), ("{a: b}", "actor takes text")])
def test_who_is_not_named_does_not_vote_twice(tmp_path: Path, actor: str, what: str) -> None:
    ballot = f"{{actor: {actor}, choice: for}}"
    text = f"votes:\n  v:\n    in: sea-council\n    {EVIDENCE}\n    ballots: [{ballot}, {ballot}]\n"
    first = len("    ballots: [{actor: ") + 1
    columns = (first, first + len(f"{ballot}, "))
    assert with_cast(tmp_path, text) == [f"f.yaml:5:{column} v: {what}" for column in columns]


# --- words that are not what they seem


@pytest.mark.parametrize("word", ["Fishіng", "Сorvane", "Τarvonia"])  # a Cyrillic i, a Cyrillic C, a Greek T
def test_no_word_mixes_scripts_that_look_alike(tmp_path: Path, word: str) -> None:
    (found,) = with_cast(tmp_path, f"topics:\n  t: {{label: On {word} now}}\n")
    assert found.startswith(f"f.yaml:2:14 t: the word {word!r} mixes ")


@pytest.mark.parametrize("words", ["Рыба and fish", "α-particles", "朝鮮のfish", "K팝", "Œuvre", "5µm", "naïve café"])
def test_scripts_may_stand_side_by_side(tmp_path: Path, words: str) -> None:
    assert with_cast(tmp_path, f"topics:\n  t: {{label: {words}}}\n") == []


def statement(id_: str, *keys: str, act: str = "assert") -> str:
    return f"  {id_}:\n" + "".join(f"    {key}\n" for key in (f"act: {act}", *keys, PRINTED))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("quote: No blockade", "quote: No  blockade!", True),
        ("quote: No blockade", "quote: no blockade", False),
        ("quote: [No, blockade]", "quote: No blockade", True),
        ("quote: No blockade", "quote: No blockades", False),
        ("quote: No blockade", "gist: No blockade", True),
        ("gist: No.", "gist: {en: No.}", True),
    ],
)
def test_the_same_words_of_one_speaker_are_told(tmp_path: Path, one: str, other: str, same: bool) -> None:
    text = "statements:\n" + statement("a", "speaker: eskeria", one) + statement("b", "speaker: eskeria", other)
    key = other.partition(":")[0]
    what = f"f.yaml:10:{5 + len(key) + 2} b: a records the same words of eskeria"
    assert with_cast(tmp_path, text) == ([what] if same else [])


def test_two_speakers_may_say_the_same(tmp_path: Path) -> None:
    text = (
        "statements:\n"
        + statement("a", "speaker: eskeria", "quote: No")
        + statement("b", "speaker: tarvonia", "quote: No")
    )
    assert with_cast(tmp_path, text) == []


@pytest.mark.parametrize(
    ("words", "in_marks"),
    [
        ('"No."', True),
        ("“No.”", True),
        ("« No. »", True),
        ("„No.“", True),
        ("“No,” and “no.”", False),
        ("No “and” no", False),
        ("'No.'", False),  # may be apostrophes
    ],
)
def test_a_quote_is_without_the_marks_around_it(tmp_path: Path, words: str, in_marks: bool) -> None:
    text = "statements:\n" + statement("s", "speaker: eskeria", f"quote: {json.dumps(words, ensure_ascii=False)}")
    assert with_cast(tmp_path, text) == (["f.yaml:5:12 s: the quote stands in quotation marks"] if in_marks else [])


# --- units


def figure(id_: str, unit: str, measure: str = "impact-distance") -> str:
    keys = (f"measure: {measure}", "subject: tarvonia", "value: 5", f"unit: {unit}", "accordingTo: [eskeria]", EVIDENCE)
    return f"  {id_}:\n" + "".join(f"    {key}\n" for key in keys)


@pytest.mark.parametrize(
    ("measure", "one", "other", "what"),
    [
        ("impact-distance", "mile", "kilometre", ""),
        ("impact-distance", "mile", "minute", "the impact-distance is given as a length, and a minute is none"),
        ("test-count", "count", "percent", "the test-count is given as a number, and a percent is none"),
        ("quantity", "count", "count", ""),
        ("quantity", "tonne", "count", "the quantity is given as a mass, and a count is none"),
        ("cost", "euro", "us-dollar", ""),
    ],
)
def test_one_measure_is_in_units_that_compare(tmp_path: Path, measure: str, one: str, other: str, what: str) -> None:
    text = "claims:\n" + figure("a", one, measure) + figure("b", other, measure)
    assert with_cast(tmp_path, text) == ([f"f.yaml:13:11 b: {what}"] if what else [])


def test_what_takes_any_unit_takes_another_for_another_subject(tmp_path: Path) -> None:
    text = "claims:\n" + figure("a", "tonne", "quantity") + figure("b", "count", "quantity")
    assert with_cast(tmp_path, text.replace("subject: tarvonia", "subject: quay-house", 1)) == []


def test_a_value_is_converted_to_a_unit_of_its_dimension(tmp_path: Path) -> None:
    keys = {"value": "5", "unit": "mile"}
    assert with_cast(tmp_path, claim(**keys, converted="{value: 8, unit: kilometre}")) == []
    wrong = claim(**keys, converted="{value: 8, unit: percent}")
    assert with_cast(tmp_path, wrong) == ["f.yaml:5:33 c: a mile cannot be converted to a percent"]


# --- weekdays


@pytest.mark.parametrize(
    ("when", "weekday", "what"),
    [
        ("2031-03-04", "tuesday", ""),
        ("2031-03-04", "monday", "2031-03-04 is a Tuesday, and its evidence says Monday"),
        ("2031-03-04/2031-03-06", "thursday", ""),
        (
            "2031-03-04/2031-03-06",
            "friday",
            "2031-03-04/2031-03-06 is Tuesday to Thursday, and its evidence says Friday",
        ),
        ("2031-03-04/2031-03-10", "friday", ""),
        ("2031-03", "friday", ""),
        ("2031", "friday", ""),
        ("../2031-03-04", "friday", ""),
    ],
)
def test_the_date_is_on_the_weekday_that_the_evidence_names(tmp_path: Path, when: str, weekday: str, what: str) -> None:
    spot = f"{{source: gazette, paragraph: 1, weekday: {weekday}}}"
    text = f"events:\n  e:\n    type: visit\n    date: {when}\n    evidence: [{spot}]\n"
    assert with_cast(tmp_path, text) == ([f"f.yaml:4:11 e: {what}"] if what else [])


def test_a_weekday_needs_a_date(tmp_path: Path) -> None:
    text = "events:\n  e:\n    type: visit\n    evidence: [{source: gazette, weekday: friday, paragraph: 1}]\n"
    assert with_cast(tmp_path, text) == ["f.yaml:4:43 e: the record has no date to agree with it"]


@pytest.mark.parametrize(
    ("id_", "when", "agree"),
    [
        ("talks-2031-03-04", "2031-03-04", True),
        ("talks-2031-03-04", "2031-03-05", False),
        ("talks-2031-03-04", "2031-03", True),
        ("talks-2031-03-04", "2031-03-01/2031-03-04", True),
        ("talks-2031-03-04", "../2031-03-04", True),
        ("talks-2031-03-04", "2031-03-05/..", False),
        ("talks-2031-02-31", "2031-03-04", True),  # no day
        ("talks-2031-03", "2031-04-04", True),  # no day
        ("talks-2031-03-041", "2031-05-04", True),
    ],
)
def test_the_day_in_an_id_is_the_day_of_the_date(tmp_path: Path, id_: str, when: str, agree: bool) -> None:
    found = with_cast(tmp_path, "events:\n" + event(id_, f"date: {when}"))
    what = f"f.yaml:4:11 {id_}: the id names 2031-03-04, and the date is {when}"
    assert found == ([] if agree else [what])


# --- sources


@pytest.mark.parametrize(
    ("published", "keys", "too_early"),
    [
        ("2031-03-01", "date: 2031-03-04", True),
        ("2031-03-02", "date: 2031-03-04", False),  # somewhere on Earth
        ("2031-03-03", "date: 2031-03-04; utcOffset: '+00:00'", False),
        ("2031-02", "date: 2031-03-04", True),
        ("2031-03", "date: 2031-03-04", False),
        ("2031-02-01/..", "date: 2031-03-04", False),
        ("../2031-02-01", "date: 2031-03-04", True),
        ("2031-03-01", "date: ../2031-03-04", False),
        ("2031-03-01", "date: 2031-03-04; status: scheduled", False),
        ("2031-03-01", "date: 2031-03-04; status: happened", True),
    ],
)
def test_no_source_tells_what_comes_after_it(tmp_path: Path, published: str, keys: str, too_early: bool) -> None:
    source = f"sources:\n  paper: {{title: P, published: {published}}}\n"
    text = "events:\n" + event("e", *keys.split("; ")).replace("gazette", "paper") + source
    what = f"f.yaml:4:11 e: paper, which tells of it, was published before ({published})"
    assert with_cast(tmp_path, text) == ([what] if too_early else [])


# --- tenures of one office


def tenure(id_: str, dates: str, office: str = "Pilot") -> str:
    offices = f"offices: [{{office: {office}, of: eskeria, {dates}{EVIDENCE}}}]"
    return f"  {id_}: {{kind: person, label: {id_}, {offices}}}\n"


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("since: 2029, until: 2031-02-01, ", "since: 2031-02-01, ", False),  # the day of the handover
        ("since: 2029, until: 2031-02-02, ", "since: 2031-02-01, ", False),
        ("since: 2029, until: 2031-02-03, ", "since: 2031-02-01, ", True),
        ("since: 2029, until: 2031, ", "since: 2031, ", False),
        ("since: 2029, until: 2032, ", "since: 2031, until: 2033, ", False),  # perhaps only on one day
        ("since: 2029, until: 2032-06, ", "since: 2031, until: 2033, ", True),
        ("since: 2029, ", "since: 2031, ", False),  # it may have ended in between
        ("", "since: 2031, ", False),
        ("until: 2031-02-01, ", "since: 2031-02-01, until: 2033, ", False),
        ("until: 2031-02-09, ", "since: 2031-02-01, until: 2033, ", True),
        ("since: 2031-02-09, ", "since: 2031-02-01, until: 2033, ", True),
        ("until: 2030, ", "since: 2031, ", False),
        ("since: ../2029, ", "since: 2031/.., ", False),
    ],
)
def test_two_do_not_hold_one_office_at_once(tmp_path: Path, one: str, other: str, overlap: bool) -> None:
    found = with_cast(tmp_path, "actors:\n" + tenure("a", one) + tenure("b", other))
    assert len(found) == overlap
    assert all(
        re.search("(a: .* that|b: .* that) of [ab], .* to .*: an office of eskeria, held twice", line) for line in found
    )


def test_an_office_that_three_hold_at_once_is_one_of_several(tmp_path: Path) -> None:
    spans = [
        ("a", "since: 2000, until: 2010, "),
        ("b", "since: 2001, until: 2010, "),
        ("c", "since: 2003, until: 2010, "),
    ]
    assert len(with_cast(tmp_path / "two", "actors:\n" + "".join(tenure(*span) for span in spans[:2]))) == 1
    assert with_cast(tmp_path / "three", "actors:\n" + "".join(tenure(*span) for span in spans)) == []


def test_two_offices_may_be_held_at_once(tmp_path: Path) -> None:
    assert with_cast(tmp_path, "actors:\n" + tenure("a", "") + tenure("b", "", "Helmsman")) == []


def test_one_tenure_that_spans_many_overlaps_each(tmp_path: Path) -> None:
    spans = [
        ("a", "since: 2000, until: 2010, "),
        ("b", "since: 2001, until: 2003, "),
        ("c", "since: 2005, until: 2007, "),
    ]
    found = with_cast(tmp_path, "actors:\n" + "".join(tenure(*span) for span in spans))
    assert [line.split()[1] for line in found] == ["b:", "c:"]


# --- seats, results and vetoes

SEATED = """\
actors:
  norvia:
    {kind: state, label: Norvia, seats: [{in: sea-council, hasVeto: true, since: 2030, until: 2040, EVIDENCE}]}
  sorvia:
    {kind: state, label: Sorvia, seats: [{in: sea-council, since: 2030, until: 2040, EVIDENCE}]}
""".replace("EVIDENCE", EVIDENCE)


def on_the_vote(folder: Path, keys: list[str], more: str = "") -> list[str]:
    """Return what is said of a vote with these keys, beside a council in which two have a seat and one a veto."""
    text = "votes:\n  v:\n    in: sea-council\n" + "".join(f"    {key}\n" for key in keys) + f"    {EVIDENCE}\n{more}"
    found = problems(folder, {"cast.yaml": CAST, "council.yaml": SEATED, "f.yaml": text})
    return [f"{one.line}:{one.column} {one.id}: {one.what} [{one.rule}]" for one in found]


@pytest.mark.parametrize(
    ("when", "voter", "what"),
    [
        ("2035", "norvia", ""),
        ("2028", "norvia", "no seat of norvia in sea-council is recorded for 2028"),
        ("2041-01-01", "sorvia", ""),  # it may still be 2040 elsewhere
        ("2041-01-02", "sorvia", "no seat of sorvia in sea-council is recorded for 2041-01-02"),
        ("2035", "eskeria", "no seat of eskeria in sea-council is recorded for 2035"),
    ],
)
def test_who_votes_has_a_seat(tmp_path: Path, when: str, voter: str, what: str) -> None:
    found = on_the_vote(tmp_path, [f"date: {when}", f"ballots: [{{actor: {voter}, choice: for}}]"])
    assert found == ([f"5:23 v: {what} [voter-without-seat]"] if what else [])


@pytest.mark.parametrize(
    ("keys", "total"),
    [
        (["members: 3", "votesFor: 2", "votesAgainst: 1", "abstentions: 0"], 3),
        (["members: 3", "votesFor: 2", "votesAgainst: 1", "abstentions: 1"], 4),
        (["members: 3", "votesFor: 1", "votesAgainst: 1", "abstentions: 0"], 2),
        (["members: 3", "votesFor: 2"], 3),
        (["members: 3", "votesFor: 4"], 4),
    ],
)
def test_the_tallies_add_up_to_the_members(tmp_path: Path, keys: list[str], total: int) -> None:
    what = f"4:14 v: tallies and absent ballots come to {total}, and the body has 3 members [tally-disagrees]"
    assert on_the_vote(tmp_path, keys) == ([what] if total != 3 else [])


def test_each_number_that_the_ballots_do_not_bear_out_may_be_the_wrong_one(tmp_path: Path) -> None:
    keys = ["date: 2035", "members: 4", "votesFor: 2", "votesAgainst: 1", "abstentions: 0"]
    found = on_the_vote(tmp_path, [*keys, "ballots: [{actor: norvia, choice: against}]"])
    assert [line.partition(" ")[0] for line in found] == ["5:14", "6:15"]  # members, votesFor


def test_who_is_absent_counts_as_a_member(tmp_path: Path) -> None:
    keys = ["members: 2", "votesFor: 1", "votesAgainst: 0", "abstentions: 0"]
    ballots = "ballots: [{actor: norvia, choice: absent}, {actor: sorvia, choice: for}]"
    assert on_the_vote(tmp_path, [*keys, ballots, "date: 2035"]) == []


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        (["result: passed", "votesFor: 2", "votesAgainst: 1"], ""),
        (["result: passed", "votesFor: 2", "votesAgainst: 2"], "2 for and 2 against do not pass [result-disagrees]"),
        (["result: failed", "votesFor: 1", "votesAgainst: 2"], ""),
        (["result: failed", "votesFor: 2", "votesAgainst: 1"], ""),  # two thirds may be needed
        (["result: vetoed", "votesAgainst: 1"], ""),
        (["result: vetoed", "votesAgainst: 0"], "it is vetoed, and nobody voted against [result-disagrees]"),
        (
            ["result: vetoed", "ballots: [{actor: sorvia, choice: against}]"],
            "it is vetoed, and nobody with a veto voted against [result-disagrees]",
        ),
        (["result: vetoed", "votesAgainst: 2", "ballots: [{actor: sorvia, choice: against}]"], ""),  # not all are known
        (
            ["result: vetoed", "ballots: [{actor: norvia, choice: against}]"],
            "no veto of norvia is recorded [veto-not-recorded]",
        ),
        (
            ["result: failed", "ballots: [{actor: norvia, choice: against}]"],
            "it is failed, and norvia, with a veto, voted against [veto-not-recorded]",
        ),
        (
            ["result: passed", "ballots: [{actor: norvia, choice: against}]"],
            "it is passed, and norvia, with a veto, voted against [veto-not-recorded]",
        ),
        (["result: failed", "date: 2045", "ballots: [{actor: norvia, choice: abstain}]"], ""),
    ],
)
def test_the_result_is_that_of_the_ballots(tmp_path: Path, keys: list[str], what: str) -> None:
    found = [line for line in on_the_vote(tmp_path, keys) if "[voter-without-seat]" not in line]
    assert found == ([f"4:13 v: {what}"] if what else [])


@pytest.mark.parametrize(
    ("results", "outcome", "agree"),
    [
        (["passed"], "adopted", True),
        (["passed"], "diluted", True),
        (["passed"], "blocked", False),
        (["failed"], "adopted", False),
        (["failed"], "withdrawn", True),
        (["failed", "passed"], "adopted", True),
        (["vetoed", "failed"], "adopted", False),
        ([], "adopted", True),
    ],
)
def test_what_became_of_a_proposal_is_what_the_vote_says(
    tmp_path: Path, results: list[str], outcome: str, agree: bool
) -> None:
    votes = "".join(
        f"  v{n}: {{in: sea-council, draft: d, result: {result}, {EVIDENCE}}}\n" for n, result in enumerate(results)
    )
    text = f"proposals:\n  d:\n    label: D\n    by: [eskeria]\n    outcome: {outcome}\n    {EVIDENCE}\n"
    found = with_cast(tmp_path, text + ("votes:\n" + votes if votes else ""))
    what = f"f.yaml:5:14 d: it is {outcome}, and the result of its vote is {' and '.join(sorted(results))}"
    assert found == ([] if agree else [what])


def veto(*keys: str) -> str:
    fixed = ("in: sea-council", EVIDENCE)
    return "vetoes:\n  x:\n" + "".join(f"    {key}\n" for key in (*keys, *fixed))


VETOED = ["result: vetoed", "date: 2035-03-04", "ballots: [{actor: norvia, choice: against}]"]


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        (["by: [norvia]", "mode: cast", "vote: v", "date: 2035-03-04"], []),
        (["by: norvia", "mode: cast", "vote: v"], []),
        (
            ["by: [sorvia]", "mode: cast", "vote: v"],
            [
                "10:9 x: by the ballots of v, norvia vetoed [veto-disagrees]",
                "10:10 x: no seat of sorvia in sea-council has a veto that day [veto-without-power]",
            ],
        ),
        (
            ["by: [sorvia]", "mode: threatened", "vote: v"],
            ["4:13 v: no veto of norvia is recorded [veto-not-recorded]"],
        ),
        (["by: [norvia]", "mode: cast", "vote: v", "date: 2035-03-05"], ["13:11 x: v has 2035-03-04 [veto-disagrees]"]),
        (
            ["by: [norvia]", "mode: cast", "date: 2025"],
            [
                "4:13 v: no veto of norvia is recorded [veto-not-recorded]",
                "10:10 x: no seat of norvia in sea-council has a veto that day [veto-without-power]",
            ],
        ),
    ],
)
def test_a_veto_is_that_of_its_vote(tmp_path: Path, keys: list[str], what: list[str]) -> None:
    assert on_the_vote(tmp_path, VETOED, veto(*keys)) == what


def test_a_veto_may_name_the_draft_alone(tmp_path: Path) -> None:
    draft = f"proposals:\n  d: {{label: D, by: [eskeria], {EVIDENCE}}}\n"
    text = veto("by: [norvia]", "mode: cast", "against: d") + draft
    assert on_the_vote(tmp_path, [*VETOED, "draft: d"], text) == []


def test_a_vote_that_is_not_vetoed_has_no_veto(tmp_path: Path) -> None:
    keys = ["result: passed", "date: 2035", "ballots: [{actor: norvia, choice: for}]"]
    found = on_the_vote(tmp_path, keys, veto("by: [norvia]", "mode: cast", "vote: v"))
    assert found == ["12:11 x: v is passed, not vetoed [veto-disagrees]"]


# --- positions


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("{toward: tarvonia, stance: supports}", "{toward: tarvonia, stance: opposes}", True),
        ("{toward: tarvonia, stance: supports}", "{toward: tarvonia, stance: mixed}", False),
        ("{toward: tarvonia, stance: supports}", "{toward: sea-council, stance: opposes}", False),
        ("{toward: tarvonia, stance: supports}", "{toward: tarvonia, stance: opposes, change: reversed}", False),
        ("{toward: tarvonia, stance: supports}", "{holder: tarvonia, toward: tarvonia, stance: opposes}", False),
        ("{toward: tarvonia, stance: supports}", "{holder: eskeria, toward: tarvonia, stance: opposes}", True),
        ("{stance: supports}", "{stance: opposes}", False),  # each toward its own record
    ],
)
def test_nobody_is_for_and_against_on_one_day(tmp_path: Path, one: str, other: str, contradict: bool) -> None:
    keys = ("speaker: eskeria", "date: 2031-03-04")
    text = "statements:\n" + "".join(
        statement(id_, *keys, f"gist: {id_}", f"positions: [{position}]")
        for id_, position in (("a", one), ("b", other))
    )
    column = 5 + len("positions: [") + other.index("opposes") if contradict else 0
    what = f"f.yaml:14:{column} b: eskeria opposes tarvonia, which by a it supports that day"
    assert with_cast(tmp_path, text) == ([what] if contradict else [])


@pytest.mark.parametrize("when", ["2031-03", "2031-03-04/2031-03-05"])
def test_on_some_day_is_not_on_one_day(tmp_path: Path, when: str) -> None:
    keys = ("speaker: eskeria", f"date: {when}")
    text = "statements:\n" + "".join(
        statement(id_, *keys, f"gist: {id_}", f"positions: [{{toward: tarvonia, stance: {stance}}}]")
        for id_, stance in (("a", "supports"), ("b", "opposes"))
    )
    assert with_cast(tmp_path, text) == []


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
