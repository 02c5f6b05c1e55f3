"""The rules about who holds which office, and who speaks for whom."""

import re
from datetime import date
from pathlib import Path

import pytest

from communique.graph.api import check
from communique.graph.rules.tenure import covers, side_of
from disk import CAST, with_cast, write
from sayings import EVIDENCE

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
