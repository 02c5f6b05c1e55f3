"""The reader: what a text says, what is refused in it, and where that stands."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from communique.graph.errors import Pointer
from communique.graph.reader import Document, Place, locate, read_document, read_file
from communique.graph.reader.builder import MAX_DEPTH, MAX_REFUSALS
from communique.graph.reader.document import refused

LINE_END = re.compile(r"\r\n?|\n")


def flaws(text: str) -> list[tuple[int, int, str]]:
    return [(flaw.line, flaw.column, flaw.what) for flaw in read_document(text).flaws]


# --- what a plain scalar means


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("3.70", 3.7),
        ("-0.5", -0.5),
        ("true", True),
        ("false", False),
        ("'12'", "12"),
        *((same, same) for same in ("no", "on", "y", "True", "6:23", "017", "0x1F", "1e3", "1_000", ".5", "+5", "-0")),
        *((same, same) for same in ("2017-09-15", "2017-09", ".inf", "<", "=", "20١٧", "１２")),
    ],
)
def test_only_canonical_numbers_and_truth_values_are_more_than_text(written: str, meant: object) -> None:
    value = read_document(f"a: {written}\n").data["a"]
    assert (value, type(value)) == (meant, type(meant))


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_a_value_that_says_nothing_is_refused(nothing: str) -> None:
    document = read_document(f"a: {nothing}\nb: c\n")
    assert [flaw.what for flaw in document.flaws] == ["the value is empty"]
    assert refused(document.data["a"])
    assert document.data["b"] == "c"


# --- what is refused, and where


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1\n", (1, 4, "anchors are not allowed")),
        ("a: *x\n", (1, 4, "aliases are not allowed")),
        ("*x : 1\n", (1, 1, "aliases are not allowed")),
        ("a: !!str 5\n", (1, 4, "the tag 'tag:yaml.org,2002:str' is not allowed")),
        ("a: !!python/name:os.system x\n", (1, 4, "the tag 'tag:yaml.org,2002:python/name:os.system' is not allowed")),
        ("a: ! x\n", (1, 4, "the tag '!' is not allowed")),
        ("a: {<<: b}\n", (1, 5, "merge keys are not allowed")),
        ("a:\n  5: b\n", (2, 3, "the key 5 is no text")),
        ("a:\n  true: b\n", (2, 3, "the key true is no text")),
        ("a:\n  ~: b\n", (2, 3, "the value is empty")),
        ("a:\n  '': b\n", (2, 3, "the key is empty")),
        ("? [a, b]\n: c\n", (1, 3, "the key is no text")),
        ("{a: b}: c\n", (1, 1, "the key is no text")),
        ("a: 1\nb: 2\na: 3\n", (3, 1, "the key 'a' stands here again, after line 1")),
        ("a: 1\n---\nb: 2\n", (2, 1, "a second document starts here")),
        ('a: "\\x07"\n', (1, 4, "the text holds a control character")),
        ('"\\x07": 1\n', (1, 1, "the text holds a control character")),
        ('a: "\\uFDD0"\n', (1, 4, "the text holds a control character")),
        ("a: b\x00\n", (1, 5, "the control character U+0000")),
        ("a: é\x7f\n", (1, 5, "the control character U+007F")),
        ("a: b\u2028\n", (1, 5, "the line break U+2028, which editors do not count")),
        ("a: b\n\x85c: d\n", (2, 1, "the line break U+0085, which editors do not count")),
        ("a: \ud800\n", (1, 4, "the control character U+D800")),
        ("", (1, 1, "the file is empty")),
        ("# nothing\n", (1, 1, "the file is empty")),
        ("- a\n", (1, 1, "the file holds no map of sections")),
        ("words\n", (1, 1, "the file holds no map of sections")),
    ],
)
def test_what_makes_facts_go_silently_wrong_is_refused_at_its_place(text: str, found: tuple[int, int, str]) -> None:
    assert flaws(text) == [found]


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("a:\n\tb: c\n", (2, 1), "indent with spaces, not with a tab"),
        ("a: 'b\n", (2, 1), "mend the indentation"),
        ("a: b: c\n", (1, 5), "mend the indentation"),
        ("a: [b\nc: d\n", (2, 2), "mend the indentation"),
        ("a:\n  b: c\n d: e\n", (3, 2), "mend the indentation"),
        ("a: @b\n", (1, 4), "mend the indentation"),
        ("{", (1, 2), "mend the indentation"),
        ('a: "\\ud800"\n', (1, 7), "mend the indentation"),
    ],
)
def test_a_syntax_error_names_its_place_and_a_remedy(text: str, place: tuple[int, int], remedy: str) -> None:
    document = read_document(text)
    assert [(flaw.line, flaw.column) for flaw in document.flaws] == [place]
    assert document.flaws[0].what.startswith("not well-formed YAML: ")
    assert document.flaws[0].remedy.startswith(remedy)
    assert not document.whole


def test_lines_are_counted_as_editors_do_whatever_ends_them() -> None:
    assert [flaws(f"a: 1{end}b: 2{end}c: &x 3{end}")[0][:2] for end in ("\n", "\r\n", "\r")] == [(3, 4)] * 3
    assert [flaws(f"a: 1{end}b: 2{end}c: \x00{end}")[0][:2] for end in ("\n", "\r\n", "\r")] == [(3, 4)] * 3


def test_a_tag_runs_nothing(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    document = read_document(f"a: !!python/object/apply:os.system ['touch {canary}']\n")
    assert len(document.flaws) == 1
    assert not canary.exists()


@pytest.mark.parametrize("text", ["[" * (MAX_DEPTH + 1), "- " * (MAX_DEPTH + 1), "? " * (MAX_DEPTH + 1)])
def test_nesting_has_a_limit(text: str) -> None:
    assert flaws(text)[-1][2] == f"nested deeper than {MAX_DEPTH}"


def test_nesting_up_to_the_limit_is_read() -> None:
    text = "a: " + "[" * (MAX_DEPTH - 1) + "b" + "]" * (MAX_DEPTH - 1)
    assert read_document(text).flaws == []


def test_reading_ends_when_more_is_refused_than_anybody_mends_at_once() -> None:
    document = read_document("a: [" + "~, " * (MAX_REFUSALS + 5) + "]")
    assert len(document.flaws) == MAX_REFUSALS + 1
    assert document.flaws[-1].what == f"more than {MAX_REFUSALS:,} things are refused in this file"
    assert not document.whole


def test_nothing_else_goes_missing_with_a_key_that_is_refused() -> None:
    document = read_document("a:\n  ? [x, y]\n  : z\n  <<: z\n  *b : z\n  c: d\n")
    assert {key: value for key, value in document.data["a"].items() if not refused(key)} == {"c": "d"}
    assert locate(document.text)["a", "c"] == Place((6, 3), (6, 6))


def test_of_twins_the_first_is_found() -> None:
    assert locate("a: {b: 1}\na: {b: 2}\n")["a", "b"] == Place((1, 5), (1, 8))


# --- files


def read(folder: Path, raw: bytes, limit: int = 100) -> Document:
    (folder / "a.yaml").write_bytes(raw)
    return read_file(folder / "a.yaml", limit)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("a: b\n".encode("utf-16"), (1, 1, "the file is UTF-16")),
        (b"\xfe\xff\x00a", (1, 1, "the file is UTF-16")),
        (b"\xef\xbb\xbfa: b\n", (1, 1, "the file is UTF-8 with a byte-order mark")),
        ("a: b\n".encode("utf-16-le"), (1, 2, "the control character U+0000")),
        (b"a: b\nc: \xc3\xa9\xff\n", (2, 5, "the byte 0xff is not UTF-8")),
        (b"a: " + b"b" * 98, (1, 1, "the file has 101 bytes, over the limit of 100")),
    ],
)
def test_only_small_plain_utf8_is_read(tmp_path: Path, raw: bytes, found: tuple[int, int, str]) -> None:
    document = read(tmp_path, raw)
    assert [(flaw.line, flaw.column, flaw.what) for flaw in document.flaws] == [found]
    assert document.data == {}
    assert not document.whole


def test_a_file_as_large_as_the_limit_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, b"a: " + b"b" * 97).data == {"a": "b" * 97}


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "device.yaml").symlink_to("/dev/zero")
    (tmp_path / "nowhere.yaml").symlink_to(tmp_path / "gone")
    whats = [read_file(tmp_path / f"{name}.yaml").flaws[0].what for name in ("pipe", "folder", "device", "nowhere")]
    assert whats[:3] == ["this is no regular file"] * 3
    assert whats[3] == "the file cannot be read (No such file or directory)"


# --- laws

texts = st.text(st.characters(codec="utf-8") | st.sampled_from("\n :-[]{}'\"&*!?|>%@#,~\t\\ab<"), max_size=60)


@given(texts)
def test_reading_never_fails_and_every_flaw_lies_inside_the_text(text: str) -> None:
    lines = LINE_END.split(text)
    for flaw in read_document(text).flaws:
        assert 1 <= flaw.line <= len(lines)
        assert 1 <= flaw.column <= len(lines[flaw.line - 1]) + 1
        assert flaw.what
        assert flaw.remedy


@given(st.binary(max_size=60))
def test_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    document = read(tmp_path_factory.mktemp("bytes"), raw)
    assert document.flaws or isinstance(document.data, dict)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Cs", "Zl", "Zp"]), min_size=1, max_size=8)
trees = st.recursive(
    words.filter(lambda word: not refused(word)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(words, trees, min_size=1, max_size=3), st.booleans())
def test_what_is_written_in_quotes_is_read_as_it_is_and_found_where_it_is(tree: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(tree, default_style='"', default_flow_style=flow, allow_unicode=False, sort_keys=False)
    document = read_document(text)
    assert (document.data, document.flaws) == (tree, [])
    assert set(locate(text)) == {(), *pointers(tree, ())}


def pointers(value: Any, at: Pointer) -> list[Pointer]:
    if isinstance(value, str):
        return [at]
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    return [at, *(pointer for key, inner in pairs for pointer in pointers(inner, (*at, key)))]


SOUND = """\
actors:
  a: {kind: state, label: A}
  b:
    kind: person
    label: B
    offices:
      - {office: O, of: a, evidence: [{source: s, locator: l}]}
      - office: P
        of: a
