"""Show: all that is known of one thing, what is inferred and why, and where it is mentioned."""

from pathlib import Path

import pytest

from communique.graph.errors import UnknownError
from shipped import ask_of, facts, graph, small
from whole import whole

HALEY = """\
haley-massive-sanctions-package
statement

  speaker        Nikki Haley
  attribution    US ambassador to the UN
  onBehalfOf     United States (inferred)
  addressee      Reporters at the White House
  date           2017-09-15
  venue          White House (building)
  act            defend
  quote          “massive sanctions package”
  gist           The package is large, and its effects will take time to be felt.
  about          Sanctions of resolution 2375
  positions      holder United States (inferred); toward Sanctions of resolution 2375; stance supports
  assumptions    property date; because The article says Friday.
  evidence       over-japan-article ¶\u00a012

Inferred, because
  onBehalfOf United States: nikki-haley held the office Ambassador to the United Nations of united-states then
  positions 1 holder United States: nikki-haley speaks for united-states
"""

BOATS = """\
actors: {ilva: {kind: person, label: {en: Ilva, de: Die Ilva}}}
sources: {roll: {title: The roll}}
events: {boats: {type: attack, date: 2018, evidence: [{source: roll, locator: row 1}, {source: roll, locator: row 2}]}}
statements:
  s:
    speaker: ilva
    act: deny
    quote: [no, never]
    gist: No.
    about: [boats]
    positions: [{toward: boats, stance: opposes}, {toward: boats, stance: neutral}]
    evidence: [{source: roll, paragraph: 7}]
"""


def test_a_statement_is_shown_with_all_that_is_known_of_it() -> None:
    assert graph().show("haley-massive-sanctions-package") == HALEY


@pytest.mark.parametrize(
    ("id_", "head"),
    [
        ("nikki-haley", "Nikki Haley\nperson nikki-haley\n"),
        ("united-states", "United States\nstate united-states\n"),
        ("un-security-council", "UN Security Council\norganization un-security-council\n"),
        ("over-japan-article", "over-japan-article\nsource\n"),
        ("fell-500-km-from-russia", "fell-500-km-from-russia\nclaim\n"),
    ],
)
def test_a_thing_is_shown_with_its_label_its_class_and_its_id(id_: str, head: str) -> None:
    assert graph().show(id_).startswith(head)


def test_every_thing_that_is_recorded_can_be_shown(tmp_path: Path) -> None:
    for id_ in facts().records:
        assert graph().show(id_).endswith("\n")
    invented = whole(tmp_path)
    for id_ in invented.records:
        assert ask_of(invented).show(id_).endswith("\n")


def test_every_line_of_an_inference_says_why() -> None:
    text = graph().show("full-oil-embargo")
    assert "  opposedBy      China (inferred)\n" in text
    assert "  opposedBy China: a position in china-opposes-oil-embargo opposes it\n" in text
    assert "  positions 1 toward Full oil embargo on North Korea: the stance is toward the record that it st" in text


def test_what_mentions_a_thing_is_told_with_its_words_and_once(tmp_path: Path) -> None:
    text = ask_of(small(tmp_path, f=BOATS)).show("boats")
    assert text.split("Mentioned in\n")[1].splitlines() == [
        "  about                  s: “no … never”",
        "  positions toward       s: “no … never”",
    ]


def test_a_thing_does_not_mention_itself(tmp_path: Path) -> None:
    yaml = BOATS.replace("date: 2018", "date: 2018, positions: [{toward: boats, stance: neutral, holder: ilva}]")
    text = ask_of(small(tmp_path, f=yaml)).show("boats")
    assert "  positions      holder Ilva; toward boats; stance neutral\n" in text
    assert "boats" not in text.split("Mentioned in\n")[1]


def test_what_cites_a_source_is_told_once(tmp_path: Path) -> None:
    text = ask_of(small(tmp_path, f=BOATS)).show("roll")
    assert text.split("Mentioned in\n")[1].splitlines() == [
        "  evidence source        boats",
        "  evidence source        s: “no … never”",
    ]


def test_the_days_that_a_date_allows_are_not_shown() -> None:
    assert "earliest" not in graph().show("launch-over-japan-2017-09-15")


def test_a_thing_of_another_base_is_shown(tmp_path: Path) -> None:
    description = "title: Other\nbase: https://example.org/it's/\n"
    text = ask_of(small(tmp_path, dataset=description, f=BOATS)).show("boats")
    assert text.startswith("boats\nevent\n\n  type           attack\n")
    assert "  positions toward       s: “no … never”\n" in text


@pytest.mark.parametrize(
    ("id_", "remedy"),
    [
        ("niki-haley", "did you mean 'nikki-haley'?"),
        ("xyzzy", "known are: "),
        ("", "known are: "),
        ("nikki-haley/offices/1", ""),
        ("> } ; DROP ALL #", ""),
        ("\udcff", ""),
    ],
)
def test_an_id_that_is_not_there_says_what_is(id_: str, remedy: str) -> None:
    with pytest.raises(UnknownError) as caught:
        graph().show(id_)
    assert str(caught.value).startswith(f"unknown id {id_!r}; {remedy}")


@pytest.mark.parametrize("name", ["Rex Tillerson", "tillerson", "TILLERSON"])
def test_a_name_will_do_for_an_id(name: str) -> None:
    assert graph().show(name) == graph().show("rex-tillerson")


def test_a_name_of_several_is_none() -> None:
    with pytest.raises(UnknownError, match="unknown id 'launch'"):
        graph().show("launch")
