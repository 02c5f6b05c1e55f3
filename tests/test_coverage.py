"""Coverage finds what a text quotes, in any style of quotation, and who of the statements carries it."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.graph.corpus.folders import load_facts
from communique.graph.corpus.places import shipped_folder
from communique.graph.errors import FactsError, UnknownError
from communique.graph.evidence import coverage, share, uncited
from communique.graph.evidence.quoted import quoted
from communique.graph.evidence.texts import Text
from conftest import sources_or_skip
from disk import write
from running import Run, runner

# --- what is a quoted passage


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("He said “no” and “not so”.", ["no", "not so"]),
        ('He said "no" and "not so".', ["no", "not so"]),
        ("She said 'no' and 'never, never'.", ["no", "never, never"]),
        ("‘It isn’t,’ she said; ‘the pilots’ word was law.’", ["It isn’t,", "the pilots’ word was law."]),
        ("„So nicht“, „nie”, »doch«, «ja», ‚ach‘, ›na‹.", ["So nicht", "nie", "doch", "ja", "ach", "na"]),
        ("« Le jour », dit-il, ‹ la nuit ›.", ["Le jour", "la nuit"]),
        ("»nej» och ”ja” och „tak”", ["nej", "ja", "tak"]),
        ("他说「不『行』」，《报》。", ["不『行』", "行", "报"]),
        ("“an ‘inner’ or ‘inner two’” (“so”)", ["an ‘inner’ or ‘inner two’", "inner", "inner two", "so"]),
        ("He said “the 'big' one's here”.", ["the 'big' one's here", "big"]),
        ("“A”“B” l’“ami” d'«eau»", ["A", "B", "ami", "eau"]),
        ("‟High,‟ and ‟high”", ["high"]),
        ("the pilots' word, don't, ’tis the '90s, rock 'n' roll, 5'10\" tall, a 6\" pipe", []),
        ("“” \"\" “…” '!'", []),
        ("“never closed", []),
        ("a stray ” and » and 」", []),
    ],
)  # fmt: skip
def test_passages_are_found_in_every_style(text: str, passages: list[str]) -> None:
    assert [one.words for one in quoted(Text(text))] == passages


def test_a_quote_of_several_paragraphs_is_a_passage_in_each() -> None:
    text = "He spoke.\n“First part.\n\n“Second part.\n“Third,” he said. “And\n"
    assert [(one.paragraph, one.words) for one in quoted(Text(text))] == [
        (2, "First part."),
        (3, "Second part."),
        (4, "Third,"),
    ]


def test_a_passage_knows_its_place_in_the_file() -> None:
    text = "One.\r\n\r\n\U0001f6a2 “ so ‘it\u00ad is’ ”\r\n"
    outer, inner = quoted(Text(text))
    assert (text[outer.start : outer.end], outer.depth) == ("so ‘it\u00ad is’", 0)
    assert (text[inner.start : inner.end], inner.depth) == ("it\u00ad is", 1)


@given(st.text("ab s.“”„‟\"'‘’‚«»‹›「」\n", max_size=60))
def test_passages_stand_where_they_say_and_nest(raw: str) -> None:
    found = quoted(Text(raw))
    for one in found:
        assert raw[one.start : one.end] == one.words == one.words.strip()
        assert "\n" not in one.words
    for one in found:
        for other in found:
            apart = one.end <= other.start or other.end <= one.start
            nested = (one.start >= other.start and one.end <= other.end) or (
                other.start >= one.start and other.end <= one.end
            )
            assert apart or nested


# --- what carries it

TEXT = """\
The harbour

“No ship sails,” said the master, “and no ship comes.” They called it a ‘plan’.
“We said ‘never’ to the quay. We mean it.”
Nothing is quoted here.
"""
FACTS = """\
actors:
  master: {kind: group, label: The master}
sources:
  report: {file: deep/report.txt, sha256: DIGEST}
statements:
  no-ship: {speaker: master, act: assert, quote: [No ship sails, and no ship comes],
    evidence: [{source: report, paragraph: 2}]}
  never: {speaker: master, act: assert, quote: "We said 'never' to the quay",
    evidence: [{source: report, paragraph: 3}]}
  elsewhere: {speaker: master, act: assert, quote: We mean it, evidence: [{source: report, paragraph: 1}]}
  gist-only: {speaker: master, act: assert, gist: Yes., attribution: plan, evidence: [{source: report, paragraph: 2}]}
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write(tmp_path / "texts", {"deep/report.txt": TEXT})


@pytest.fixture
def facts(tmp_path: Path, texts: Path) -> Path:
    digest = hashlib.sha256((texts / "deep" / "report.txt").read_bytes()).hexdigest()
    return write(tmp_path / "facts", {"f.yaml": FACTS.replace("DIGEST", digest)})


def test_each_passage_has_its_statements_and_what_is_missing(facts: Path, texts: Path) -> None:
    found = coverage(load_facts(facts), "report", texts)
    assert [(one.paragraph, one.words, one.statements, one.missing, one.state) for one in found] == [
        (2, "No ship sails,", ("no-ship",), (), "covered"),
        (2, "and no ship comes.", ("no-ship",), (), "covered"),
        (2, "plan", (), ("plan",), "not curated"),
        (3, "We said ‘never’ to the quay. We mean it.", ("never",), ("We mean it",), "partly covered"),
        (3, "never", ("never",), (), "covered"),
    ]


