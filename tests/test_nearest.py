"""What is nearest to a quote that does not stand in its paragraph is shown, at a glance, and never accepted."""

import hashlib
import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.graph.api import check
from communique.graph.errors import Problem
from communique.graph.evidence import normalise
from communique.graph.evidence.align import align
from communique.graph.evidence.differ import visible
from communique.graph.evidence.miss import LONG
from communique.graph.evidence.nearest import Patience, nearest
from disk import write

TEXT = """\
The lamps stay lit, said the harbour master, though the pilots won’t sail before the light of day.
The non-nuclear states met at the quay. “No ship sails,” they said, “and no ship comes.”
Ilva Torrent called the long and winding declaration of the harbour council, which nobody had read before it was \
printed on the morning of the second day, a step forward.
No ship sails. A pilot’s word, a pilot’s word, and a pilot’s word; a pilot’s word.
The tide (they call it Jean-Luc) fell by 1,500 feet; it was -5 degrees.
"""
CAST = "actors:\n  m: {kind: group, label: M}\n"


def faults(folder: Path, quotes: list[str], text: str = TEXT, where: str = "paragraph: 1") -> list[Problem]:
    """Return what is wrong with statements that quote one paragraph; no quote may be proved."""
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "texts" / "a.txt").write_bytes(text.encode())
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = f"sources:\n  report: {{file: a.txt, sha256: {digest}}}\n"
    statements = "".join(
        f"  s-{n}: {{speaker: m, act: assert, quote: {scalar(quote)}, evidence: [{{source: report, {where}}}]}}\n"
        for n, quote in enumerate(quotes)
    )
    found, proof = check(
        write(folder / "facts", {"f.yaml": CAST + source + "statements:\n" + statements}), folder / "texts"
    )
    assert proof.proved == 0
    assert {one.rule for one in found.errors} <= {"quote-not-found", "quote-ambiguous"}
    return found.errors


def scalar(quote: str) -> str:
    """Return a quote as YAML; in brackets stand passages."""
    return quote if quote.startswith("[") else json.dumps(quote, ensure_ascii=False)


def hint(folder: Path, quote: str, paragraph: int | str) -> str:
    (found,) = faults(folder, [quote], where=f"paragraph: {paragraph}")
    return found.what.removeprefix("the quote ").removeprefix(
        f"does not stand, word for word, in report paragraph {paragraph}; "
    )


IN = "in [quote→text]:"


@pytest.mark.parametrize(
    ("quote", "paragraph", "what"),
    [
        ("the lamps go out", 1, f"nearest there, {IN} “[t→T]he lamps [go out→stay lit]…”"),
        ("the harbor master", 1, f"nearest there, {IN} “…the harbo[→u]r master…”"),
        ("pilots will not sail", 1, f"nearest there, {IN} “…pilots [will not→won't] sail…”"),
        ("The Lamps stay lit", 1, f"it stands there with other capitals, {IN} “The [L→l]amps stay lit…”"),
        ("lamps  stay  lit!", 1, f"it stands there with other spaces or signs, {IN} “…lamps stay lit[!→]…”"),
        ("lamps staylit", 1, f"it stands there with other spaces or signs, {IN} “…lamps stay[→␣]lit…”"),
        ("nonnuclear states", 2, f"it stands there with other spaces or signs, {IN} “…non[→-]nuclear states…”"),
        ("nuclear states", 2, f"it stands there as part of a longer word, {IN} “…[→non-]nuclear states…”"),
        ("egrees", 5, f"it stands there as part of a longer word, {IN} “…[→d]egrees…”"),
        ("500 feet", 5, f"it stands there as part of a longer word, {IN} “…[→1,]500 feet…”"),
        ("Jean\u2011Luc", 5, f"it stands there with other spaces or signs, {IN} “…Jean[\u2011(U+2011)→-]Luc…”"),
        ("fell\u200b by", 5, f"it stands there with other spaces or signs, {IN} “…fell[U+200B→] by…”"),
        ("it w\u0430s", 5, f"nearest there, {IN} “…it w[\u0430(U+0430)→a]s…”"),
        ("the pilots refuse entirely to do this", 1, ""),
        ("step forward", 1, "it stands in report paragraph 3"),
        ("No ship sails", 1, "it stands in report paragraph 2, report paragraph 4"),
        ("[The lamps stay lit, the light of days]", 1, f"passage 2: nearest there, {IN} “…the light of day[s→]…”"),
        ("[light of day, The lamps]", 1, "passage 2: it stands there only before the end of passage 1"),
        ("[The lamps, xyzzy]", 1, "passage 2 is not there"),
    ],
)  # fmt: skip
def test_what_differs_is_seen_at_a_glance(tmp_path: Path, quote: str, paragraph: int, what: str) -> None:
    found = hint(tmp_path, quote, paragraph)
    assert found == what or (not what and found == f"does not stand, word for word, in report paragraph {paragraph}")


def test_one_letter_in_a_long_quote_is_told_in_one_short_line(tmp_path: Path) -> None:
    words = normalise(TEXT.split("\n")[2]).removeprefix("Ilva Torrent called ").removesuffix(".")
    found = hint(tmp_path, words.replace("nobody", "nobody's"), 3)
    assert found == f"nearest there, {IN} “… council, which nobody['s→] had read before it was …”"


