"""The rules about votes: tallies, seats, results and vetoes."""

from pathlib import Path

import pytest

from disk import CAST, problems, with_cast
from sayings import EVIDENCE

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
