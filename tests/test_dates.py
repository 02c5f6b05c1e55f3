"""Dates: which days a partial date or an interval allows, and what is no date."""

import datetime
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communique.graph.dates import PartialDate, within
from communique.graph.schema.json_schema import DATE_PATTERN
from communique.graph.schema.names import INTERVAL, XSD
from disk import with_cast


@pytest.mark.parametrize(
    ("text", "datatype", "earliest", "latest"),
    [
        ("2017", XSD + "gYear", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-09", XSD + "gYearMonth", date(2017, 9, 1), date(2017, 9, 30)),
        ("2017-02", XSD + "gYearMonth", date(2017, 2, 1), date(2017, 2, 28)),
        ("2016-02", XSD + "gYearMonth", date(2016, 2, 1), date(2016, 2, 29)),
        ("2017-09-15", XSD + "date", date(2017, 9, 15), date(2017, 9, 15)),
        ("2017-09-11/2017-09-15", INTERVAL, date(2017, 9, 11), date(2017, 9, 15)),
        ("2016/2017-02", INTERVAL, date(2016, 1, 1), date(2017, 2, 28)),
        ("2017-09-15/2017-09", INTERVAL, date(2017, 9, 15), date(2017, 9, 30)),
        ("2017/2017", INTERVAL, date(2017, 1, 1), date(2017, 12, 31)),
        ("../2017-09-11", INTERVAL, None, date(2017, 9, 11)),
        ("2017-09/..", INTERVAL, date(2017, 9, 1), None),
        ("0001", XSD + "gYear", date(1, 1, 1), date(1, 12, 31)),
        ("9999-12-31", XSD + "date", date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_a_date_allows_the_days_it_says(text: str, datatype: str, earliest: date | None, latest: date | None) -> None:
    assert PartialDate.from_text(text) == PartialDate(text, datatype, earliest, latest)


NO_DATES = {
    "1962-02-30": "there is no 1962-02-30",
    "1962-13-01": "there is no 1962-13-01",
    "1962-13": "there is no 1962-13",
    "1962-00": "there is no 1962-00",
    "1962-01-00": "there is no 1962-01-00",
    "2017-02-29": "there is no 2017-02-29",
    "0000": "there is no 0000",
    "2017-09-31/2017-10-02": "there is no 2017-09-31",
    "2017-09-15/2017-09-11": "the interval ends (2017-09-11) before it starts (2017-09-15)",
    "2017-09/2017-08": "the interval ends (2017-08) before it starts (2017-09)",
    "../..": "an interval needs at least one end",
    "..": "an interval needs at least one end",
    "": "'' is no date",
    "/": "'' is no date",
    "2017/": "'' is no date",
    "2017/2018/2019": "'2018/2019' is no date",
    "0000/": "'' is no date",
    "17": "'17' is no date",
    "2017-9-5": "'2017-9-5' is no date",
    "15-09-2017": "'15-09-2017' is no date",
    "2017-09-15T06:23": "'2017-09-15T06:23' is no date",
    " 2017": "' 2017' is no date",
    "2017\n": "'2017\\n' is no date",
    "-2017": "'-2017' is no date",
    "２０１７": "'２０１７' is no date",
    "20١٧": "'20١٧' is no date",
    "Friday": "'Friday' is no date",
}


@pytest.mark.parametrize(("text", "what"), NO_DATES.items())
def test_a_day_that_is_none_is_named(text: str, what: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(what)}$"):
        PartialDate.from_text(text)


@pytest.mark.parametrize("text", [text for text in NO_DATES if text])
def test_a_date_that_is_none_is_one_problem_of_the_facts(text: str, tmp_path: Path) -> None:
    written = '"' + text.replace("\n", "\\n") + '"'
    found = with_cast(tmp_path, f"events:\n  e:\n    type: visit\n    date: {written}\n    evidence:\n{EVIDENCE}")
    assert len(found) == 1
    assert found[0].startswith("f.yaml:4:11 e: ")


EVIDENCE = "      - {source: gazette, locator: page 1}\n"


@pytest.mark.parametrize("written", ["2017.0", "2017.5", "999", "20170915", "true", "[2017]", "{en: 2017}"])
def test_a_number_that_is_no_year_is_no_date(written: str, tmp_path: Path) -> None:
    found = with_cast(tmp_path, f"events:\n  e:\n    type: visit\n    date: {written}\n    evidence:\n{EVIDENCE}")
    assert [line.split()[0] for line in found] == ["f.yaml:4:11"]


def test_an_interval_between_days_is_read_back() -> None:
    assert within(date(2017, 9, 11), None) == "2017-09-11/.."
    assert PartialDate.from_text(within(None, date(2017, 9, 17))).latest == date(2017, 9, 17)


# --- laws

partial = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.dates().map(lambda day: str(day)[:4]),
)


@given(partial)
def test_a_partial_date_allows_the_days_that_begin_with_it_and_no_other(text: str) -> None:
    found = PartialDate.from_text(text)
    assert found.earliest is not None
    assert found.latest is not None
    assert str(found.earliest).startswith(text)
    assert str(found.latest).startswith(text)
    for outside in (neighbour(found.earliest, -1), neighbour(found.latest, 1)):
        assert outside is None or not str(outside).startswith(text)


def neighbour(day: date, step: int) -> date | None:
    try:
        return day + datetime.timedelta(days=step)
    except OverflowError:
        return None


@given(partial | st.just(".."), partial | st.just(".."))
def test_an_interval_spans_its_ends_or_is_refused(start: str, end: str) -> None:
    first = None if start == ".." else PartialDate.from_text(start).earliest
    last = None if end == ".." else PartialDate.from_text(end).latest
    if (first is None and last is None) or (first and last and last < first):
        with pytest.raises(ValueError, match="interval"):
            PartialDate.from_text(f"{start}/{end}")
    else:
        found = PartialDate.from_text(f"{start}/{end}")
        assert (found.earliest, found.latest) == (first, last)


@given(st.text(alphabet="0123456789-/.", max_size=22))
@example("..")
@example("2017-02-30")
@example("0000/")
def test_the_schema_tells_what_does_not_look_like_a_date_and_nothing_else(text: str) -> None:
    assert (re.fullmatch(DATE_PATTERN, text) is None) == ("is no date" in what_is_wrong(text))


def what_is_wrong(text: str) -> str:
    try:
        PartialDate.from_text(text)
    except ValueError as error:
        return str(error)
    return ""