def test_the_nearest_of_several_cited_paragraphs_is_shown(tmp_path: Path) -> None:
    assert hint(tmp_path, "the tides", "1}, {source: report, paragraph: 5").endswith(
        f"nearest in paragraph 5, {IN} “[t→T]he tide[s→]…”"
    )


def test_of_two_that_are_near_the_nearer_is_shown(tmp_path: Path) -> None:
    (found,) = faults(
        tmp_path, ["a rod lambs"], "a red lamp\na rod lamb\n", "paragraph: 1}, {source: report, paragraph: 2"
    )
    assert found.what.endswith("nearest in paragraph 2, in [quote→text]: “a rod lamb[s→]”")


def test_when_patience_is_at_its_end_nothing_is_shown() -> None:
    assert nearest("the lamps stay lit", "the lamp stays lit", Patience())
    assert nearest("the lamps stay lit", "the lamp stays lit", Patience(letters=0)) is None
    assert nearest("the lamps stay lit", "the lamp stays lit", Patience(pairs=0)) is None
    patience = Patience(letters=30)
    assert [patience.search(20), patience.search(20)] == [True, False]


def test_the_ways_among_which_to_choose_are_shown(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, ["a pilot's word"], where="paragraph: 4")
    assert found.what == (
        "the quote stands 3 times in report paragraph 4: (1) “…. A pilot's word, [a pilot's word], and a pilot's wo…”, "
        "(2) “…pilot's word, and [a pilot's word]; a pilot's word.”, (3) “…d a pilot's word; [a pilot's word].”"
    )
    assert found.rule == "quote-ambiguous"


def test_of_many_ways_the_first_are_shown(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, ["[ship, a]"], "a ship and a ship of a kind, a ship of a sea, a day")
    assert found.what.startswith("the quote stands 11 times in report paragraph 1: (1) “a ship and [a] ship of a")
    assert found.what.endswith(", …")


@pytest.mark.parametrize(
    ("text", "seen"),
    [(" ", "␣"), ("a b ", "a b␣"), ("\u2060", "U+2060"), ("\u0301", "U+0301"), ("\t", "U+0009"), ("–", "–(U+2013)")],
)
def test_nothing_that_differs_is_unseen(text: str, seen: str) -> None:
    assert visible(text) == seen


# --- laws

prose = st.text("ab cd-'.É\u200b\u0301", max_size=40).map(normalise)


@given(prose.filter(bool), prose)
def test_an_alignment_holds_all_of_the_quote_and_a_stretch_of_the_text(quote: str, text: str) -> None:
    found = align(quote, text)
    assert "".join(ours for ours, _ in found.parts) == quote
    assert "".join(theirs for _, theirs in found.parts) == text[found.start : found.end]
    assert found.cost >= 0


@given(prose, prose.filter(bool), prose)
def test_what_stands_in_the_text_costs_nothing(before: str, quote: str, after: str) -> None:
    assert align(quote, before + " " + quote + " " + after).cost == 0


@given(st.text(max_size=300), st.text(min_size=1, max_size=300))
def test_a_message_is_short_whatever_the_text(text: str, quote: str) -> None:
    found = nearest(normalise(text), normalise(quote) or "a", Patience())
    assert found is None or 2 * found.cost <= 2 * len(quote) + 4 * 28


# --- bounds

WORDS = ["".join(random.Random(n).choices("abcdefghijklmnoprstuvw", k=2 + n % 8)) for n in range(2000)]


def made(count: int) -> str:
    return " ".join(random.Random(count).choices(WORDS, k=count))


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (made(1_500_000), [f"{made(8)} x{n}" for n in range(100)]),
        (made(20_000), [f"{made(9 + n % 40)} x{n}" for n in range(1000)]),
        ("a " * 3_000_000, [f"{'a b ' * 20}{n}" for n in range(30)]),
        ("!?" * 3_000_000, [f"a{'?!' * 200}{n}" for n in range(100)]),
        ("a" + "\u0315\u0300" * 200_000, ["a" + "\u0315\u0300" * 50 + str(n) for n in range(100)]),
        ("ab\n" * 1_000_000, [f"cd ef {n}" for n in range(100)]),
        ("[→]…“”" * 400_000, [f"([→]…”“ {n}" for n in range(100)]),
    ],
    ids=["one long paragraph", "prose", "one word", "signs", "marks", "many paragraphs", "our own signs"],
)
def test_many_misses_in_long_texts_take_little_time_and_short_lines(
    tmp_path: Path, text: str, quotes: list[str]
) -> None:
    started = time.perf_counter()
    found = faults(tmp_path, quotes, text)
    assert time.perf_counter() - started < 8  # about two seconds on a machine that does nothing else
    assert len(found) == len(quotes)
    assert max(len(one.what) for one in found) < 600
    assert not any("\n" in one.what for one in found)


def test_other_paragraphs_of_very_long_texts_are_not_searched(tmp_path: Path) -> None:
    text = "One.\nTwo ships.\n" + "x" * LONG
    (found,) = faults(tmp_path, ["Two ships"], text)
    assert "it stands in" not in found.what
