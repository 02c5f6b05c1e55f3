"""Quotes are proved word for word against the source texts, and nothing else is forgiven than is declared."""

import hashlib
import os
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from communique.graph.api import check
from communique.graph.evidence import LIMIT, embeddings, normalise, paragraphs
from communique.graph.evidence.normalise import written
from communique.graph.evidence.spots import is_edge, placed
from disk import problems, told, write

TEXT = """\
The harbour

The pilots “won't sail”, said the harbour master, “before the\u00a0light of day”.\r
A pilot’s word, a pilot’s word: no\u00adbody sails. It cost 1,500 crowns, at 6.30.

« Le jour d’abord », disait-il. Nobody believed him – nobody at all.
"""
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
SOURCE = f"sources:\n  report: {{title: R, file: report.txt, sha256: {SHA256}}}\n"
STATEMENTS = """\
actors:
  master: {kind: group, label: The harbour master}
statements:
  s:
    speaker: master
    act: assert
    KEY
    gist: Not now.
    evidence: [{source: report, EVIDENCE}]
"""


def proof(folder: Path, key: str, evidence: str = "paragraph: 2", source: str = SOURCE) -> tuple[int, int, list[str]]:
    """Return how many quotations are proved, how many unverified, and what is wrong, for one line of a statement."""
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "texts" / "report.txt").write_bytes(TEXT.encode())
    text = STATEMENTS.replace("KEY", key).replace("EVIDENCE", evidence)
    found, proved = check(write(folder / "facts", {"f.yaml": text, "s.yaml": source}), folder / "texts")
    return proved.proved, proved.unverified, told(found.problems)


