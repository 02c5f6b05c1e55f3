"""The rules about what records say: words, figures, positions."""

import json
from pathlib import Path

import pytest

from disk import CAST, problems, told, with_cast
from sayings import EVIDENCE, claim, statement

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


# --- words that are not what they seem


@pytest.mark.parametrize("word", ["Fishіng", "Сorvane", "Τarvonia"])  # a Cyrillic i, a Cyrillic C, a Greek T
def test_no_word_mixes_scripts_that_look_alike(tmp_path: Path, word: str) -> None:
    (found,) = with_cast(tmp_path, f"topics:\n  t: {{label: On {word} now}}\n")
    assert found.startswith(f"f.yaml:2:14 t: the word {word!r} mixes ")


@pytest.mark.parametrize("words", ["Рыба and fish", "α-particles", "朝鮮のfish", "K팝", "Œuvre", "5µm", "naïve café"])
def test_scripts_may_stand_side_by_side(tmp_path: Path, words: str) -> None:
    assert with_cast(tmp_path, f"topics:\n  t: {{label: {words}}}\n") == []


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
