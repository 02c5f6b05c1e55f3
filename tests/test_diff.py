"""Diff: what changed between two sets of facts, by what they mean."""

import json
import random
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from communique.graph.api import diff
from communique.graph.curate.diff.compare import Diff
from communique.graph.curate.diff.forms import json_lines, markdown, summary, text
from communique.graph.curate.diff.values import IDENTITY
from communique.graph.schema import load_schema
from disk import CAST, write

TALKS = """\
actors:
  ilva-torrent-2:
    kind: person
    label: Ilva Torrent the younger
    offices:
      - {office: Envoy, of: tarvonia, since: 2029, until: 2031-01-20, evidence: [{source: gazette, locator: p. 1}]}
      - {office: Envoy, of: eskeria, since: 2031-02, evidence: [{source: gazette, locator: p. 2}]}
statements:
  torrent-warns:
    speaker: ilva-torrent
    date: 2031-03-04
    act: warn
    quote: the strait is closed to all ships until the talks are over and the treaty is signed
    addressee: [tarvonia, eskeria]
    positions: [{holder: tarvonia, toward: eskeria, stance: supports}]
    evidence: [{source: gazette, paragraph: 9}]
votes:
  ballot-of-march:
    in: sea-council
    votesFor: 13
    ballots: [{actor: tarvonia, choice: for}, {actor: eskeria, choice: against}]
    evidence: [{source: gazette, paragraph: 3}]
vetoes:
  eskeria-blocks:
    {by: eskeria, in: sea-council, mode: threatened, date: 2031-03, evidence: [{source: gazette, paragraph: 4}]}
"""


DATED = ["date changed: 2031-03-04 → 2031-03-05"]


def changed(folder: Path, old: str, new: str) -> Diff:
    """Return what changed from one text to another, each beside the cast."""
    for name, content in (("old", old), ("new", new)):
        write(folder / name, {"cast.yaml": CAST, "talks.yaml": content})
    return diff(str(folder / "old"), str(folder / "new"))


def sentences(found: Diff) -> list[str]:
    return ["".join(one.said) for one in found.changes]


def after(folder: Path, *replacements: tuple[str, str]) -> list[str]:
    """Return in sentences what it means to replace parts of the talks."""
    new = TALKS
    for before, behind in replacements:
        assert new.count(before) == 1, before
        new = new.replace(before, behind)
    return sentences(changed(folder, TALKS, new))


# --- what is told


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        ("2031-03-04", "2031-03-05", "date changed: 2031-03-04 → 2031-03-05"),
        ("until: 2031-01-20", "until: 2031-01-21",
         "tenure end date changed: Envoy of tarvonia: 2031-01-20 → 2031-01-21"),
        ("since: 2029, ", "", "tenure start date removed: Envoy of tarvonia: 2029"),
        ("votesFor: 13", "votesFor: 12", "votes for changed: 13 → 12"),
        ("act: warn", "act: demand", "speech act changed: warn → demand"),
        ("supports", "opposes", "position stance changed: tarvonia toward eskeria: supports → opposes"),
        ("for}", "absent}", "ballot choice changed: tarvonia: for → absent"),
        ("[{source: gazette, paragraph: 9}", "[{source: gazette, paragraph: 9}, {source: gazette, paragraph: 10}",
         "evidence added: gazette ¶ 10"),
        ("paragraph: 9", "paragraph: 8", "evidence paragraph changed: gazette ¶ 8: 9 → 8"),
        ("locator: p. 2", "locator: p. 3",
         "tenure Envoy of eskeria: evidence locator changed: gazette p. 3: p. 2 → p. 3"),
        ("[tarvonia, eskeria]", "[eskeria]", "addressee removed: tarvonia"),
        ("[tarvonia, eskeria]", "[ilva-torrent, eskeria]", "addressee changed: tarvonia → ilva-torrent"),
        ("kind: person", "kind: group", "kind changed: person → group"),
    ],
)  # fmt: skip
def test_a_change_is_told_in_the_words_of_the_ontology(before: str, behind: str, expected: str, tmp_path: Path) -> None:
    assert after(tmp_path, (before, behind))[0] == expected


def test_of_a_corrected_quote_the_difference_is_shown(tmp_path: Path) -> None:
    assert after(tmp_path, ("all ships", "all boats")) == [
        "quote corrected: “…is closed to all ships until the talks are…” → "
        "“…is closed to all boats until the talks are…”"
    ]


