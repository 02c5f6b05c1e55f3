"""The layout of facts: keys in order, short values on one line; meaning, comments and the curator's own order stay."""

import json
import os
import random
import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from communique.graph.api import check
from communique.graph.build.graph import n_quads
from communique.graph.corpus.places import fact_files, shipped_folder
from communique.graph.curate import fmt as curate_fmt
from communique.graph.curate.fmt import format_files, format_text, rewrite
from communique.graph.curate.layout.lay import WIDTH
from communique.graph.curate.layout.scalars import inline
from communique.graph.curate.layout.tree import Scalar
from communique.graph.curate.own import must_be_own, own_folder
from communique.graph.errors import FactsError, OutputError
from communique.graph.reader import read_document
from conftest import ROOT
from disk import write
from planting import SCHEMA, sound
from running import Run, runner
from whole import CAST, DATASET, OTHER, TALKS

FOLDERS = [shipped_folder(), ROOT / "tests" / "example" / "facts"]
FILES = [path for folder in FOLDERS for path in fact_files(folder)]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, capsys)


def data(text: str) -> str:
    """Return what a text says, with the keys in one order, and the order of sections, records and lists as it is."""
    document = read_document(text)
    assert document.flaws == []
    ordered = {section: list(records.items()) for section, records in document.data.items() if type(records) is dict}
    return json.dumps([ordered, {k: v for k, v in document.data.items() if k not in ordered}], sort_keys=True)


def laid_out(text: str) -> str:
    """Return a text laid out, after proof that it says the same and that a second time changes nothing."""
    new = format_text(text)
    assert data(new) == data(text)
    assert format_text(new) == new
    return new


def record(lines: str) -> str:
    """Return the lines of a laid out record, of which the given ones are the unordered form."""
    head = "events:\n  storm:\n"
    new = laid_out(head + "".join(f"    {line}\n" if line else "\n" for line in lines.splitlines()))
    assert new.startswith(head)
    return "".join(line.removeprefix("    ") for line in new.removeprefix(head).splitlines(keepends=True))