# --- what is the same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“don’t  fire”", '"don\'t fire"'),
        ("«Halt»", "“Halt„"),
        ("`so´ ‘so’ ‚so‛ ʼso′ ‹so›", "'so' 'so' 'so' 'so' 'so'"),
        ("inter\u00adnational", "international"),
        ("cafe\u0301", "café"),
        ("cafe\u00ad\u0301", "café"),
        ("\u1ffdso\u1fef", "'so'"),
        ("a\u00a0b\u2009c\td\r\n", "a b c d"),
    ],
)
def test_marks_soft_hyphens_composition_and_white_space_are_forgiven(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize("other", ["Fire", "fi re", "fire.", "fire-", "ﬁre", "fire\u200b", "fіre", "f-ire"])
def test_nothing_else_is_forgiven(other: str) -> None:
    assert normalise(other) != normalise("fire")


def test_paragraphs_are_the_lines_that_are_not_blank() -> None:
    assert paragraphs("a\n\n \t\nb\r\nc\u2028d\n") == ["a", "b", "c\u2028d"]
    assert [text.split()[0] for text in paragraphs(TEXT)] == ["The", "The", "A", "«"]


#: Characters of which several make one, or that count for nothing.
joining = st.text(
    st.sampled_from("ae .\u00ad\u0329\u0301\u0323\u0308\u1100\u1161\u11a8\uac00\u212b\u2000\u0958“´\u1ffd😀")
)


@given(joining)
@example("a \u00ad e")
@example("e\u0329\u0301")
def test_every_normalised_character_has_its_place_in_the_text(text: str) -> None:
    normal = normalise(text)
    for start in range(len(normal)):
        if is_edge(normal, start) and normal[start] != " ":
            for end in range(start + 1, len(normal) + 1):
                if is_edge(normal, end) and normal[end - 1] != " ":
                    first, last = written(text, start, end)
                    assert normalise(text[first:last]) == normal[start:end]
                    assert not text[first].isspace() | text[last - 1].isspace()
                    assert "\u00ad" not in (text[first], text[last - 1])


def test_a_mark_is_never_parted_from_many_others_for_ever() -> None:
    started = time.perf_counter()
    normalise("a" + "\u0315\u0300" * 500_000)
    assert time.perf_counter() - started < 5


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


# --- what is proved


@pytest.mark.parametrize(
    ("key", "evidence"),
    [
        ("quote: won't sail", "paragraph: 2"),
        ("quote: won’t sail", "paragraph: 2"),
        ("quote: before the light of day", "paragraph: 2"),
        ("quote: [won't sail, before the light of day]", "paragraph: 2"),
        ("quote: a pilot's word", "paragraph: 3"),
        ("quote: [pilot's, pilot's]", "paragraph: 3"),
        ("quote: pilot's word", "paragraph: 3, occurrence: 2"),
        ("quote: nobody sails", "paragraph: 3"),
        ("quote: {fr: Le jour d'abord}", "paragraph: 4"),
        ("quote: at 6.30", "paragraph: 3"),
        ("attribution: the harbour master", "paragraph: 2"),
        ("attribution: {en: the harbour master}", "paragraph: 2"),
    ],
)
def test_words_that_stand_in_their_paragraph_are_proved(tmp_path: Path, key: str, evidence: str) -> None:
    assert proof(tmp_path, key, evidence) == (1, 0, [])


def test_one_of_several_paragraphs_is_enough(tmp_path: Path) -> None:
    evidence = "paragraph: 1}, {source: report, paragraph: 2"
    assert proof(tmp_path, "quote: won't sail", evidence) == (1, 0, [])


NOT_THERE = "does not stand, word for word, in report paragraph"


@pytest.mark.parametrize(
    ("key", "evidence", "what"),
    [
        ("quote: Won't sail", "paragraph: 2", f"the quote {NOT_THERE} 2"),
        ("quote: won't sail", "paragraph: 3", f"the quote {NOT_THERE} 3"),
        ("quote: won't sail.", "paragraph: 2", f"the quote {NOT_THERE} 2"),
        ("quote: he pilots", "paragraph: 2", f"the quote {NOT_THERE} 2"),
        ("quote: won", "paragraph: 2", f"the quote {NOT_THERE} 2"),
        ("quote: t sail", "paragraph: 2", f"the quote {NOT_THERE} 2"),
        ("quote: The pilots won", "paragraph: 2", f"the quote {NOT_THERE} 2"),
        ("quote: 500 crowns", "paragraph: 3", f"the quote {NOT_THERE} 3"),
        ("quote: at 6", "paragraph: 3", f"the quote {NOT_THERE} 3"),
        ("quote: [before the light of day, won't sail]", "paragraph: 2", f"the quote {NOT_THERE} 2"),
        ("quote: [won't sail, sail]", "paragraph: 2", f"the quote {NOT_THERE} 2"),
        ("attribution: harbor master", "paragraph: 2", f"the attribution {NOT_THERE} 2"),
        ("quote: pilot's word", "paragraph: 3", "the quote stands 2 times in report paragraph 3"),
        ("quote: pilot's word", "paragraph: 3, occurrence: 3", "the quote stands 2 times in report paragraph 3"),
        ("quote: nobody sails", "paragraph: 3, occurrence: 2", "the quote stands once in report paragraph 3"),
        ("quote: nobody", "locator: page 2", "the quote has no paragraph to stand in"),
        ("quote: ' '", "paragraph: 2", "the quote holds no word"),
        ("quote: '–'", "paragraph: 4, occurrence: 1", "the quote holds no word"),
    ],
)
def test_words_that_do_not_stand_there_are_refused(tmp_path: Path, key: str, evidence: str, what: str) -> None:
    column = len(f"    {key.partition(' ')[0]} ") + 1
    proved, unverified, found = proof(tmp_path, key, evidence)
    assert (proved, unverified, len(found)) == (0, 0, 1)
    assert re.match(re.escape(f"f.yaml:7:{column} s: {what}") + "(?=[;:]|$)", found[0])


def test_every_language_of_a_quote_is_proved_on_its_own(tmp_path: Path) -> None:
    proved, _, found = proof(tmp_path, "quote: {fr: Le jour d'abord, en: Day first}", "paragraph: 4")
    assert proved == 1
    assert [line.partition(";")[0] for line in found] == [f"f.yaml:7:38 s: the quote {NOT_THERE} 4"]


def test_a_word_ends_behind_its_combining_marks() -> None:
    assert embeddings("कि", ["क"]) == 0
    assert embeddings("कि", ["कि"]) == 1


def test_an_apostrophe_that_ends_a_word_is_its_edge() -> None:
    assert embeddings("the pilots' word", ["pilots"]) == 1
    assert embeddings("a 'calm' sea", ["calm"]) == 1
    assert embeddings("he said 'no', and 1, 2, 3.", ["no", "2"]) == 1


@pytest.mark.parametrize(
    ("text", "passage", "ways"),
    [
        ("the non-nuclear states", "nuclear", 0),
        ("the non\u2011nuclear states", "nuclear", 0),
        ("the non\u2010nuclear states", "non", 0),
        ("the non-nuclear states", "non-nuclear", 1),
        ("non-nuclear and nuclear", "nuclear", 1),
        ("a nuclear- and a sea-borne threat", "nuclear", 1),
        ("he sails – never – again", "never", 1),
        ("he sails–never–again", "never", 1),
        ("he sails—never—again", "never", 1),
        ("from 1990\u20131995", "1990", 0),
        ("from 1990-1995", "1995", 0),
        ("it was -5 degrees", "5 degrees", 0),
        ("it was \u22125 degrees", "5 degrees", 0),
        ("it was -5 degrees", "-5 degrees", 1),
        ("it fell - 5 degrees", "5 degrees", 1),
        ("the 1980's tide", "1980", 0),
        ("the Z\u0308 day", "Z", 0),
        ("a .\u0308 sign", "a .", 0),
    ],
)
def test_hyphens_signs_and_marks_belong_to_their_word(text: str, passage: str, ways: int) -> None:
    assert embeddings(normalise(text), [normalise(passage)]) == ways


def test_an_attribution_that_stands_once_needs_no_occurrence(tmp_path: Path) -> None:
    both = "quote: pilot's word\n    attribution: A pilot's"
    assert proof(tmp_path, both, "paragraph: 3, occurrence: 2") == (2, 0, [])


@given(st.text("ab ", max_size=12), st.lists(st.sampled_from(["a", "b", "ab", "a b"]), min_size=1, max_size=3))
def test_every_way_has_its_number(text: str, passages: list[str]) -> None:
    text = normalise(text)
    ways = [placed(text, passages, number) for number in range(1, embeddings(text, passages) + 1)]
    assert ways == sorted(ways)
    assert len({tuple(way) for way in ways}) == len(ways)
    assert all([text[start:end] for start, end in way] == passages for way in ways)
    assert placed(text, passages, len(ways) + 1) == []


def test_passages_are_counted_in_their_order_and_without_overlap() -> None:
    assert embeddings("a b a b", ["a", "b"]) == 3
    assert embeddings("a a a", ["a a"]) == 2
    assert embeddings("a a a", ["a a", "a"]) == 1
    assert embeddings("a " * 5000, ["a"] * 3) == 5000 * 4999 * 4998 // 6


# --- spots


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        ("fidelity: verbatim", "9:16 s: the evidence names no spot"),
        ("paragraph: 5", "9:44 s: the text has only 4 paragraphs"),
        ("paragraph: 0", "9:44 s: paragraph: 0 is less than the minimum of 1"),
        ("paragraph: second", "9:44 s: paragraph takes a whole number"),
        ("paragraph: 2.0", "9:44 s: paragraph takes a whole number"),
        ("paragraph: ~", "9:44 s: the value is empty"),
    ],
)
def test_a_spot_that_is_none_is_told_once(tmp_path: Path, evidence: str, found: str) -> None:
    assert proof(tmp_path, "quote: won't sail", evidence) == (0, 0, [f"f.yaml:{found}"])


