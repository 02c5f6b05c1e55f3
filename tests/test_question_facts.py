"""The named questions over facts that were made for them: what each must find, and what it must not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from shipped import ask_of, small

CAST = """\
actors:
  tarvonia: {kind: state, label: Tarvonia, seats: [{in: council, hasVeto: true, since: 2010, E}]}
  eskeria: {kind: state, label: Eskeria, seats: [{in: council, until: 2015, E}]}
  morvia: {kind: state, label: Morvia, seats: [{in: council, since: 2019, E}]}
  council: {kind: organization, label: The Council}
  ministry: {kind: organization, label: Ministry, partOf: tarvonia}
sources: {roll: {title: The roll}, page: {title: The page}}
"""
EVIDENCE = "evidence: [{source: roll, locator: row 1}]"

Asking = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def asked(tmp_path: Path) -> Asking:
    """Ask a question of the cast and of what else is written, in which E stands for evidence."""

    def ask(written: str, question: str, columns: str, **parameters: str) -> list[tuple[object, ...]]:
        found = small(tmp_path, cast=CAST.replace("E}", f"{EVIDENCE}}}"), f=written.replace("E}", f"{EVIDENCE}}}"))
        return [tuple(map(row.get, columns.split())) for row in ask_of(found).ask(question, **parameters)]

    return ask


CHAIN = """\
events: {e: {type: attack, date: 2018, E}}
sanctions: {b: {label: B, imposedBy: [council], target: [eskeria], date: 2018-03, reactsTo: [e], E}}
statements:
  c: {speaker: eskeria, act: deny, gist: C., date: 2018-04, reactsTo: [b], E}
  d: {speaker: morvia, act: deny, gist: D., date: 2018-05, reactsTo: [c, e], E}
"""


def test_reactions_are_found_at_any_depth(asked: Asking) -> None:
    assert asked(CHAIN, "reactions", "reaction who answers", event="e") == [
        ("b", "council", "e"),
        ("c", "eskeria", "b"),
        ("d", "morvia", "c"),
        ("d", "morvia", "e"),
    ]
    assert asked(CHAIN, "reactions", "reaction answers", event="c") == [("d", "c")]


WINDOW = """\
statements:
  open-start: {speaker: morvia, act: deny, gist: G., date: ../2018-06-10, E}
  open-end: {speaker: morvia, act: deny, gist: G., date: 2018-06-10/.., E}
  month: {speaker: morvia, act: deny, gist: G., date: 2018-06, E}
  day: {speaker: morvia, act: deny, gist: G., date: 2018-06-10, E}
  undated: {speaker: morvia, act: deny, gist: G., E}
"""


@pytest.mark.parametrize(
    ("window", "found"),
    [
        ({}, {"open-start", "open-end", "month", "day", "undated"}),
        ({"since": "2018-06-10", "until": "2018-06-10"}, {"open-start", "open-end", "month", "day"}),
        ({"since": "2018-06-11"}, {"month"}),
        ({"until": "2018-06-09"}, {"month"}),
        ({"since": "2018-06"}, {"open-start", "open-end", "month", "day"}),
        ({"since": "2018-07"}, set()),
        ({"until": "2018-05"}, set()),
    ],
)
def test_an_open_or_partial_date_lies_where_it_may(window: dict[str, str], found: set[str], asked: Asking) -> None:
    assert {row[0] for row in asked(WINDOW, "who-said-what", "statement", **window)} == found


BANS = """\
sanctions:
  open-start: {label: A, imposedBy: [council], target: [eskeria], date: ../2018-06-10, until: 2020, E}
  month: {label: B, imposedBy: [council], target: [eskeria], date: 2018-06, E}
  long: {label: C, imposedBy: [council], target: [eskeria], date: 2017, until: 2019, E}