# --- the facts that are there


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_facts_are_laid_out(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == next(format_files([path])).new, f"run: communique fmt {path.parent}"


@pytest.mark.parametrize("text", [CAST, DATASET, OTHER, TALKS, *(p.read_text(encoding="utf-8") for p in FILES)])
def test_a_layout_says_the_same_and_is_its_own_layout(text: str) -> None:
    laid_out(text)


def test_a_layout_gives_the_same_quads(tmp_path: Path) -> None:
    files = {"harbour/dataset.yaml": DATASET, "harbour/talks.yaml": TALKS, "other/dataset.yaml": OTHER}
    before = write(tmp_path / "before", {**files, "other/cast.yaml": CAST})
    after = write(tmp_path / "after", {name: format_text(text) for name, text in files.items()})
    write(after, {"other/cast.yaml": format_text(CAST)})
    (one, _), (other, _) = check(before / "harbour"), check(after / "harbour")
    assert one.errors == other.errors == []
    assert n_quads(one) == n_quads(other)


# --- order


def test_keys_come_in_the_order_of_the_schema_and_kind_first() -> None:
    text = "actors:\n  a:\n    sameAs: https://example.org/\n    label: A\n    altLabel: [B]\n    kind: state\n"
    assert re.findall(r"^ {4}(\w+)", laid_out(text), re.MULTILINE) == ["kind", "label", "altLabel", "sameAs"]


@pytest.mark.parametrize("section", SCHEMA.sections)
def test_every_key_of_every_record_has_its_place(section: str) -> None:
    for name, text in sound(1):
        if name == section:
            lines = text.splitlines(keepends=True)
            first, keys = lines[0], re.split(r"(?m)^(?=    \w)", "".join(lines[1:]))[1:]
            random.Random(7).shuffle(keys)
            assert laid_out(f"{section}:\n{first}{''.join(keys)}") == laid_out(f"{section}:\n{text}")


def test_keys_of_nested_records_come_in_order_too() -> None:
    assert record("evidence: [{paragraph: 3, source: gazette}]") == "evidence: [{source: gazette, paragraph: 3}]\n"


def test_unknown_keys_come_last_as_they_were() -> None:
    assert record("hue: red\nblue: x\nlabel: A") == "label: A\nhue: red\nblue: x\n"


def test_sections_records_and_items_stay_in_the_order_of_the_curator() -> None:
    text = "topics:\n  b: {label: B}\n  a: {label: A}\nplaces:\n  d: {label: D, altLabel: [E, C]}\n"
    assert laid_out(text) == text


def test_a_description_of_a_data_set_is_laid_out_too() -> None:
    text = "# Ours.\n\nbase: https://example.org/\n# as printed\ntitle: Talks\n"
    assert laid_out(text) == "# Ours.\n\n# as printed\ntitle: Talks\nbase: https://example.org/\n"


# --- lines


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("by:\n  - tarvonia\n  - eskeria", "by: [tarvonia, eskeria]"),
        ("by: tarvonia", "by: tarvonia"),
        ("by: [\n  tarvonia ]", "by: [tarvonia]"),
        ("positions:\n  - holder: eskeria\n    stance: mixed", "positions: [{holder: eskeria, stance: mixed}]"),
        ("positions: [{stance: mixed, leverage:  [trade,  veto-power]}]",) * 2,
        ("positions: [{stance: mixed}, {stance: opposes}]", "positions:\n  - {stance: mixed}\n  - {stance: opposes}"),
        ("evidence: [{source: a, locator: 'b, c'}]",) * 2,
        ("evidence:\n  - source: a\n    locator: b, c",) * 2,
        ("assumptions:\n  - property: date\n    because: So it is.",) * 2,
        ("assumptions: [{property: date, because: So it is.}]",) * 2,
        ("label:\n  en: A\n  fr: B",) * 2,
        ("label: {en: A, fr: B}",) * 2,
    ],
)
def test_what_is_short_and_flat_stands_on_one_line(written: str, wanted: str) -> None:
    normal = re.sub(r"(?<=\S)  +", " ", wanted.replace("\n  ", "\n\t")).replace("\n\t", "\n  ")
    assert record(written) == normal + "\n"


def test_a_record_within_a_nested_record_takes_lines() -> None:
    text = "assumptions: [{property: date, because: So., evidence: [{source: a, paragraph: 1}]}]"
    assert record(text) == (
        "assumptions:\n  - property: date\n    because: So.\n    evidence: [{source: a, paragraph: 1}]\n"
    )


@pytest.mark.parametrize("extra", [0, 1])
def test_a_line_has_room_for_120_characters(extra: int) -> None:
    name = "a" * (WIDTH - len("    by: [, b]") + extra)
    text = f"events:\n  storm:\n    by: [{name}, b]\n"
    assert (laid_out(text) == text) is (extra == 0)
    longest = max(map(len, laid_out(text).splitlines()))
    assert longest <= WIDTH


def test_a_long_text_is_not_wrapped_and_a_wrapped_one_is_joined() -> None:
    words = "word " * 60
    assert record(f"label: {words}\n  and more") == f"label: {words}and more\n"


def test_several_blank_lines_become_one_and_none_stands_at_an_end() -> None:
    text = "\n\ntopics:\n\n\n  a: {label: A}\n\n\n\n  b: {label: B}\n\n\nplaces:\n  c: {label: C}\n\n\n"
    assert laid_out(text) == "topics:\n  a: {label: A}\n\n  b: {label: B}\n\nplaces:\n  c: {label: C}\n"


def test_a_layout_ends_its_lines_as_unix_does() -> None:
    assert laid_out("topics:\r\n  a:\r\n    label: A\r\n    # b\r\n    in: c") == (
        "topics:\n  a:\n    label: A\n    # b\n    in: c\n"
    )