def test_the_share_counts_the_letters_of_a_nested_quote_once(facts: Path, texts: Path) -> None:
    whole = share(coverage(load_facts(facts), "report", texts))
    letters = ["Noshipsails", "andnoshipcomes", "plan", "Wesaidnevertothequay", "Wemeanit"]
    assert (whole.passages, whole.of_passages) == (3, 5)
    assert whole.of_letters == sum(map(len, letters))
    assert whole.letters == whole.of_letters - len("plan") - len("Wemeanit")
    assert whole.percent[0] == 60


def test_a_text_without_quotes_is_covered(tmp_path: Path) -> None:
    assert share([]).percent == (100, 100)


def test_the_paragraphs_that_nothing_cites_are_listed(facts: Path, texts: Path) -> None:
    assert uncited(load_facts(facts), "report", texts) == [(4, "Nothing is quoted here.")]


@pytest.mark.parametrize("name", ["report", "deep/report.txt", "report.txt"])
def test_a_source_is_named_by_its_id_or_its_file(name: str, facts: Path, texts: Path) -> None:
    assert len(coverage(load_facts(facts), name, texts)) == 5


def test_what_cannot_be_covered_is_told(facts: Path, texts: Path, tmp_path: Path) -> None:
    found = load_facts(facts)
    with pytest.raises(UnknownError, match="did you mean 'report'"):
        coverage(found, "reports", texts)
    with pytest.raises(FactsError, match=r"f.yaml:4:18 report: the text is not in the folder"):
        coverage(found, "report", None)
    (texts / "deep" / "report.txt").write_text(TEXT + "!", encoding="utf-8")
    with pytest.raises(FactsError, match=r"f.yaml:4:\d+ report: the text at hand has sha256 .*source-changed"):
        coverage(found, "report", texts)


# --- the command


def test_the_table_ends_with_the_share(facts: Path, texts: Path, run: Run) -> None:
    done = run("coverage", "report", "--facts", facts, "--sources", texts)
    assert (done.code, done.err) == (0, "")
    *_, never, inner, blank, last = done.out.splitlines()
    assert re.split(r" {2,}", never) == ["3", "We said ‘never’ to the quay. We mean it.", "never", "We mean it"]
    assert (re.split(r" {2,}", inner.strip()), blank) == (["3", "never", "never"], "")
    assert last == "3 of 5 quoted passages are covered (60 %), 45 of 57 letters (78 %)."


@pytest.mark.parametrize(("least", "code"), [(0, 0), (60, 0), (61, 1), (78, 1), (100, 1)])
def test_less_than_the_least_share_is_an_exit_code(least: int, code: int, facts: Path, texts: Path, run: Run) -> None:
    assert run("coverage", "report", "--facts", facts, "--sources", texts, "--min", least).code == code


def test_json_holds_everything(facts: Path, texts: Path, run: Run) -> None:
    done = run("coverage", "report", "--facts", facts, "--sources", texts, "--format", "json")
    found = json.loads(done.out)
    assert found["share"] == {"passages": 3, "of_passages": 5, "letters": 45, "of_letters": 57}
    assert {"paragraph", "start", "end", "words", "statements", "missing", "state"} <= found["passages"][0].keys()


def test_markdown_is_a_table_of_inert_cells(facts: Path, texts: Path, run: Run) -> None:
    done = run("coverage", "report", "--facts", facts, "--sources", texts, "--format", "markdown")
    assert done.out.splitlines()[:3] == [
        "| ¶ | passage | statement | missing |",
        "| --- | --- | --- | --- |",
        "| 2 | No ship sails, | no-ship |  |",
    ]


def test_the_command_lists_paragraphs(facts: Path, texts: Path, run: Run) -> None:
    done = run("coverage", "report", "--facts", facts, "--sources", texts, "--paragraphs", "--format", "json")
    assert json.loads(done.out) == [{"paragraph": 4, "words": "Nothing is quoted here."}]
    done = run("coverage", "report", "--facts", facts, "--sources", texts, "--paragraphs")
    assert "Nothing is quoted here." in done.out
    assert "1 paragraph is cited by no record." in done.err


# --- the articles of the shipped facts


def test_the_articles_have_the_passages_that_another_finder_finds() -> None:
    facts, sources = load_facts(shipped_folder()), sources_or_skip()
    for source in facts.of("Source"):
        if name := source.data.get("file"):
            ours = [(one.paragraph, one.words) for one in coverage(facts, source.id, sources) if not one.depth]
            assert ours == list(between_marks(sources / name))


def test_the_shipped_facts_carry_everything_that_the_articles_quote() -> None:
    facts, sources = load_facts(shipped_folder()), sources_or_skip()
    for source in facts.of("Source"):
        if "file" in source.data:
            assert share(coverage(facts, source.id, sources)).percent == (100, 100)


def between_marks(file: Path) -> Iterator[tuple[int, str]]:
    lines = [line for line in file.read_bytes().decode().splitlines() if line.split()]
    for number, line in enumerate(lines, 1):
        for found in re.finditer(r"“([^”]+)”|\"([^\"]+)\"", line):
            yield number, found[1] or found[2]