def test_the_spots_of_nested_records_are_checked_at_any_depth(tmp_path: Path) -> None:
    nested = "assumptions: [{property: date, because: B, evidence: [{source: report, paragraph: 7}]}]"
    assert proof(tmp_path, nested)[2] == ["f.yaml:7:87 s: the text has only 4 paragraphs"]


# --- texts


def test_a_text_that_is_not_at_hand_leaves_its_quotes_unverified(tmp_path: Path) -> None:
    text = STATEMENTS.replace("KEY", "quote: never said").replace("EVIDENCE", "paragraph: 99")
    folder = write(tmp_path, {"f.yaml": text, "s.yaml": SOURCE})
    for sources in (None, tmp_path / "nowhere"):
        found, proved = check(folder, sources)
        assert (found.problems, proved.proved, proved.unverified, proved.missing) == ([], 0, 1, {"report"})


def test_a_quote_may_stand_in_the_text_that_is_not_at_hand(tmp_path: Path) -> None:
    source = SOURCE + "  other: {title: O, file: other.txt, sha256: " + "0" * 64 + "}\n"
    evidence = "paragraph: 2}, {source: other, paragraph: 1"
    assert proof(tmp_path, "quote: never said", evidence, source) == (0, 1, [])
    assert proof(tmp_path, "quote: won't sail", evidence, source) == (1, 0, [])


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (SOURCE.replace(SHA256, "0" * 64), f"2:48 report: the text at hand has sha256 {SHA256}"),
        (SOURCE.replace(SHA256, "0" * 63), f"2:48 report: '{'0' * 63}' is no sha256"),
        (SOURCE.replace(f", sha256: {SHA256}", ""), "2:28 report: the text has no sha256"),
        (SOURCE.replace("report.txt", "../report.txt"), "2:28 report: the file '../report.txt' lies outside"),
        (SOURCE.replace("report.txt", "/etc/passwd"), "2:28 report: the file '/etc/passwd' lies outside"),
        (SOURCE.replace("report.txt", "a/../../b"), "2:28 report: the file 'a/../../b' lies outside"),
        (SOURCE.replace("report.txt", "..\\b"), "2:28 report: the file '..\\\\b' lies outside"),
        (SOURCE.replace("report.txt", "'C:b'"), "2:28 report: the file 'C:b' lies outside"),
        (SOURCE.replace("report.txt", "."), "2:28 report: this is no regular file"),
        (SOURCE.replace("report.txt", "pipe.txt"), "2:28 report: this is no regular file"),
        (SOURCE.replace("report.txt", "link.txt"), "2:28 report: the file is a link out"),
        (SOURCE.replace("report.txt", "zero.txt"), "2:28 report: the file is a link out"),
        (SOURCE.replace("report.txt", "x" * 5000), "2:28 report: the text cannot be read (File name too long)"),
        (SOURCE.replace("report.txt", "report.txt/x"), None),
        (SOURCE.replace("report.txt", "gone.txt"), None),
        (SOURCE.replace("report.txt", "loop.txt"), None),
    ],
)
def test_only_the_text_that_was_read_is_read(tmp_path: Path, source: str, found: str | None) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    os.mkfifo(texts / "pipe.txt")
    (tmp_path / "secret.txt").write_text(TEXT)
    (texts / "link.txt").symlink_to(tmp_path / "secret.txt")
    (texts / "zero.txt").symlink_to("/dev/zero")
    (texts / "loop.txt").symlink_to(texts / "loop.txt")
    _, _, lines = proof(tmp_path, "venue: quay", source=source + "places:\n  quay: {label: Q}\n")
    assert len(lines) == (found is not None)
    assert all(line.startswith(f"s.yaml:{found}") for line in lines)