# --- scalars


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ('"sea"', "sea"),
        ("'no'", "'no'"),
        ("no", "'no'"),
        ("'06:30'", "'06:30'"),
        ("017", "'017'"),
        ("'12'", "'12'"),
        ("12", "12"),
        ("3.70", "3.70"),
        ("true", "true"),
        ("'true'", "'true'"),
        ("2017-09-15", "'2017-09-15'"),
        ("'a: b'", "'a: b'"),
        ('"it\'s"', "it's"),
        ('"it\'s: so"', "'it''s: so'"),
        ('"a\\tb\\u200b"', '"a\\tb\\u200B"'),
        ('"say \\"so\\""', 'say "so"'),
        ("a\u200cb", "a\u200cb"),
        ("'# a'", "'# a'"),
        ("a#b", "a#b"),
        ("'- a'", "'- a'"),
        ("-a", "-a"),
        ("'[a'", "'[a'"),
        ("a [b]", "a [b]"),
        ("1e3", "'1e3'"),
        ("http://example.org/a#b", "http://example.org/a#b"),
        ("'---'", "'---'"),
        ("' a'", "' a'"),
    ],
)
def test_quotes_stand_where_they_are_needed(written: str, wanted: str) -> None:
    assert record(f"label: {written}") == f"label: {wanted}\n"


def test_a_date_is_plain_where_a_date_belongs() -> None:
    assert record("date: '2017-09-15'") == "date: 2017-09-15\n"


def test_a_language_that_is_a_truth_value_elsewhere_is_quoted() -> None:
    assert record("label: {no: Hav, en: Sea}") == "label: {'no': Hav, en: Sea}\n"


@pytest.mark.parametrize(
    "written",
    [
        "label: |\n  a\n\n\n  b",
        "label: |-\n  # no comment\n   deeper",
        "label: >\n  a\n  b\n\n    more\n  c",
        "label: |2-\n    deeper first\n  then not",
        "label: |+\n  kept\n\n\nabout: [a]",
        "label: >-  # beside\n  folded\nabout: [a]",
    ],
)
def test_a_block_scalar_stays_one(written: str) -> None:
    assert record(written) == written + "\n"


def test_a_block_scalar_moves_with_its_indentation() -> None:
    assert laid_out("topics:\n  a:\n      label: |4-\n            b\n          c") == (
        "topics:\n  a:\n    label: |2-\n        b\n      c\n"
    )


def test_a_block_scalar_without_words_and_one_without_line_end_say_the_same() -> None:
    assert record("label: |\n\n\nabout: [a]") == "label: ''\n\nabout: [a]\n"
    assert format_text("topics:\n  a:\n    label: |\n      b") == "topics:\n  a:\n    label: |-\n      b\n"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12), st.booleans(), st.booleans())
@example("?a", True, False)
@example("-", True, False)
@example("a:", True, False)
@example("<<", False, False)
@example("=", False, False)
@example("a\ufeffb", True, True)
def test_a_text_is_written_so_that_every_reader_finds_it_again(text: str, flow: bool, seen: bool) -> None:
    assume(not re.search("[\x85\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]", text))
    written = inline(Scalar(text, "'", text if seen else ""), None, flow)
    whole = f"a: [{written}, {{b: {written}}}]\n" if flow else f"a:\n  - {written}\n  - b: {written}\n"
    wanted = {"a": [text, {"b": text}]}
    assume("\ufeff" not in text or not seen or yaml.safe_load(f"'{text}'") == text)
    assert read_document(whole).data == wanted
    assert yaml.safe_load(whole) == wanted


# --- comments


COMMENTED = """\
# yaml-language-server: $schema=x.json
# about the file

# about the section
events:  # beside the section
  # about storm
  storm:  # beside storm
    # about the type
    type: visit  # beside the type
    by:
      # about tarvonia
      - tarvonia  # beside tarvonia
      - eskeria
      # behind the actors
    evidence:
      # about the first
      - source: gazette
        # about the paragraph
        paragraph: 1  # beside the paragraph
      - {source: gazette, paragraph: 2}  # beside the second
      # behind the evidence
    # behind storm
  # behind the events

# about the places
places:
  quay: {label: Quay}
  # behind the places
# behind everything
"""


