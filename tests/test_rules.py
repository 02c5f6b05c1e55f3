"""The rules beyond the schema: what a record must say, order in time, cycles, tenures, tallies."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.graph.api import check
from communique.graph.rules.check import RULES
from communique.graph.rules.order import _cycles as circles
from communique.graph.rules.tenure import covers, side_of
from disk import CAST, told, with_cast, write

EVIDENCE = "evidence: [{source: gazette, locator: page 1}]"


def claim(**keys: str) -> str:
    written = "".join(f"    {key}: {value}\n" for key, value in keys.items())
    fixed = f"    subject: tarvonia\n    measure: ally\n    accordingTo: [eskeria]\n    {EVIDENCE}\n"
    return "claims:\n  c:\n" + written + fixed


def event(id_: str, *keys: str) -> str:
    return f"  {id_}:\n" + "".join(f"    {key}\n" for key in ("type: visit", *keys, EVIDENCE))


def test_every_rule_says_what_it_demands() -> None:
    assert all(rule.__doc__ and rule.__doc__[0].isupper() for rule in RULES)


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
    found, _ = check(write(tmp_path, {"cast.yaml": CAST, "f.yaml": text}))
    assert told(found.problems) == [f"f.yaml:3:11 c: the text holds U+{ord(unseen):04X}, which cannot be seen"]
    assert (found.problems[0].severity, found.errors) == ("warning", [])
    assert "warning: the text holds" in str(found.problems[0])


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
    what = "f.yaml:4:16 answer: it reacts to cause, which came later"
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