def test_a_text_without_a_word_has_no_paragraph(tmp_path: Path) -> None:
    source = SOURCE.replace("report.txt", "empty.txt").replace(SHA256, hashlib.sha256(b"").hexdigest())
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "empty.txt").touch()
    assert proof(tmp_path, "quote: a", "paragraph: 1", source)[2] == ["f.yaml:9:44 s: the text has only 0 paragraphs"]


def test_a_text_that_is_refused_is_not_called_missing(tmp_path: Path) -> None:
    folder = write(tmp_path, {"s.yaml": SOURCE.replace("report.txt", "../report.txt")})
    assert check(folder)[1].missing == set()


def test_a_text_is_neither_large_nor_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    (tmp_path / "large.txt").touch()
    os.truncate(tmp_path / "large.txt", LIMIT + 1)
    digests = {"latin": hashlib.sha256(b"caf\xe9").hexdigest(), "large": "0" * 64}
    sources = "".join(f"  {name}: {{file: {name}.txt, sha256: {digest}}}\n" for name, digest in digests.items())
    found = problems(tmp_path / "facts", {"s.yaml": "sources:\n" + sources}, tmp_path)
    assert told(found) == [
        "s.yaml:2:17 latin: the text is not UTF-8",
        "s.yaml:3:17 large: this is no regular file of at most 20 MB",
    ]