def test_comments_stay_where_they_are() -> None:
    assert laid_out(COMMENTED) == COMMENTED


def test_a_comment_moves_with_its_key() -> None:
    assert record("# why\n# so\ntype: visit  # or not\nlabel: A  # b") == (
        "label: A  # b\n# why\n# so\ntype: visit  # or not\n"
    )


def test_comments_in_brackets_make_them_lines() -> None:
    assert record("by: [tarvonia, # first\n  # second\n  eskeria # last\n  # end\n  ] # all") == (
        "by:  # all\n  - tarvonia  # first\n  # second\n  - eskeria  # last\n  # end\n"
    )


def test_comments_in_empty_brackets_come_above_them() -> None:
    assert record("by: [ # first\n  # second\n  ]") == "# second\nby: []  # first\n"


def test_a_comment_behind_a_hyphen_comes_above_the_item() -> None:
    text = "evidence:\n  - # one\n    source: a\n    paragraph: 1\n  -\n    # two\n    source: b\n    paragraph: 2"
    assert record(text) == (
        "evidence:\n  # one\n  - {source: a, paragraph: 1}\n  # two\n  - {source: b, paragraph: 2}\n"
    )


def test_a_hash_in_a_text_is_no_comment() -> None:
    text = "label: a#b\ngist: 'c # d'\nasks: |\n  # e\nabout: [f#g]\n"
    assert sorted(record(text).splitlines()) == sorted(text.splitlines())


def test_the_header_for_editors_stays_the_first_line() -> None:
    text = "# yaml-language-server: $schema=x.json\nbase: https://example.org/\ntitle: T\n"
    assert laid_out(text).splitlines()[0] == text.splitlines()[0]


@given(st.sampled_from([CAST, TALKS, DATASET, COMMENTED]), st.randoms(use_true_random=False), st.integers(1, 12))
def test_no_comment_is_lost_wherever_it_stands(text: str, chance: random.Random, count: int) -> None:
    lines = text.splitlines()
    for number in range(count):
        at = chance.randrange(len(lines))
        if chance.random() < 0.5:
            lines.insert(at, " " * chance.randrange(10) + f"# mark-{number}x")
        else:
            lines[at] += f" # mark-{number}x"
        if chance.random() < 0.2:
            lines.insert(at, "")
    written = "\n".join(lines) + "\n"
    assume(not read_document(written).flaws)
    new = laid_out(written)
    for number in range(count):
        assert new.count(f"mark-{number}x") == 1


