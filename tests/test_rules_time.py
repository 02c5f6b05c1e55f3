"""The rules about time: order, circles, weekdays, sources."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.graph.rules.circles import circles
from communique.graph.rules.dating import WEEK
from communique.graph.schema import load_schema
from disk import with_cast
from sayings import EVIDENCE, claim, event

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


def test_every_weekday_of_the_vocabulary_is_a_day_of_the_week() -> None:
    assert sorted(WEEK) == list(load_schema().scheme("weekdays"))


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