def test_of_other_words_no_characters_are_named(tmp_path: Path) -> None:
    (told,) = after(tmp_path, ("all ships", "шхуны"))
    assert told.endswith("“the strait is closed to шхуны until the talks are…”")


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("аll ships", "(U+0061 LATIN SMALL LETTER A → U+0430 CYRILLIC SMALL LETTER A)"),
        ("all\u00a0ships", "(U+0020 SPACE → U+00A0 NO-BREAK SPACE)"),
        ("all ships\u200b", "(nothing → U+200B ZERO WIDTH SPACE)"),
    ],
)
def test_a_character_that_looks_like_another_is_named(behind: str, expected: str, tmp_path: Path) -> None:
    assert after(tmp_path, ("all ships", behind))[0].endswith(expected)


def test_records_come_and_go_with_what_they_are(tmp_path: Path) -> None:
    start, end = TALKS.index("statements:"), TALKS.index("votes:")
    found = changed(tmp_path, TALKS, TALKS[:start] + TALKS[end:])
    assert sentences(found) == ["statement removed: torrent-warns (Ilva Torrent, 2031-03-04, warn)"]
    back = diff(str(tmp_path / "new"), str(tmp_path / "old"))
    assert sentences(back) == ["statement added: torrent-warns (Ilva Torrent, 2031-03-04, warn)"]
    assert summary(found) == "statements: 1 removed"
    assert [(one.what, Path(one.file).parent.name, one.line) for one in (*found.changes, *back.changes)] == [
        ("removed", "old", 9),
        ("added", "old", 9),
    ]


def test_a_record_under_another_id_is_renamed(tmp_path: Path) -> None:
    assert after(tmp_path, ("  torrent-warns:", "  torrent-warns-all:")) == [
        "id renamed: torrent-warns → torrent-warns-all (same content)"
    ]


def test_what_refers_to_a_renamed_record_is_as_it_was(tmp_path: Path) -> None:
    old = TALKS.replace("    act: warn\n", "    act: warn\n    reactsTo: [eskeria-blocks]\n")
    new = old.replace("eskeria-blocks", "the-veto").replace("torrent-warns:", "the-warning:").replace("talks", "parley")
    cast = CAST.replace("eskeria:", "eskeria-2:")
    for name, words, known in (("old", old, CAST), ("new", re.sub(r"\beskeria\b", "eskeria-2", new), cast)):
        write(tmp_path / name, {"cast.yaml": known, "talks.yaml": words.replace("the parley", "the talks")})
    assert sentences(diff(str(tmp_path / "old"), str(tmp_path / "new"))) == [
        "id renamed: eskeria → eskeria-2 (same content)",
        "id renamed: torrent-warns → the-warning (same content)",
        "id renamed: eskeria-blocks → the-veto (same content)",
    ]


def test_a_retired_id_is_told_with_what_took_its_place(tmp_path: Path) -> None:
    retired = "retired:\n  torrent-warns: {by: torrent-warns-all, reason: Misspelt., date: 2031-04-01}\n"
    new = TALKS.replace("  torrent-warns:", "  torrent-warns-all:") + retired
    found = changed(tmp_path, TALKS, new)
    assert sentences(found) == [
        "id retired: torrent-warns, replaced by torrent-warns-all: Misspelt.",
        "id renamed: torrent-warns → torrent-warns-all (same content)",
    ]
    assert sentences(diff(str(tmp_path / "new"), str(tmp_path / "old")))[0].startswith("id renamed: torrent-warns-all")


def test_an_id_that_comes_back_is_told(tmp_path: Path) -> None:
    retired = "topics: {tides: {label: Tides}}\nretired: {fish: {reason: Nobody spoke of it., date: 2031}}\n"
    found = changed(tmp_path, retired, "topics: {tides: {label: Tides}, fish: {label: Fish}}\n")
    assert sentences(found) == ["retired id in use again: fish (Fish)"]


def test_the_description_of_the_data_set_counts(tmp_path: Path) -> None:
    for name, base in (("old", "https://example.org/a/"), ("new", "https://example.org/b/")):
        write(tmp_path / name, {"dataset.yaml": f"title: T\nbase: {base}\n", "c.yaml": "topics: {a: {label: A}}\n"})
    found = diff(str(tmp_path / "old"), str(tmp_path / "new"))
    assert sentences(found) == ["base IRI changed: https://example.org/a/ → https://example.org/b/"]
    assert (found.changes[0].section, found.changes[0].line) == ("dataset", 2)


def test_what_facts_extend_is_no_part_of_them(tmp_path: Path) -> None:
    one = {"dataset.yaml": "title: T\n", "c.yaml": "topics: {a: {label: A}}\n"}
    write(tmp_path / "old", one)
    write(tmp_path / "new", {**one, "dataset.yaml": "title: T\nextends: [communique]\n"})
    assert sentences(diff(str(tmp_path / "old"), str(tmp_path / "new"))) == ["extends added: communique"]


