"""Every quote of the example and of the shipped facts is proved against its text, and no other wording would be."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from communique.graph.api import check
from communique.graph.corpus.facts import Facts, many
from communique.graph.corpus.places import shipped_folder
from communique.graph.evidence import normalise
from communique.graph.reader import Place, locate
from conftest import ROOT, sources_or_skip
from disk import told

EXAMPLE = ROOT / "tests" / "example"
QUOTES, ATTRIBUTIONS = 11, 3
VERBATIM = ("quote", "attribution")


# --- the example: an article of our own about states that do not exist


def test_every_quote_of_the_example_is_proved() -> None:
    facts, proof = check(EXAMPLE / "facts", EXAMPLE / "texts")
    assert facts.problems == []
    assert (proof.proved, proof.unverified, proof.missing) == (QUOTES + ATTRIBUTIONS, 0, set())


def test_without_the_text_every_quote_of_the_example_is_unverified() -> None:
    facts, proof = check(EXAMPLE / "facts")
    assert facts.problems == []
    assert (proof.proved, proof.unverified, proof.missing) == (0, QUOTES + ATTRIBUTIONS, {"strait-article"})


def test_a_text_that_was_changed_is_not_the_one_that_was_read(tmp_path: Path) -> None:
    text = (EXAMPLE / "texts" / "strait.txt").read_text(encoding="utf-8")
    (tmp_path / "strait.txt").write_text(text.replace("patience", "patients"), encoding="utf-8")
    facts, proof = check(EXAMPLE / "facts", tmp_path)
    place = locate((EXAMPLE / "facts" / "cast.yaml").read_text(encoding="utf-8"))["sources", "strait-article", "sha256"]
    (problem,) = facts.problems
    assert (problem.line, problem.column) == place.value
    assert problem.what.startswith("the text at hand has sha256 ")
    assert (proof.proved, proof.unverified) == (0, QUOTES + ATTRIBUTIONS)


def passages(text: str) -> Iterator[tuple[str, str, tuple[int, int], tuple[int, int]]]:
    """Yield id, words, place of the words, and place where a fault in them is told, for every passage of the facts."""
    found = locate(text)
    for pointer, place in found.items():
        if "statements" in pointer and len(pointer) > 2 and pointer[2] in VERBATIM:
            inner = [other for other in found if len(other) > len(pointer) and other[: len(pointer)] == pointer]
            if not inner:
                whole = found[pointer[:3]] if isinstance(pointer[-1], int) else place
                yield str(pointer[1]), written(text, place), place.value, whole.value


def written(text: str, place: Place) -> str:
    line, column = place.value
    return re.split(r"\}?$", text.split("\n")[line - 1][column - 1 :], maxsplit=1)[0]


CHANGES: dict[str, Callable[[str], str]] = {
    "an x": lambda letter: "x",
    "a letter of another alphabet": lambda letter: "ж",
    "a full stop": lambda letter: ".",
    "the other case": str.swapcase,
    "the letter twice": lambda letter: letter * 2,
}
FACTS = (EXAMPLE / "facts" / "strait.yaml").read_text(encoding="utf-8")
PASSAGES = list(passages(FACTS))


def test_the_example_has_the_passages_that_are_changed_here() -> None:
    assert len(PASSAGES) == QUOTES + ATTRIBUTIONS + 2  # two quotes are interrupted
    assert all(words in FACTS and words.strip() == words for _, words, _, _ in PASSAGES)


@pytest.mark.parametrize("change", CHANGES)
def test_no_letter_of_any_quote_can_be_another(change: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "facts", tmp_path / "facts")
    counted = 0
    for at in range(max(len(words) for _, words, _, _ in PASSAGES)):
        lines, expected = FACTS.split("\n"), set()
        for id_, words, (line, column), place in PASSAGES:
            other = words[:at] + CHANGES[change](words[at]) + words[at + 1 :] if at < len(words) else words
            if normalise(other) != normalise(words):
                start = column - 1
                lines[line - 1] = lines[line - 1][:start] + lines[line - 1][start:].replace(words, other, 1)
                expected.add((id_, *place))
        (tmp_path / "facts" / "strait.yaml").write_text("\n".join(lines), encoding="utf-8")
        facts, _ = check(tmp_path / "facts", EXAMPLE / "texts")
        assert {(one.id, one.line, one.column) for one in facts.errors} == expected
        assert {one.rule for one in facts.errors} <= {"quote-not-found"}
        counted += len(expected)
    assert counted > 250


# --- the shipped facts


@pytest.fixture(scope="module")
def shipped() -> Facts:
    facts, proof = check(shipped_folder(), sources_or_skip())
    assert told(facts.problems) == []
    assert proof.unverified == 0
    assert proof.proved >= 33
    return facts


def test_every_quote_of_the_shipped_facts_is_proved(shipped: Facts) -> None:
    quoted = [record for record in shipped.of("Statement") if "quote" in record.data]
    assert len(quoted) >= 15


def test_every_quoted_passage_of_the_articles_is_recorded(shipped: Facts) -> None:
    missing = []
    for source in shipped.of("Source"):
        if name := source.data.get("file"):
            for number, sentence in quoted_sentences(sources_or_skip() / name):
                if not any(sentence in quote for quote in quotes_at(shipped, source.id, number)):
                    missing.append((name, number, sentence))
    assert missing == []


def quoted_sentences(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the number of the paragraph and each sentence between quotation marks, without the help of the package."""
    blank_free = [line for line in file.read_bytes().decode().splitlines() if line.split()]
    for number, line in enumerate(blank_free, 1):
        for passage in re.findall(r"“([^”]+)”", line) + re.findall(r'"([^"]+)"', line):
            for sentence in re.split(r"(?<=[.!?])\s+", passage):
                yield number, straight(sentence.strip(" ,.!?"))


def quotes_at(facts: Facts, source: str, number: int) -> Iterator[str]:
    for record in facts.of("Statement"):
        for item in record.nested("evidence"):
            if (item.get("source"), item.get("paragraph")) == (source, number):
                yield from map(straight, many(record.data.get("quote")))


def straight(words: str) -> str:
    return words.replace("’", "'").replace("‘", "'")


def test_the_finder_finds_what_is_quoted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('One.\n\nHe said “so,” and "Not so. Never!"\n', encoding="utf-8")
    assert list(quoted_sentences(tmp_path / "a.txt")) == [(2, "so"), (2, "Not so"), (2, "Never")]