"""


@pytest.mark.parametrize(
    ("window", "found"),
    [
        ({}, {"open-start", "month", "long"}),
        ({"since": "2018-06-20"}, {"month"}),
        ({"until": "2018-06-20"}, {"month", "long"}),
        ({"since": "2017", "until": "2017"}, {"long"}),
    ],
)
def test_a_sanction_counts_when_it_was_imposed_not_while_it_lasts(
    window: dict[str, str], found: set[str], asked: Asking
) -> None:
    assert {row[0] for row in asked(BANS, "sanctions", "sanction", **window)} == found


SHIFTS = """\
topics: {talks: {label: Talks}}
statements:
  a: {speaker: morvia, act: deny, gist: A., date: 2018-01, positions: [{toward: talks, stance: opposes}], E}
  b: {speaker: morvia, act: deny, gist: B., date: 2018-02, positions: [{toward: talks, stance: opposes}], E}
  c: {speaker: morvia, act: accept, gist: C., date: 2018-03, positions: [{toward: talks, stance: supports}], E}
  d: {speaker: morvia, act: accept, gist: D., date: 2018-03, positions: [{toward: talks, stance: mixed}], E}
  e:
    speaker: eskeria
    act: assess
    gist: E.
    date: 2018-09
    positions: [{holder: morvia, toward: talks, stance: neutral}]
    evidence: [{source: roll, locator: row 1}]
  f: {speaker: tarvonia, act: assess, gist: F., date: 2018-09, positions: [{toward: talks, stance: neutral}], E}
"""


def test_a_shift_sets_the_last_stance_before_beside_the_new_one(asked: Asking) -> None:
    columns = "actor how before beforeStatement stance statement"
    assert asked(SHIFTS, "shifts", columns) == [
        ("morvia", "two statements", "opposes", "b", "supports", "c"),
        ("morvia", "two statements", "opposes", "b", "mixed", "d"),
    ]


PROPOSALS = """\
proposals:
  by-nobody: {label: A, by: [morvia], date: 2018-01, outcome: blocked, E}
  by-statement: {label: B, by: [morvia], date: 2018-02, outcome: withdrawn, E}
  by-veto: {label: C, by: [morvia], date: 2018-03, outcome: blocked, E}
  adopted: {label: D, by: [morvia], date: 2018-04, outcome: adopted, positions: [{holder: eskeria, stance: opposes}], E}
statements:
  s:
    speaker: ministry
    act: refuse
    gist: No.
    positions: [{toward: by-statement, stance: opposes, leverage: trade}]
    evidence: [{source: page, paragraph: 7}]
  ascribed:
    speaker: eskeria
    act: assess
    gist: So.
    positions: [{holder: council, toward: by-nobody, stance: opposes}]
    evidence: [{source: roll, locator: row 1}]
vetoes: {v: {by: [tarvonia], in: council, against: by-veto, mode: cast, evidence: [{source: page, paragraph: 8}]}}
"""


def test_who_blocked_is_found_wherever_it_is_recorded(asked: Asking) -> None:
    assert asked(PROPOSALS, "who-blocked-what", "proposal opponent leverage source paragraph locator") == [
        ("by-nobody", None, None, "roll", None, "row 1"),
        ("by-statement", "tarvonia", "trade", "page", 7, None),
        ("by-veto", "tarvonia", "veto-power", "page", 8, None),
    ]
    assert asked(PROPOSALS, "who-blocked-what", "proposal", opponent="eskeria") == []


VETOES = """\
votes: {w: {in: council, votesAgainst: 2, date: 2018-06-01, E}}
vetoes:
  v: {by: [tarvonia], in: council, mode: cast, date: 2018-06-01, vote: w, E}
  t: {by: [tarvonia], in: council, mode: threatened, date: 2018-05, E}