sources:
  s:
    title: >-
      A title
      in two lines
    file: "f.txt"
"""


@pytest.mark.parametrize("line", range(1, SOUND.count("\n") + 1))
@pytest.mark.parametrize("rest", ["@", "  @", "    - }", "\t-", "'", " x", "   x: y\n z: w"])
def test_a_syntax_error_leaves_whole_records_only(line: int, rest: str) -> None:
    whole = read_document(SOUND).data
    document = read_document("".join(SOUND.splitlines(keepends=True)[:line]) + rest)
    if document.whole:
        return  # the error is none here: the rest continues a text, or starts a key
    for section, records in document.data.items():
        assert records == [] or records.items() <= whole[section].items()


@given(st.sets(st.sampled_from(sorted(map(str, locate(SOUND)))), min_size=1))
def test_looking_for_some_places_finds_the_same_as_looking_for_all(names: set[str]) -> None:
    everything = locate(SOUND)
    wanted = {pointer for pointer in everything if str(pointer) in names}
    assert locate(SOUND, wanted) == {pointer: everything[pointer] for pointer in wanted}


def test_a_decimal_that_would_be_rounded_stays_text() -> None:
    assert read_document("a: 1234567890.123456789012345\nb: 131.910026\n").data == {
        "a": "1234567890.123456789012345",
        "b": 131.910026,
    }