# --- what is no change


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("    speaker: ilva-torrent\n    date: 2031-03-04\n", "    date: 2031-03-04\n    speaker: ilva-torrent #\n"),
        ("act: warn", "act: 'warn'"),
        ("[tarvonia, eskeria]", "[eskeria, tarvonia]"),
        ("by: eskeria", "by: [eskeria]"),
        ("quote: the strait is", "quote: {EN: the strait is"),
        ("[{actor: tarvonia, choice: for}, {actor: eskeria, choice: against}]",
         "[{actor: eskeria, choice: against}, {choice: for, actor: tarvonia}]"),
        ("since: 2029", "since: '2029'"),
    ],
)  # fmt: skip
def test_what_means_the_same_is_no_change(before: str, behind: str, tmp_path: Path) -> None:
    closed = ("treaty is signed", "treaty is signed}") if "{EN" in behind else ("torrent-warns:", "torrent-warns:")
    assert after(tmp_path, (before, behind), closed) == []


def test_a_record_in_another_file_is_no_change(tmp_path: Path) -> None:
    write(tmp_path / "old", {"cast.yaml": CAST, "talks.yaml": TALKS})
    write(tmp_path / "new", {"a/deep/cast.yml": CAST, "b.yaml": TALKS})
    found = diff(str(tmp_path / "old"), str(tmp_path / "new"))
    assert found == Diff(())
    assert (text(found), summary(found)) == ("", "No change")


def shuffled(value: object, by: random.Random) -> object:
    """Return the same facts in another order: keys anywhere, items of lists that have no order."""
    if isinstance(value, dict):
        return {key: shuffled(value[key], by) for key in by.sample(sorted(value), len(value))}
    if isinstance(value, list):
        return by.sample([shuffled(item, by) for item in value], len(value))
    return value


@given(st.randoms(use_true_random=False))
def test_no_order_is_a_change(tmp_path_factory: pytest.TempPathFactory, by: random.Random) -> None:
    data = yaml.load(TALKS, yaml.BaseLoader)
    flow = json.dumps(shuffled(data, by)).replace('"13"', "13").replace('"2029"', "2029")
    flow = re.sub(r'"paragraph": "(\d+)"', r'"paragraph": \1', flow)
    assert changed(tmp_path_factory.mktemp("facts"), TALKS, flow) == Diff(())


@given(st.sampled_from(["2031-03-04", "Envoy, of: tarvonia", "warn", "13", "supports", "paragraph: 9", "closed"]))
def test_there_and_back_tells_the_same_values(tmp_path_factory: pytest.TempPathFactory, part: str) -> None:
    other = {"2031-03-04": "2031", "warn": "demand", "13": "14", "supports": "mixed", "paragraph: 9": "locator: row 9"}
    new = TALKS.replace(part, other.get(part, part.replace("o", "u").replace("tarvunia", "tarvonia")), 1)
    folder = tmp_path_factory.mktemp("facts")
    there = changed(folder, TALKS, new)
    back = diff(str(folder / "new"), str(folder / "old"))
    assert {(one.property, one.before, one.after) for one in there.changes} == {
        (one.property, one.after, one.before) for one in back.changes
    }
    assert there.changes


def test_every_nested_record_is_known_by_keys_that_it_has() -> None:
    schema = load_schema()
    nested = {field.target for field in schema.fields.values() if field.value == "nested"}
    assert set(IDENTITY) == nested
    assert [key for name, keys in IDENTITY.items() for key in keys if key not in schema.shapes[name].fields] == []


def test_two_tenures_of_one_office_are_not_mixed_up(tmp_path: Path) -> None:
    office = "{office: Envoy, of: tarvonia, since: %s, evidence: [{source: gazette, locator: %s}]}"
    person = "actors: {sela: {kind: person, label: Sela, offices: [%s]}}\n"
    first, second = office % ("2020", "a"), office % ("2028", "b")
    found = changed(
        tmp_path, person % f"{first}, {second}", person % f"{office % ('2029', 'b')}, {office % ('2021', 'a')}"
    )
    assert sentences(found) == [
        "tenure start date changed: Envoy of tarvonia: 2028 → 2029",
        "tenure start date changed: Envoy of tarvonia: 2020 → 2021",
    ]


def test_what_has_little_in_common_is_not_the_same(tmp_path: Path) -> None:
    new = ("{source: gazette, paragraph: 9}", "{source: other, locator: row 9}")
    assert after(tmp_path, new) == ["evidence removed: gazette ¶ 9", "evidence added: other row 9"]