# --- laws

letters = st.characters(categories=["L", "N", "P", "Zs", "Mn"], codec="utf-8") | st.sampled_from("abc  '’“”,.\u00ad")
paragraph = st.text(letters, min_size=1, max_size=60).map(normalise)


@given(paragraph, st.data())
def test_any_words_cut_out_of_a_paragraph_are_proved(text: str, data: st.DataObject) -> None:
    words = text.split(" ")
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = " ".join(words[first : last + 1])
    assume(quote)
    assert embeddings(text, [normalise(quote)]) >= 1


@given(paragraph, st.data())
def test_any_letter_changed_in_a_quote_is_refused_unless_the_other_words_stand_there(
    text: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, max(len(text) - 1, 0)))
    assume(text)
    changed = text[:at] + data.draw(st.sampled_from("xyz -’")) + text[at + 1 :]
    assume(normalise(changed) != text and len(normalise(changed)) >= len(text))
    assert embeddings(text, [normalise(changed)]) == 0


@given(paragraph, st.lists(st.sampled_from(["a", "b", "ab", "'", " "]), min_size=1, max_size=3))
def test_counting_agrees_with_trying_every_way(text: str, passages: list[str]) -> None:
    text = text[:12] + " a b ab ab"
    assert embeddings(text, passages) == tried(text, passages, 0)


def tried(text: str, passages: list[str], start: int) -> int:
    if not passages:
        return 1
    first, *rest = passages
    spots = [at for at in range(start, len(text)) if text.startswith(first, at) and embeddings(text, [first])]
    return sum(tried(text, rest, at + len(first)) for at in spots if stands(text, first, at))


def stands(text: str, passage: str, at: int) -> bool:
    """Tell whether exactly this spot counts, by hiding every other one."""
    return embeddings(text, [passage]) > embeddings(
        text[:at] + "\u0001" * len(passage) + text[at + len(passage) :], [passage]
    )


def test_what_a_folder_only_builds_on_is_not_missed(tmp_path: Path) -> None:
    theirs = {"f.yaml": STATEMENTS.replace("KEY", "quote: no").replace("EVIDENCE", "paragraph: 1"), "s.yaml": SOURCE}
    write(tmp_path / "theirs", theirs)
    own = {"dataset.yaml": "title: O\nextends: [../theirs]\n", "t.yaml": "topics: {talks: {label: Talks}}\n"}
    _, alone = check(tmp_path / "theirs")
    _, built_on = check(write(tmp_path / "own", own))
    assert (alone.unverified, alone.missing) == (1, {"report"})
    assert (built_on.unverified, built_on.missing) == (0, set())