TEXTS = st.text(st.sampled_from("abc xyz:#,'\"[]{}-?&*!|>%@\\\n\t0129.é\u00a0\u200b"), min_size=1, max_size=20)
VALUES = st.recursive(
    TEXTS | st.integers(-99, 99) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.dictionaries(st.sampled_from([*SCHEMA.shapes["Event"].fields, "hue"]), VALUES, max_size=6)


@given(
    st.dictionaries(st.sampled_from(["events", "other"]), st.dictionaries(st.sampled_from("abc"), RECORDS)),
    st.sampled_from([True, False, None]),
    st.integers(2, 7),
    st.integers(8, 200),
)
def test_whatever_another_tool_wrote_is_laid_out(written: dict[str, Any], flow: bool, indent: int, width: int) -> None:
    text = yaml.dump(written, default_flow_style=flow, indent=indent, width=width, sort_keys=False)
    document = read_document(text)
    assume(not document.flaws)
    laid_out(text)


# --- files


def test_what_the_reader_refuses_is_told_and_not_touched(tmp_path: Path, run: Run) -> None:
    bad = "topics:\n  a: {label: A}\n  a: {label: B}\n"
    write(tmp_path / "mine", {"bad.yaml": bad, "good.yaml": "topics:\n  b: {label:   B}\n"})
    done = run("fmt", "mine")
    assert done.code == 1
    assert f"mine{os.sep}bad.yaml:3:3" in done.err
    assert "stands here again" in done.err
    assert (tmp_path / "mine" / "bad.yaml").read_text() == bad
    assert (tmp_path / "mine" / "good.yaml").read_text() == "topics:\n  b: {label: B}\n"
    with pytest.raises(FactsError, match="text:3:3"):
        format_text(bad)


def test_a_file_that_is_laid_out_is_not_written(tmp_path: Path, run: Run) -> None:
    path = write(tmp_path, {"facts/f.yaml": "topics:\n  b: {label: B}\n"}) / "facts" / "f.yaml"
    os.utime(path, (1, 1))
    done = run("fmt")
    assert (done.code, done.out, done.err) == (0, "", "1 file, all laid out already.\n")
    assert path.stat().st_mtime == 1


def test_check_writes_nothing_and_shows_what_would_change(tmp_path: Path, run: Run) -> None:
    text = "topics:\n  b: {label:   B}"
    write(tmp_path, {"my facts/f.yaml": text})
    done = run("fmt", "--check", "my facts")
    assert done.code == 1
    assert "-  b: {label:   B}\n\\ No newline at end of file\n+  b: {label: B}\n" in done.out
    assert done.err == "1 of 1 file would be laid out anew. Run: communique fmt 'my facts'\n"
    assert (tmp_path / "my facts" / "f.yaml").read_text() == text
    assert run("fmt", "my facts").err == "1 of 1 file laid out anew.\n"
    assert run("fmt", "--check", "my facts").code == 0


def test_a_text_in_a_pipe_is_laid_out(run: Run) -> None:
    assert run("fmt", "-", stdin=b"topics: {b: {label: B}}").out == "topics:\n  b: {label: B}\n"
    assert run("fmt", "-", stdin=b"topics: \xff").code == 1


def test_facts_that_nobody_named_and_a_missing_folder_are_refused(run: Run) -> None:
    assert "installed with the package" in run("fmt").err
    assert run("fmt").code == run("fmt", "--check").code == 1
    assert "no facts are here" in run("fmt", "nowhere").err


def test_a_file_keeps_its_permissions(tmp_path: Path, run: Run) -> None:
    path = write(tmp_path, {"facts/f.yaml": "topics:\n  b: {label:   B}\n"}) / "facts" / "f.yaml"
    path.chmod(0o600)
    assert run("fmt").err == "1 of 1 file laid out anew.\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_of_comments_takes_no_time() -> None:
    text = "topics:\n  a:\n    label: A\n" + "    # b\n" * 100_000 + "  b: {label: B}\n"
    start = time.monotonic()
    assert format_text(text) == text
    assert time.monotonic() - start < 20


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    write(tmp_path, {"far.txt": "topics:\n  b: {label:   B}\n"})
    (tmp_path / "f.yaml").symlink_to(tmp_path / "far.txt")
    for formatted in format_files([tmp_path]):
        rewrite(formatted)
    assert (tmp_path / "f.yaml").is_symlink()
    assert (tmp_path / "far.txt").read_text() == "topics:\n  b: {label: B}\n"


def test_a_layout_that_would_say_something_else_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "topics:\n  b: {label: B}  # c\n"
    for wrong in ("topics:\n  b: {label: C}  # c\n", "topics:\n  b: {label: B}\n", "topics: [\n"):
        monkeypatch.setattr(curate_fmt, "layout", lambda tree, wrong=wrong: wrong)
        with pytest.raises(FactsError, match="would not say the same"):
            format_text(text)


def test_the_facts_of_an_installed_package_are_nobodys_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="installed with the package"):
        own_folder()
    must_be_own(shipped_folder() / "states.yaml")  # of a checkout
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(shipped_folder().parent.parent))
    with pytest.raises(OutputError, match="installed with the package"):
        must_be_own(shipped_folder() / "states.yaml")
    must_be_own(tmp_path / "f.yaml")