def test_numbers_are_compared_by_value_and_passages_in_their_order(tmp_path: Path) -> None:
    place = "places: {quay: {label: Quay, lat: %s, long: 7.5}}\n"
    found = changed(tmp_path / "a", place % "43", place.replace("7.5", "7.6") % "43.0")
    assert sentences(found) == ["longitude changed: 7.5 → 7.6"]
    quote = TALKS.replace("quote: the strait is closed to all", "quote: [no, never] #")
    other = quote.replace("[no, never]", "[never, no]")
    assert sentences(changed(tmp_path / "b", quote, other)) == ["quote corrected: “no … never” → “never … no”"]


# --- how it is written


def test_text_groups_by_record_with_places(tmp_path: Path) -> None:
    new = TALKS.replace("2031-03-04", "2031-03-05").replace("act: warn", "act: demand").replace("  eskeria-b", "  b-b")
    found = changed(tmp_path, TALKS, new)
    assert text(found).replace(str(tmp_path), "") == (
        "statement changed: torrent-warns  /new/talks.yaml:9\n"
        "  date changed: 2031-03-04 → 2031-03-05\n"
        "  speech act changed: warn → demand\n"
        "id renamed: eskeria-blocks → b-blocks (same content)  /new/talks.yaml:24\n"
    )
    assert summary(found) == "statements: 1 changed; vetoes: 1 renamed"


def test_json_has_one_object_for_each_change_with_its_line(tmp_path: Path) -> None:
    found = changed(tmp_path, TALKS, TALKS.replace("13", "12"))
    (line,) = json_lines(found).splitlines()
    assert json.loads(line) == {
        "id": "ballot-of-march",
        "section": "votes",
        "what": "changed",
        "property": "votesFor",
        "before": "13",
        "after": "12",
        "file": f"{tmp_path}/new/talks.yaml",
        "line": 20,
        "text": "votes for changed: 13 → 12",
    }


HOSTILE = "<img src=x onerror=alert(1)> @everyone [x](http://e) `` ` # \\n **b** \\u202e"


def test_a_hostile_text_is_inert(tmp_path: Path) -> None:
    quote = TALKS.index("the strait"), TALKS.index("\n    addressee")
    new = TALKS[: quote[0]] + json.dumps(HOSTILE).replace("\\\\", "\\") + TALKS[quote[1] :]
    found = changed(tmp_path, TALKS, new)
    assert len(found.changes) == 1
    plain, marked = text(found), markdown(found)
    assert plain.replace("\n", "").isprintable()
    assert marked.replace("\n", "").isprintable()
    outside = re.sub(r"(`+) ?(.+?) ?(?<!`)\1(?!`)", "", marked)
    assert not set("<@[`#\\") & set(outside.replace("### statements", ""))


def test_markdown_is_a_list_for_a_pull_request(tmp_path: Path) -> None:
    found = changed(tmp_path, TALKS, TALKS.replace("13", "12").replace("closed", "shut"))
    assert markdown(found).replace(f"{tmp_path}/", "") == (
        "**statements: 1 changed; votes: 1 changed**\n\n"
        "### statements\n\n"
        "- statement changed: `torrent-warns`  `new/talks.yaml:9`\n"
        "  - quote corrected: `the strait is closed to all ships until the…` → "
        "`the strait is shut to all ships until the…`\n"
        "\n### votes\n\n"
        "- vote changed: `ballot-of-march`  `new/talks.yaml:18`\n"
        "  - votes for changed: `13` → `12`\n"
    )


def test_facts_with_errors_are_compared_as_far_as_they_are_read(tmp_path: Path) -> None:
    found = changed(tmp_path, TALKS, TALKS.replace("votes:", "votes: [").replace("2031-03-04", "2031-03-05"))
    assert sentences(found) == DATED
    assert len(found.remarks) == 1
    assert "has errors" in found.remarks[0]
    assert f"{tmp_path / 'new'}/talks.yaml:" in found.remarks[0]


def test_what_moves_to_extended_facts_is_not_removed(tmp_path: Path) -> None:
    write(tmp_path / "base", {"t.yaml": "topics: {fish: {label: Fish}}\n"})
    for name, topics in (("old", "fish: {label: Fish}, boats: {label: Boats}"), ("new", "boats: {label: Boats}")):
        description = "title: T\nextends: [../base]\n" if name == "new" else "title: T\n"
        write(tmp_path / name, {"dataset.yaml": description, "t.yaml": f"topics: {{{topics}}}\n"})
    assert sentences(diff(str(tmp_path / "old"), str(tmp_path / "new"))) == ["extends added: ../base"]


def test_what_the_reader_refuses_is_not_said_to_have_changed(tmp_path: Path) -> None:
    assert after(tmp_path, ("act: warn", "act: !!str warn")) == []