"""


def test_a_threat_is_no_veto(asked: Asking) -> None:
    assert asked(VETOES, "calendar", "what event who") == [
        ("threat of a veto", "t", "council"),
        ("threat of a veto", "t", "tarvonia"),
        ("Veto", "v", "council"),
        ("Veto", "v", "tarvonia"),
        ("Vote", "w", "council"),
    ]


def test_a_veto_shows_as_much_of_the_vote_as_is_recorded(asked: Asking) -> None:
    assert asked(VETOES, "vetoes", "what date actor votesFor votesAgainst") == [
        ("cast", "2018-06-01", "tarvonia", None, 2),
        ("power", "2010", "tarvonia", None, None),
        ("threatened", "2018-05", "tarvonia", None, None),
    ]


FAILED = """\
votes:
  w: {in: council, date: 2018-06-01, draft: d, result: failed, ballots: [{actor: tarvonia, choice: against}], E}
  x: {in: council, date: 2018-06-02, result: failed, ballots: [{actor: tarvonia, choice: abstain}], E}
proposals: {d: {label: D, by: [eskeria], E}}
"""


def test_a_draft_that_fails_by_a_vote_with_the_veto_is_derived_to_be_vetoed(asked: Asking) -> None:
    columns = "date actor against veto"
    assert asked(FAILED, "vetoes", columns, what="derived") == [("2018-06-01", "tarvonia", "d", None)]


@pytest.mark.parametrize("named", ["vote: w", "against: d"])
def test_a_veto_that_is_recorded_is_not_derived_again(asked: Asking, named: str) -> None:
    recorded = f"vetoes: {{v: {{by: [tarvonia], in: council, mode: cast, {named}, E}}}}\n"
    text = FAILED.replace("result: failed", "result: vetoed", 1) + recorded
    assert asked(text, "vetoes", "veto", what="derived") == []
    assert asked(text, "vetoes", "veto", what="cast") == [("v",)]


EVENTS = """\
events:
  then: {type: attack, date: 2012, E}
  now: {type: attack, date: ../2019-06, E}
  undated: {type: attack, E}
statements:
  for-tarvonia: {speaker: ministry, act: deny, gist: No., reactsTo: [now], E}
  in-return: {speaker: morvia, act: deny, gist: No., reactsTo: [for-tarvonia], E}
"""


@pytest.mark.parametrize(
    ("event", "silent"),
    [
        ("then", {"tarvonia", "eskeria"}),  # Morvia had no seat yet
        ("now", {"eskeria"}),  # the other two answered; Eskeria may still have had its seat
        ("undated", {"tarvonia", "eskeria", "morvia"}),
    ],
)
def test_silent_is_a_member_of_that_time_who_has_not_answered(event: str, silent: set[str], asked: Asking) -> None:
    assert {row[0] for row in asked(EVENTS, "silence", "member", event=event, body="council")} == silent


CLAIMS = """\
events: {e: {type: attack, E}, other: {type: attack, E}}
places: {quay: {label: Quay}, pier: {label: Pier}}
claims:
  one: {subject: e, measure: apogee, value: 3700, unit: metre, accordingTo: eskeria, E}
  same: {subject: e, measure: apogee, value: 3700.0, unit: metre, accordingTo: morvia, E}
  elsewhere: {subject: other, measure: apogee, value: 9, unit: metre, accordingTo: morvia, E}
  near: {subject: e, measure: launch-site, object: quay, accordingTo: eskeria, E}
  far: {subject: e, measure: launch-site, object: pier, accordingTo: morvia, E}
  in-2017: {subject: morvia, measure: test-count, value: 3, unit: count, period: 2017, accordingTo: eskeria, E}
  in-2018: {subject: morvia, measure: test-count, value: 4, unit: count, period: 2018, accordingTo: eskeria, E}
  count: {subject: e, measure: casualty-count, value: 5, unit: count, accordingTo: eskeria, E}
  words: {subject: e, measure: casualty-count, text: a few, accordingTo: morvia, E}
  sure: {subject: e, measure: ally, gist: So., accordingTo: eskeria, E}
  not-sure: {subject: e, measure: resolution-breach, gist: Not so., accordingTo: morvia, disputes: sure, E}
"""


def test_claims_are_contested_that_differ_or_dispute(asked: Asking) -> None:
    assert {row[0] for row in asked(CLAIMS, "contested", "claim")} == {
        *("near", "far"),  # two places
        *("count", "words"),  # a number and a word
        *("sure", "not-sure"),  # one disputes the other
    }
